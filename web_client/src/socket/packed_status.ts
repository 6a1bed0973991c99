/**
 * The letters of a status in a game of many tables come packed, two characters for five seats: unpacked they
 * are what the status of a smaller game holds, a string for each table.
 */

import type { Status } from "../generated/protocol";

const LETTERS = "dcalbf";
/** Printable ASCII that JSON leaves as it is, from # to ~. */
const PACKED_WITH = Array.from({ length: 92 }, (_, place) => String.fromCharCode(35 + place))
  .filter((character) => character !== "\\")
  .join("");
const SEATS_OF_A_PAIR = 5;

export function unpacked(status: Status): Status {
  const { packed = "", seats = 0 } = status;
  if (packed === "" || seats === 0) return status;
  const pairs = packed.match(/../g) ?? [];
  const letters = pairs.map(lettersOf).join("");
  // Full tables only: the last five letters may be filled up.
  const tables = Array.from({ length: Math.floor(letters.length / seats) }, (_, table) =>
    letters.slice(table * seats, (table + 1) * seats),
  );
  return { ...status, tables };
}

function lettersOf(pair: string): string {
  const [first = 0, second = 0] = [...pair].map((character) => PACKED_WITH.indexOf(character));
  let number = first * PACKED_WITH.length + second;
  let letters = "";
  for (let seat = 0; seat < SEATS_OF_A_PAIR; seat += 1) {
    letters = LETTERS.charAt(number % LETTERS.length) + letters;
    number = Math.floor(number / LETTERS.length);
  }
  return letters;
}
