"""Files of an export: Excel workbook (xlsx) or Parquet. Their tables and columns: `review/export.py`."""

from __future__ import annotations

from pathlib import Path
from typing import Any, BinaryIO

from ..errors import SetupError

Rows = list[dict[str, Any]]
WIDEST = 40


def write_workbook(tables: dict[str, Rows], file: Path | BinaryIO) -> None:
    """One sheet a table, its first line frozen and filtered; text stays text, whatever it begins with."""
    import xlsxwriter

    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(str(file) if isinstance(file, Path) else file, plain) as book:
        bold = book.add_format({"bold": True})
        for name, rows in tables.items():
            if not rows:
                continue
            sheet = book.add_worksheet(name)
            for column, title in enumerate(rows[0]):
                sheet.write_string(0, column, title, bold)
                longest = max(len(str(row[title])) for row in rows[:200])
                sheet.set_column(column, column, min(max(longest, len(title)) + 2, WIDEST))
            for number, row in enumerate(rows, start=1):
                for column, value in enumerate(row.values()):
                    _write(sheet, number, column, value)
            sheet.freeze_panes(1, 0)
            sheet.autofilter(0, 0, len(rows), len(rows[0]) - 1)


def _write(sheet: Any, row: int, column: int, value: Any) -> None:
    if isinstance(value, str):
        sheet.write_string(row, column, value)
    elif value is not None:
        sheet.write_number(row, column, value)


def write_parquet(rows: Rows, file: Path) -> None:
    """One table.

    Raises:
        SetupError: if what writes it is not installed.
    """
    import pandas as pd

    try:
        pd.DataFrame(rows).to_parquet(file, index=False)
    except ImportError:
        raise SetupError(
            "Parquet takes a package more: pip install 'linestop[parquet]'. csv, json and xlsx need nothing."
        ) from None
