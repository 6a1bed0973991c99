"""Cleans what people type: names, texts and game codes; refuses what cannot be read or told apart.

Names stand outside the log, so that a person can be renamed, made anonymous or removed.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from .errors import Refused

LONGEST_NAME = 24
LONGEST_HEADLINE = 90
"""Of the news of a facilitator's shock."""
LONGEST_TEXT = 400
"""Of an announcement, and of the text below a headline."""
# Cyrillic and Greek letters, digits and a bar that look like Latin letters: with these names are faked.
_LOOK_ALIKES = str.maketrans("аеорсухіѕјԁһοανρτκ01|", "aeopcyxisjdhoavptkoll")


def plain_name(typed: str, others: Iterable[str]) -> str:
    """A person's name with single blanks, told from the names of the `others` in the game.

    Raises:
        Refused: if it is empty, too long, cannot be read, or looks like one that is taken.
    """
    name = plain_text(typed, LONGEST_NAME, "name")
    if not any(letter.isalnum() for letter in name):
        raise Refused("Type a name with at least one letter.", code="name_empty")
    if folded(name) in map(folded, others):
        raise Refused(
            f"Somebody here is called {name} already; add something to it.", code="name_taken", name=name
        )
    return name


def plain_code(typed: str) -> str:
    """A game's code from what was typed: capitals and digits, without blanks, dashes and the like."""
    return "".join(letter for letter in typed.upper() if letter.isascii() and letter.isalnum())


def plain_text(typed: str, longest: int, what: str) -> str:
    """One line of text in Unicode's composed form (NFC), with single blanks.

    Invisible format characters (Unicode category Cf), which can turn the direction of writing, are taken
    out. what: "name", "headline" or "text", for the refusal.

    Raises:
        Refused: if it is longer than `longest` letters, or holds control or unassigned characters.
    """
    seen = "".join(letter for letter in typed if unicodedata.category(letter) != "Cf")
    text = " ".join(unicodedata.normalize("NFC", seen).split())
    if any(unicodedata.category(letter) in ("Cc", "Cs", "Co", "Cn") for letter in text):
        raise Refused(
            f"There are letters in this {what} that cannot be seen; type it anew.", code=f"{what}_unreadable"
        )
    if len(text) > longest:
        raise Refused(
            f"A {what} may have {longest} letters; shorten it.", code=f"{what}_too_long", most=str(longest)
        )
    return text


def folded(name: str) -> str:
    """A key that two names share if people cannot tell them apart.

    Case, accents, blanks and look-alike letters of other alphabets make no difference.
    """
    plain = unicodedata.normalize("NFKC", name).casefold()
    bare = unicodedata.normalize("NFD", plain.translate(_LOOK_ALIKES))
    return "".join(letter for letter in bare if not unicodedata.combining(letter) and not letter.isspace())
