/**
 * A code's letters and digits in ASCII, whichever keyboard typed them: full-width letters, digits of any
 * script, and the Cyrillic and Greek letters that have the shape of a Latin capital. `game/letters.py` does
 * the same.
 */

const CAPITALS = "АВЕКМНОРСТУХавекмнорстухΑΒΕΖΗΚΜΝΟΡΤΥΧαβεζηκμνορτυχ";
const SAME_SHAPE = "ABEKMHOPCTYX".repeat(2) + "ABEZHKMNOPTYX".repeat(2);

export function asciiLetters(typed: string): string {
  return Array.from(typed.normalize("NFKC"), (letter) => {
    const place = CAPITALS.indexOf(letter);
    if (place >= 0) return SAME_SHAPE.charAt(place);
    return isDigit(letter) ? digitOf(letter) : letter;
  }).join("");
}

function isDigit(letter: string): boolean {
  return /^\p{Nd}$/u.test(letter);
}

/** Unicode lays the ten digits of a script side by side, and two such rows at most beside one another. */
function digitOf(letter: string): string {
  const code = letter.codePointAt(0) ?? 0;
  let first = code;
  while (isDigit(String.fromCodePoint(first - 1))) first--;
  return `${(code - first) % 10}`;
}
