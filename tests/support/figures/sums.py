"""What must add up: lines to a bill, turns to a total, weeks to a turn; each as the figures are shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from figures import Figure, Key

Told = Mapping[Key, list[Figure]]
LINES = ("stock", "freight", "changes", "idle", "lost")
STOPS = ("idle", "lost")
END = "at the end"
ADDED_UP = {
    "stock a week chosen",
    "cost of a week without it",
    "units lost in a week without it",
    "cost of the buffer this year",
    "units that repay the buffer",
}
"""Quantities that stand in one place and are compared with what they come from."""


def wrong_sums(told: Told, seats: Iterable[str], turns: int) -> Iterator[str]:
    """A sentence for each sum that no numbers written so can make."""
    for seat in seats:
        for when in (*(f"in turn {n}" for n in range(1, turns + 1)), *_totals(turns)):
            yield from _bill(told, seat, when)
        for turn in range(1, turns + 1):
            yield from _turns(told, seat, turn)
        yield from _weeks(told, seat, turns)
        for turn in range(1, turns + 1):
            yield from _plans(told, seat, f"before turn {turn}")
            yield from _scale(told, seat, f"before turn {turn}")
        yield from _books(told, seat, turns)
        yield from _debrief(told, seat)


def _totals(turns: int) -> tuple[str, ...]:
    return (*(f"after turn {n}" for n in range(1, turns)), END)


def _bill(told: Told, seat: str, when: str) -> Iterator[str]:
    """Lines of a bill add up to its sum, and those of stops to what stops have cost."""
    page = _on_pages(told, "bill")
    lines = [page(Key("cost by line", seat, line, when)) for line in LINES]
    if any(lines):
        yield from _wrong(f"the bill of {seat} {when}", lines, _on_pages(told)(Key("cost", seat, "", when)))
        stops = _on_pages(told)(Key("cost of stops", seat, "", when))
        if stops is not None:
            yield from _wrong(f"the stops of {seat} {when}", lines[3:], stops)


def _turns(told: Told, seat: str, turn: int) -> Iterator[str]:
    """Turns add up to the total after them."""
    page = _on_pages(told)
    total = page(Key("cost", seat, "", f"after turn {turn}"))
    turns = [page(Key("cost", seat, "", f"in turn {n}")) for n in range(1, turn + 1)]
    if total is not None and all(turns):
        yield from _wrong(f"the turns of {seat} up to turn {turn}", turns, total)


def _books(told: Told, seat: str, turns: int) -> Iterator[str]:
    """All turns and the closing of the books add up to what the game cost in the end."""
    page = _on_pages(told)
    played = [page(Key("cost", seat, "", f"in turn {n}")) for n in range(1, turns + 1)]
    if all(played):
        closing = page(Key("cost of the closing", seat, "", END))
        yield from _wrong(
            f"the turns and the closing of {seat}", [*played, closing], page(Key("cost", seat, "", END))
        )


def _weeks(told: Told, seat: str, turns: int) -> Iterator[str]:
    """Weeks add up to the turn."""
    page = _on_pages(told)
    for turn in range(1, turns + 1):
        for quantity in ("units made", "units required"):
            total = page(Key(quantity, seat, "", f"in turn {turn}"))
            weeks = [
                page(Key(quantity, seat, "", f"week {week}")) for week in range(4 * turn - 3, 4 * turn + 1)
            ]
            if total is not None:
                yield from _wrong(f"{quantity} by {seat} in turn {turn}", weeks, total)


def _plans(told: Told, seat: str, when: str) -> Iterator[str]:
    """The prices on the chosen switches add up to the planned stock."""
    page = _on_pages(told)
    total = page(Key("planned stock a week", seat, "", when))
    chosen = [
        same[0]
        for key, same in told.items()
        if key.quantity == "stock a week chosen" and key.when == when and key.seat == seat
    ]
    if total is not None:
        yield from _wrong(f"the plans of {seat} {when}", chosen, total)


def _scale(told: Told, seat: str, when: str) -> Iterator[str]:
    """A buffer is repaid by the units that its price is worth, and the other stance costs the difference."""
    page = _on_pages(told)
    parts = {key.of for key in told if key.quantity == "cost of a week without it" and key.seat == seat}
    for part in parts:
        money, units, stop, lost, thin, full, more = (
            page(Key(quantity, seat, " ".join((part, *stance)), when))
            for quantity, *stance in (
                ("cost of the buffer this year",),
                ("units that repay the buffer",),
                ("cost of a week without it",),
                ("units lost in a week without it",),
                ("stock a week by stance", "JIT"),
                ("stock a week by stance", "JIC"),
                ("stock a week, more or less",),
            )
        )
        if money is None or units is None or stop is None or lost is None:
            continue
        least, most = money.low * lost.low / stop.high, money.high * lost.high / stop.low
        if not (least <= units.high and units.low - 1.0 <= most):
            yield f"{part} of {seat} {when}: {money.text} is not repaid by {units.text} units of {stop.text}."
        if more is not None:
            yield from _apart(f"{part} of {seat} {when}", thin, full, more)


def _debrief(told: Told, seat: str) -> Iterator[str]:
    """Lines of each way add up to its cost, and differences are what they are said to be."""
    page = _on_pages(told)

    def at_end(quantity: str, of: str = "") -> Figure | None:
        return page(Key(quantity, seat, of, END))

    ways = {"played": at_end("cost"), "best": at_end("cost of score 100")}
    ways |= {way: at_end("cost by way", way) for way in ("jit", "jic", "mix")}
    for way, cost in ways.items():
        lines = [
            next(figure for figure in same if "table of the lines" in figure.place)
            for key, same in told.items()
            if key.quantity == "cost line by way"
            and key.seat == seat
            and key.of.split()[0] == way
            and any("table of the lines" in figure.place for figure in same)
        ]
        assert cost is not None and lines, (seat, way)
        yield from _wrong(f"{way} in the seat of {seat}", lines, cost)
    cost, mix, beside = at_end("cost"), at_end("cost by way", "mix"), at_end("cost beside the mix")
    if beside is not None:
        yield from _apart(f"{seat} beside the mix", cost, mix, beside)
    lean, alike, more = (
        at_end(quantity, of)
        for quantity, of in (
            ("cost in company", "lean"),
            ("cost in company", "alike"),
            ("cost more in company", ""),
        )
    )
    if more is not None:
        yield from _apart(f"{seat} in company", lean, alike, more)
    bound, above = at_end("cost of perfect foresight"), at_end("cost above perfect foresight")
    if bound is not None:
        yield from _wrong(f"{seat} and perfect foresight", [bound, above], cost)
        weeks = [page(Key("cost above perfect foresight", seat, "", f"week {week}")) for week in range(1, 53)]
        yield from _wrong(f"{seat}'s weeks above perfect foresight", weeks, above)


def _on_pages(told: Told, place: str = "") -> Callable[[Key], Figure | None]:
    """The figure of a key as a page shows it, and of no file: the first, or the one of a place."""

    def find(key: Key) -> Figure | None:
        return next((each for each in told.get(key, ()) if each.shown and place in each.place), None)

    return find


def _wrong(what: str, parts: Iterable[Figure | None], total: Figure | None) -> Iterator[str]:
    there = [part for part in parts if part is not None]
    assert total is not None and there, f"{what}: there is nothing to add up"
    low, high = sum(part.low for part in there), sum(part.high for part in there)
    if not (low <= total.high and total.low <= high):
        yield f"{what}: {' + '.join(part.text for part in there)} is not {total.text} ({total.place})."


def _apart(what: str, one: Figure | None, other: Figure | None, distance: Figure) -> Iterator[str]:
    assert one is not None and other is not None, what
    least = max(0.0, one.low - other.high, other.low - one.high)
    most = max(one.high - other.low, other.high - one.low)
    if not (least <= distance.high and distance.low <= most):
        yield f"{what}: {one.text} and {other.text} are not {distance.text} apart ({distance.place})."
