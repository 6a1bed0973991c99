"""The debrief of one component: what it cost, when the line waited for it, and the facts behind that.

A fact is a code with numbers, such as `late` with turn and week. The debrief's sentence about a part is
worded in the web client from these codes, by `part_sentences.ts` and the texts of each language.
"""

from __future__ import annotations

from collections.abc import Sequence

from ...agents.network.cost_lines import HOLDING
from ...agents.scenario.scenario import Component
from ..messages import Fact, Measured, PartDebrief, StanceName, WhatIf, YearShock
from ..messages.rounding import for_screen
from ..rules.measure_functions import LEAST_UNITS
from ..rules.record_sums import over_products
from ..rules.table_records import TableTurn

SHORTAGE = ("line_down_cost", "lost_margin", "backlog_cost")
"""Cost lines of a shortage, beside those of holding."""
FELT_UNITS = 0.5
"""Fewer missing units are no fact: nobody saw half a vehicle wait."""
WEEKS_AFTER_SHOCK = 8
"""Weeks after a shock's end in which a shortage may still come from it: goods are on the way that long."""


def part_debrief(
    part: Component,
    slot: int,
    *,
    seat: int,
    turns: Sequence[TableTurn],
    first_weeks: Sequence[int],
    closed_lines: dict[str, list[float]],
    shocks: Sequence[YearShock],
    measures: list[Measured],
    if_recommended: WhatIf,
    unbuffered: WhatIf | None,
) -> PartDebrief:
    """Costs, waits, stances and facts of the component in slot `slot` for the seat of index `seat`.

    `turns` are the table's records and `first_weeks` the first week of each; `closed_lines` is the seat's
    money by cost line and slot, books closed; `if_recommended` is the what-if of the recommended stance,
    `unbuffered` that of Just in Time in every turn, None if it is not known.
    """
    missing = _by_week(turns, "shortfall_by", seat, slot)
    stances = [_stance(turn, seat, slot) for turn in turns]
    cover = _cover(turns, seat, slot)
    lowest = min(range(len(cover)), key=cover.__getitem__)
    holding, shortage, other = _money({line: slots[slot] for line, slots in closed_lines.items()})
    return PartDebrief(
        component=part.name,
        title=part.title,
        recommended=part.recommended,
        reason=part.reason,
        stances=stances,
        holding=for_screen(holding),
        shortage=for_screen(shortage),
        other=for_screen(other),
        weeks_waited=sum(units > LEAST_UNITS for units in missing),
        units_not_made=for_screen(sum(missing)),
        units_lost=for_screen(sum(_by_week(turns, "lost_by", seat, slot))),
        lowest_bin_weeks=for_screen(cover[lowest]),
        lowest_bin_week=lowest + 1,
        bin_weeks=[round(weeks, 1) for weeks in cover],
        table_jic=[jic_seats(turn.rows["stance"][0], slot) for turn in turns],
        measures=measures,
        if_recommended=if_recommended,
        facts=_facts(
            part.recommended,
            stances,
            first_weeks,
            missing,
            [shock for shock in shocks if part.name in shock.components and shock.origin != "everyday"],
        )
        + _without_buffer(stances, unbuffered, sum(_required(turns, seat))),
    )


def _money(by_line: dict[str, float]) -> tuple[float, float, float]:
    """Money for holding, for shortage, and for all else, from money by cost line."""
    holding = sum(by_line[line] for line in HOLDING)
    shortage = sum(by_line[line] for line in SHORTAGE)
    return holding, shortage, sum(by_line.values()) - holding - shortage


def jic_seats(stances: list[list[float]], slot: int) -> int:
    """How many of these seats hold a component Just in Case; stances: 1 for JIC, (N, K)."""
    return sum(bool(seat[slot]) for seat in stances)


def _facts(
    recommended: StanceName,
    stances: list[StanceName],
    first_weeks: Sequence[int],
    missing: list[float],
    shocks: list[YearShock],
) -> list[Fact]:
    """The facts in the order in which they are told: the stance kept, the wait, then each shock.

    `missing` are units not made for want of the component, by week. A week of waiting is a shock's if the
    shock was in force then, or not long before; all that is said of a wait and of a shock follows from these
    weeks, so that no two facts contradict each other.
    """
    otherwise = sum(stance != recommended for stance in stances)
    facts = [Fact("otherwise", {"turns": otherwise}, None) if otherwise else Fact("as_recommended", {}, None)]
    waited = [week for week, units in enumerate(missing, start=1) if units > LEAST_UNITS]
    if sum(missing) < FELT_UNITS:
        waited = []
    if waited:
        ends = {"first_week": waited[0], "last_week": waited[-1]}
        facts.append(Fact("waited", _weeks_and_units(waited, missing) | ends, None))
    # Turns in which a buffer was begun: Just in Case after Just in Time, or from the first turn on.
    begun = [
        (turn, first_weeks[turn - 1])
        for turn, stance in enumerate(stances, start=1)
        if stance == "JIC" and (turn == 1 or stances[turn - 2] == "JIT")
    ]
    explained: set[int] = set()
    for shock in shocks:
        behind = [week for week in waited if _may_cause(shock, week)]
        felt = sum(missing[week - 1] for week in behind) >= FELT_UNITS
        if felt:
            facts.append(Fact("behind", _weeks_and_units(behind, missing), shock.name))
            explained.update(behind)
        facts += _of_shock(shock, begun, felt)
    thin = [week for week in waited if week not in explained]
    if thin:
        facts.append(Fact("thin", _weeks_and_units(thin, missing), None))
    if not any(shock.first_week for shock in shocks):
        facts.append(Fact("quiet", {}, None))
    return facts


def _weeks_and_units(weeks: list[int], missing: list[float]) -> dict[str, float]:
    return {"weeks": len(weeks), "units": sum(missing[week - 1] for week in weeks)}


def _may_cause(shock: YearShock, week: int) -> bool:
    """Whether a shortage in this week may come from the shock."""
    if shock.first_week is None or shock.last_week is None:
        return False
    return shock.first_week <= week <= shock.last_week + WEEKS_AFTER_SHOCK


def _of_shock(shock: YearShock, begun: list[tuple[int, int]], felt: bool) -> list[Fact]:
    """Facts of one shock: a false alarm, carried without a wait, or a buffer begun too late.

    `begun` lists turn and first week in which a buffer was begun; `felt`: the line lacked the component in
    weeks of the shock.
    """
    if shock.first_week is None or shock.last_week is None:
        if shock.comes or shock.rumoured is None:
            return []
        # Without an all-clear a buffer counts however late it was begun.
        until = shock.cleared or float("inf")
        # A shock that never came, and a buffer bought between its rumour and its all-clear.
        bought = [(turn, week) for turn, week in begun if shock.rumoured < week <= until]
        return [Fact("false_alarm", {"turn": turn, "week": week}, shock.name) for turn, week in bought[:1]]
    if not felt:
        return [Fact("carried", {"first_week": shock.first_week, "last_week": shock.last_week}, shock.name)]
    late = [(turn, week) for turn, week in begun if shock.first_week < week <= shock.last_week]
    return [
        Fact("late", {"turn": turn, "week": week, "shock_week": shock.first_week}, shock.name)
        for turn, week in late[:1]
    ]


def _without_buffer(stances: list[StanceName], unbuffered: WhatIf | None, required: float) -> list[Fact]:
    """What a buffer that was held in some turn was worth: units and money, had it never been held."""
    if unbuffered is None or "JIC" not in stances:
        return []
    numbers = {"units": -unbuffered.uptime * required, "cost": unbuffered.cost}
    return [Fact("without_buffer", numbers, None)]


def _required(turns: Sequence[TableTurn], seat: int) -> list[float]:
    """Units required of a seat's line by week, all products together."""
    return [float(sum(week[seat])) for turn in turns for week in turn.rows["required"]]


def _by_week(turns: Sequence[TableTurn], measure: str, seat: int, slot: int) -> list[float]:
    """Units of a seat by week that fall to this slot, all products together."""
    return [over_products(week[seat])[slot] for turn in turns for week in turn.rows[measure]]


def _stance(turn: TableTurn, seat: int, slot: int) -> StanceName:
    return "JIC" if turn.rows["stance"][0][seat][slot] else "JIT"


def _cover(turns: Sequence[TableTurn], seat: int, slot: int) -> list[float]:
    """Weeks of use in the bin at the end of each week, at that week's use; 0 where nothing was used."""
    pairs = [
        (on_hand[seat][slot], use[seat][slot])
        for turn in turns
        for on_hand, use in zip(turn.rows["on_hand"], turn.rows["use"], strict=True)
    ]
    return [on_hand / use if use > 0.0 else 0.0 for on_hand, use in pairs]
