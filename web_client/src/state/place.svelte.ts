/** Where the page is: the address bar as a value, and the moves that change it without a reload. */

import { rootPath, routeOf, tokenOf, type Route } from "../routes";
import { browserShelf, Keep } from "./keep";

export const root = rootPath(document.baseURI);
export const keep = new Keep(browserShelf(), root);

class Place {
  route = $state.raw<Route>({ screen: "home" });

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

  /** A token in the fragment is read once, kept, and taken out of sight. */
  private read(): void {
    const route = routeOf(location.pathname, root);
    const token = tokenOf(location.hash);
    if (route.screen === "play" && token !== null) keep.hold(route.code, { token });
    if (location.hash !== "") history.replaceState(null, "", location.pathname + location.search);
    this.route = route;
  }
}

export const place = new Place();
