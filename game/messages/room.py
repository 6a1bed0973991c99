"""What the room sees: the status all share, the board on the wall, the desk of who leads."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from .seat import GameInfo, Lobby, NewsItem, Person, Standing, View
from .terms import Phase, ShockKind, StanceName


class HandOverLink(Struct, frozen=True, forbid_unknown_fields=True):
    """Opens a seat on another device, once."""

    path: str
    """Relative to the server's root, the one-time code in the fragment."""
    valid_seconds: int


class Ack(Struct, frozen=True, forbid_unknown_fields=True, tag="ack"):
    """The command with this id is on disk."""

    id: str
    result: HandOverLink | None
    """What `hand_over` gave; None for all else."""


class Error(Struct, frozen=True, forbid_unknown_fields=True, tag="error"):
    """The command with this id changed nothing, and why; `fields` name what the code talks of."""

    id: str | None
    code: str
    message: str
    fields: dict[str, str]


class Bye(Struct, frozen=True, forbid_unknown_fields=True, tag="bye"):
    """The last frame: the server closes, and whether coming back makes sense."""

    code: str
    message: str
    come_back: bool


class Status(Struct, frozen=True, forbid_unknown_fields=True, tag="status"):
    """What the whole room may know between views: the same bytes for everybody, under 1 KB."""

    phase: Phase
    turn: int
    turns: int
    """Turns that will be played; fewer than the scenario's after `last_turn`."""
    remaining_ms: int | None
    """Until the open turn closes by itself; None: no deadline. Stands still while paused."""
    closing: bool
    """Everybody has decided, and what remains is the countdown that any change cancels."""
    paused: bool
    message: str
    """The facilitator's last announcement, or empty."""
    tables: list[str]
    """By table one letter a seat, in the scenario's order: d decided, c connected and not decided,
    a away and not decided, l here since this turn and decides from the next one on, b bot, f free
    (before the start)."""

    """This player opened the game: may start it."""


class QuoteRow(Struct, frozen=True, forbid_unknown_fields=True):
    """What a supplier quotes for a component on its main lane, as everybody hears it."""

    component: str
    title: str
    supplier: str
    quote_weeks: float
    usual_weeks: float


class QueueRow(Struct, frozen=True, forbid_unknown_fields=True):
    port: str
    title: str
    queue_weeks: float
    usual_queue_weeks: float


class TableBoard(Struct, frozen=True, forbid_unknown_fields=True):
    """What is public of one table's world."""

    table: int
    quotes: list[QuoteRow]
    queues: list[QueueRow]


class Trail(Struct, frozen=True, forbid_unknown_fields=True):
    """Where a leading seat stood after each turn, the oldest first; the last is where it stands."""

    table: int
    seat: str
    uptime: list[float]
    """Share of required units made, from the first week on."""
    cost: list[int]
    """Money from the first week on, whole."""


class Board(Struct, frozen=True, forbid_unknown_fields=True, tag="board"):
    """All that an observer, the projector, may see."""

    game: GameInfo
    phase: Phase
    turn: int
    first_week: int
    last_week: int
    people: list[Person]
    """Every seat of every table; `you` is never so."""
    standings: list[Standing]
    """Of all tables, in the order of tables and seats; empty before the first turn is played."""
    trails: list[Trail]
    """Of the leading seats, the first first, no two of them in the same place."""
    tables: list[TableBoard]
    news: list[NewsItem]
    """Newest first."""
    join_url: str | None
    """Where phones reach the page to join, if the server knows better than the browser."""
    results_path: str | None
    """After the end, if the facilitator has published the game."""


class DeskSeat(Struct, frozen=True, forbid_unknown_fields=True):
    """A seat as the facilitator sees it."""

    table: int
    seat: str
    title: str
    player: str | None
    """None: a bot plays it (before the start: free)."""
    name: str | None
    devices: int
    """Open now; 0: away."""
    away_ms: int | None
    """Since the last of its devices was seen; None: one is open, or nobody holds it."""
    decided: bool
    late: bool
    """Decides from the next turn on."""
    repeats: int
    """Turns in a row in which nobody confirmed here."""
    stances: dict[str, StanceName]
    """What holds for the open turn; for a bot what it played last."""
    steady: int
    """Turns in a row, up to the last one played, that were played with the same stances."""
    lost: dict[str, float]
    """Required units not made in the turn that closed last, by the component that was missing."""
    uptime: float | None
    total_cost: float
    score: float | None


class DeskShock(Struct, frozen=True, forbid_unknown_fields=True):
    """One shock on the facilitator's timeline."""

    name: str
    title: str
    kind: ShockKind
    target: str
    target_title: str
    first_week: int
    last_week: int
    comes: bool
    """False: only its news come, it does not."""
    live: bool
    """Thrown in by the facilitator."""
    news: list[NewsItem]
    """All of it, with the week in which each item comes out."""


class ShockTarget(Struct, frozen=True, forbid_unknown_fields=True):
    name: str
    title: str
    mode: Literal["ocean", "truck", "air"] | None
    """Of a lane, which is called after its supplier; None for all else."""


class ShockChoice(Struct, frozen=True, forbid_unknown_fields=True):
    """One kind of shock that may be thrown in here, and what it may strike."""

    kind: ShockKind
    targets: list[ShockTarget]
    lowest: float
    highest: float
    unit: Literal["factor", "weeks"]


class Desk(Struct, frozen=True, forbid_unknown_fields=True, tag="desk"):
    """All that the facilitator sees: everything."""

    game: GameInfo
    phase: Phase
    turn: int
    first_week: int
    last_week: int
    seed: str
    """Digits: it may have more than a JavaScript number holds."""
    seed_given: bool
    turn_seconds: int | None
    first_turn_seconds: int | None
    all_in: bool
    """A turn closes by itself when everybody has decided."""
    last_turn: int
    """After which the game ends."""
    seats: list[DeskSeat]
    """Of all tables, in the order of tables and seats."""
    boards: int
    """Projectors connected."""
    phone_seen: bool
    """Another machine than this one has reached the server since it started."""
    shocks: list[DeskShock]
    """Everyday disturbances left out; by first week."""
    shock_kinds: list[ShockChoice]
    tables: list[TableBoard]
    news: list[NewsItem]
    """Newest first."""
    published: bool
    join_url: str | None
    results_path: str | None
    """After the end: the page of this game, with the key that opens it."""


State = View | Lobby | Board | Desk
Frame = Ack | Error | Bye | Status | State
