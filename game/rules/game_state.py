"""The state of one game as an immutable value, with queries on it.

Only `apply_events.after` makes a new state, and it makes it from an event. So two sessions that were
given the same events hold equal states, and a command cannot change anything by itself: what it was
given cannot be written to (the struct is frozen, its mappings are read-only, the rest are tuples).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from msgspec import Struct, structs

from ...agents.scenario.reader import read_scenario
from ...agents.scenario.scenario import Scenario
from ..choices.chosen import NO_CHOICE
from ..choices.offered import NOTHING, Offered, offered_by
from ..messages import Chosen, NewsItem, Phase, PolicyName, StanceName
from ..messages.terms import ListedDepth
from .clock import Clock
from .desk_events import DeskEvent, ShockInjected
from .events import (
    Cause,
    DecisionMade,
    GameOpened,
    GameScored,
    GameStarted,
    Place,
    TurnResolved,
    TurnScored,
)
from .table_records import TableTurn

Stances = Mapping[str, StanceName]
"""Component -> stance of one seat."""
Command = DecisionMade | DeskEvent
"""An event that a person's command made, so that it carries the command's id."""


@dataclass(frozen=True, slots=True)
class Orders:
    """What a turn is played with: the stances of the held seats, and the facilitator's shocks so far."""

    held: Mapping[Place, Stances] = field(default_factory=dict)
    """Seats that are not in it are decided by a bot."""
    shocks: tuple[ShockInjected, ...] = ()
    chosen: Mapping[Place, Chosen] = field(default_factory=dict)
    """What held seats decided beside stances, of those that did."""


class GameState(Struct, frozen=True, kw_only=True):
    """All that the events of a game have come to; the session's state after its last event.

    A struct like the events, because one is made for each event: replacing fields of a frozen dataclass
    of this size takes a hundred times as long.
    """

    opened: GameOpened
    scenario: Scenario
    """Read from the text in `opened`."""
    phase: Phase = "lobby"
    turn: int = 1
    """The turn that is open or being played; of a finished game, the last one played."""
    last_turn: int
    """The turn after which the game ends."""
    tables: int = 1
    clock: Clock = Clock()
    """As it stood when an event last set it; `Clock.after` takes off the time since."""
    clock_events: int = 0
    """How many `ClockSet` there were: the next one carries the next number."""
    changes_ms: int = 0
    """What changed decisions have added to the countdown of the open turn so far."""
    interrupted: bool = False
    """The server was stopped or asleep in the open turn, which goes on with what was left."""
    turn_seconds: int | None
    """Time for each turn; None: no deadline."""
    all_in_closes: bool = True
    """Whether a turn closes when every holder has decided."""
    all_in_closes_turn: bool | None = None
    """The same for the open turn alone; None: as for every turn."""
    closed_by: Cause | Literal[""] = ""
    """Why the turn that closed last did so; empty before the first has closed."""
    door_open: bool = True
    """Whether new players may join; the facilitator may close the door."""
    sent_away: frozenset[str] = frozenset()
    """Players whom the facilitator took off their seats, since the door was last opened to everybody."""
    announcement: str = ""
    announcement_lasts: Literal["state", "pause", "kept"] = "state"
    """What ends it: the end of the turn, lobby or game; the end of the pause, too; or nothing."""
    published: bool = False
    started: GameStarted | None = None
    turns: tuple[TurnResolved, ...] = ()
    """The turns played, in order."""
    closed_with: Orders = Orders()
    """What the turn that closed last is, or was, played with."""
    orders: tuple[Orders, ...] = ()
    """What each turn in `turns` was played with."""
    scores: Mapping[int, TurnScored] = MappingProxyType({})
    """By turn."""
    hindsight: GameScored | None = None
    shocks: tuple[ShockInjected, ...] = ()
    """The facilitator's own, in the order in which they came."""
    news: tuple[NewsItem, ...] = ()
    """All that has been published."""
    players: Mapping[Place, str] = MappingProxyType({})
    """Who holds a seat; a place that is not in it is a bot's."""
    seated: Mapping[str, Place] = MappingProxyType({})
    """The same the other way round: player -> seat."""
    programs: frozenset[str] = frozenset()
    """Players that said of themselves that they are bot clients."""
    since: Mapping[Place, int] = MappingProxyType({})
    """The first turn that the seat's holder decides."""
    stances: Mapping[Place, Stances] = MappingProxyType({})
    """What each held seat would play if the turn closed now."""
    offered: Offered = NOTHING
    """What seats may decide beside stances."""
    chosen: Mapping[Place, Chosen] = MappingProxyType({})
    """What held seats would play beside stances, of those that chose anything."""
    confirmed_by_turn: tuple[frozenset[Place], ...] = ()
    """`confirmed` at the close of each turn played; other held seats repeated their decision."""
    decided_on: Mapping[Place, str] = MappingProxyType({})
    """Seats whose holder has decided in the open turn -> the device that the decision came from."""
    repeats: Mapping[Place, int] = MappingProxyType({})
    """For how many turns in a row a held seat's decision has been repeated."""
    heard: Mapping[str, Mapping[str, Command]] = MappingProxyType({})
    """Player -> id of a command -> the event it made. In two steps, so that an event copies the
    ids of one player and not of all: a long game has thousands."""

    # ------------------------------------------------------------ seats and people

    @property
    def seat_names(self) -> list[str]:
        """The seats of a table, in the scenario's order."""
        return [seat.name for seat in self.scenario.seat]

    @property
    def places(self) -> list[Place]:
        """Every seat of every table, table by table."""
        return [Place(table, seat) for table in range(self.tables) for seat in self.seat_names]

    def place_of(self, player: str) -> Place | None:
        """The seat that this player holds, if any."""
        return self.seated.get(player)

    @property
    def confirmed(self) -> Set[Place]:
        """Seats whose holder has decided in the open turn."""
        return self.decided_on.keys()

    def is_late(self, place: Place) -> bool:
        """Whether its holder sat down during the open turn, and so decides from the next one on."""
        return self.since.get(place, 1) > self.turn

    def held_by(self, player: str | None) -> Literal["bot", "program", "person"]:
        """What holds a seat whose player is `player`: bot where there is none, program for a bot client."""
        if player is None:
            return "bot"
        return "program" if player in self.programs else "person"

    def bot_of(self, seat: str) -> PolicyName:
        """The stance that decides for this seat while nobody holds it."""
        return self.opened.bots_by_seat.get(seat, self.opened.bots)

    def is_bot(self, place: Place) -> bool:
        """Whether no person holds the seat, but a bot or a bot client."""
        return self.held_by(self.players.get(place)) != "person"

    @property
    def ranked(self) -> list[Place]:
        """The seats that have a rank: those of people; where nobody but bots plays, all."""
        people = [place for place in self.places if not self.is_bot(place)]
        return people or list(self.places)

    @property
    def facilitator(self) -> str | None:
        """The player id of a workshop's facilitator; other games have none."""
        return self.opened.opener if self.opened.kind == "workshop" else None

    def may_manage(self, player: str) -> bool:
        """Whether this player opened the game, and so may start, publish and archive it."""
        return bool(player) and player == self.opened.opener

    # ------------------------------------------------------------ course of the game

    @property
    def closes_when_all_decided(self) -> bool:
        """Whether the open turn closes once every holder has decided; else the facilitator holds it."""
        every = self.all_in_closes
        return every if self.all_in_closes_turn is None else self.all_in_closes_turn

    @property
    def over(self) -> bool:
        """Whether the game has ended."""
        return self.phase in ("finished", "archived")

    def weeks_of(self, turn: int) -> tuple[int, int]:
        """The first and the last week of a turn, both counted from 1."""
        return weeks_of_turn(self.scenario, turn)

    def records_of(self, table: int) -> list[TableTurn]:
        """The records of one table (numbered from 0), turn by turn."""
        return [turn.tables[table] for turn in self.turns]

    def stances_in(self, flags: Iterable[float]) -> dict[str, StanceName]:
        """Stance by component, from a seat's entry in the record `stance`, (K,): 1 is Just in Case."""
        names = (part.name for part in self.scenario.component)
        return {name: "JIC" if flag else "JIT" for name, flag in zip(names, flags, strict=True)}

    def opening_stances(self) -> Stances:
        """What every seat plays before its first decision, component by component."""
        # Any other opening is the recommended mix.
        fixed: dict[str, StanceName] = {"jit": "JIT", "jic": "JIC"}
        opening = self.scenario.opening
        return MappingProxyType(
            {part.name: fixed.get(opening, part.recommended) for part in self.scenario.component}
        )

    def stances_of_late(self, played: TurnResolved) -> dict[Place, Stances]:
        """Stances of those who joined while this turn was open: they start from what the bot played in it."""
        late = [place for place, turn in self.since.items() if turn == played.turn + 1 and turn > 1]
        number = self.seat_names.index
        rows = {place: played.tables[place.table].rows["stance"][-1][number(place.seat)] for place in late}
        return {place: MappingProxyType(self.stances_in(row)) for place, row in rows.items()}

    def orders_now(self) -> Orders:
        """What the open turn would be played with if it closed now."""
        held = {place: self.stances[place] for place in self.players if not self.is_late(place)}
        chosen = {place: each for place, each in self.chosen.items() if place in held}
        return Orders(MappingProxyType(held), self.shocks, MappingProxyType(chosen))

    @property
    def listed_depth(self) -> ListedDepth:
        """The list of the leaderboard that the game stands on: options are another deck to play with."""
        chosen = any(each != NO_CHOICE for orders in self.orders for each in orders.chosen.values())
        return "options" if chosen and self.opened.depth == "segmented" else self.opened.depth

    def command_heard(self, player: str, command_id: str) -> Command | None:
        """The event that a player's command with this id has made already, if any."""
        return self.heard.get(player, {}).get(command_id)


def state_of_opened(opened: GameOpened) -> GameState:
    """The state of a game that has just been opened.

    Raises:
        ScenarioError: if this version cannot read the scenario's text.
    """
    scenario = read_scenario(opened.text, f"{opened.scenario}.toml")
    if opened.weeks_per_turn is not None:
        # All that knows of turns reads it from the scenario: rules, views, replays and the score.
        scenario = structs.replace(scenario, weeks_per_turn=opened.weeks_per_turn)
    return GameState(
        opened=opened,
        scenario=scenario,
        last_turn=scenario.turns,
        turn_seconds=opened.turn_seconds,
        offered=offered_by(scenario, opened.depth) if opened.options else NOTHING,
    )


def weeks_of_turn(scenario: Scenario, turn: int) -> tuple[int, int]:
    """The first and the last week of a turn, both counted from 1."""
    first = (turn - 1) * scenario.weeks_per_turn + 1
    return first, min(turn * scenario.weeks_per_turn, scenario.weeks)


def with_entry[K, V](mapping: Mapping[K, V], key: K, value: V) -> Mapping[K, V]:
    """The mapping with this entry added or replaced."""
    # `|` of a read-only mapping copies the dict below it in one go; `{**mapping}` goes key by key.
    return MappingProxyType(mapping | {key: value})  # type: ignore[operator]


def with_changes(held: Stances, changes: Stances) -> Stances:
    """The stances of a seat after a decision; the same mapping if it changes nothing, as most do.

    The orders of each turn are kept to the end of the game.
    """
    after = {**held, **changes}
    return held if after == held else MappingProxyType(after)


def without_entry[K, V](mapping: Mapping[K, V], key: K) -> Mapping[K, V]:
    """The mapping without this entry, if it has it."""
    return MappingProxyType({each: value for each, value in mapping.items() if each != key})
