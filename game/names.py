"""Cleans what people type: names, texts and game codes; refuses what cannot be read or told apart.

Names stand outside the log, so that a person can be renamed, made anonymous or removed.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from .errors import Refused
from .letters import ascii_letters, count_letters, visible, without_selectors

LONGEST_NAME = 24
LONGEST_HEADLINE = 90
"""Of the news of a facilitator's shock."""
LONGEST_TEXT = 400
"""Of an announcement, and of the text below a headline."""
# Cyrillic and Greek letters, digits and a bar that look like Latin letters: with these names are faked.
_LOOK_ALIKES = str.maketrans("аеорсухіѕјԁһвкмтοανρτκ01|", "aeopcyxisjdhbkmtoavptkoll")


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
    """A game's code from what was typed on any keyboard: capitals and digits, without blanks or dashes."""
    # Made ASCII before capitals: the capital of ß is SS, and that of the Turkish ı is I.
    return "".join(letter for letter in ascii_letters(typed) if letter.isascii() and letter.isalnum()).upper()


def plain_text(typed: str, longest: int, what: str) -> str:
    """One line of text in Unicode's composed form (NFC), with single blanks.

    What is invisible, and could turn the direction of writing, is taken out, but for the joiners that a
    script needs. Letters are counted as people see them. what: "name", "headline" or "text", for the refusal.

    Raises:
        Refused: if it is longer than `longest` letters, or holds control or unassigned characters.
    """
    text = " ".join(unicodedata.normalize("NFC", visible(typed)).split())
    if any(unicodedata.category(letter) in ("Cc", "Cs", "Co", "Cn") for letter in text):
        raise Refused(
            f"There are letters in this {what} that cannot be seen; type it anew.", code=f"{what}_unreadable"
        )
    if count_letters(text) > longest:
        raise Refused(
            f"A {what} may have {longest} letters; shorten it.", code=f"{what}_too_long", most=str(longest)
        )
    return text


@lru_cache(maxsize=4096)  # each who joins is compared with all who have
def folded(name: str) -> str:
    """A key that two names share if people cannot tell them apart.

    Case, blanks, joiners, width and look-alike letters of other alphabets make no difference. Marks do:
    Hung, Hùng and Hưng are three people, and so are かな and がな, Weiß and Weiss.
    """
    plain = without_selectors(unicodedata.normalize("NFKC", visible(name)))
    # The capital İ has two small letters, i and a dot above it, and ß must not become ss.
    small = "".join(letter if letter in "ßẞ" else letter.casefold() for letter in plain).replace(
        "i\u0307", "i"
    )
    return "".join(unicodedata.normalize("NFC", small.translate(_LOOK_ALIKES)).split()).replace("ẞ", "ß")
