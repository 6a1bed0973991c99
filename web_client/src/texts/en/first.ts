/** English texts of the first screens, and of what the server says no to. */

import app from "./app.json";
import error from "./error.json";

const first = { ...app, ...error };
export default first;
