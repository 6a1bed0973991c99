"""The client's own words, from its catalogues: so a test finds a button in whatever language it stands.

A message becomes a pattern: what it says stays as it is, and where a value goes anything may stand.
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

from playwright.sync_api import Page

TEXTS = Path(__file__).resolve().parents[3] / "web_client/src/texts"
LANGUAGES = tuple(sorted(folder.name for folder in TEXTS.iterdir() if folder.is_dir()))


@cache
def catalogue(language: str) -> dict[str, str]:
    """Every message of a language, by its key."""
    files = sorted((TEXTS / language).glob("*.json"))
    assert files, f"there is no catalogue of {language}"
    return {key: text for file in files for key, text in json.loads(file.read_text(encoding="utf-8")).items()}


def said(key: str, language: str = "en", **values: object) -> re.Pattern[str]:
    """The whole of what a message says, with these values; what is not given may be anything."""
    told = pieces(catalogue(language)[key])
    return re.compile(r"^\s*" + "".join(_pattern(piece, values) for piece in told) + r"\s*$")


def _pattern(piece: str, values: dict[str, object]) -> str:
    if not piece.startswith("{"):
        return re.escape(piece.replace("''", "'")).replace(r"\ ", r"\s+")
    name = piece.strip("{}").split(",")[0].strip()
    return re.escape(str(values[name])) if name in values and "," not in piece else ".*"


def pieces(message: str) -> list[str]:
    """Words and {values} in turn; a plural with its cases is one value."""
    pieces, depth, start = [], 0, 0
    for at, letter in enumerate(message):
        if letter == "{":
            if depth == 0:
                pieces.append(message[start:at])
                start = at
            depth += 1
        elif letter == "}":
            depth -= 1
            if depth == 0:
                pieces.append(message[start : at + 1])
                start = at + 1
    return [piece for piece in (*pieces, message[start:]) if piece]


def written(page: Page, value: float, kind: str) -> str:
    """A number as this page's browser writes it."""
    ways = {
        "money": {
            "style": "currency",
            "currency": "EUR",
            "notation": "compact",
            "maximumSignificantDigits": 3,
        },
        "share": {"style": "percent", "minimumFractionDigits": 1, "maximumFractionDigits": 1},
        "score": {"maximumFractionDigits": 0},
        "ratio": {"maximumFractionDigits": 1},
        "weeks": {"maximumFractionDigits": 1},
    }
    text: str = page.evaluate(
        "([value, way]) => new Intl.NumberFormat(navigator.language, way).format(value)",
        [value, ways[kind]],
    )
    return text.replace("-", "\N{MINUS SIGN}")
