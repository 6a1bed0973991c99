"""Letters as people see them: which invisible characters a script needs, and how many letters a text has.

Rules made for Latin alone would take names away: Persian and Sinhala are written with invisible joiners, a
Vietnamese or Hindi mark makes another letter, and one letter may be several code points (UAX 29, UTS 39).
"""

from __future__ import annotations

import unicodedata

NON_JOINER, JOINER = "\u200c", "\u200d"
_JOINING_SCRIPTS = (
    (0x0600, 0x08FF),  # Arabic, Syriac, Thaana, N'Ko, Mandaic
    (0x0900, 0x0DFF),  # the scripts of India, Sinhala
    (0x0F00, 0x109F),  # Tibetan, Myanmar
    (0x1780, 0x18AF),  # Khmer, Mongolian
    (0x1A20, 0x1C4F),  # Tai Tham, Balinese, Sundanese, Lepcha
    (0x10A00, 0x11FFF),  # further scripts of these kinds
)
"""Code points of scripts in which a joiner between two letters changes how they are written."""
_INVISIBLE = {
    *(0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x3164, 0xFFA0),  # fillers: letters without a shape
    0x2800,  # Braille of no dots
}
_MOST_MARKS = 4
"""Marks on one letter: Hebrew and Tibetan need so many; more would run over the lines above."""


def visible(typed: str) -> str:
    """The text without what nobody sees: format characters (Cf), fillers, selectors that select nothing.

    Joiners stay where the letters around them need them, and in emoji; so do variation selectors after a
    symbol or a Chinese character. Marks beyond the fourth on one letter are left out, too.
    """
    kept: list[str] = []
    marks = 0
    for place, letter in enumerate(typed):
        before, after = kept[-1] if kept else "", typed[place + 1 : place + 2]
        if not _is_needed(before, letter, after):
            continue
        marks = marks + 1 if unicodedata.category(letter) in ("Mn", "Me") else 0
        if marks <= _MOST_MARKS:
            kept.append(letter)
    return "".join(kept)


def count_letters(text: str) -> int:
    """Letters as people count them: one with its marks, or a sequence of emoji drawn as one, is one."""
    count, flag_begun = 0, False
    for place, letter in enumerate(text):
        is_flag = 0x1F1E6 <= ord(letter) <= 0x1F1FF  # two of these are the flag of a country
        extends = unicodedata.category(letter) in ("Mn", "Mc", "Me", "Cf") or _is_skin_tone(letter)
        joined = text[place - 1 : place] == JOINER and _is_symbol(letter)
        if count and (extends or joined or (is_flag and flag_begun)):
            flag_begun = False
        else:
            count, flag_begun = count + 1, is_flag
    return count


def ascii_letters(typed: str) -> str:
    """A code with its letters and digits in ASCII, whichever keyboard typed them.

    Full-width letters, digits of any script, and the Cyrillic and Greek letters that have the shape of a
    Latin capital. `web_client/src/code_letters.ts` does the same.
    """
    plain = unicodedata.normalize("NFKC", typed).translate(_SAME_CAPITAL)
    return "".join(str(unicodedata.decimal(letter, letter)) for letter in plain)


def without_selectors(text: str) -> str:
    """The text without joiners and variation selectors, by which no two names are told apart."""
    return "".join(
        letter for letter in text if unicodedata.category(letter) != "Cf" and not _is_selector(letter)
    )


_CAPITALS = "АВЕКМНОРСТУХавекмнорстухΑΒΕΖΗΚΜΝΟΡΤΥΧαβεζηκμνορτυχ"
_SAME_CAPITAL = str.maketrans(_CAPITALS, "ABEKMHOPCTYX" * 2 + "ABEZHKMNOPTYX" * 2)


def _is_needed(before: str, letter: str, after: str) -> bool:
    if letter in (NON_JOINER, JOINER):
        if letter == JOINER and _is_emoji(before) and _is_symbol(after):
            return True
        return _in_joining_script(before) and _in_joining_script(after)
    if _is_selector(letter):
        return _is_symbol(before) or before in "#*0123456789" or unicodedata.category(before) == "Lo"
    if 0xE0020 <= ord(letter) <= 0xE007F:  # tags: the flags of England, Scotland and Wales
        return before == "\U0001f3f4" or 0xE0020 <= ord(before or " ") < 0xE007F
    return unicodedata.category(letter) != "Cf" and ord(letter) not in _INVISIBLE


def _in_joining_script(letter: str) -> bool:
    if not letter or unicodedata.category(letter)[0] not in "LM":
        return False
    return any(first <= ord(letter) <= last for first, last in _JOINING_SCRIPTS)


def _is_selector(letter: str) -> bool:
    code = ord(letter)
    return 0xFE00 <= code <= 0xFE0F or 0xE0100 <= code <= 0xE01EF or code in (0x180B, 0x180C, 0x180D, 0x180F)


def _is_emoji(letter: str) -> bool:
    return _is_symbol(letter) or letter == "\ufe0f" or (letter != "" and _is_skin_tone(letter))


def _is_symbol(letter: str) -> bool:
    return letter != "" and unicodedata.category(letter) == "So"


def _is_skin_tone(letter: str) -> bool:
    return 0x1F3FB <= ord(letter) <= 0x1F3FF
