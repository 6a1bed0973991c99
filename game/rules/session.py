"""One game: its state, the commands of people, and what follows without them.

Commands give events and change nothing; `apply` alone changes the state, and by an event alone. So a
replayed log is the game that was played. The rules know no clock, socket or file: the caller says how
much time has passed. `resolving` and `scoring` take long and may be done in another thread.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from ...agents.chance.random_streams import Chance
from ...agents.chance.sample_path import draw
from ...agents.chance.shocks import Shock
from ...agents.network.derivation import network_of
from ...agents.scenario.scenario import Scenario
from ..errors import ReadOnly, Refused
from ..messages import Decide, DeskCommand, Start
from . import decisions, desk_rules, seating, turn_clock
from .apply_events import after
from .events import Event, GameFinished, GameOpened, GameStarted, Place, TurnResolved, TurnScored
from .game_state import GameState, Stances, state_of_opened
from .replayed_world import PlayedGame
from .seat_totals import SeatSoFar, SeatTurn, TableSums
from .session_runtime import SessionRuntime
from .situation import Situation

if TYPE_CHECKING:
    from ...agents.chain.model import SupplyChain


class Session:
    """One game on this machine, which runs engine version `engine`."""

    def __init__(self, opened: GameOpened, engine: str) -> None:
        self._state = state_of_opened(opened)
        self.runtime = SessionRuntime(engine)

    @classmethod
    def replay(cls, events: Iterable[Event], engine: str) -> Session:
        """The game that this log holds; the log begins with `GameOpened`."""
        log = iter(events)
        opened = next(log)
        assert isinstance(opened, GameOpened), "a log begins with game_opened"
        session = cls(opened, engine)
        for event in log:
            session.apply(event)
        return session

    def apply(self, event: Event) -> None:
        """Change the state by an event; nothing else changes it."""
        self._state = after(self._state, event)
        if isinstance(event, GameStarted):
            self.runtime.opening = None  # the state has it now

    # ------------------------------------------------------------ what can be read

    @property
    def state(self) -> GameState:
        """The state after the last event; an immutable value."""
        return self._state

    @property
    def opened(self) -> GameOpened:
        """The first event: how the game was opened. No later event changes it."""
        return self._state.opened

    @property
    def scenario(self) -> Scenario:
        """The scenario that is played. No event changes it."""
        return self._state.scenario

    @property
    def read_only(self) -> ReadOnly | None:
        """Why an unfinished game cannot be gone on with on this machine, if so."""
        # A finished game is shown from its log, whatever engine runs here.
        if self._state.over:
            return None
        return self._other_engine() or self.runtime.diverged

    def _other_engine(self) -> ReadOnly | None:
        begun_with, here = self.opened.engine, self.runtime.engine
        if begun_with == here:
            return None
        return ReadOnly(
            f"This game was begun by the engine of Linestop {begun_with}, and here runs that of {here}: "
            f"you can look at it here; to go on with it, run version {begun_with}.",
            begun_with=begun_with,
        )

    def seat_turns(self, table: int, seat: int) -> list[SeatTurn]:
        """What a seat has come to in each turn played; `seat` counts in the scenario's order."""
        return [turn[table].seats[seat] for turn in self.sums()[1:]]

    def seat_turn(self, table: int, seat: int, turn: int) -> SeatTurn:
        """What a seat has come to in one of the turns played, counted from 1."""
        return self.sums()[turn][table].seats[seat]

    def seat_so_far(self, table: int, seat: int) -> SeatSoFar | None:
        """What a seat has come to from the first week on; None before the first turn is played."""
        if self._state.started is None or not self._state.turns:
            return None
        return self.runtime.sums.so_far(self._state.started, self._state.turns)[table][seat]

    def sums(self) -> list[Sequence[TableSums]]:
        """What the tables have come to, by turn and table, the opening first; empty before the start."""
        if self._state.started is None:
            return []
        return self.runtime.sums.of(self._state.started, self._state.turns)

    def stance_changes(self) -> Sequence[Mapping[Place, Stances]]:
        """By turn played, the new stances by component of each seat that changed."""
        return self.runtime.changes.of(self._state, self.sums())

    def drawn_shocks(self) -> list[Shock]:
        """The scenario's shocks as the game's seed draws them, those of weeks to come too.

        So they are for the facilitator's eyes alone. Drawn when first asked for.
        """
        if self.runtime.drawn is None:
            # World 0 alone: all tables of a game have its sample path.
            path = draw(self.scenario, network_of(self.scenario), Chance(self.opened.seed, 1))
            # The path has everyday trouble behind the scenario's own shocks.
            self.runtime.drawn = list(path.shocks[: len(self.scenario.shock)])
        return self.runtime.drawn

    def situation(self, passed_ms: int = 0) -> Situation:
        """What a rule decides from, `passed_ms` after the clock was last set."""
        return Situation(self._state, passed_ms, self.read_only)

    # ------------------------------------------------------------ commands

    def join(self, player: str, *, program: bool = False) -> list[Event]:
        """Seat the player at the next free seat; no event if they have one.

        program: the player is a bot client.

        Raises:
            Refused: if the game takes no more players.
        """
        return seating.join(self.situation(), player, program=program)

    def take_seat(self, player: str, place: Place) -> list[Event]:
        """Seat the player here; no event if they sit here already.

        Raises:
            Refused: if the seat is unknown or taken, or the game is over.
        """
        return seating.take(self.situation(), player, place)

    def start(self) -> list[Event]:
        """Begin the first turn; no event if the game has begun.

        Raises:
            Refused: if no player holds a seat, or the game is over.
        """
        self.situation().must_go_on()
        if self._state.started is None and not self._state.players:
            raise Refused("Nobody sits at a table yet; wait for the first player.", code="nobody_there")
        if self._state.started is not None:
            return []
        # Tables may have been added since the opening was worked out.
        if (opening := self.runtime.opening) and len(opening.tables) == self._state.tables:
            return [opening]
        return [self.runtime.world.opening(self.played_game())]

    def handle(
        self, player: str, command: Decide | DeskCommand, passed_ms: int = 0, *, device: str = ""
    ) -> list[Event]:
        """The events that a command makes, `passed_ms` after the clock was last set.

        No event if the same command was heard before, or asks for the present state.

        Raises:
            Refused: if the command is not allowed, or not now.
            Conflict: if the command's id was used for something else.
        """
        now = self.situation(passed_ms)
        match command:
            case Decide():
                return decisions.decide(now, player, command, device)
            case Start():
                return self.start() if desk_rules.is_new(now, player, command) else []
            case _:
                return desk_rules.handle(now, player, command)

    # ------------------------------------------------------------ what follows without a command

    def due(self, passed_ms: int = 0, *, work: bool = True) -> list[Event]:
        """What must happen now without any command; apply it and ask again until there is nothing.

        passed_ms: time since the clock was last set. work: whether to play the weeks of a closed turn here
        and now; if not, the caller does what `resolving` gives.
        """
        if self.read_only is not None:
            return []
        if self._state.phase == "deciding" and not self._state.clock.stopped:
            return turn_clock.due(self.situation(passed_ms))
        if self._state.phase == "resolving" and work:
            try:
                return self.resolved(self.resolving()())
            except ReadOnly as why:
                self.diverge(why)
        return []

    def resolving(self) -> Callable[[], TurnResolved]:
        """A function that plays the weeks of the turn that has closed; it raises `ReadOnly` if it cannot."""
        # Run in another thread, it plays the game as it was when the turn closed.
        game, orders = self.played_game(), self._state.closed_with
        return lambda: self.runtime.world.play(game, orders).event

    def resolved(self, turn: TurnResolved) -> list[Event]:
        """The events of a turn whose weeks have been played; after the last turn the game ends."""
        return [turn, GameFinished(turn.last_week)] if turn.turn >= self._state.last_turn else [turn]

    def diverge(self, why: ReadOnly) -> None:
        """From here on the game is read-only on this machine."""
        self.runtime.diverged = why

    @property
    def lacks_scores(self) -> bool:
        """Whether the game is over, and has no scores yet that could be worked out here."""
        state = self._state
        # `read_only` is None for every finished game, also for one that another engine played.
        if not state.turns or self.read_only is not None or self._other_engine() is not None:
            return False
        return state.over and state.hindsight is None and not self.runtime.unscored

    def scoring(self) -> Callable[[], list[Event]] | None:
        """A function that works out the scores that are missing; None if none are (`lacks_scores`)."""
        if not self.lacks_scores:
            return None
        # Here, since it imports Mesa: a server has its scores worked out elsewhere.
        from .hindsight import scores_of_game

        world, game = self.runtime.world, self.played_game()
        return lambda: self.scored(scores_of_game(world.engine(game).chain))

    def scored(self, scores: Iterable[Event]) -> list[Event]:
        """The events of scores that have been worked out, without those that are in the log already.

        Earlier versions worked out a turn's score when it had been played.
        """
        known = self._state.scores
        return [each for each in scores if not (isinstance(each, TurnScored) and each.turn in known)]

    def leave_unscored(self) -> None:
        """The scores could not be worked out; the game is shown without them."""
        self.runtime.unscored = True

    def played_game(self) -> PlayedGame:
        """All that the simulated world of this game follows from, up to the last turn played."""
        return self.runtime.played.of(self._state)

    def played_parts(self) -> dict[range, PlayedGame]:
        """The same in parts that can be worked on at the same time, by their tables."""
        return self.runtime.played.parts(self._state)

    def played(self) -> SupplyChain:
        """The simulated world as the last turn left it, played again if need be.

        Raises:
            ReadOnly: if a turn that is played again comes out otherwise than the log says.
        """
        return self.runtime.world.engine(self.played_game()).chain
