"""The world behind a game, at the end of its last turn: run again only when the game goes on.

A game that is only looked at needs none of this: what it shows stands in its log.
"""

from __future__ import annotations

from ...agents.scenario.scenario import Scenario
from ..errors import ReadOnly
from .engine import Engine, Orders
from .events import GameOpened, TurnResolved


class Past:
    """What was ordered in each turn resolved, and the engine that has played it."""

    def __init__(self, opened: GameOpened, scenario: Scenario) -> None:
        self._opened = opened
        self._scenario = scenario
        self.orders: list[Orders] = []
        """By turn resolved."""
        self._engine: Engine | None = None

    def add(self, orders: Orders) -> None:
        """One more turn has been resolved, with these orders."""
        self.orders.append(orders)

    def engine(self, turns: list[TurnResolved], tables: int) -> Engine:
        """The world after these turns.

        Raises:
            ReadOnly: if playing them again comes to anything else than the log tells.
        """
        if self._engine is None or self._engine.turns_played != len(turns):
            self._engine = Engine(self._scenario, self._opened.seed, self._opened.bots, tables)
            for orders, told in zip(self.orders, turns, strict=True):
                again = self._engine.play(told.turn, told.first_week, told.last_week, orders)
                if again != told:
                    raise ReadOnly(
                        f"Turn {told.turn} came out differently when it was played again, "
                        "so this game can be looked at and not gone on with; start a new one."
                    )
        return self._engine
