/**
 * The addresses of the client, read and written: which screen a path opens, and the links to others. All
 * of them hang below the page's base, which the server writes into it.
 */

import { asciiLetters } from "./code_letters";

export type Route =
  | { screen: "home" | "host" | "claim" | "guide" | "leaderboard" | "unknown" }
  | { screen: "join"; code: string | null }
  | { screen: "card"; scenario: string }
  | { screen: "play" | "desk" | "board" | "debrief"; code: string };

/** First part of an address, where a code must follow. */
const OF_A_GAME = { play: "play", host: "desk", board: "board", debrief: "debrief" } as const;

/** The root path the server stands at, with a slash at its end. */
export function rootPath(baseUri: string): string {
  return new URL(".", baseUri).pathname;
}

export function routeOf(pathname: string, root: string): Route {
  if (`${pathname}/` === root) return { screen: "home" };
  if (!pathname.startsWith(root)) return { screen: "unknown" };
  const [head = "", typed = "", ...rest] = pathname.slice(root.length).split("/");
  if (rest.join("") !== "") return { screen: "unknown" };
  if (head === "card" && isScenario(typed)) return { screen: "card", scenario: typed };
  const code = codeOf(typed);
  if (code === null) return withoutCode(head);
  if (head === "join") return { screen: "join", code };
  if (isOfAGame(head)) return { screen: OF_A_GAME[head], code };
  return { screen: "unknown" };
}

function withoutCode(head: string): Route {
  switch (head) {
    case "":
    case "index.html":
      return { screen: "home" };
    case "join":
      return { screen: "join", code: null };
    case "host":
    case "claim":
    case "guide":
    case "leaderboard":
      return { screen: head };
    default:
      return { screen: "unknown" };
  }
}

function isOfAGame(head: string): head is keyof typeof OF_A_GAME {
  return Object.hasOwn(OF_A_GAME, head);
}

/** Whether it could be a scenario's name, as its file has it. */
function isScenario(typed: string): boolean {
  return /^[a-z][a-z0-9_]*$/.test(typed);
}

function codeOf(typed: string): string | null {
  try {
    return plainCode(decodeURIComponent(typed)) || null;
  } catch {
    return null;
  }
}

/** A code as people type or paste it on any keyboard, without blanks, dashes and small letters. */
export function plainCode(typed: string): string {
  return asciiLetters(typed)
    .replace(/[^A-Za-z0-9]/g, "")
    .toUpperCase();
}

/** A code as it comes into a code field: typed in any way, or a whole link pasted. */
export function typedCode(typed: string): string {
  const inLink = /\/(?:join|play|board|host|debrief)\/([^/?#\s]+)/.exec(typed.normalize("NFKC"));
  return plainCode(inLink?.[1] ?? typed);
}

/** Whether it could be a game's: six letters and digits, none of them 0, O, 1, I or L. */
export function looksLikeCode(code: string): boolean {
  return /^[2-9A-HJKMNP-Z]{6}$/.test(code);
}

/** What a link carries where no server sees it, behind the #: the token of a seat or a desk, the key of
 * a finished game's page, the one-time code of a seat handed over. */
export function secretOf(fragment: string, name: "token" | "key" | "code"): string | null {
  const secret = new URLSearchParams(fragment.replace(/^#/, "")).get(name);
  return secret !== null && /^[A-Za-z0-9_-]{8,64}$/.test(secret) ? secret : null;
}

/** The whole address behind a path of this server, for people to open on another device. */
export function linkTo(path: string, baseUri: string): string {
  return new URL(path, baseUri).href;
}

/** What the server knows of the address that phones open. */
export interface JoinAddress {
  readonly join_url: string | null;
  /** The operator has given it; else it is a guess among this machine's addresses. */
  readonly join_url_given: boolean;
}

/**
 * What phones open to join: what the operator has given, else the address of this page, through which somebody
 * came. Only a page of the server's own machine does not know what others call it: there the server's guess stands.
 */
export function joinLink(code: string, told: JoinAddress, baseUri: string): string {
  const guess = told.join_url_given || isThisMachine(new URL(baseUri).hostname);
  if (told.join_url === null || !guess) return linkTo(`join/${code}`, baseUri);
  const plain = told.join_url.replace(/\/$/, "");
  return plain.endsWith(`/${code}`) ? plain : `${plain}/${code}`;
}

/** Whether a name leads everybody to their own machine. */
function isThisMachine(hostname: string): boolean {
  return /^(localhost|.*\.localhost|127\.[\d.]+|\[::1\]|0\.0\.0\.0)\.?$/.test(hostname);
}

/** The server's address as a join link has it. */
export function siteOf(link: string): string {
  return link.replace(/join\/[^/]*$/, "");
}

/** An address as people read it aloud: without its scheme and the slash at its end. */
export function spoken(url: string): string {
  return url.replace(/^https?:\/\//, "").replace(/\/$/, "");
}

/** The room's socket beside the page: the code stands in its path, so that a proxy can route by it. */
export function socketUrl(code: string, baseUri: string): string {
  const url = new URL(`ws/${encodeURIComponent(code)}`, baseUri);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  url.search = "";
  url.hash = "";
  return url.href;
}
