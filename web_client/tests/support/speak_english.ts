/** Set-up of every test file: texts are English, and of all screens, unless a test says otherwise. */

import { speak, speakWhole } from "../../src/texts/texts";

await speak("en");
await speakWhole();
