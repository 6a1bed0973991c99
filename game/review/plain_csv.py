"""CSV text (RFC 4180) in which no cell can be read as a formula.

A text that a spreadsheet would take for a formula gets an apostrophe in front: a player may be called `=1+1`
(OWASP, "CSV injection"). Numbers stay numbers, negative ones too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

FORMULA_BEGINS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""First characters of what spreadsheets take for a formula, in full width too."""


def csv_text(rows: Sequence[Mapping[str, Any]], columns: Iterable[str]) -> str:
    """Rows as CSV, with a first line of column names, which is there without rows too.

    columns: those of a table without rows. Every row must have the columns of the first, in its order.
    """
    lines = [list(rows[0] if rows else columns), *(list(row.values()) for row in rows)]
    return "".join(",".join(map(_cell, line)) + "\r\n" for line in lines)


def escape_formula(text: str) -> str:
    """The text, with an apostrophe in front if a spreadsheet would take it for a formula."""
    return f"'{text}" if text.startswith(FORMULA_BEGINS) else text


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):  # before numbers: True is one
        return str(int(value))
    text = escape_formula(value) if isinstance(value, str) else str(value)
    return '"' + text.replace('"', '""') + '"' if any(mark in text for mark in ',"\r\n') else text
