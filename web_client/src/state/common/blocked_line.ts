/** A network that lets pages through, and not a game's WebSocket: a proxy, a filter, a VPN. */

import { serverAnswers } from "./http_api";

/** Broken for so long, a line is no longer one that comes back by itself in a moment. */
export const LONG_MS = 12_000;

/**
 * Asks the server over HTTP, now and every so often, whether it is there.
 * @param told whether it answers, though no line to it holds.
 * @returns ends it.
 */
export function watchBlocked(told: (blocked: boolean) => void): () => void {
  let ended = false;
  const ask = async () => {
    const answers = await serverAnswers().then(
      () => true,
      () => false,
    );
    if (!ended) told(answers);
  };
  void ask();
  const again = setInterval(() => void ask(), LONG_MS);
  return () => {
    ended = true;
    clearInterval(again);
  };
}
