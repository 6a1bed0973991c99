"""The events of a game, named in the past tense. A game is its log of events; nothing else of it is saved.

An event that is written is never changed. Kinds and fields stay for ever; a field that is added has a
default, so that older logs can still be read. Events hold player ids, never names, so that a person can
be renamed or removed. What each event changes stands in `apply_events`.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Literal, NamedTuple

import msgspec
from msgspec import Struct

from ..messages import Depth, GameKind, Hindsight, NewsItem, PolicyName, ScoreParts, StanceName
from .desk_events import DeskEvent

Cause = Literal["all_in", "deadline", "facilitator"]
ClockCause = Literal["noted", "all_in", "changed", "extended", "deadline_set", "restarted"]
Rows = dict[str, list[Any]]
"""Record -> one entry a week: nested lists, in the order of the scenario's lists (seats first)."""


class Place(NamedTuple):
    """One seat at one table."""

    table: int
    seat: str


class StanceOffer(Struct, frozen=True, forbid_unknown_fields=True):
    """What a stance of a component would mean from here on: the outlook shown before deciding."""

    plan_weeks: float
    """The stock that the stance plans for, in weeks of mean use."""
    holding_per_week: float
    """Money a week for keeping that stock."""
    fee: float
    """Money for switching to the stance; 0 for the present one."""
    build_weeks: float
    """Weeks until the stock is as planned; 0 if it is."""


class TableTurn(Struct, frozen=True, forbid_unknown_fields=True):
    """The records of one table in one turn; with them a game is shown without being played again."""

    rows: Rows
    outlook: dict[str, dict[str, dict[StanceName, StanceOffer]]]
    """Seat -> component -> stance."""
    arrivals: list[Any]
    """Units that reach the plants in 1, 2, … weeks if queues stay as they are, (N, K, weeks)."""
    closing: list[Any]
    """Money that closing the books here would cost, (L, N, X)."""
    survival: list[list[float]] = []
    """Weeks that each line runs on if the component's supplier ships nothing more, (N, K)."""
    stops: list[list[float | None]] = []
    """Weeks until each component is missing, (N, K); None: not in sight. This and `survival` are empty in
    logs that are older than these records."""


class KeptTables(Sequence[TableTurn]):
    """The tables of one turn: a value like the list of them, which can be kept in a twelfth of the memory.

    Of a turn that is over, one table is looked at now and then: as packed JSON it is read when asked for.
    """

    def __init__(self, tables: Sequence[TableTurn]) -> None:
        self._tables: Sequence[TableTurn] | tuple[bytes, ...] = tables

    def pack(self) -> None:
        """Keep them packed from now on; takes about a millisecond a table, in any thread."""
        if not self._packed():
            # Each by itself, so that one is read without the others. Level 1: half the time of level 6.
            self._tables = tuple(zlib.compress(msgspec.json.encode(table), 1) for table in self)

    def _packed(self) -> bool:
        return bool(self._tables) and isinstance(self._tables[0], bytes)

    def __getitem__(self, table: Any) -> Any:
        if isinstance(table, slice):
            return [self[number] for number in range(*table.indices(len(self)))]
        found = self._tables[table]
        return _unpacked(found) if isinstance(found, bytes) else found

    def __len__(self) -> int:
        return len(self._tables)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]


@lru_cache(32)  # a year of one table, for those of its seats that are looked at one after another
def _unpacked(packed: bytes) -> TableTurn:
    return _table_decoder.decode(zlib.decompress(packed))


class GameOpened(Struct, frozen=True, forbid_unknown_fields=True, tag="game_opened"):
    """The first event of every log: what is played, with which seed and by which engine."""

    code: str
    kind: GameKind
    scenario: str
    text: str
    """The scenario's whole file, so that the game does not change when the file does."""
    digest: str
    """SHA-256 of the text."""
    seed: int
    engine: str
    """Version of the engine that plays the game."""
    bots: PolicyName
    """The stance that decides for seats without a holder."""
    opener: str = ""
    """The player who opened it; in a workshop, the facilitator."""
    depth: Depth = "segmented"
    turn_seconds: int | None = None
    first_turn_seconds: int | None = None
    seed_given: bool = False
    """Whether the opener chose the seed; if not, it was drawn."""
    bots_by_seat: dict[str, PolicyName] = {}
    """The stance that decides for a seat without a holder, where seats differ; all others play `bots`."""
    reader: str = ""
    """The key in the link to the game's page when it is over."""
    weeks_per_turn: int | None = None
    """Weeks of a turn where it is a longer one than the scenario's; None: the scenario's own."""


class TableOpened(Struct, frozen=True, forbid_unknown_fields=True, tag="table_opened"):
    """One more table with the same seats and the same chance; before the start only."""

    table: int


class SeatTaken(Struct, frozen=True, forbid_unknown_fields=True, tag="seat_taken"):
    """A player holds a seat; in a running game they decide from the next turn on."""

    table: int
    seat: str
    player: str
    program: bool = False
    """Whether the player said of itself that it is a bot client."""


class GameStarted(Struct, frozen=True, forbid_unknown_fields=True, tag="game_started"):
    """The game begins: the state of the chain in week 0, before anything has flowed."""

    usual_weeks: list[float]
    """Usual lead time of each lane, in weeks, (J,)."""
    usual_queue_weeks: list[float]
    """Usual queue of each port, in weeks, (P,)."""
    lines: list[str]
    """Names of the cost lines, in the order of the records."""
    news: list[NewsItem]
    tables: Sequence[TableTurn]


class DecisionMade(Struct, frozen=True, forbid_unknown_fields=True, tag="decision_made"):
    """A seat's stances for a turn, as sent; components left out keep theirs."""

    id: str
    player: str
    table: int
    seat: str
    turn: int
    stances: dict[str, StanceName]
    device: str = ""


class ClockSet(Struct, frozen=True, forbid_unknown_fields=True, tag="clock_set"):
    """What the open turn has left: written at every change of the clock, and every few seconds between."""

    number: int
    """Counts the game's clock events, from 1."""
    turn: int
    cause: ClockCause
    left_ms: int | None
    """Until the deadline; None: there is none."""
    countdown_ms: int | None
    """Until the turn closes because all have decided; None: no countdown runs."""
    added_ms: int = 0
    """What a changed decision added to the countdown with this event; 0 in logs that are older than this."""


class TurnClosed(Struct, frozen=True, forbid_unknown_fields=True, tag="turn_closed"):
    """No further decision counts for this turn; its weeks are to be played."""

    turn: int
    cause: Cause
    by: str = ""
    """The facilitator's player id, if they closed it."""


class TurnResolved(Struct, frozen=True, forbid_unknown_fields=True, tag="turn_resolved"):
    """The weeks of a turn have been played; here are their records."""

    turn: int
    first_week: int
    last_week: int
    news: list[NewsItem]
    """Published in these weeks."""
    tables: Sequence[TableTurn]


class GameFinished(Struct, frozen=True, forbid_unknown_fields=True, tag="game_finished"):
    """The game has ended, after its last turn or earlier."""

    weeks: int
    """The last week played, after which the books close."""


class TurnScored(Struct, frozen=True, forbid_unknown_fields=True, tag="turn_scored"):
    """Every seat's score over the weeks played so far."""

    turn: int
    weeks: int
    scoring_version: int
    tables: list[list[ScoreParts]]
    """By table, then by seat in the scenario's order."""


class GameScored(Struct, frozen=True, forbid_unknown_fields=True, tag="game_scored"):
    """The final scores, with all the hindsight that the debrief shows."""

    weeks: int
    hindsight: Hindsight


Event = (
    GameOpened
    | TableOpened
    | SeatTaken
    | GameStarted
    | DecisionMade
    | ClockSet
    | DeskEvent
    | TurnClosed
    | TurnResolved
    | TurnScored
    | GameFinished
    | GameScored
)


def _plain(value: object) -> object:
    if isinstance(value, KeptTables):
        return list(value)
    raise NotImplementedError(type(value))


encode = msgspec.json.Encoder(enc_hook=_plain).encode
_table_decoder = msgspec.json.Decoder(TableTurn)
# Made once: a log has thousands of events, and making a decoder takes longer than decoding one.
_decoder = msgspec.json.Decoder(Event)


def decode(body: str | bytes) -> Event:
    """The event in a JSON text from a log.

    Raises:
        msgspec.ValidationError: if it is no event of any kind.
    """
    event: Event = _decoder.decode(body)
    return event


def kind_of(event: Event) -> str:
    """The name of the event's kind in the log, such as `turn_closed`."""
    return str(event.__struct_config__.tag)


def signature(event: Event) -> tuple[str, str]:
    """Who caused an event, and the id under which they did: the store keeps each signature once a game.

    So a decision that is sent twice, or a turn that two causes close at once, stands in the log once.
    """
    if isinstance(event, DeskEvent):
        return event.by, event.id
    match event:
        case DecisionMade():
            return event.player, event.id
        case SeatTaken():
            return event.player, f"{event.table}.{event.seat}"
        case TableOpened():
            return "room", f"table_opened.{event.table}"
        case ClockSet():
            return "room", f"clock_set.{event.number}"
        case TurnClosed() | TurnResolved() | TurnScored():
            return "room", f"{kind_of(event)}.{event.turn}"
        case _:
            return "room", kind_of(event)
