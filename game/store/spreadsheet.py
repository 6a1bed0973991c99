"""Files of an export: Excel workbook (xlsx) or Parquet. Their tables and columns: `review/export.py`."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from typing import Any

from ..errors import SetupError

Rows = list[dict[str, Any]]
"""Rows of one table, each its values by column, all with the same columns."""
Columns = Mapping[str, type]
"""Type of each column's values by name, for a table that has no rows to show them."""
_PARQUET = {int: "int64", float: "float64", str: "string"}
WIDEST = 40
"""Of a column, in characters."""
ROWS_MEASURED = 200
"""First rows from which a column's width is taken."""


def workbook(tables: Mapping[str, Rows], columns: Mapping[str, Columns]) -> bytes:
    """One sheet for each table, its heading frozen and with filters; a table without rows has the heading."""
    import xlsxwriter

    # Names are typed by players: "=..." must stay text and not become a formula (CSV/Excel injection).
    # In memory: the library would otherwise make files in the folder for temporary ones, which may be full.
    plain = {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "in_memory": True,
    }
    file = BytesIO()
    with xlsxwriter.Workbook(file, plain) as book:
        bold = book.add_format({"bold": True})
        for name, rows in tables.items():
            sheet = book.add_worksheet(name)
            titles = list(rows[0] if rows else columns[name])
            for column, title in enumerate(titles):
                sheet.write_string(0, column, title, bold)
                longest = max((len(str(row[title])) for row in rows[:ROWS_MEASURED]), default=0)
                sheet.set_column(column, column, min(max(longest, len(title)) + 2, WIDEST))
            for number, row in enumerate(rows, start=1):
                for column, value in enumerate(row.values()):
                    _write(sheet, number, column, value)
            sheet.freeze_panes(1, 0)
            sheet.autofilter(0, 0, len(rows), len(titles) - 1)
    return file.getvalue()


def _write(sheet: Any, row: int, column: int, value: Any) -> None:
    if isinstance(value, str):
        sheet.write_string(row, column, value)
    elif value is not None:
        sheet.write_number(row, column, value)


def parquet(rows: Rows, columns: Columns) -> bytes:
    """One table as a Parquet file; without rows it has its columns, with their types.

    Raises:
        SetupError: if no package that writes Parquet is installed.
    """
    import pandas as pd

    frame = (
        pd.DataFrame(rows)
        if rows
        else pd.DataFrame({name: pd.Series(dtype=_PARQUET[kind]) for name, kind in columns.items()})
    )
    try:
        content: bytes = frame.to_parquet(None, index=False)
    except ImportError:
        raise SetupError(
            "Parquet takes a package more: pip install 'linestop[parquet]'. csv, json and xlsx need nothing."
        ) from None
    return content
