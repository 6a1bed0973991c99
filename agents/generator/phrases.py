"""The phrases of each language that generated scenarios are told in (`scenarios/phrases/`)."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import Any

from ...scenarios import phrases as files_of_phrases

Phrases = dict[str, Any]
"""One language's phrases: tables, lists of variants, and sentences with words in {braces}."""


@cache
def all_phrases() -> dict[str, Phrases]:
    """Phrases by language; the first is the scenario's own."""
    return {language: tomllib.loads(raw.decode()) for language, raw in files_of_phrases().items()}
