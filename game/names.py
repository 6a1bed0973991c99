"""What people type, made plain: a name that can be read and told from all others in the game, a game's code.

Names stand outside the log, so that a person can be renamed, made anonymous or removed.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from .errors import Refused

LONGEST_NAME = 24
LONGEST_HEADLINE = 90
LONGEST_TEXT = 400
# Letters that come from other alphabets and look like Latin ones, where names are most often faked.
_LOOK_ALIKES = str.maketrans("аеорсухіѕјԁһοανρτκ01|", "aeopcyxisjdhoavptkoll")


def plain_name(typed: str, others: Iterable[str]) -> str:
    """The name without needless blanks.

    Raises:
        Refused: if it is empty, too long, cannot be read, or is taken.
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
    """A code as people type it: any case, with blanks and dashes."""
    return "".join(letter for letter in typed.upper() if letter.isascii() and letter.isalnum())


def plain_text(typed: str, longest: int, what: str) -> str:
    """One line of text, blanks as single spaces; marks that only steer the writing's direction go.

    Raises:
        Refused: if it is too long or holds what cannot be seen.
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
    """What two names have in common that people cannot tell apart."""
    plain = unicodedata.normalize("NFKC", name).casefold()
    bare = unicodedata.normalize("NFD", plain.translate(_LOOK_ALIKES))
    return "".join(letter for letter in bare if not unicodedata.combining(letter) and not letter.isspace())
