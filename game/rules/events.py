"""The events of a game, named in the past tense. A game is its log of events; nothing else of it is saved.

An event that is written is never changed. Kinds and fields stay for ever; a field that is added has a
default, so that older logs can still be read. Events hold player ids, never names, so that a person can
be renamed or removed. What each event changes stands in `apply_events`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal, NamedTuple, Union, get_args

import msgspec
from msgspec import Raw, Struct, structs

from ..messages import (
    Depth,
    GameKind,
    Hindsight,
    NewsItem,
    PartNumbers,
    PolicyName,
    ScoreParts,
    StanceName,
)
from .desk_events import DeskEvent
from .table_records import KeptTables, TableTurn

Cause = Literal["all_in", "deadline", "facilitator"]
ClockCause = Literal["noted", "all_in", "changed", "extended", "deadline_set", "restarted"]


class Place(NamedTuple):
    """One seat at one table."""

    table: int
    seat: str


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
    options: bool = False
    """Whether seats may decide what the scenario offers beside stances; no in logs that are older."""
    translations: dict[str, str] = {}
    """Whole translation files by language, where the scenario was generated for this game."""


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


class DecisionMade(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, tag="decision_made"):
    """A seat's stances for a turn, and what else it decided, as sent (`messages.Decide`); what is left out
    stays as it was."""

    id: str
    player: str
    table: int
    seat: str
    turn: int
    stances: dict[str, StanceName]
    device: str = ""
    numbers: dict[str, PartNumbers] = {}
    express: list[str] | None = None
    second_source: dict[str, bool] = {}
    shelves: dict[str, float | None] = {}
    plan: dict[str, list[float]] = {}


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


class _StartedAsRead(GameStarted, frozen=True, forbid_unknown_fields=True, tag="game_started"):
    tables: list[Raw]  # type: ignore[assignment]


class _ResolvedAsRead(TurnResolved, frozen=True, forbid_unknown_fields=True, tag="turn_resolved"):
    tables: list[Raw]  # type: ignore[assignment]


_AS_READ: dict[type[Struct], type[Struct]] = {GameStarted: _StartedAsRead, TurnResolved: _ResolvedAsRead}
"""Of these the tables are left as they stand in the text, until one is asked for."""


def _plain(value: object) -> object:
    if isinstance(value, KeptTables):
        return value.as_json()
    raise NotImplementedError(type(value))


encode = msgspec.json.Encoder(enc_hook=_plain).encode
# Made once: a log has thousands of events, and making a decoder takes longer than decoding one.
_decoder: msgspec.json.Decoder[Any] = msgspec.json.Decoder(
    Union[*(_AS_READ.get(kind, kind) for kind in get_args(Event))]
)


def decode(body: str | bytes) -> Event:
    """The event in a JSON text from a log; the tables of a turn are read when they are asked for.

    Raises:
        msgspec.ValidationError: if it is no event of any kind.
    """
    event: Event = _decoder.decode(body)
    match event:
        case _StartedAsRead():
            return GameStarted(**_with_kept_tables(event))
        case _ResolvedAsRead():
            return TurnResolved(**_with_kept_tables(event))
    return event


def _with_kept_tables(event: GameStarted | TurnResolved) -> dict[str, Any]:
    return {**structs.asdict(event), "tables": KeptTables(event.tables)}


def kind_of(event: Event) -> str:
    """The name of the event's kind in the log, such as `turn_closed`."""
    return str(event.__struct_config__.tag)


def signature(event: Event) -> tuple[str, str]:
    """Who caused an event, and the id under which they did: the store keeps each signature once a game.

    So a decision that is sent twice, or a turn that two causes close at once, stands in the log once.
    """
    if isinstance(event, DecisionMade):
        return event.player, event.id  # before the many kinds of the desk's, which take long to look through
    if isinstance(event, DeskEvent):
        return event.by, event.id
    match event:
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
