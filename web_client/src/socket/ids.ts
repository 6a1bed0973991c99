/** Random ids of commands, and tokens. Not `randomUUID`: browsers refuse it to a page on plain http. */

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

export function newId(): string {
  return randomText(16);
}

/** What holds a seat: 258 bits, so that nobody guesses it. */
export function newToken(): string {
  return randomText(43);
}

function randomText(length: number): string {
  const bytes = crypto.getRandomValues(new Uint8Array(length));
  return Array.from(bytes, (byte) => LETTERS[byte & 63]).join("");
}
