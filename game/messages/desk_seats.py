"""What the desk is told of seats: a row for each, who changed what, and all of them put together."""

from __future__ import annotations

from msgspec import UNSET, Struct, UnsetType

from .terms import PlayerId, SeatGroup, StanceName


class DeskChosen(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What a seat has set beside its stances for the open turn; of a game that is over, for the last one.

    Components are told by their place among `TableBoard.quotes`, from 0: a page holds many seats.
    """

    numbers: list[int] = []
    """Components with numbers in place of their stance's."""
    express: list[int] = []
    """Components that go express in this turn."""
    second: list[int] = []
    """Components with the second source on."""
    shelves: bool = False
    """Weeks of its own for a regional shelf."""
    plan: bool = False
    """A plan of demand in place of the forecast."""


class DeskSeat(Struct, frozen=True, forbid_unknown_fields=True):
    """A seat as the facilitator sees it."""

    table: int
    seat: str
    title: str
    player: str | None
    """Id of the player; None: a bot plays the seat (before the start it is free)."""
    name: str | None
    devices: int
    """Connected devices; 0: the player is away."""
    away_ms: int | None
    """Time since its last device left; None: a device is connected, or no player holds the seat."""
    decided: bool
    late: bool
    """The player joined during this turn and decides from the next one on."""
    repeats: int
    """Number of latest turns in a row without a confirmed decision."""
    stances: dict[str, StanceName]
    """Stances for the open turn by component; for a bot those that it played last."""
    steady: int
    """Number of latest turns in a row that were played with the same stances."""
    lost: dict[str, float]
    """Required units not made in the last turn, by the component that was missing."""
    uptime: float | None
    total_cost: float
    score: float | None
    """None until the game is over and it has been computed."""
    program: bool = False
    """The player is a bot client."""
    place: int | None = None
    """By score among the people of all tables; None until there are scores, and for a bot among people."""
    chosen: DeskChosen | UnsetType = UNSET
    """Left out where the seat has set nothing beside stances."""


class DeskChange(Struct, frozen=True, forbid_unknown_fields=True):
    """A seat's new stance for a component. `bot`: a bot decided it, whoever holds the seat now."""

    turn: int
    table: int
    """From 1."""
    seat: str
    component: str
    stance: StanceName
    bot: bool = False


class DeskPart(Struct, frozen=True, forbid_unknown_fields=True):
    """How all seats that people hold stood with one component in the last turn; of bots alone, all seats."""

    component: str
    jit: int
    """Seats that played it Just in Time."""
    jic: int
    stopped: int
    """Lines that waited for it."""
    worst_table: int
    """Of the seat that lost most, from 1; 0: none did."""
    worst_title: str


class DeskChosenSeats(Struct, frozen=True, forbid_unknown_fields=True):
    """How many seats have set something beside their stances, by what it is; as `DeskSeat.chosen`."""

    numbers: int
    express: int
    second: int
    shelves: int
    plan: int


class DeskOverview(Struct, frozen=True, forbid_unknown_fields=True):
    """All seats of a game that has more tables than one frame can list; `Desk.seats` has a page of them."""

    people: int
    """People who hold a seat."""
    programs: int
    """Bot clients that hold a seat."""
    away: int
    """People none of whose devices is connected."""
    groups: dict[SeatGroup, int]
    """Number of seats in each."""
    group: SeatGroup
    """The one that this device looks at, and within it those whose name or table is `text`."""
    text: str
    players: list[PlayerId]
    """If not empty, only these."""
    found: int
    """Seats that are so."""
    page: int
    """From 1; at most `pages`."""
    pages: int
    found_players: list[PlayerId]
    """Who hold the seats found, on all pages; at most 300."""
    waiting: list[DeskSeat]
    """Some of the seats for which the open turn waits, those longest away first."""
    asked: int
    """Seats that `parts`, `steady` and `chosen` count."""
    parts: list[DeskPart]
    """Empty before the first turn is played."""
    steady: int
    """Seats that have kept their stances for at least three turns."""
    chosen: DeskChosenSeats | UnsetType = UNSET
    """Of the seats that `asked` counts; left out where none has set anything beside stances."""
