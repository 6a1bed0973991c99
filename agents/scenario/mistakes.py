"""Mistakes in a scenario file, and the wording of their messages: what was found, what was expected.

A `Problem` has its place as a path of keys, like the parsed values; a `Mistake` has it as line and column,
like an editor. Lists count from 0 in paths, and from 1 in what people read. Every text made here is one
printable line, whatever the file holds.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

type Path = tuple[str | int, ...]

LONGEST_QUOTE = 40
"""Characters of a quotation from the file; longer ones are cut."""
BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong at a path of the parsed values."""

    path: Path
    found: str
    expected: str
    on_key: bool = False
    """Point at the key rather than at its value."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """Something wrong at a line and column (both from 1) of a file."""

    file: str
    line: int
    column: int
    key: str
    found: str
    expected: str

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}:{self.column}"
        return f"{where}: {self.key}: found {self.found}, expected {self.expected}"


def key_text(path: Path) -> str:
    """A path as authors read it: `("supplier", 1, "title")` as `supplier[2].title`."""
    text = ""
    for part in path:
        if isinstance(part, int):
            text += f"[{part + 1}]"
        else:
            text += ("." if text else "") + (part if BARE_KEY.fullmatch(part) else quoted(part))
    return text or "(the file)"


def quoted(text: str) -> str:
    """A text in quotation marks, shortened, on one line; unprintable characters as their code points."""
    # JSON's escapes are TOML's, too, so an author can copy the quotation.
    short = text if len(text) <= LONGEST_QUOTE else text[: LONGEST_QUOTE - 1] + "…"
    marked = json.dumps(short, ensure_ascii=False)
    return "".join(mark if mark.isprintable() else f"\\u{ord(mark):04x}" for mark in marked)


def found_text(value: object) -> str:
    """What stands in the file, as its author would name it."""
    match value:
        case bool():
            return "true" if value else "false"
        case int():
            return str(value) if abs(value) < 10**18 else "a number of more than 18 digits"
        case float():
            return repr(value)
        case str():
            return quoted(value)
        case list():
            return f"a list of {len(value)}"
        case dict():
            return "a table"
        case _:
            return "a date or time"


def number_text(number: float) -> str:
    """A number as an author would write it: ten digits at most, no trailing zeros."""
    return f"{number:.10g}"


def if_reversed(pair: Sequence[float], path: Path, expected: str) -> Iterator[Problem]:
    """A problem at the path of a pair of numbers whose first is above its second."""
    low, high = pair
    if low > high:
        yield Problem(path, f"{number_text(low)} above {number_text(high)}", expected)


def one_of(words: list[str]) -> str:
    """A choice in words: `a`, `a or b`, `one of a, b, c`."""
    if len(words) < 3:
        return " or ".join(words)
    return "one of " + ", ".join(words)


def close_to(word: str, known: list[str]) -> str | None:
    """The known word that was probably meant, None if no word is close."""
    if len(word) > LONGEST_QUOTE:  # difflib is slow on long words
        return None
    return next(iter(get_close_matches(word.lower(), known, n=1)), None)


def expected_word(word: str, known: list[str]) -> str:
    """What to write in place of a word that is not one of the known ones."""
    meant = close_to(word, known)
    choice = one_of([quoted(name) for name in known]) if known else "none (the file names none)"
    return f"{choice} (did you mean {quoted(meant)}?)" if meant and len(known) > 1 else choice
