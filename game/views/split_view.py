"""A view in three frames, where a game offers more than stances, so that each stays short on the air."""

from __future__ import annotations

from typing import NamedTuple

from msgspec import UNSET
from msgspec.structs import replace

from ..choices.chosen import NO_CHOICE
from ..messages import Ahead, ChosenNow, Row, RowAhead, View


class SplitView(NamedTuple):
    """What is sent of a view, in this order but for the view, which comes last; None where it holds all."""

    view: View
    ahead: Ahead | None = None
    chosen: ChosenNow | None = None


def split(view: View) -> SplitView:
    """The frames of a view."""
    if view.chosen is UNSET:
        return SplitView(view)
    rows, chosen = [_ahead(row) for row in view.rows], ChosenNow(view.turn, view.chosen)
    # After the end nothing is decided any more.
    if view.phase in ("deciding", "resolving"):
        chosen = replace(chosen, cash=view.cash, shelves=view.shelves, demand=view.demand)
    else:
        rows = [replace(row, planning=None, sources=_EMPTY.sources, express=None) for row in rows]
    short = replace(
        view,
        rows=[_short(row) for row in view.rows],
        chosen=NO_CHOICE,
        cash=UNSET,
        shelves=UNSET,
        demand=UNSET,
    )
    return SplitView(short, Ahead(view.turn, rows), chosen)


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


def joined(view: View, ahead: Ahead | None, chosen: ChosenNow | None) -> View:
    """A view as it was before `split`, but for what `split` leaves to `Told`; for programs that play."""
    if view.chosen is UNSET or ahead is None or chosen is None:
        return view
    rows = [
        replace(row, **{name: getattr(more, name) for name in more.__struct_fields__})
        for row, more in zip(view.rows, ahead.rows, strict=True)
    ]
    return replace(
        view,
        rows=rows,
        chosen=chosen.chosen,
        cash=chosen.cash,
        shelves=chosen.shelves,
        demand=chosen.demand,
    )
