"""The rules of a game: commands in, events out, and nothing else.

`join`, `handle` and `due` say what happens and change nothing; `apply` is the only place where
the game changes, and it looks at events alone. So replaying the log is the same as having played.
Nobody knows a clock, a socket or a file here: how much time has passed is told by whoever asks.
Nobody waits for a person: what must follow from what happened is always in `due`. What
takes the world some time, `resolving` and `scoring`, may be done in another thread.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from ...agents.chain.model import SupplyChain
from ...agents.chance.shocks import Shock
from ...agents.scenario.reader import read_scenario
from ...agents.scenario.scenario import Scenario
from ..errors import ReadOnly, Refused
from ..messages import Decide, DeskCommand, NewsItem, Phase
from . import decisions, desk_rules, seating, turn_clock
from .clock import Clock, milliseconds
from .decisions import Stances
from .desk_events import (
    Announced,
    ClockResumed,
    ClockStopped,
    ClosingSet,
    DeadlineSet,
    DeskEvent,
    GameArchived,
    LastTurnSet,
    PagePublished,
    SeatReleased,
    ShockInjected,
    TimeAdded,
)
from .engine import Engine, Orders
from .events import (
    ClockSet,
    DecisionMade,
    Event,
    GameFinished,
    GameOpened,
    GameScored,
    GameStarted,
    Place,
    SeatTaken,
    TableOpened,
    TurnClosed,
    TurnResolved,
    TurnScored,
)
from .hindsight import score_of_game, score_of_turn
from .live_shocks import news_of
from .replayed_world import Past
from .seat_totals import Books


class Session:
    """One game. Read its attributes, change it by events only."""

    def __init__(self, opened: GameOpened, engine: str) -> None:
        self.opened = opened
        self.scenario: Scenario = read_scenario(opened.text, f"{opened.scenario}.toml")
        self.phase: Phase = "lobby"
        self.turn = 1
        self.last_turn = self.scenario.turns
        self.tables = 1
        self.clock = Clock()
        self.clock_events = 0
        self.turn_seconds = opened.turn_seconds
        self.all_in_closes = True
        self.announcement = ""
        self.published = False
        self.started: GameStarted | None = None
        self.turns: list[TurnResolved] = []
        self.books = Books(self.turns, len(self.scenario.seat))
        self.scores: dict[int, TurnScored] = {}
        self.hindsight: GameScored | None = None
        self.shocks: list[ShockInjected] = []
        self.fate: list[Shock] | None = None
        """What the seed has drawn; for the facilitator alone, and drawn when he first asks."""
        self.news: list[NewsItem] = []
        self.players: dict[Place, str] = {}
        self.programs: set[str] = set()
        """Players that are bot clients, by their own word."""
        self.since: dict[Place, int] = {}
        """The first turn that the seat's holder decides."""
        self.confirmed: set[Place] = set()
        self.confirmed_by_turn: list[frozenset[Place]] = []
        """Seats whose holder confirmed, for each turn resolved; the others' decisions were repeated."""
        self.decided_on: dict[Place, str] = {}
        self.repeats: dict[Place, int] = {}
        self.stances: dict[Place, Stances] = {}
        self.heard: dict[tuple[str, str], DecisionMade | DeskEvent] = {}
        """What was done, by who asked for it under which id."""
        self._closed_with = Orders()
        self._past = Past(opened, self.scenario)
        self._engine_version = engine
        self._diverged: ReadOnly | None = None
        self._unscored: set[int] = set()
        self.held_open = False
        """More time was given: not even all in closes the turn, until somebody decides."""

    @classmethod
    def replay(cls, events: Iterable[Event], engine: str) -> Session:
        """The game that this log tells of; `engine` is the one that would go on with it."""
        log = iter(events)
        opened = next(log)
        assert isinstance(opened, GameOpened), "a log begins with game_opened"
        session = cls(opened, engine)
        for event in log:
            session.apply(event)
        return session

    # ------------------------------------------------------------ what people ask

    def join(self, player: str, *, program: bool = False) -> list[Event]:
        """A player gets the next seat that is free; the same player again changes nothing."""
        self.must_go_on()
        return seating.join(self, player, program=program)

    def take_seat(self, player: str, place: Place) -> list[Event]:
        """A player sits down here; the same player again changes nothing."""
        self.must_go_on()
        return seating.take(self, player, place)

    def start(self, player: str = "") -> list[Event]:
        """The first turn begins."""
        self.must_go_on()
        if self.started is None and not self.players:
            raise Refused("Nobody sits at a table yet; wait for the first player.", code="nobody_there")
        return [] if self.started else [self._engine().opening()]

    def handle(
        self, player: str, command: Decide | DeskCommand, passed_ms: int = 0, *, device: str = ""
    ) -> list[Event]:
        """What this command makes happen so long after the clock was last noted.

        Nothing if it was heard before.

        Raises:
            Refused: if it must not be.
        """
        if isinstance(command, Decide):
            return decisions.decide(self, player, command, passed_ms, device)
        return desk_rules.handle(self, player, command, passed_ms)

    # ------------------------------------------------------------ what follows by itself

    def due(self, passed_ms: int = 0, *, work: bool = True) -> list[Event]:
        """What must happen now, whoever is absent; ask again until there is nothing.

        passed_ms: since the clock was last noted. work: what takes a while is done here and now.
        """
        if self.read_only is not None:
            return []
        if self.phase == "deciding" and not self.clock.stopped:
            return turn_clock.due(self, passed_ms)
        if self.phase == "resolving" and work:
            try:
                return self.resolved(self.resolving()())
            except ReadOnly as why:
                self.diverge(why)
        return []

    def resolving(self) -> Callable[[], TurnResolved]:
        """The weeks of the turn that has closed, to be played; that raises `ReadOnly` if they cannot be."""
        first, last = self.weeks_of(self.turn)
        turn, orders = self.turn, self._closed_with
        return lambda: self._engine().play(turn, first, last, orders)

    def diverge(self, why: ReadOnly) -> None:
        """This machine cannot go on with the game; it can be looked at."""
        self._diverged = why

    def resolved(self, turn: TurnResolved) -> list[Event]:
        """What the weeks played make happen."""
        return [turn, GameFinished(turn.last_week)] if turn.turn >= self.last_turn else [turn]

    def scoring(self) -> Callable[[], TurnScored | GameScored] | None:
        """What works out the score that is wanting: of the turn played last, or of a game that is over."""
        played = len(self.turns)
        if not played or self.read_only is not None or self.wrong_engine or played in self._unscored:
            return None
        if self.over:
            return (lambda: score_of_game(self._engine().chain)) if self.hindsight is None else None
        return (lambda: score_of_turn(self._engine().chain, played)) if played not in self.scores else None

    def leave_unscored(self) -> None:
        """The score could not be worked out; the game goes on without."""
        self._unscored.add(len(self.turns))

    def played(self) -> SupplyChain:
        """The world as the last turn left it, played again if need be.

        Raises:
            ReadOnly: if it comes to anything else than the log tells.
        """
        return self._engine().chain

    def _engine(self) -> Engine:
        return self._past.engine(self.turns, self.tables)

    # ------------------------------------------------------------ what happened

    def apply(self, event: Event) -> None:
        """Take note of what happened."""
        if isinstance(event, DeskEvent):
            self.heard[event.by, event.id] = event
            self._apply_desk(event)
            return
        match event:
            case TableOpened():
                self.tables = event.table + 1
            case SeatTaken():
                seating.sit_down(self, event)
            case GameStarted():
                self.started = event
                self.news = list(event.news)
                self.phase = "deciding"
                self.clock = Clock(milliseconds(self.opened.first_turn_seconds))
            case DecisionMade():
                decisions.note(self, event)
                self.held_open = False
            case ClockSet():
                self.clock_events = event.number
                self.clock = Clock(event.left_ms, event.countdown_ms, self.clock.stopped)
            case TurnClosed():
                self.phase = "resolving"
                self._closed_with = self._orders()
                self.clock = Clock(stopped=self.clock.stopped)
            case TurnResolved():
                self._next_turn(event)
            case TurnScored():
                self.scores[event.turn] = event
            case GameFinished():
                self.phase = "finished"
                self.turn = self.turns[-1].turn
                self.clock = Clock()
            case GameScored():
                self.hindsight = event
            case GameOpened():
                assert event == self.opened, "a game is opened once"

    def _apply_desk(self, event: DeskEvent) -> None:
        match event:
            case SeatReleased():
                seating.stand_up(self, Place(event.table, event.seat))
            case ClockStopped():
                self.clock = Clock(event.left_ms, event.countdown_ms, stopped=True)
            case ClockResumed():
                self.clock = Clock(self.clock.left_ms, self.clock.countdown_ms)
            case TimeAdded():
                self.clock = Clock(event.left_ms, None, self.clock.stopped)
                self.held_open = True
            case DeadlineSet():
                self.turn_seconds = event.seconds
                if self.phase == "deciding":
                    self.clock = Clock(milliseconds(event.seconds), None, self.clock.stopped)
            case ClosingSet():
                self.all_in_closes = event.all_in
            case LastTurnSet():
                self.last_turn = event.turn
            case Announced():
                self.announcement = event.text
            case ShockInjected():
                self.shocks.append(event)
                self.news = [*self.news, *news_of(event)]
            case PagePublished():
                self.published = event.published
            case GameArchived():
                self.phase = "archived"

    def _next_turn(self, event: TurnResolved) -> None:
        self._past.add(self._closed_with)
        self.turns.append(event)
        self.news = [*self.news, *event.news]
        for place in self._closed_with.held:
            self.repeats[place] = 0 if place in self.confirmed else self.repeats.get(place, 0) + 1
        self.confirmed_by_turn.append(frozenset(self.confirmed))
        self.confirmed = set()
        self.decided_on = {}
        self.held_open = False
        self.turn = min(event.turn + 1, self.scenario.turns)
        seating.begin_turn(self, event)
        self.phase = "deciding"
        self.clock = Clock(milliseconds(self.turn_seconds), None, self.clock.stopped)

    def _orders(self) -> Orders:
        """What the world is to play: what people hold, and the shocks thrown in so far."""
        held = {place: dict(self.stances[place]) for place in self.players if not self.is_late(place)}
        return Orders(held, tuple(self.shocks))

    # ------------------------------------------------------------ what is so

    @property
    def seat_names(self) -> list[str]:
        return [seat.name for seat in self.scenario.seat]

    @property
    def places(self) -> list[Place]:
        """Every seat of every table."""
        return [Place(table, seat) for table in range(self.tables) for seat in self.seat_names]

    @property
    def over(self) -> bool:
        return self.phase in ("finished", "archived")

    @property
    def wrong_engine(self) -> bool:
        return self.opened.engine != self._engine_version

    @property
    def read_only(self) -> ReadOnly | None:
        """Why this game can only be looked at, if so."""
        if self.over:
            return None
        if self.wrong_engine:
            return ReadOnly(
                f"This game was begun by the engine of Linestop {self.opened.engine}, and here runs that of "
                f"{self._engine_version}: you can look at it here; to go on with it, run version "
                f"{self.opened.engine}.",
                begun_with=self.opened.engine,
            )
        return self._diverged

    @property
    def facilitator(self) -> str | None:
        return self.opened.opener if self.opened.kind == "workshop" else None

    def may_manage(self, player: str) -> bool:
        """Whether this player opened the game: may start, publish and archive it."""
        return bool(player) and player == self.opened.opener

    def place_of(self, player: str) -> Place | None:
        return next((place for place, holder in self.players.items() if holder == player), None)

    def is_late(self, place: Place) -> bool:
        """Whether its holder sat down when the open turn had begun, and decides from the next on."""
        return self.since.get(place, 1) > self.turn

    def weeks_of(self, turn: int) -> tuple[int, int]:
        """The first and the last week of a turn."""
        first = (turn - 1) * self.scenario.weeks_per_turn + 1
        return first, min(turn * self.scenario.weeks_per_turn, self.scenario.weeks)

    def opening_stances(self) -> Stances:
        """What every seat plays before its first decision."""
        return decisions.policy_stances(self.scenario, self.scenario.opening)

    def must_go_on(self) -> None:
        """Raises: Refused, if nothing can happen in this game any more."""
        if self.over:
            raise Refused("This game is over; start a new one.", code="game_over")
        if self.read_only is not None:
            raise self.read_only

    def must_be_started(self) -> None:
        """Raises: Refused, before the first turn and after the last."""
        self.must_go_on()
        if self.started is None:
            raise Refused("The game has not begun; wait for the first turn.", code="not_begun")
