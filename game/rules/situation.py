"""The input of a rule: the state of the game, and the two things that no event holds.

These are how much time has passed since the clock was last set, and why the game cannot go on here.
A situation is immutable; a rule answers it with events.
"""

from __future__ import annotations

from msgspec import Struct

from ..errors import ReadOnly, Refused
from .clock import Clock
from .game_state import GameState


class Situation(Struct, frozen=True):
    """The game at the moment of a command."""

    state: GameState
    passed_ms: int = 0
    """Since the clock was last set."""
    read_only: ReadOnly | None = None
    """Why this machine cannot go on with the game, if so."""

    @property
    def clock(self) -> Clock:
        """The clock as it stands now."""
        return self.state.clock.after(self.passed_ms)

    def must_go_on(self) -> None:
        """Let a command pass only while something can happen in this game.

        Raises:
            Refused: if the game is over.
            ReadOnly: if this machine cannot go on with it.
        """
        if self.state.over:
            raise Refused("This game is over; start a new one.", code="game_over")
        if self.read_only is not None:
            raise self.read_only

    def must_not_be_archived(self) -> None:
        """Let a command pass that is allowed when the game has ended, but not when it is archived.

        Raises:
            Refused: if the game is archived.
        """
        if self.state.phase == "archived":
            self.must_go_on()

    def must_be_started(self) -> None:
        """Let a command pass only between the first turn and the last.

        Raises:
            Refused: before and after.
            ReadOnly: if this machine cannot go on with the game.
        """
        self.must_go_on()
        if self.state.started is None:
            raise Refused("The game has not begun; wait for the first turn.", code="not_begun")

    def must_be_deciding(self) -> None:
        """Let a command pass only while a turn is open.

        Raises:
            Refused: before the start, while weeks are played, and after the end.
            ReadOnly: if this machine cannot go on with the game.
        """
        self.must_be_started()
        if self.state.phase != "deciding":
            raise Refused(
                "The turn has closed; wait for the next.", code="turn_closed", turn=str(self.state.turn)
            )
