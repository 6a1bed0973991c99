/** The English catalogue: a file for each screen, so that work on one screen is work in one file. */

import app from "./app.json";
import board from "./board.json";
import card from "./card.json";
import desk from "./desk.json";
import error from "./error.json";
import options from "./options.json";
import play from "./play.json";
import results from "./results.json";
import rules from "./rules.json";
import tutorial from "./tutorial.json";

export default {
  ...app,
  ...board,
  ...card,
  ...desk,
  ...error,
  ...options,
  ...play,
  ...results,
  ...rules,
  ...tutorial,
};
