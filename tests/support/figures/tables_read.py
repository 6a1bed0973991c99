"""Tables of an export, read as a stranger's program reads them."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any
from xml.etree import ElementTree

SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
Rows = Sequence[Mapping[str, Any]]


def of_csv(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8"))))


def of_workbook(content: bytes) -> dict[str, list[dict[str, str]]]:
    """The sheets of an xlsx by name; an empty cell is an empty text, as in a csv."""
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        shared = [
            "".join(text.text or "" for text in item.iter(f"{SHEET}t"))
            for item in ElementTree.fromstring(book.read("xl/sharedStrings.xml"))
        ]
        names = [str(sheet.get("name")) for sheet in _xml(book, "xl/workbook.xml").iter(f"{SHEET}sheet")]
        sheets = [_xml(book, f"xl/worksheets/sheet{number}.xml") for number in range(1, len(names) + 1)]
    return {name: _rows(sheet, shared) for name, sheet in zip(names, sheets, strict=True)}


def _xml(book: zipfile.ZipFile, name: str) -> ElementTree.Element:
    return ElementTree.fromstring(book.read(name))


def _rows(sheet: ElementTree.Element, shared: Sequence[str]) -> list[dict[str, str]]:
    lines = [
        {re.sub(r"\d", "", str(cell.get("r"))): _value(cell, shared) for cell in row}
        for row in sheet.iter(f"{SHEET}row")
    ]
    heads, *rows = lines
    return [{head: row.get(column, "") for column, head in heads.items()} for row in rows]


def _value(cell: ElementTree.Element, shared: Sequence[str]) -> str:
    value = cell.findtext(f"{SHEET}v") or ""
    return shared[int(value)] if cell.get("t") == "s" else value


def differences(rows: Rows, others: Rows) -> list[str]:
    """Where two files tell one table otherwise: numbers to the last digits, texts as they are."""
    if len(rows) != len(others):
        return [f"{len(rows)} rows and {len(others)} rows"]
    return [
        f"row {number}, {column}: {value!r} and {other[column]!r}"
        for number, (row, other) in enumerate(zip(rows, others, strict=True), start=1)
        for column, value in row.items()
        if not _alike(value, other[column])
    ]


def _alike(one: Any, other: Any) -> bool:
    if one in (None, "") or other in (None, ""):
        return (one in (None, "")) == (other in (None, ""))
    try:
        return abs(float(one) - float(other)) <= 1e-12 * max(1.0, abs(float(one)))
    except ValueError:
        return str(one) == str(other)
