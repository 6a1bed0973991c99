import { speak } from "../../src/texts/texts";

await speak("en");
