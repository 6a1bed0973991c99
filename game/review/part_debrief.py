"""The debrief of one component: what it cost, when the line waited for it, and the facts behind that.

A fact is a code with numbers, such as `late` with turn and week. The debrief's sentence about a part is
worded in the web client from these codes, by `part_sentences.ts` and the texts of each language.
"""

from __future__ import annotations

from collections.abc import Sequence

from ...agents.network.cost_lines import HOLDING
from ...agents.scenario.scenario import Component
from ..messages import Fact, Measured, PartDebrief, StanceName, WhatIf, YearShock
from ..rules.events import TableTurn
from ..rules.measure_functions import LEAST_UNITS
from ..rules.record_sums import over_products
from ..rules.rounding import for_screen

SHORTAGE = ("line_down_cost", "lost_margin", "backlog_cost")
"""Cost lines of a shortage, beside those of holding."""
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
) -> PartDebrief:
    """Costs, waits, stances and facts of the component in slot `slot` for the seat of index `seat`.

    `turns` are the table's records and `first_weeks` the first week of each; `closed_lines` is the seat's
    money by cost line and slot, books closed; `if_recommended` is the what-if of the recommended stance.
    """
    missing = _by_week(turns, "shortfall_by", seat, slot)
    waited = [week for week, units in enumerate(missing, start=1) if units > LEAST_UNITS]
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
        weeks_waited=len(waited),
        units_not_made=for_screen(sum(missing)),
        units_lost=for_screen(sum(_by_week(turns, "lost_by", seat, slot))),
        lowest_bin_weeks=for_screen(cover[lowest]),
        lowest_bin_week=lowest + 1,
        bin_weeks=[round(weeks, 1) for weeks in cover],
        table_jic=[jic_seats(turn, slot) for turn in turns],
        measures=measures,
        if_recommended=if_recommended,
        facts=_facts(
            part.recommended,
            stances,
            first_weeks,
            waited,
            [missing[week - 1] for week in waited],
            [shock for shock in shocks if part.name in shock.components and shock.origin != "everyday"],
        ),
    )


def _money(by_line: dict[str, float]) -> tuple[float, float, float]:
    """Money for holding, for shortage, and for all else, from money by cost line."""
    holding = sum(by_line[line] for line in HOLDING)
    shortage = sum(by_line[line] for line in SHORTAGE)
    return holding, shortage, sum(by_line.values()) - holding - shortage


def jic_seats(turn: TableTurn, slot: int) -> int:
    """How many seats of a table held a component Just in Case in a turn."""
    return sum(bool(seat[slot]) for seat in turn.rows["stance"][0])


def _facts(
    recommended: StanceName,
    stances: list[StanceName],
    first_weeks: Sequence[int],
    waited: list[int],
    units: list[float],
    shocks: list[YearShock],
) -> list[Fact]:
    """The facts in the order in which they are told: the stance kept, the wait, then each shock."""
    otherwise = sum(stance != recommended for stance in stances)
    facts = [Fact("otherwise", {"turns": otherwise}, None) if otherwise else Fact("as_recommended", {}, None)]
    if waited:
        numbers = {
            "weeks": len(waited),
            "first_week": waited[0],
            "last_week": waited[-1],
            "units": sum(units),
        }
        facts.append(Fact("waited", numbers, None))
    # Turns in which a buffer was begun: Just in Case after Just in Time, or from the first turn on.
    begun = [
        (turn, first_weeks[turn - 1])
        for turn, stance in enumerate(stances, start=1)
        if stance == "JIC" and (turn == 1 or stances[turn - 2] == "JIT")
    ]
    for shock in shocks:
        facts += _of_shock(shock, begun, waited)
    if not any(shock.first_week for shock in shocks):
        facts.append(Fact("quiet", {}, None))
    return facts


def _of_shock(shock: YearShock, begun: list[tuple[int, int]], waited: list[int]) -> list[Fact]:
    """Facts of one shock: a false alarm, carried without a wait, or a buffer begun too late.

    `begun` lists turn and first week in which a buffer was begun, `waited` the weeks in which the line lacked
    the component.
    """
    if shock.first_week is None or shock.last_week is None:
        if shock.comes or shock.rumoured is None:
            return []
        # Without an all-clear a buffer counts however late it was begun.
        until = shock.cleared or float("inf")
        # A shock that never came, and a buffer bought between its rumour and its all-clear.
        bought = [(turn, week) for turn, week in begun if shock.rumoured < week <= until]
        return [Fact("false_alarm", {"turn": turn, "week": week}, shock.name) for turn, week in bought[:1]]
    if not any(shock.first_week <= week <= shock.last_week + WEEKS_AFTER_SHOCK for week in waited):
        return [Fact("carried", {"first_week": shock.first_week, "last_week": shock.last_week}, shock.name)]
    late = [(turn, week) for turn, week in begun if shock.first_week < week <= shock.last_week]
    return [
        Fact("late", {"turn": turn, "week": week, "shock_week": shock.first_week}, shock.name)
        for turn, week in late[:1]
    ]


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
