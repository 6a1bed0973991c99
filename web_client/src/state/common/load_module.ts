/** Dynamic imports over a network that may fail, or from a server that was updated meanwhile. */

import { RequestFailed, serverAnswers } from "./http_api";
import { waitBefore } from "./retried_request.svelte";

/**
 * What a dynamic import brings. Some browsers never ask again for a script that failed once, and an
 * updated server has others: so if the server answers, the page is loaded anew, once. If it does not,
 * a reload would only trade this page for the browser's own error page.
 */
export async function loadModule<T>(load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch {
    await serverAnswers();
    if (isAnew(history.state)) throw new RequestFailed({ code: "server_failed", message: "" });
    history.replaceState({ anew: true }, "");
    location.reload();
    return new Promise(() => undefined);
  }
}

/** For what nothing can be shown without, not even an excuse. */
export async function retryForever<T>(load: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await load();
    } catch {
      await new Promise((done) => setTimeout(done, waitBefore(tries)));
    }
  }
}

function isAnew(state: unknown): boolean {
  return typeof state === "object" && state !== null && "anew" in state;
}
