/** Addresses: every one hangs below the page's base, which the server writes into it. */

export type Route = { screen: "home" } | { screen: "play"; code: string } | { screen: "unknown" };

/** The root path the server stands at, with a slash at its end. */
export function rootPath(baseUri: string): string {
  return new URL(".", baseUri).pathname;
}

export function routeOf(pathname: string, root: string): Route {
  if (!pathname.startsWith(root)) return { screen: "unknown" };
  const [head = "", code = "", ...rest] = pathname.slice(root.length).split("/");
  if (head === "" || head === "index.html") return { screen: "home" };
  if (head === "play" && code !== "" && rest.join("") === "") {
    return { screen: "play", code: plainCode(decodeURIComponent(code)) };
  }
  return { screen: "unknown" };
}

/** A code as people type or paste it, without blanks, dashes and small letters. */
export function plainCode(typed: string): string {
  return typed.replace(/[^A-Za-z0-9]/g, "").toUpperCase();
}

/** The token a link carries where no server sees it: behind the #. */
export function tokenOf(fragment: string): string | null {
  const token = new URLSearchParams(fragment.replace(/^#/, "")).get("token");
  return token !== null && /^[A-Za-z0-9_-]{16,64}$/.test(token) ? token : null;
}

/** The room's socket beside the page: the code stands in its path, so that a proxy can route by it. */
export function socketUrl(code: string, baseUri: string): string {
  const url = new URL(`ws/${encodeURIComponent(code)}`, baseUri);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  url.search = "";
  url.hash = "";
  return url.href;
}
