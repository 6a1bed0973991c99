import { expect, test } from "vitest";
import { plainCode, rootPath, routeOf, socketUrl, tokenOf } from "../src/routes";

test("the root is the home screen", () => {
  expect(routeOf("/", "/")).toEqual({ screen: "home" });
  expect(routeOf("/games/", "/games/")).toEqual({ screen: "home" });
});

test("a game's address holds below any root", () => {
  expect(routeOf("/play/K7QM2X", "/")).toEqual({ screen: "play", code: "K7QM2X" });
  expect(routeOf("/a/b/play/k7qm2x/", "/a/b/")).toEqual({ screen: "play", code: "K7QM2X" });
});

test.each(["/play", "/play/", "/play/X/Y", "/elsewhere", "/other/play/X"])(
  "%s is no screen",
  (path) => {
    expect(routeOf(path, "/")).toEqual({ screen: "unknown" });
  },
);

test("a code is read without blanks, dashes and small letters", () => {
  expect(plainCode("  k7q-m2 x ")).toBe("K7QM2X");
});

test("a token is read from the fragment only if it is one", () => {
  expect(tokenOf("#token=abcdefghijklmnop_-")).toBe("abcdefghijklmnop_-");
  expect(tokenOf("#token=short")).toBeNull();
  expect(tokenOf("#elsewhere")).toBeNull();
  expect(tokenOf("")).toBeNull();
});

test("the socket stands beside the page, with its safety and without its fragment", () => {
  expect(socketUrl("K7", "http://192.168.1.5:8000/")).toBe("ws://192.168.1.5:8000/ws/K7");
  expect(socketUrl("K7", "https://a.example/games/")).toBe("wss://a.example/games/ws/K7");
});

test("the root is what the server wrote into the page's base", () => {
  expect(rootPath("http://localhost/games/")).toBe("/games/");
  expect(rootPath("http://localhost/")).toBe("/");
});
