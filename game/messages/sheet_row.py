"""A row of a player's sheet: a component from its supplier to the plant, and what each stance would mean."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from .choices import ExpressNow, PartChoices, Planning, SourceNow
from .terms import ContractName, RationingRule, StanceName


class StanceOffers(Struct, frozen=True, forbid_unknown_fields=True):
    """The outlook of a component: what each stance would mean from now on; in each list JIT, then JIC."""

    plan_weeks: list[float]
    """Stock that the stance plans to hold at the plant, in weeks of mean use."""
    holding_per_week: list[float]
    """Money a week for holding that stock: capital, storage, insurance and obsolescence. Goods in transit
    cost extra, equally for both stances."""
    fee: list[float]
    """Money due at once for changing to the stance; 0 for the one in force."""
    build_weeks: list[float]
    """Weeks until that stock is there, if demand is as forecast and no new shock comes; 0: it is there;
    26: that is not enough."""


class StopCost(Struct, frozen=True, forbid_unknown_fields=True):
    """What a week in which nothing is made costs, at the seat's mean demand."""

    units: float
    """Vehicles that are then missing."""
    cost: float
    """Money for these neither made nor sold: the idle line and the lost margin. Those whose customers wait
    cost less."""


class PartFacts(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What holds of a component all year; each a fact with its yardstick, never what follows from it."""

    usual_weeks: float
    """From order to arrival, when nothing is wrong."""
    value: float
    """Money for one unit."""
    ages: float
    """Part of its value that it loses in a year, wherever it is."""
    load: float | None = None
    """Usual orders over capacity at the supplier; None: not stated."""
    others: float | None = None
    """Part of the supplier's usual orders that is not the seats'."""
    port_load: float | None = None
    """Usual traffic over throughput; None: no port, or not stated."""
    port_others: float | None = None
    """Part of the port's usual traffic that is not the seats'."""
    makers: int = 1
    """Number of suppliers that make it."""
    reserve: float | None = None
    """Capacity that its supplier keeps in reserve for who asks first in a shortage, over its usual capacity;
    None: none."""
    choices: PartChoices | None = None
    """What may be decided of it beside its stance; in `Told` alone. None: nothing."""


class PortRow(Struct, frozen=True, forbid_unknown_fields=True):
    """The port that a component passes, and the seat's goods there."""

    port: str
    title: str
    queue_weeks: float
    usual_queue_weeks: float
    own_units: float
    """Units of the seat in the queue, or past it and on the way to the plant."""
    arrivals: list[float] = []
    """Units that reach the plant in 1, 2, … weeks if the queue stays as it is: what waits here, and what is
    still at sea, behind the queue. Without the zeros at the end."""


class RowWeeks(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A component at the end of each week of the last turn, oldest first; one list for each measure.

    The last week of the turn is left out: it is in the `Row`.
    """

    on_the_way: list[list[float]]
    """By week: as `Row.on_the_way`, without the zeros at the end."""
    bin_weeks: list[float]
    """Stock on hand in weeks of that week's use."""
    quote_weeks: list[float]
    received: list[float]
    """Units that arrived at the plant in that week."""
    queue_weeks: list[float] = []
    """Of the port; left out where the component passes none."""


class Row(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One component of a seat, from its supplier to the plant."""

    component: str
    title: str
    character: str
    """In full in the first turn alone; later the words before its colon, and the whole in `Told`."""
    supplier: str
    mode: Literal["ocean", "truck", "air"]
    quote_weeks: float
    quote_before: float
    """`quote_weeks` a turn ago."""
    usual_weeks: float
    unfilled_units: float
    """Units ordered that the supplier has not shipped."""
    on_the_way: list[float]
    """Units that arrive at the port, or without a port at the plant, in 1, 2, … weeks if nothing changes.
    Without the zeros at the end: `View.way_weeks` says how far it looks."""
    port: PortRow | None
    received: float
    """Units that arrived at the plant in the last week played; 0 before the first."""
    bin_units: float
    bin_weeks: float
    """Stock on hand in weeks of this week's use."""
    use_per_week: float
    stance: StanceName
    offers: StanceOffers
    stops_in_weeks: float | None
    """Weeks until the line lacks the component, counting what has been ordered; None: not before goods
    ordered now can arrive."""
    survives_weeks: float
    """Time to survive: weeks that the line would run if the supplier shipped nothing more, on stock on hand,
    in port and in transit, with no other component missing, without finished goods; at most 26."""
    weeks: RowWeeks | None
    """The weeks of the last turn; None before the first."""
    value: float = 0.0
    """Money for one unit."""
    ages: float = 0.0
    """Part of its value that a unit loses in a year, wherever it is."""
    stop: StopCost | None = None
    """Where a week without it stops less than the whole line; None: as `View.stop`."""
    contract: list[ContractName] = []
    """Of JIT, then of JIC: whether orders that wait at the supplier can be cancelled; empty: neither can."""
    rationing: RationingRule | None = None
    """How the supplier shares out what is too little for all; None: in proportion to open orders."""
    facts: PartFacts | None = None
    """In the first turn alone; later in `Told`."""
    planning: Planning | None = None
    """Where numbers may be set, or money is limited."""
    sources: list[SourceNow] = []
    """Where there is a choice of sources."""
    express: ExpressNow | None = None
    """Where there is a fast lane."""
    dearer: float = 0.0
    """Money by which a unit that its suppliers shipped in the last week cost more than `value`, where a rise
    holds: the mean over its lanes by their usual shares."""
    use_left: float = 1.0
    """Units of it that went into a product in the last week, as a share of the usual, where a shock spares
    it; `use_per_week` and `bin_weeks` stay as usual."""
    asked_in: int = 0
    """Week since which the seat stands in line for its supplier's reserve; 0: it does not."""
    from_reserve: float = 0.0
    """Units that were started for the seat from the reserve in the last week."""


class RowAhead(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Fields of a `Row` that stand in `Ahead` in place of the view; each as there."""

    title: str
    character: str
    supplier: str
    weeks: RowWeeks | None = None
    value: float = 0.0
    ages: float = 0.0
    facts: PartFacts | None = None
    planning: Planning | None = None
    sources: list[SourceNow] = []
    express: ExpressNow | None = None
