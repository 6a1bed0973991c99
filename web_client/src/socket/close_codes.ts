/** Codes with which the server closes a WebSocket: which are final, and what each means. */

import type { Reason } from "../texts/errors";

/** Closes after which coming back would be refused again. */
export function isFinal(code: number): boolean {
  return code === 1009 || (code >= 4500 && code <= 4999);
}

/** Closes whose `bye` was not read, as codes the catalogue words. */
export function reasonOfClose(close: number): Reason {
  const codes: Record<number, string> = {
    1009: "frame_too_long",
    4501: "bad_token",
    4502: "bad_frame",
    4504: "no_such_game",
    4505: "moved",
    4506: "client_too_old",
  };
  return { code: codes[close] ?? "closed", message: "" };
}
