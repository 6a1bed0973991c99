/** German, a file a screen as in English; what each word of the game is called stands in README.md. */

import type { Catalogue } from "../catalogue";
import app from "./app.json";
import board from "./board.json";
import desk from "./desk.json";
import error from "./error.json";
import play from "./play.json";
import results from "./results.json";

const de: Catalogue = { ...app, ...board, ...desk, ...error, ...play, ...results };
export default de;
