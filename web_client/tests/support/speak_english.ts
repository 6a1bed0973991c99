/** Set-up of every test file: texts are English unless a test says otherwise. */

import { speak } from "../../src/texts/texts";

await speak("en");
