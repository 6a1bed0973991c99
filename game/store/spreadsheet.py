"""Files of an export: Excel workbook (xlsx) or Parquet. Their tables and columns: `review/export.py`."""

from __future__ import annotations

from pathlib import Path
from typing import Any, BinaryIO

from ..errors import SetupError

Rows = list[dict[str, Any]]
"""Rows of one table, each its values by column, all with the same columns."""
WIDEST = 40
"""Of a column, in characters."""
ROWS_MEASURED = 200
"""First rows from which a column's width is taken."""


def write_workbook(tables: dict[str, Rows], file: Path | BinaryIO) -> None:
    """Write one sheet for each table that has rows, its heading frozen and with filters.

    file: a path, or a binary file to write to.
    """
    import xlsxwriter

    # Names are typed by players: "=..." must stay text and not become a formula (CSV/Excel injection).
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(str(file) if isinstance(file, Path) else file, plain) as book:
        bold = book.add_format({"bold": True})
        for name, rows in tables.items():
            if not rows:
                continue
            sheet = book.add_worksheet(name)
            for column, title in enumerate(rows[0]):
                sheet.write_string(0, column, title, bold)
                longest = max(len(str(row[title])) for row in rows[:ROWS_MEASURED])
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
    """Write one table as Parquet.

    Raises:
        SetupError: if no package that writes Parquet is installed.
    """
    import pandas as pd

    try:
        pd.DataFrame(rows).to_parquet(file, index=False)
    except ImportError:
        raise SetupError(
            "Parquet takes a package more: pip install 'linestop[parquet]'. csv, json and xlsx need nothing."
        ) from None
