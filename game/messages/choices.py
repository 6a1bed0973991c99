"""What a seat may decide beside stances: numbers, express, sources, shelves, a plan of demand, and its cash.

What a game offers follows from its depth and its scenario. Of a part, the facts of the year stand in
`PartFacts.choices`, and what changes from week to week in its `Row`. A game that offers nothing sends none.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from .terms import ContractName, StanceName

FORECAST_WEEKS = 13
"""Weeks for which a seat is told its forecast, or its plan, which may reach beyond the last week."""
NumberName = Literal["cover_weeks", "safety_factor", "sourcing_split", "expedite", "priority"]


class PartNumbers(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Numbers of a component in place of its stance's; what is left out is the stance's own."""

    cover_weeks: float | None = None
    """Weeks of mean use held beyond the lead time, 0 to 26."""
    safety_factor: float | None = None
    """Standard deviations of use held as safety stock, 0 to 4."""
    sourcing_split: float | None = None
    """Share of orders that goes to near sources, 0 to 1; it goes before `second_source`."""
    expedite: float | None = None
    """Weeks of use on hand below which shipments go express, 0 to 26; 0: never."""
    priority: int | None = None
    """1 to 16; where money is short, 1 is paid for first, and equals share alike."""
    contract: StanceName | None = None
    """The stance under whose contract it is bought."""


class Source(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A way by which a component can be bought: a supplier and a lane."""

    lane: str
    title: str
    """Of the supplier."""
    mode: Literal["ocean", "truck", "air"]
    usual_weeks: float
    """From order to arrival, when nothing is wrong."""
    share: float
    """Of the orders, as long as no split is chosen."""
    near: bool = False
    premium: float = 0.0
    """Money for a unit above standard cost: the supplier's price, and freight above the usual."""
    qualification_weeks: int = 0
    """Weeks from the first request until it takes orders; till then its share goes by the usual sources."""


class Express(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """The fast lane of a component."""

    lane: str
    mode: Literal["ocean", "truck", "air"]
    weeks: float
    """From the supplier's door to the plant."""
    usual_weeks: float
    """The same by the lane that it is used in place of, without a queue at the port."""
    price: float
    """Money for a unit sent so, above what the usual lane costs."""
    most_weeks: float
    """Most that is sent so in a week, in weeks of use."""
    below_weeks: float
    """Where it is chosen for a turn, goods go express as long as the bin holds fewer weeks of use."""


class PartChoices(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What a seat may decide of a component beside its stance, and what holds of it all year."""

    numbers: list[NumberName] = []
    """The numbers that may be set; empty but in an expert game."""
    presets: list[PartNumbers] = []
    """The numbers of JIT, of what lies between, and of JIC; empty where none may be set."""
    between_weeks: float = 0.0
    """Weeks of use that are usually on the way from the supplier's door to the plant: the line runs so much
    longer than its bin if the supplier stops."""
    contracts: list[ContractName] = []
    """Of JIT, then of JIC, where `PartNumbers.contract` may be set; else empty."""
    sources: list[Source] = []
    """Far ones first; empty where there is no choice."""
    second_share: float | None = None
    """Share of orders that goes to the near sources if the second source is on; None: there is none."""
    second_by_stance: list[bool] = []
    """Whether JIT, and whether JIC, has it on by itself; empty where there is none."""
    express: Express | None = None
    """None: no fast lane."""


class SourceNow(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A source this week, in the order of `PartChoices.sources`."""

    quote_weeks: float
    share: float = 0.0
    """Of the seat's orders now."""
    dearer: float = 0.0
    """Money for a unit that the supplier asks on top in these weeks, since orders wait."""
    ready_in: float | None = 0.0
    """Weeks until it takes orders; 0: it does; None: not asked for yet, so it takes its
    `qualification_weeks` from the first order on."""


class ExpressNow(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What express for a component in the open turn would bring, if no new shock comes."""

    units: float
    """That would go express in the turn."""
    cost: float
    """Money for these, above the usual lane's."""
    more: list[float] = []
    """Units more in the bin than without, at the end of 1, 2, … weeks, 8 at most; without the zeros at the
    end."""


class Planning(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """How the stock that a component's numbers plan follows from them, and what it costs.

    plan = cover_weeks x weeks_per_cover + safety_factor x weeks_per_factor, in weeks of mean use. A week it
    costs plan x holding. It needs orders of gap + plan x price in money, at least 0, in one week at most
    `most_order`. It is there when `fill`, or from above `falls`, has come to it but for a twentieth of it and
    a tenth of a week.
    """

    weeks_per_factor: float
    holding: float
    """Money a week for keeping a week of use in stock."""
    fee: float
    """Money due at once for another stance, cover or safety factor."""
    price: float
    """Money for a week of use."""
    gap: float
    """Money of the next order of a plan of 0; negative where more has been ordered than that needs."""
    most_order: float
    """Money of the largest order in a week."""
    covers_weeks: float
    """Weeks, from the next on, whose use an order covers: the lead time as experienced, and one more."""
    weeks_per_cover: float = 1.0
    """Other than 1 where products come and go."""
    priority: int = 1
    """Of the component where the seat has set none: where money is short, 1 is paid for first."""
    fill: list[float] = []
    """Weeks of use in the bin now and at the end of 1, 2, … weeks, if as much is ordered as can be and no new
    shock comes; it ends with 26 weeks of use, or after 26 weeks. Where numbers may be set; else empty."""
    falls: list[float] = []
    """The same if no stock is planned at all, down to a tenth of a week or the least that it comes to."""


class Cash(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """The seat's money for stock. Orders stop where stock and open orders have tied up cash and credit."""

    cash: float
    """Own money."""
    credit: float | None
    """Of the bank, beyond it; None: no limit."""
    tied_up: float
    """In stock, goods and open orders, at standard cost."""
    room: float | None
    """What orders may still cost: cash and credit less what is tied up, at least 0; None: no limit."""
    interest: float = 0.0
    """Yearly, on what is tied up beyond own money."""
    by_priority: bool = False
    """Beyond the limit the components are paid for by their priority; else all orders are cut in the same
    proportion."""


class Shelf(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """The seat's stock of finished goods in a market's region; units of all products together."""

    market: str
    title: str
    usual_weeks: float
    """Target in weeks of forecast demand, as the scenario has it."""
    target_weeks: float
    """In force in the last week played."""
    lead_weeks: int
    """From the plant."""
    units: float
    """On the shelf."""
    demand: float
    """Forecast of a week there."""
    holding: float
    """Money a week for keeping a week of demand there."""
    fee: float = 0.0
    """Money due at once for another target."""
    freight: float = 0.0
    """Money for a unit sent there."""
    waiting: float = 0.0
    """Units that its customers wait for."""
    coming: list[float] = []
    """Units that arrive in 1, 2, … weeks."""
    most_weeks: float = 26.0


class Demand(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Demand for a product of the seat, in units a week.

    A plan that lies d(1), d(2), … units above what was `planned` for the 1st, 2nd, … week changes the `gap`
    of a component (`Planning`) by its price for a unit x `parts` x the sum of d(n) x (c(n) + `wanted`(n)),
    where c(n), the part of the week that an order covers, is `covers_weeks` - (n - 1), at least 0 and at
    most 1.
    """

    product: str
    title: str
    forecast: list[float]
    """The seat's own, for the weeks from the open turn's first on; season and life are in it."""
    wanted: list[float] = []
    """Units of goods wanted, at the plant and for the shelves, for each unit of the forecast of the 1st, 2nd,
    … week."""
    parts: dict[str, float] = {}
    """Units of each component in a unit of it."""
    asked: list[float] = []
    """What customers asked for in each week of the last turn."""
    planned: list[float] = []
    """What the seat planned with up to now, in the weeks of `forecast`; empty: that."""


class DemandFactors(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What is known of a product's demand all year, by week from the first; 1 is the mean."""

    product: str
    season: list[float]
    life: list[float] = []
    """Empty: full all year."""


class Chosen(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What the seat has chosen for the open turn beside stances: confirmed, or what repeats."""

    numbers: dict[str, PartNumbers] = {}
    """By component."""
    express: list[str] = []
    """Components that go express in this turn; it does not repeat."""
    second_source: dict[str, bool] = {}
    """By component; left out: as the stance has it."""
    shelves: dict[str, float] = {}
    """Weeks by market; left out: as the scenario has it."""
    plan: dict[str, list[float]] = {}
    """By product, units a week from the open turn's first week on; later weeks are as forecast."""
