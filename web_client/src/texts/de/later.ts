/** German texts of the screens that are loaded when they are opened, a file for each. */

import board from "./board.json";
import card from "./card.json";
import desk from "./desk.json";
import options from "./options.json";
import play from "./play.json";
import results from "./results.json";
import rules from "./rules.json";
import tutorial from "./tutorial.json";

const later = {
  ...board,
  ...card,
  ...desk,
  ...options,
  ...play,
  ...results,
  ...rules,
  ...tutorial,
};
export default later;
