"""Plays a turn in the simulated world: stances and shocks in, the turn's records out.

Only this module steps a `SupplyChain`. A table of the game is a world of the chain. Arrays become plain
lists of numbers here, since the records go into events.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain as chained
from typing import Any, cast

import numpy as np
from msgspec import UNSET, Raw, UnsetType
from msgspec.structs import replace

from ...agents.arithmetic import Array, lists_by_world
from ...agents.chain.model import SupplyChain
from ...agents.chain.outlook import Outlook
from ...agents.chain.record import MEASURES, on_the_way, past_port
from ...agents.chance.random_streams import Chance
from ...agents.chance.sample_path import draw
from ...agents.network.derivation import network_of
from ...agents.scenario.scenario import Scenario
from ...agents.scenario.words import PolicyName
from ..choices.ahead import ahead_by_world
from ..choices.chosen import NO_CHOICE
from ..choices.decision import decision_of
from ..choices.offered import NOTHING, Offered
from ..choices.records import SeatAhead
from ..messages import Grade, NewsItem, StanceName
from .events import GameStarted, Place, TurnResolved
from .game_state import Orders
from .live_shocks import shock_of
from .table_records import KeptTables, Rows, StanceOffer, TableTurn, as_json

Look = Callable[[Sequence[TableTurn]], None]
AT_A_TIME = 25
"""Tables whose records are made into lists together."""


class Engine:
    """The supply chain of one game, with a world for each table, after `turns_played` turns.

    bots: who decides for the seats that no player holds, for all of them or by seat. offered: what seats may
    decide beside stances. forgets: of weeks before the last turn keep only what scores are worked out from,
    which is a quarter of the memory.
    """

    def __init__(
        self,
        scenario: Scenario,
        seed: int,
        bots: PolicyName | Mapping[str, PolicyName],
        tables: int = 1,
        *,
        offered: Offered = NOTHING,
        forgets: bool = False,
    ) -> None:
        self._scenario = scenario
        self._offered = offered
        # Every table gets world 0's sample path: tables differ by their decisions alone.
        path = draw(scenario, network_of(scenario), Chance(seed, 1)).repeated(tables)
        turn = scenario.weeks_per_turn if forgets else None
        self.chain = SupplyChain(scenario, seed, tables, policies=bots, forget_after=turn, path=path)
        self._held: set[Place] = set()
        """Seats that players held in the last turn played."""
        self.turns_played = 0

    def opening(self) -> GameStarted:
        """The event that begins the game: the records of week 0, before anything has flowed."""
        rows = self._opening_rows()
        return GameStarted(
            usual_weeks=self.chain.network.usual_lead_time.tolist(),
            usual_queue_weeks=rows[0]["port_queue_weeks"][0],
            lines=list(self.chain.network.cost_lines),
            news=self._news(None),
            tables=list(chained.from_iterable(self._tables(lambda worlds: rows[worlds]))),
        )

    def play(
        self, turn: int, first: int, last: int, orders: Orders, look: Look | None = None
    ) -> TurnResolved:
        """Play the weeks `first` to `last` of a turn; bots decide for the seats that are not in `orders`.

        look: is shown the records of all tables in order, some at a time, which then become JSON: as lists
        those of 250 tables take a hundred megabytes.
        """
        chain = self.chain
        # Seats that lost their holder since the last turn go back to their bot first.
        for place in self._held - orders.held.keys():
            chain.release(place.seat, place.table)
        for place, stances in orders.held.items():
            chosen = orders.chosen.get(place, NO_CHOICE)
            decision = decision_of(self._scenario, self._offered, stances, chosen)
            chain.settle(place.seat, decision, place.table)
        self._held = set(orders.held)
        chain.live_shocks = [shock_of(said, self._scenario, chain.worlds) for said in orders.shocks]
        while chain.week < last:
            chain.step()
        self._end_express(orders)
        self.turns_played = turn
        for name in MEASURES:
            _finite(chain.record.of_weeks(name, first, last))
        some_by_some = self._tables(lambda worlds: self._rows(first, last, worlds))
        news = self._news(first - 1)
        if look is None:
            return TurnResolved(turn, first, last, news, list(chained.from_iterable(some_by_some)))
        kept: list[TableTurn | Raw] = []
        for some in some_by_some:
            look(some)
            kept += map(as_json, some)
        return TurnResolved(turn, first, last, news, KeptTables(kept))

    def _end_express(self, orders: Orders) -> None:
        """End what was chosen for this turn alone, before anybody is told what lies ahead."""
        # Nothing is ordered before the next decisions, which put all numbers into force anew.
        numbers, seats = self.chain.manufacturers.numbers, self.chain.network.seats
        for place, chosen in orders.chosen.items():
            if chosen.express and numbers is not None:
                lasts = replace(chosen, express=[])
                decision = decision_of(self._scenario, self._offered, orders.held[place], lasts)
                here = np.arange(self.chain.worlds) == place.table
                numbers.store(seats.index(place.seat), decision, here)

    def _opening_rows(self) -> list[Rows]:
        """Week 0 by table; a record that only a played week can give is left out."""
        chain = self.chain
        sites = chain.manufacturers
        measures: dict[str, Array] = {
            "on_hand": sites.on_hand,
            "finished_goods": sites.goods(),
            "use": chain.planning.use(1),
            "stance": sites.stance.astype(np.float64),
            "unfilled": np.zeros_like(sites.on_hand),
            "in_port": np.zeros_like(sites.on_hand),
            "past_port": past_port(chain),
            "on_the_way": on_the_way(chain),
            "quote": chain.quote,
            "port_queue_weeks": chain.ports.delay(),
            "stock_value": chain.ledger.stock_value(chain.stocks()),
        }
        return [
            {name: [_finite(values)[..., world].tolist()] for name, values in measures.items()}
            for world in range(chain.worlds)
        ]

    def _rows(self, first: int, last: int, worlds: slice) -> list[Rows]:
        """Weeks `first` to `last` by table: the measures of every week, and what shocks tell of some."""
        rows = self.chain.record.rows_by_world(first, last, worlds)
        for name, by_table in self.chain.struck.rows_by_world(first, last, worlds).items():
            for of_table, told in zip(rows, by_table, strict=True):
                of_table[name] = told
        return rows

    def _tables(self, rows: Callable[[slice], list[Rows]]) -> Iterator[list[TableTurn]]:
        """The tables at the end of a turn, or before the first, some at a time; rows: of their weeks."""
        outlook, closing = Outlook(self.chain), _finite(self.chain.close_books())
        for values in (outlook.arrivals, outlook.survival):
            _finite(values)
        nothing: list[list[SeatAhead] | UnsetType] = [UNSET] * self.chain.worlds
        ahead = ahead_by_world(self.chain, self._offered) if self._offered else nothing
        for first in range(0, self.chain.worlds, AT_A_TIME):
            some = slice(first, first + AT_A_TIME)
            ends = (outlook.arrivals, closing, outlook.survival, outlook.stops)
            by_table = zip(
                rows(some),
                outlook.offers_by_world(some),
                *(lists_by_world(values[..., some]) for values in ends),
                ahead[some],
                strict=True,
            )
            yield [_table(*of_table) for of_table in by_table]

    def _news(self, after: int | None) -> list[NewsItem]:
        """News published after week `after`, or all (None).

        The names of shocks are left out: they tell the future. News of the facilitator's own shocks
        is left out too: it comes out with `ShockInjected`, and their all-clear follows from that.
        """
        live = {shock.name for shock in self.chain.live_shocks}
        return [
            NewsItem(item.week, cast(Grade, item.grade), item.headline, item.text)
            for item in self.chain.news()
            if item.shock not in live and (after is None or item.week > after)
        ]


def _table(
    rows: Rows,
    offers: dict[str, dict[str, dict[str, list[float]]]],
    arrivals: list[Any],
    closing: list[Any],
    survival: list[list[float]],
    stops: list[list[float]],
    ahead: list[SeatAhead] | UnsetType,
) -> TableTurn:
    return TableTurn(
        rows=rows,
        outlook={
            seat: {part: _offers(by_stance) for part, by_stance in parts.items()}
            for seat, parts in offers.items()
        },
        arrivals=arrivals,
        closing=closing,
        survival=survival,
        stops=[[None if math.isnan(weeks) else weeks for weeks in row] for row in stops],
        ahead=ahead,
    )


def _offers(by_stance: dict[str, list[float]]) -> dict[StanceName, StanceOffer]:
    # The attributes of both classes stand in the same order: `outlook.Offer`.
    return {"JIT": StanceOffer(*by_stance["JIT"]), "JIC": StanceOffer(*by_stance["JIC"])}


def _finite(values: Array) -> Array:
    """Return `values`; assert that all its numbers are finite, since JSON would write NaN as null."""
    # Of all tables at once: looking at each number by itself took a quarter of a turn's time.
    assert np.isfinite(values).all(), "a measure that is no number"
    return values
