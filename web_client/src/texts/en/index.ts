/** The English catalogue, whole: all keys that there are. A page loads its two halves, one after another. */

import first from "./first";
import later from "./later";

export default { ...first, ...later };
