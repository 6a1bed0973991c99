/**
 * The router: the address bar as a value, and the moves that change it without a reload. Takes tokens out
 * of an address as soon as it is read.
 */

import { rootPath, routeOf, secretOf, type Route } from "../../routes";
import { localStore, BrowserStorage } from "./browser_storage";

export const root = rootPath(document.baseURI);
export const storage = new BrowserStorage(localStore(), root);

class Router {
  route = $state.raw<Route>({ screen: "home" });
  /** The one-time code of a seat handed over to this device. */
  claim: string | null = null;
  /** The recovery code of the desk just opened, shown once. */
  recovery: string | null = null;

  constructor() {
    this.read();
    addEventListener("popstate", () => this.read());
    // A link with a token, pasted over an open page of the same game, changes only the fragment.
    addEventListener("hashchange", () => this.read());
  }

  /** `path` is relative to the root. */
  go(path: string): void {
    history.pushState(null, "", new URL(path, document.baseURI));
    this.read();
    scrollTo(0, 0);
  }

  /** What stands in the fragment is read once, kept, and taken out of sight. */
  private read(): void {
    const route = routeOf(location.pathname, root);
    this.keepSecrets(route, location.hash);
    if (location.hash !== "") history.replaceState(null, "", location.pathname + location.search);
    this.route = route;
  }

  private keepSecrets(route: Route, fragment: string): void {
    const token = secretOf(fragment, "token");
    const key = secretOf(fragment, "key");
    const code = secretOf(fragment, "code");
    if (route.screen === "play" && token !== null) storage.hold(route.code, { token });
    if (route.screen === "desk" && token !== null)
      storage.hold(route.code, { token }, "facilitator");
    if (route.screen === "debrief" && key !== null) storage.keepResultsKey(route.code, key);
    if (route.screen === "claim" && code !== null) this.claim = code;
  }
}

export const router = new Router();
