/** The German catalogue, a file for each screen as in English; README.md lists the words of the game. */

import type { Catalogue } from "../catalogue";
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

const de: Catalogue = {
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
export default de;
