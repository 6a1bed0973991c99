/** The entry of the client: waits for the language, draws the page, and draws it anew in another one. */

import { mount, unmount } from "svelte";
import App from "./App.svelte";
import "./styles/index.css";
import { loadModule, retryForever } from "./state/common/load_module";
import { languageHere } from "./texts/language";
import { setRedraw } from "./texts/switch_language";
import { speak } from "./texts/texts";

async function begin(target: HTMLElement): Promise<void> {
  const wanted = languageHere(); // apart: what fails here is no matter of trying again
  await retryForever(() => loadModule(() => speak(wanted)));
  const boot = [...target.children];
  let app = mount(App, { target });
  for (const each of boot) each.remove(); // only now: a screen that fails must not leave an empty page
  setRedraw(async () => {
    await unmount(app);
    app = mount(App, { target });
  });
}

// For public/start_check.js, which says that a browser is too old, or that this line was never reached.
const { dataset } = document.documentElement;
dataset["begun"] = "";
const target = document.getElementById("app");
if (target === null) throw new Error("The page has no #app.");
if (dataset["tooOld"] === undefined) void begin(target);
