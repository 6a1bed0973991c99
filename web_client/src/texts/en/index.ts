/** English: a file a screen, so that who works on one screen writes in one file. */

import app from "./app.json";
import board from "./board.json";
import desk from "./desk.json";
import error from "./error.json";
import play from "./play.json";
import results from "./results.json";

export default { ...app, ...board, ...desk, ...error, ...play, ...results };
