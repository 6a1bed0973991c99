"""The one door from the rules to the world: decisions of a turn in, its records out.

Here alone the game touches `SupplyChain`, and whatever NumPy gives becomes plain numbers
before it goes on. A table is a world of the chain.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from ..agents import Decision, SupplyChain
from ..agents.ledger import LINES
from ..agents.scenario import PolicyName, Scenario
from .events import GameStarted, Offer, Place, TableTurn, TurnResolved
from .messages import NewsItem, StanceName


class Engine:
    """A running world; `turns_played` says where it stands."""

    def __init__(self, scenario: Scenario, seed: int, bots: PolicyName) -> None:
        self._scenario = scenario
        self._chain = SupplyChain(scenario, seed, worlds=1, policies=bots)
        self.turns_played = 0

    def opening(self) -> GameStarted:
        """What everybody finds before week 1."""
        tables = [self._table_turn(0, 0)]
        return GameStarted(
            usual_weeks=_plain(self._chain.usual_lead_time),
            usual_queue_weeks=tables[0].rows["port_queue_weeks"][0],
            lines=list(LINES),
            news=self._news(-1, 0),
            tables=tables,
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
        return TurnResolved(turn, first, last, self._news(first - 1, last), [self._table_turn(first, last)])

    def _table_turn(self, first: int, last: int) -> TableTurn:
        return TableTurn(
            rows=_plain(self._chain.record.week_rows(0, first, last)),
            outlook={seat.name: self._outlook(seat.name) for seat in self._scenario.seat},
            closing=_plain(self._chain.close_books()[..., 0]),
        )

    def _outlook(self, seat: str) -> dict[str, dict[StanceName, Offer]]:
        offers = self._chain.outlook(seat, world=0)
        return {
            component: {stance: Offer(**_plain(offer)) for stance, offer in by_stance.items()}
            for component, by_stance in offers.items()
        }

    def _news(self, after: int, until: int) -> list[NewsItem]:
        """Published after one week and until another; the names of shocks stay here, they tell the future."""
        return [
            NewsItem(int(week), grade, headline, text)
            for week, grade, headline, text, _ in self._chain.news(world=0)
            if after < week <= until
        ]


def _plain(value: Any) -> Any:
    """The same without NumPy: msgspec refuses its scalars, and writes NaN as null in silence."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if isinstance(value, (np.ndarray, np.generic)):
        assert np.isfinite(value).all(), "a measure that is no number"
        return value.tolist()
    return value
