"""Rows as CSV that every program reads and no spreadsheet runs.

A text that a spreadsheet would take for a formula gets a quote in front: a player may call himself
`=1+1`. Numbers stay numbers, negative ones too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def csv_text(rows: Sequence[Mapping[str, Any]]) -> str:
    """Rows as RFC 4180 has them, a line of names first; empty if there is none."""
    if not rows:
        return ""
    lines = [list(rows[0]), *(list(row.values()) for row in rows)]
    return "".join(",".join(map(_cell, line)) + "\r\n" for line in lines)


def harmless(text: str) -> str:
    """The same, and never a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(int(value))
    text = harmless(value) if isinstance(value, str) else str(value)
    return '"' + text.replace('"', '""') + '"' if any(mark in text for mark in ',"\r\n') else text
