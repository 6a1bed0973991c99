import { expect, test } from "vitest";
import {
  joinLink,
  looksLikeCode,
  plainCode,
  rootPath,
  routeOf,
  secretOf,
  siteOf,
  socketUrl,
  spoken,
  typedCode,
} from "../src/routes";

test("the root is the home screen", () => {
  expect(routeOf("/", "/")).toEqual({ screen: "home" });
  expect(routeOf("/games/", "/games/")).toEqual({ screen: "home" });
  expect(routeOf("/games", "/games/")).toEqual({ screen: "home" });
});

test("a game's address holds below any root", () => {
  expect(routeOf("/play/K7QM2X", "/")).toEqual({ screen: "play", code: "K7QM2X" });
  expect(routeOf("/a/b/play/k7qm2x/", "/a/b/")).toEqual({ screen: "play", code: "K7QM2X" });
});

test("every screen has its address", () => {
  const screens = ["host", "claim", "guide", "leaderboard"] as const;
  for (const screen of screens) expect(routeOf(`/${screen}`, "/")).toEqual({ screen });
  expect(routeOf("/join", "/")).toEqual({ screen: "join", code: null });
  expect(routeOf("/join/k7 qm-2x", "/")).toEqual({ screen: "join", code: "K7QM2X" });
  expect(routeOf("/host/K7QM2X", "/")).toEqual({ screen: "desk", code: "K7QM2X" });
  expect(routeOf("/board/K7QM2X", "/")).toEqual({ screen: "board", code: "K7QM2X" });
  expect(routeOf("/card/far_shore", "/")).toEqual({ screen: "card", scenario: "far_shore" });
  expect(routeOf("/debrief/K7QM2X/", "/")).toEqual({ screen: "debrief", code: "K7QM2X" });
});

test.each([
  "/play",
  "/play/",
  "/play/X/Y",
  "/board",
  "/home/X",
  "/toString/X",
  "/other/play/X",
  "/card",
  "/card/",
  "/card/Far Shore",
  "/card/far_shore/x",
])("%s is no screen", (path) => {
  expect(routeOf(path, "/")).toEqual({ screen: "unknown" });
});

test("a code is read without blanks, dashes and small letters", () => {
  expect(plainCode("  k7q-m2 x ")).toBe("K7QM2X");
});

test.each([
  ["full width", " ＫＸ４Ｍ７Ｑ ", "KX4M7Q"],
  ["a full-width link", "ｈｔｔｐ：／／ａ／ｊｏｉｎ／ｋｘ４ｍ７ｑ", "KX4M7Q"],
  ["digits of Arabic and Persian", "KX٤M۷Q", "KX4M7Q"],
  ["digits of Hindi and Thai", "KX४M๗Q", "KX4M7Q"],
  ["a Russian keyboard", "КХ4М7Q", "KX4M7Q"],
  ["a Greek keyboard, small letters", "κχ4μ7q", "KX4M7Q"],
  ["letters that have no place in a code", "KX4M7Qßı", "KX4M7Q"],
  ["a direction turned", "\u202eKX4M7Q\u202c", "KX4M7Q"],
])("a code is read from %s", (_, typed, code) => {
  expect(typedCode(typed)).toBe(code);
});

test("the digits of every script count from 0 to 9", () => {
  const digits: string[] = [];
  for (let code = 0; code <= 0x10ffff; code++) {
    if (code >= 0xd800 && code <= 0xdfff) continue;
    const letter = String.fromCodePoint(code);
    if (/^\p{Nd}$/u.test(letter)) digits.push(plainCode(letter));
  }
  expect(digits.length).toBeGreaterThan(600);
  expect(digits.every((digit, place) => digit === `${place % 10}`)).toBe(true);
});

test("a secret is read from the fragment only if it is one", () => {
  expect(secretOf("#token=abcdefghijklmnop_-", "token")).toBe("abcdefghijklmnop_-");
  expect(secretOf("#key=abcdefgh", "token")).toBeNull();
  expect(secretOf("#token=short", "token")).toBeNull();
  expect(secretOf("#elsewhere", "token")).toBeNull();
  expect(secretOf("", "token")).toBeNull();
});

test("an address is read aloud without its scheme", () => {
  expect(spoken("http://192.168.1.20:8000/")).toBe("192.168.1.20:8000");
  expect(spoken("https://a.example/games/join")).toBe("a.example/games/join");
});

test("the socket stands beside the page, with its safety and without its fragment", () => {
  expect(socketUrl("K7", "http://192.168.1.5:8000/")).toBe("ws://192.168.1.5:8000/ws/K7");
  expect(socketUrl("K7", "https://a.example/games/")).toBe("wss://a.example/games/ws/K7");
});

test("the root is what the server wrote into the page's base", () => {
  expect(rootPath("http://localhost/games/")).toBe("/games/");
  expect(rootPath("http://localhost/")).toBe("/");
});

test("phones join where the server says, and else where this page is", () => {
  const told = (join_url: string | null, join_url_given = false) => ({ join_url, join_url_given });
  const here = "http://192.168.1.20:8000/games/";
  const docker = "http://172.17.0.1:8000/games/join";
  expect(joinLink("K7", told(null), here)).toBe(`${here}join/K7`);
  expect(joinLink("K7", told(docker), here)).toBe(`${here}join/K7`);
  expect(joinLink("K7", told("https://play.example/join", true), here)).toBe(
    "https://play.example/join/K7",
  );
  for (const loopback of ["localhost", "127.0.0.1:8000", "[::1]:8000", "a.localhost", "LOCALHOST."])
    expect(joinLink("K7", told(docker), `http://${loopback}/games/`)).toBe(`${docker}/K7`);
  for (const name of ["localhost.example", "127.example", "[fd00::1]:8000"])
    expect(joinLink("K7", told(docker), `http://${name}/`)).toBe(`http://${name}/join/K7`);
  expect(joinLink("K7", told(`${docker}/K7`), "http://localhost/")).toBe(`${docker}/K7`);
  expect(siteOf("http://a.example/games/join/K7")).toBe("http://a.example/games/");
});

test("a code is taken as it is typed, read aloud or pasted", () => {
  const typed = ["K7QM2X", " k7q m2x ", "k7q-m2x", "K7Q.M2X"];
  const pasted = [
    "http://192.168.0.7:8000/join/K7QM2X",
    "linestop.example/a/play/k7qm2x#token=abc",
  ];
  for (const text of [...typed, ...pasted]) expect(typedCode(text)).toBe("K7QM2X");
});

test("what cannot be a game's code is known before the server is asked", () => {
  expect(looksLikeCode("K7QM2X")).toBe(true);
  for (const text of ["", "K7QM2", "K7QM2XX", "K0QM2X", "KOQM2X", "KIQM2X", "K1QM2X", "KLQM2X"])
    expect(looksLikeCode(text)).toBe(false);
});
