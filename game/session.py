"""The rules of a game: commands in, events out, and nothing else.

`handle` and `due` say what happens and change nothing; `apply` is the only place where the
game changes, and it looks at events alone. So replaying the log is the same as having played.
Nobody knows a clock, a socket or a file here, and nobody waits for a person: what must follow
from what happened is always in `due`.
"""

from __future__ import annotations

from collections.abc import Iterable

from ..agents.scenario import Scenario
from ..agents.scenario_file import read_scenario
from .engine import Engine
from .errors import Conflict, ReadOnly, Refused
from .events import (
    DecisionMade,
    Event,
    GameFinished,
    GameOpened,
    GameStarted,
    Place,
    SeatTaken,
    TurnClosed,
    TurnResolved,
)
from .messages import Decide, NewsItem, Phase, StanceName


class Session:
    """One game. Read its attributes, change it by events only."""

    def __init__(self, opened: GameOpened, engine: str) -> None:
        self.opened = opened
        self.scenario: Scenario = read_scenario(opened.text, f"{opened.scenario}.toml")
        self.phase: Phase = "lobby"
        self.turn = 1
        self.started: GameStarted | None = None
        self.turns: list[TurnResolved] = []
        self.news: list[NewsItem] = []
        self.players: dict[Place, str] = {}
        self.programs: set[str] = set()
        """Players that are bot clients, by their own word."""
        self.confirmed: set[Place] = set()
        self.confirmed_by_turn: list[frozenset[Place]] = []
        """Seats whose holder confirmed, for each turn resolved; the others' decisions were repeated."""
        self.stances: dict[Place, dict[str, StanceName]] = {}
        self._decisions: dict[tuple[str, str], DecisionMade] = {}
        self._history: list[dict[Place, dict[str, StanceName]]] = []
        self._engine_version = engine
        self._engine: Engine | None = None
        self._diverged: ReadOnly | None = None

    @classmethod
    def replay(cls, events: Iterable[Event], engine: str) -> Session:
        """The game that this log tells of; `engine` is the version that would go on with it."""
        log = iter(events)
        opened = next(log)
        assert isinstance(opened, GameOpened), "a log begins with game_opened"
        session = cls(opened, engine)
        for event in log:
            session.apply(event)
        return session

    # ------------------------------------------------------------ what people ask

    def take_seat(self, player: str, place: Place) -> list[Event]:
        """A player sits down; the same player again changes nothing."""
        self._must_go_on()
        if place.table != 0 or place.seat not in self.seat_names:
            raise Refused(
                f"There is no seat {place.seat} at this table.", code="no_such_seat", seat=place.seat
            )
        if place in self.players and self.players[place] != player:
            raise Refused(
                "Somebody sits there already; take another seat.", code="seat_taken", seat=place.seat
            )
        return [] if place in self.players else [SeatTaken(place.table, place.seat, player)]

    def start(self) -> list[Event]:
        """The first turn begins."""
        self._must_go_on()
        return [] if self.started else [self._running().opening()]

    def handle(self, player: str, command: Decide) -> list[Event]:
        """What this command makes happen; nothing if it was heard before. Raises `Refused`."""
        heard = self._decisions.get((player, command.id))
        if heard is not None:
            if (heard.turn, heard.stances) != (command.turn, command.stances):
                raise Conflict("This id was used for another decision; send the new one under its own id.")
            return []
        place = self.place_of(player)
        if place is None:
            raise Refused("You hold no seat in this game; open your own link again.", code="no_seat")
        self._must_be_open(command.turn)
        self._must_be_stances(command.stances)
        return [
            DecisionMade(command.id, player, place.table, place.seat, command.turn, dict(command.stances))
        ]

    # ------------------------------------------------------------ what follows by itself

    def due(self) -> list[Event]:
        """What must happen now, whoever is absent; ask again until there is nothing."""
        if self.read_only is not None:
            return []
        if self.phase == "deciding" and self.all_in:
            return [TurnClosed(self.turn, "all_in")]
        if self.phase == "resolving":
            return self._resolve()
        return []

    @property
    def all_in(self) -> bool:
        """Every seat that somebody holds has confirmed."""
        return bool(self.players) and self.confirmed >= self.players.keys()

    def _resolve(self) -> list[Event]:
        first = (self.turn - 1) * self.scenario.weeks_per_turn + 1
        last = min(self.turn * self.scenario.weeks_per_turn, self.scenario.weeks)
        try:
            engine = self._running()
        except ReadOnly as why:
            self._diverged = why
            return []
        resolved = engine.play(self.turn, first, last, self._held())
        return [resolved, GameFinished(last)] if last == self.scenario.weeks else [resolved]

    def _running(self) -> Engine:
        """The world at the end of the last resolved turn: run again only when the game goes on."""
        if self._engine is None or self._engine.turns_played != len(self.turns):
            self._engine = Engine(self.scenario, self.opened.seed, self.opened.bots)
            for held, told in zip(self._history, self.turns, strict=True):
                again = self._engine.play(told.turn, told.first_week, told.last_week, held)
                if again != told:
                    raise ReadOnly(
                        f"Turn {told.turn} came out differently when it was played again, "
                        "so this game can be looked at and not gone on with; start a new one."
                    )
        return self._engine

    def _held(self) -> dict[Place, dict[str, StanceName]]:
        return {place: dict(self.stances[place]) for place in self.players}

    # ------------------------------------------------------------ what happened

    def apply(self, event: Event) -> None:
        """Take note of what happened."""
        match event:
            case SeatTaken():
                place = Place(event.table, event.seat)
                self.players[place] = event.player
                if event.program:
                    self.programs.add(event.player)
                self.stances[place] = self.opening_stances()
            case GameStarted():
                self.started = event
                self.news = list(event.news)
                self.phase = "deciding"
            case DecisionMade():
                place = Place(event.table, event.seat)
                self._decisions[event.player, event.id] = event
                self.stances[place] = self.stances[place] | event.stances
                self.confirmed.add(place)
            case TurnClosed():
                self.phase = "resolving"
            case TurnResolved():
                self._history.append(self._held())
                self.turns.append(event)
                self.news = [*self.news, *event.news]
                self.confirmed_by_turn.append(frozenset(self.confirmed))
                self.confirmed = set()
                self.turn = min(event.turn + 1, self.scenario.turns)
                self.phase = "deciding"
            case GameFinished():
                self.phase = "finished"
            case GameOpened():
                assert event == self.opened, "a game is opened once"

    # ------------------------------------------------------------ what is so

    @property
    def seat_names(self) -> list[str]:
        return [seat.name for seat in self.scenario.seat]

    @property
    def read_only(self) -> ReadOnly | None:
        """Why this game is shown as it was and never gone on with, if it is so."""
        if self.phase == "finished":
            return None
        if self.opened.engine != self._engine_version:
            return ReadOnly(
                f"This game was begun with Linestop {self.opened.engine} and this is {self._engine_version}: "
                f"you can look at it here; to go on with it, run version {self.opened.engine}.",
                begun_with=self.opened.engine,
            )
        return self._diverged

    def place_of(self, player: str) -> Place | None:
        return next((place for place, holder in self.players.items() if holder == player), None)

    def opening_stances(self) -> dict[str, StanceName]:
        """What every seat plays before its first decision."""
        fixed: dict[str, StanceName] = {"jit": "JIT", "jic": "JIC"}
        opening = self.scenario.opening
        return {part.name: fixed.get(opening, part.recommended) for part in self.scenario.component}

    def _must_go_on(self) -> None:
        if self.phase == "finished":
            raise Refused("This game is over; start a new one.", code="game_over")
        if self.read_only is not None:
            raise self.read_only

    def _must_be_open(self, turn: int) -> None:
        self._must_go_on()
        if self.phase == "lobby":
            raise Refused("The game has not begun; wait for the first turn.", code="not_begun")
        if turn > self.turn:
            raise Refused(
                f"Turn {turn} has not begun; this is turn {self.turn}.",
                code="turn_not_open",
                turn=str(self.turn),
            )
        if turn < self.turn or self.phase != "deciding":
            raise Refused(
                f"Turn {turn} is closed; what it had stays.", code="turn_closed", turn=str(self.turn)
            )

    def _must_be_stances(self, stances: dict[str, StanceName]) -> None:
        known = {part.name for part in self.scenario.component}
        for component, stance in stances.items():
            if component not in known:
                raise Refused(
                    f"There is no component {component!r} here; there are {', '.join(sorted(known))}.",
                    code="unknown_component",
                    component=component,
                )
            if stance not in ("JIT", "JIC"):
                raise Refused(
                    f"{stance!r} is no stance; send JIT or JIC.", code="unknown_stance", component=component
                )
