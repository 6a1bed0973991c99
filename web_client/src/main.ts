/** The entry of the client: waits for the language, draws the page, and draws it anew in another one. */

import { mount, unmount } from "svelte";
import App from "./App.svelte";
import "./styles/index.css";
import { loadModule, retryForever } from "./state/common/load_module";
import { languageHere } from "./texts/language";
import { setRedraw } from "./texts/switch_language";
import { speak } from "./texts/texts";

async function begin(target: HTMLElement): Promise<void> {
  await retryForever(() => loadModule(() => speak(languageHere())));
  target.replaceChildren();
  let app = mount(App, { target });
  setRedraw(async () => {
    await unmount(app);
    app = mount(App, { target });
  });
}

const target = document.getElementById("app");
if (target === null) throw new Error("The page has no #app.");
void begin(target);
