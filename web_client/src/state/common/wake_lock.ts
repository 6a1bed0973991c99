/** Keeps the screen of the device on while a game is shown, where the browser allows it. */

export function keepAwake(): () => void {
  const over = new AbortController();
  const ask = () => {
    if (document.visibilityState === "visible") void hold(over.signal);
  };
  document.addEventListener("visibilitychange", ask, { signal: over.signal });
  ask();
  return () => over.abort();
}

/** Only secure contexts have it; a low battery refuses it. */
async function hold(over: AbortSignal): Promise<void> {
  if (!("wakeLock" in navigator)) return;
  const lock = await navigator.wakeLock.request("screen").catch(() => null);
  if (over.aborted) await lock?.release();
  else over.addEventListener("abort", () => void lock?.release());
}
