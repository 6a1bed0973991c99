"""The simulated world of a game, as its last turn left it: played again from the log only when needed.

A game that is only looked at needs no world: all that it shows stands in its events.
"""

from __future__ import annotations

from ..errors import ReadOnly
from .engine import Engine
from .game_state import GameState


class ReplayedWorld:
    """Keeps the engine of one game, and plays the game again when the engine stands at another turn."""

    def __init__(self) -> None:
        self._engine: Engine | None = None

    def engine(self, state: GameState) -> Engine:
        """The engine after the turns that have been played.

        Raises:
            ReadOnly: if a turn that is played again comes out otherwise than the log says.
        """
        if self._engine is None or self._engine.turns_played != len(state.turns):
            # Dropped first: a replay that fails must leave no engine of an earlier turn.
            self._engine = None
            self._engine = _played_again(state)
        return self._engine


def _played_again(state: GameState) -> Engine:
    bots = {seat: state.bot_of(seat) for seat in state.seat_names}
    engine = Engine(state.scenario, state.opened.seed, bots, state.tables)
    for orders, told in zip(state.orders, state.turns, strict=True):
        if engine.play(told.turn, told.first_week, told.last_week, orders) != told:
            raise ReadOnly(
                f"Turn {told.turn} came out differently when it was played again, "
                "so this game can be looked at and not gone on with; start a new one."
            )
    return engine
