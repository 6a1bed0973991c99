"""The one door from the rules to the world: decisions of a turn in, its records out.

Here alone the game touches `SupplyChain`, and whatever NumPy gives becomes plain numbers
before it goes on. A table is a world of the chain.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, cast

import numpy as np

from ..agents.arrivals import arrivals
from ..agents.ledger import LINES
from ..agents.model import SupplyChain
from ..agents.outlook import Offer as Outlook
from ..agents.outlook import offers_to
from ..agents.record import on_the_way
from ..agents.scenario import PolicyName, Scenario
from ..agents.stances import Decision
from .events import GameStarted, Offer, Place, Rows, TableTurn, TurnResolved
from .messages import Grade, NewsItem, StanceName


class Engine:
    """A running world; `turns_played` says where it stands."""

    def __init__(self, scenario: Scenario, seed: int, bots: PolicyName) -> None:
        self._scenario = scenario
        self._chain = SupplyChain(scenario, seed, worlds=1, policies=bots)
        self.turns_played = 0

    def opening(self) -> GameStarted:
        """What everybody finds before week 1."""
        rows = self._opening_rows()
        return GameStarted(
            usual_weeks=self._chain.network.usual_lead_time.tolist(),
            usual_queue_weeks=rows["port_queue_weeks"][0],
            lines=list(LINES),
            news=self._news(None),
            tables=[self._table_turn(rows)],
        )

    def play(
        self, turn: int, first: int, last: int, held: Mapping[Place, Mapping[str, StanceName]]
    ) -> TurnResolved:
        """Play the weeks of a turn with what the held seats decided; bots decide for the rest."""
        for place, stances in held.items():
            jic = np.array([stances[part.name] == "JIC" for part in self._scenario.component])
            self._chain.settle(place.seat, Decision(jic=jic))
        while self._chain.week < last:
            self._chain.step()
        self.turns_played = turn
        rows = self._chain.record.week_rows(0, first, last)
        return TurnResolved(turn, first, last, self._news(first - 1), [self._table_turn(rows)])

    def _opening_rows(self) -> Rows:
        """Week 0: what stands there before anything has flowed."""
        chain = self._chain
        sites = chain.manufacturers
        measures = {
            "on_hand": sites.on_hand,
            "finished_goods": sites.finished_goods,
            "use": chain.planning.use(1),
            "stance": sites.stance.astype(np.float64),
            "unfilled": np.zeros_like(sites.on_hand),
            "in_port": np.zeros_like(sites.on_hand),
            "on_the_way": on_the_way(chain),
            "quote": chain.quote,
            "port_queue_weeks": chain.ports.delay(),
            "stock_value": chain.ledger.stock_value(chain.stocks()),
        }
        return {name: [values[..., 0].tolist()] for name, values in measures.items()}

    def _table_turn(self, rows: Rows) -> TableTurn:
        return TableTurn(
            rows=_finite(rows),
            outlook={seat.name: self._outlook(seat.name) for seat in self._scenario.seat},
            arrivals=_finite(arrivals(self._chain).tolist()),
            closing=_finite(self._chain.close_books()[..., 0].tolist()),
        )

    def _outlook(self, seat: str) -> dict[str, dict[StanceName, Offer]]:
        return {
            component: {"JIT": _offer(offers["JIT"]), "JIC": _offer(offers["JIC"])}
            for component, offers in offers_to(self._chain, seat).items()
        }

    def _news(self, after: int | None) -> list[NewsItem]:
        """Published after a week; the names of shocks stay here, they tell the future."""
        return [
            NewsItem(item.week, cast(Grade, item.grade), item.headline, item.text)
            for item in self._chain.news()
            if after is None or item.week > after
        ]


def _offer(said: Outlook) -> Offer:
    return Offer(said.plan_weeks, said.holding_per_week, said.fee, said.build_weeks)


def _finite(value: Any) -> Any:
    """The same; a number that is none would become null on the wire without a word."""
    for item in value.values() if isinstance(value, dict) else value:
        if isinstance(item, (list, dict)):
            _finite(item)
        else:
            assert math.isfinite(item), "a measure that is no number"
    return value
