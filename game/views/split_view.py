"""A view in two frames, where a game offers more than stances, so that both stay short on the air."""

from __future__ import annotations

from msgspec import UNSET
from msgspec.structs import replace

from ..messages import Ahead, Row, RowAhead, View


def split(view: View) -> tuple[View, Ahead | None]:
    """The view as it is sent, and what is sent before it; None where all of it stands in the view."""
    if view.chosen is UNSET:
        return view, None
    ahead = Ahead(
        turn=view.turn,
        rows=[_ahead(row) for row in view.rows],
        cash=view.cash,
        shelves=view.shelves,
        demand=view.demand,
    )
    rows = [_short(row) for row in view.rows]
    return replace(view, rows=rows, cash=UNSET, shelves=UNSET, demand=UNSET), ahead


def _ahead(row: Row) -> RowAhead:
    return RowAhead(
        title=row.title,
        character=row.character,
        supplier=row.supplier,
        weeks=row.weeks,
        value=row.value,
        ages=row.ages,
        # What may be chosen is long, and stands in `Told` all year.
        facts=None if row.facts is None else replace(row.facts, choices=None),
        planning=row.planning,
        sources=row.sources,
        express=row.express,
    )


_EMPTY = RowAhead("", "", "")


def _short(row: Row) -> Row:
    """The row with all that stands in `RowAhead` empty."""
    # The defaults themselves: an encoder leaves out what is the same object.
    return replace(row, **{name: getattr(_EMPTY, name) for name in _EMPTY.__struct_fields__})
