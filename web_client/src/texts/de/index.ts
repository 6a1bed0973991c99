/** The German catalogue, whole, with the keys of the English one; README.md lists the words of the game. */

import type { Catalogue } from "../catalogue";
import first from "./first";
import later from "./later";

const de: Catalogue = { ...first, ...later };
export default de;
