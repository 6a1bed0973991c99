"""Frames from the server: answers, the status for all, the facilitator's desk; the board is in `board`."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from .board import Board, TableBoard
from .desk_seats import DeskChange, DeskOverview, DeskSeat
from .seat import Ahead, ChosenNow, GameInfo, Lobby, NewsItem, ShockWords, View
from .terms import Phase, ShockKind


class HandOverLink(Struct, frozen=True, forbid_unknown_fields=True):
    """A one-time link that moves a seat to another device."""

    path: str
    """Path from the server's root, with the one-time code in the fragment."""
    valid_seconds: int


class Ack(Struct, frozen=True, forbid_unknown_fields=True, tag="ack"):
    """The command with this id was accepted, and what it changed is on disk."""

    id: str
    result: HandOverLink | None
    """The link that `hand_over` made; None for all other commands."""


class Error(Struct, frozen=True, forbid_unknown_fields=True, tag="error"):
    """The command with this id was refused and changed nothing.

    `code` says why, for programs; `message` in an English sentence. `fields` are values for the client's own
    wording. `id` is None where the frame had none that could be read.
    """

    id: str | None
    code: str
    message: str
    fields: dict[str, str]


class Bye(Struct, frozen=True, forbid_unknown_fields=True, tag="bye"):
    """The last frame before the server closes the connection; `come_back`: whether to connect again."""

    code: str
    message: str
    come_back: bool


class Waiting(Struct, frozen=True, forbid_unknown_fields=True, tag="waiting"):
    """Nothing can be saved just now, so no command is answered; sent every few seconds while it lasts."""

    reason: Literal["busy", "full"]
    """Another program holds the database; its disk is full."""
    code: str
    """For the client's own wording: `disk_busy` or `disk_full`."""
    message: str
    """An English sentence."""


class Status(Struct, frozen=True, forbid_unknown_fields=True, tag="status"):
    """What all devices of a room are told between states, in the same bytes; below 1 KB."""

    phase: Phase
    turn: int
    turns: int
    """Turns that will be played; after `last_turn` fewer than the scenario's."""
    remaining_ms: int | None
    """Time until the open turn closes by itself; None: no deadline. It does not run while paused."""
    closing: bool
    """All held seats have decided, and `remaining_ms` is a countdown that any new decision cancels."""
    paused: bool
    interrupted: bool
    """The server was stopped or asleep during the open turn, which goes on with the time it had left, and at
    least 30 seconds."""
    message: str
    """The facilitator's last announcement, or empty."""
    tables: list[str]
    """One string a table, one letter a seat in the scenario's order: d decided, c connected and not decided,
    a away and not decided, l joined during this turn and decides from the next one on, b bot, f free
    (before the start). Empty in a game with more than `MOST_LISTED_TABLES` tables: see `packed`."""
    held: bool = False
    """The open turn does not close when all have decided: it waits for its deadline or the facilitator."""
    closed_by: Literal["", "all_in", "deadline", "facilitator"] = ""
    """Why the turn that closed last did so; empty while there is none."""
    packed: str = ""
    """The letters of a game with too many tables, all in one row, table after table: two characters for five
    seats. Their number, 91 times the place of the first in `PACKED_WITH` plus that of the second, has as its
    five digits to the base 6, the highest first, the places of five letters in `dcalbf`. The last five are
    filled up with f."""
    seats: int = 0
    """Seats of a table, where there is a `packed`."""


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
    """False: a false alarm, which has news and no effect."""
    live: bool
    """Added by the facilitator during the game."""
    news: list[NewsItem]
    """All its news, also those to be published in later weeks."""
    words: ShockWords | None = None
    """Where a client words the title in its own language."""


class ShockTarget(Struct, frozen=True, forbid_unknown_fields=True):
    """A supplier, port, lane or product that a shock may affect."""

    name: str
    title: str
    mode: Literal["ocean", "truck", "air"] | None
    """Of a lane, whose title is its supplier's; None for all other targets."""
    part: str = ""
    """Title of the component that comes from a supplier, or over a lane; empty for other targets."""


class ShockChoice(Struct, frozen=True, forbid_unknown_fields=True):
    """A kind of shock that the facilitator may add, its possible targets and sizes."""

    kind: ShockKind
    targets: list[ShockTarget]
    lowest: float
    """Smallest value, in `unit`."""
    highest: float
    unit: Literal["factor", "weeks"]


class Knock(Struct, frozen=True, forbid_unknown_fields=True):
    """A place from which people want to join and must be let in by the facilitator."""

    number: int
    """For `answer_knock`."""
    many: bool
    """True: many came in from there within seconds. False: somebody from there was sent away."""
    turned_away: int
    """How often somebody was refused since then."""
    players: list[str]
    """Ids of those who came in from there lately."""


class Desk(Struct, frozen=True, forbid_unknown_fields=True, tag="desk"):
    """The state of the facilitator: everything in the game."""

    game: GameInfo
    phase: Phase
    turn: int
    first_week: int
    last_week: int
    seed: str
    """Digits, since it may be larger than a JavaScript number holds exactly."""
    seed_given: bool
    turn_seconds: int | None
    first_turn_seconds: int | None
    all_in: bool
    """A turn closes by itself when all held seats have decided; `status.held` says it of the open one."""
    last_turn: int
    """The turn after which the game ends."""
    seats: list[DeskSeat]
    """Every seat of every table, in this order; with an `overview` a page of them."""
    boards: int
    """Observers connected."""
    phone_seen: bool
    """A device other than the server's own machine has connected since its start."""
    shocks: list[DeskShock]
    """By first week; without everyday disturbances."""
    shock_kinds: list[ShockChoice]
    tables: list[TableBoard]
    news: list[NewsItem]
    """Newest first."""
    published: bool
    join_url: str | None
    join_url_given: bool
    """Both as for the board."""
    results_path: str | None
    """Path of the results after the end, with the key that opens them; else None."""
    door_open: bool = True
    """Whether new players may join."""
    knocks: list[Knock] = []
    """Places whose newcomers wait for the facilitator's word."""
    changes: list[DeskChange] = []
    """Who changed what, newest turn first; of the open turn those who have decided. Only the latest, and only
    of the `seats` that are told."""
    overview: DeskOverview | None = None
    """Of a game with more than `MOST_LISTED_TABLES` tables, about which `look` asks; None for any other."""


State = View | Lobby | Board | Desk
"""One of them for each role."""
Frame = Ack | Error | Bye | Waiting | Status | Ahead | ChosenNow | State
