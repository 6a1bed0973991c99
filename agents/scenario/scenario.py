"""The scenario: all that a world starts from, as a frozen value with the fields of its TOML file.

Numbers are in a trainer's units (cover in weeks, capacity as a multiple of normal use), and every number has
a stated range, which `schema_checks` reads from the types. Rates are per year unless the name says otherwise,
money is in the scenario's currency, weeks count from 1.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Literal

from msgspec import Meta, field

from .claims import Claim, Way
from .events import Disturbances, Shock
from .goods import EngineeringChange, WriteOff
from .markets import Market, Product, Selling
from .order_rules import Depot, OrderRule, Units
from .shock_kinds import EVERY_SEAT, TargetKind
from .supply import Expediting
from .teaching import Contrast, Difficulty, Guide, TrueStory
from .transport import Lane, Port, Supplier
from .words import (
    ALL_SEATS,
    MOST_COVER_WEEKS,
    MOST_PRIORITY,
    MOST_SAFETY_FACTOR,
    ContractName,
    Lesson,
    Name,
    PolicyName,
    Sentence,
    Share,
    StanceName,
    Story,
    Title,
    Value,
    YearlyRate,
)


class StanceNumbers(Value, frozen=True, kw_only=True):
    """The numbers that a stance sets for one component; they are all that it does."""

    cover_weeks: Annotated[float, Meta(ge=0.0, le=MOST_COVER_WEEKS)]
    """Weeks of mean use kept on hand beyond the lead time."""
    safety_factor: Annotated[float, Meta(ge=0.0, le=MOST_SAFETY_FACTOR)]
    """z of the safety stock, in standard deviations of demand over the lead time."""
    contract: ContractName = "firm"
    """Whether an order that waits at the supplier can be cancelled, and whether it is filled first."""
    firm_weeks: Annotated[int, Meta(ge=1, le=52)] = 8
    """For `firm_window`: what the supplier starts within so many weeks cannot be cancelled."""
    expedite: Annotated[float, Meta(ge=0.0, le=MOST_COVER_WEEKS)] = 0.0
    """Weeks of use on hand below which shipments go by the fast lane; 0: never."""
    sourcing_split: Share | None = None
    """Part of the orders that goes by near lanes; None: by the lanes' shares."""


class Component(Value, frozen=True, kw_only=True):
    """A part that suppliers make and products are built of."""

    name: Name
    title: Title
    character: Sentence
    """What is special about it, in a few words: "bulky, by sea"."""
    value: Annotated[float, Meta(gt=0.0, le=1e6)]
    """Standard cost of one unit, freight as usual included."""
    boxes: Annotated[float, Meta(gt=0.0, le=100.0)] = 1.0
    """Boxes that one unit fills in a port."""
    storage: YearlyRate
    """Of its value, while on hand or waiting in a port."""
    obsolescence: YearlyRate
    """Of its value, wherever it is."""
    jit: StanceNumbers
    jic: StanceNumbers
    changeover_weeks: Annotated[float, Meta(ge=0.0, le=8.0)]
    """Fee for changing the stance, in weeks of spend on this component."""
    recommended: StanceName
    reason: Sentence
    """Why the recommended mix has it so, in plain words."""
    priority: Annotated[int, Meta(ge=1, le=MOST_PRIORITY)] = 1
    """Where beyond_credit is "priority": 1 is paid first, equals share alike; a seat may set its own."""
    order: OrderRule | None = None
    """A rule in numbers by which all seats order it whatever their stance; None: cover and safety factor."""
    order_cost: Annotated[float, Meta(ge=0.0, le=1e6)] = 0.0
    """Money for each order of a seat, however large; by lots, for each lot, a part of one as a whole."""
    holding_cost: Annotated[float, Meta(ge=0.0, le=1e6)] | None = None
    """Money for a unit on hand a week, in place of all yearly rates; None: the rates."""
    moving_cost: Annotated[float, Meta(ge=0.0, le=1e6)] = 0.0
    """Money for a unit on the way a week, where holding_cost is given."""
    opening_units: Units | None = None
    """Units that each seat begins with; None: what the opening needs."""
    expedite: Expediting | None = None
    write_off: WriteOff | None = None
    """What becomes of units that lie too long; None: they only lose worth by the year."""


class Seat(Value, frozen=True, kw_only=True):
    """A manufacturer that a player may hold."""

    name: Name
    title: Title
    blurb: Sentence
    demand: Annotated[dict[Name, Annotated[float, Meta(ge=0.0, le=1e6)]], Meta(min_length=1)]
    """Mean units a week, by product."""
    bill_of_materials: dict[Name, dict[Name, Annotated[float, Meta(ge=0.0, le=1000.0)]]]
    """Units of each component in one unit of each product."""
    credit: Annotated[float, Meta(gt=0.0, le=1e12)] | None = None
    """Most money tied up in stock and open orders, at standard cost, beyond own cash; orders stop there.
    None: no limit."""
    cash: Annotated[float, Meta(ge=0.0, le=1e12)] = 0.0
    """Own money for stock; what stock ties up beyond it pays `costs.interest`."""
    order: dict[Name, OrderRule] = field(default_factory=dict)
    """By component: a rule of this seat's own."""


class Ordering(Value, frozen=True, kw_only=True):
    """Damping of the seats' planning: without it orders explode in a shortage."""

    order_ceiling: Annotated[float, Meta(ge=1.0, le=100.0)]
    """Most a seat orders in a week, as a multiple of its forecast use."""
    lead_time_smoothing: Annotated[float, Meta(gt=0.0, le=1.0)]
    """Weight of this week's quote in the experienced lead time."""
    quote_belief_weeks: Annotated[float, Meta(ge=0.0, le=1000.0)]
    """A quote is believed up to the usual lead time plus so many weeks."""
    forecast_smoothing: Annotated[float, Meta(gt=0.0, le=1.0)] | None = None
    """Weight of this week's demand in the forecast; either this or forecast_weeks is given."""
    forecast_weeks: Annotated[int, Meta(ge=1, le=52)] | None = None
    """The forecast is the plain mean of so many weeks' demand."""
    capacity_smoothing: Annotated[float, Meta(gt=0.0, le=1.0)]
    """Weight of this week's capacity in the capacity that quotes divide by."""
    beyond_credit: Literal["proportional", "priority"] = "proportional"
    """How orders are cut that cash and credit do not cover."""
    outside_reaction: Annotated[float, Meta(ge=0.0, le=4.0)] = 1.0
    """Weeks of orders the outside world adds for each week of quoted delay."""


class Costs(Value, frozen=True, kw_only=True):
    """Rates of the cost lines, alike for all seats."""

    capital: YearlyRate
    interest: YearlyRate = 0.0
    """Price of the credit line: on what stock ties up beyond a seat's own cash, above `capital`."""
    insurance: YearlyRate
    finished_storage: YearlyRate
    finished_obsolescence: YearlyRate
    material_share: Annotated[float, Meta(ge=0.05, le=0.95)]
    """Standard cost of a product's parts over its price."""
    lost_margin_share: Annotated[float, Meta(ge=0.01, le=1.0)]
    """Margin lost with a unit not sold, over its price."""
    line_down_share: Annotated[float, Meta(ge=0.0, le=2.0)]
    """Idle labour and overhead for a unit not made, over its price."""
    backlog_share: Annotated[float, Meta(ge=0.0, le=0.5)]
    """Cost of a week's delay of a unit, over its price."""


class Line(Value, frozen=True, kw_only=True):
    """The production line of each seat."""

    capacity_ratio: Annotated[float, Meta(ge=0.5, le=1000.0)]
    """Weekly line capacity as a multiple of mean demand, products together."""
    finished_goods_weeks: Annotated[float, Meta(ge=0.0, le=8.0)]
    """Target of finished goods, in weeks of forecast demand; 0 if made to order."""
    makes: Literal["to_forecast", "to_order"] = "to_forecast"
    """The forecast, before the week's demand is known; or the backlog and the week's demand, once it is."""


class Scenario(Value, frozen=True, kw_only=True):
    """A whole scenario file.

    Axes of arrays follow the order of these lists: K components, S suppliers, J lanes, P ports, D depots, G
    products, M markets, N seats.
    """

    schema: Literal[1]
    name: Name
    title: Title
    summary: Sentence
    story: Story
    """What players read before the first turn."""
    background: Annotated[str, Meta(max_length=6000)] = ""
    """More of the story, for who wants it."""
    currency: Annotated[str, Meta(pattern=r"\A[A-Z]{3}\Z", description="three capital letters, like EUR")]
    weeks: Annotated[int, Meta(ge=1, le=260)]
    weeks_per_turn: Annotated[int, Meta(ge=1, le=26)]
    uptime_target: Annotated[float, Meta(ge=0.5, le=1.0)]
    """The uptime at which the cheapest plan runs: a mark, not the aim, which is a low cost."""
    opening: PolicyName
    """The stance in whose steady state every seat starts."""
    closing_share: Share
    """Part of standard cost, less obsolescence, that a seat's stock is worth after the last week."""
    lesson: Lesson = ""
    """What the scenario teaches. A file states it as one text, or as claims, whose sentences it then is."""
    claim: Annotated[list[Claim], Meta(max_length=24)] = field(default_factory=list)
    """The lesson's sentences, in order, each with what it says in numbers."""
    good_for: Annotated[str, Meta(max_length=200)] = ""
    """For whoever opens a game: for which group or purpose the scenario is meant, in a line."""
    difficulty: Difficulty | None = None
    """By the mean score of the better slogan (`teaching.BOUNDS`), which `balance` measures."""
    minutes: Annotated[int, Meta(ge=5, le=240)] | None = None
    """How long a game takes, from the first turn to the last, without the debrief."""
    news_rule: Way | None = None
    """A way to play by the news that does better than any fixed plan; `balance` says by how much."""
    contrast: Contrast | None = None
    """Where it is one of a set that is played to compare: which, and what it turns over."""
    guide: Guide | None = None
    true_story: TrueStory | None = None
    ordering: Ordering
    costs: Costs
    selling: Selling
    line: Line
    disturbances: Disturbances
    component: Annotated[list[Component], Meta(min_length=1, max_length=16)]
    supplier: Annotated[list[Supplier], Meta(min_length=1, max_length=32)]
    port: Annotated[list[Port], Meta(max_length=8)] = field(default_factory=list)
    depot: Annotated[list[Depot], Meta(max_length=16)] = field(default_factory=list)
    lane: Annotated[list[Lane], Meta(min_length=1, max_length=64)]
    product: Annotated[list[Product], Meta(min_length=1, max_length=4)]
    market: Annotated[list[Market], Meta(min_length=1, max_length=8)]
    seat: Annotated[list[Seat], Meta(min_length=1, max_length=12)]
    shock: Annotated[list[Shock], Meta(max_length=32)] = field(default_factory=list)
    engineering_change: Annotated[list[EngineeringChange], Meta(max_length=16)] = field(default_factory=list)

    @property
    def turns(self) -> int:
        """Number of turns; the last one may have fewer weeks."""
        return -(-self.weeks // self.weeks_per_turn)

    @property
    def customers(self) -> tuple[Selling, ...]:
        """What the customers of each market do who are not served at once, in the order of markets."""
        return tuple(market.selling or self.selling for market in self.market)

    @property
    def source_titles(self) -> dict[str, str]:
        """Title of each site that lanes start from, suppliers and depots, by its name."""
        titles = {site.name: site.title for site in self.supplier}
        return titles | {site.name: site.title for site in self.depot}

    @property
    def component_of_source(self) -> dict[str, str]:
        """Name of the component that each supplier and depot ships, by the site's name."""
        held = {site.name: site.component for site in self.supplier}
        return held | {site.name: site.component for site in self.depot}

    def shock_targets(self, kind: TargetKind) -> dict[str, str]:
        """Titles by name of all that a shock may strike, in the order of arrays; a lane's is its sender's."""
        if kind == "lane":
            titles = self.source_titles
            return {lane.name: titles[lane.supplier] for lane in self.lane}
        struck: Sequence[Supplier | Port | Product | Seat | Component] = getattr(self, kind)
        found = {target.name: target.title for target in struck}
        # After all seats: one that had this name would keep it.
        return {**found, EVERY_SEAT: found.get(EVERY_SEAT, ALL_SEATS)} if kind == "seat" else found
