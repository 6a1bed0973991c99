"""Futures that a seat must count with: the rest of the year drawn anew, in accord with what is published.

Up to the last closed week a future is the year as it was. After it, everything is drawn from the scenario's
own distributions, given the news: a shock of which something is out begins when its news says (each item
comes out a stated number of weeks from the first week), and comes or does not as far as an item that is
published only then tells. A shock of which nothing is out begins so that nothing would be out. Both by
rejection: worlds are drawn until enough agree with the news.

The demand of rivals is drawn in all weeks, also in those played: their customers are their own affair.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial

import numpy as np

from ..arithmetic import Flags
from ..chance.engineering_changes import Change, draw_changes
from ..chance.news import is_out
from ..chance.random_streams import Chance
from ..chance.sample_path import SamplePath, draw
from ..chance.shock_draws import draw_shock
from ..chance.shocks import Shock
from ..network.derivation import network_of
from ..scenario import events
from ..scenario.scenario import Scenario

BLOCK = 1024
"""Worlds drawn at once of a shock, until enough agree with the news."""
MOST_BLOCKS = 32
"""Blocks drawn at most. A first week of a window of half a year is met by forty worlds of the first block."""

Drawer = Callable[[Chance], list[Shock]]
"""Draws some shocks in the worlds of a source of chance."""


def futures(
    scenario: Scenario, path: SamplePath, world: int, week: int, seat: int, chance: Chance
) -> SamplePath:
    """As many futures of one world, seen by one seat after `week` weeks, as `chance` has worlds.

    Args:
        scenario: the scenario that is played.
        path: the sample path of the year; nothing of it after `week` is read but what news of it is out.
        world: index of the world in that path.
        week: weeks played.
        seat: index of the seat that looks ahead.
        chance: where the futures are drawn from, another seed than the year's.
    """
    drawn = draw(scenario, network_of(scenario), chance)
    true = [shock.alone(world) for shock in path.shocks]
    ahead = list(drawn.shocks)
    for places, drawer in _told_together(scenario):
        told = [true[place] for place in places]
        for place, shock in zip(places, _agreeing(drawer, told, week, chance), strict=True):
            ahead[place] = shock
    demand = drawn.demand
    demand[:week, seat] = path.demand[:week, seat, ..., world : world + 1]
    others = drawn.others
    if others is not None and path.others is not None:
        others[:week] = path.others[:week, :, world : world + 1]
    return SamplePath(
        demand, tuple(_from(one, two, week) for one, two in zip(true, ahead, strict=True)), others
    )


def live_shocks_known(live: Iterable[Shock], world: int, week: int, worlds: int) -> list[Shock]:
    """The facilitator's shocks as known after `week` weeks, in `worlds` copies of one world: those of which
    something is published go on as they were set, the others end with the weeks played."""
    found = []
    for shock in live:
        one = shock.alone(world)
        if not any(is_out(item, one, week)[0] for item in one.news):
            in_force = one.in_force & (np.arange(len(one.in_force)) < week)[:, None]
            normal = next(iter(one.effect[~one.in_force]), 1.0)
            one = replace(one, effect=np.where(in_force, one.effect, normal), in_force=in_force, news=())
        found.append(one.repeated(worlds))
    return found


def _told_together(scenario: Scenario) -> Iterator[tuple[list[int], Drawer]]:
    """The places, among a path's shocks, of those that share one fate, and what draws them."""
    fates: dict[str, list[int]] = {}
    for place, spec in enumerate(scenario.shock):
        fates.setdefault(spec.shares_fate_with or spec.name, []).append(place)
    for places in fates.values():
        yield places, partial(_draw, [scenario.shock[place] for place in places], scenario)
    # Engineering changes are the last of a path, in the file's order.
    count = len(scenario.engineering_change)
    for number in range(count):
        yield [number - count], partial(_draw_change, number, scenario)


def _draw(specs: Sequence[events.Shock], scenario: Scenario, chance: Chance) -> list[Shock]:
    return [draw_shock(spec, scenario, chance) for spec in specs]


def _draw_change(number: int, scenario: Scenario, chance: Chance) -> list[Shock]:
    return [draw_changes(scenario, network_of(scenario), chance)[number]]


def _agreeing(drawer: Drawer, told: Sequence[Shock], week: int, chance: Chance) -> list[Shock]:
    """Shocks that share a fate, in worlds that agree with what is published of them (one world each)."""
    kept: list[list[Shock]] = []
    missing = chance.worlds
    for block in range(MOST_BLOCKS):
        # The same blocks in each turn: as long as nothing new is published, a world stays as it was.
        drawn = drawer(Chance(chance.seed, BLOCK, block * BLOCK))
        fit = np.ones(BLOCK, dtype=bool)
        for shock, true in zip(drawn, told, strict=True):
            fit &= agrees(shock, true, week)
        chosen = np.flatnonzero(fit)[:missing]
        kept.append([shock.picked(chosen) for shock in drawn])
        missing -= len(chosen)
        if not missing:
            break
    else:
        # What is published is next to impossible by the scenario: those that agree are taken again.
        found = chance.worlds - missing
        again = np.resize(np.arange(found), chance.worlds) if found else np.arange(chance.worlds)
        joined = [_joined(parts) for parts in zip(*kept, strict=True)] if found else drawn
        return [shock.picked(again) for shock in joined]
    return [_joined(parts) for parts in zip(*kept, strict=True)]


def agrees(drawn: Shock, true: Shock, week: int) -> Flags:
    """Whether so much is published of a drawn shock after `week` weeks as is of the true one, and when: (W,).

    drawn: in W worlds. true: in one.
    """
    fit, anything = np.ones(len(drawn.comes), dtype=bool), False
    for item in true.news:
        out = bool(is_out(item, true, week)[0])
        fit &= is_out(item, drawn, week) == out
        anything = anything or out
    if isinstance(true, Change) and isinstance(drawn, Change):
        # From its notice on, planners know a change and its week without any news.
        known = np.isfinite(true.start(week))[0]
        fit &= np.isfinite(drawn.start(week)) == known
        anything = anything or bool(known)
    # An item's date tells the first week, since it comes out a stated number of weeks from it.
    return fit & (drawn.first_week == true.first_week[0]) if anything else fit


def _from(true: Shock, drawn: Shock, week: int) -> Shock:
    """A drawn shock whose effect up to `week` is that of the true one (one world)."""
    effect, in_force = drawn.effect.copy(), drawn.in_force.copy()
    effect[:week], in_force[:week] = true.effect[:week], true.in_force[:week]
    return replace(drawn, effect=effect, in_force=in_force)


def _joined(parts: Sequence[Shock]) -> Shock:
    """One shock in the worlds of all parts, one after another."""
    return replace(
        parts[0],
        effect=np.concatenate([part.effect for part in parts], axis=1),
        in_force=np.concatenate([part.in_force for part in parts], axis=1),
        first_week=np.concatenate([part.first_week for part in parts]),
        comes=np.concatenate([part.comes for part in parts]),
    )
