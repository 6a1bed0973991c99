"""The card of a scenario: its chain as a map, what it is for, its numbers over many worlds, its timeline."""

from __future__ import annotations

from typing import Literal

from msgspec import UNSET, Struct, UnsetType

from ...agents.scenario.words import Grade, Mode, ShockKind
from ...agents.studies.card.names import QuestionName, RuleName, ValueClass, VariationClass, WayName
from .aftermath import PolicyPoint
from .api import Route, ScenarioCard
from .terms import StanceName

SiteKind = Literal["supplier", "port", "way", "depot", "plants", "market"]


class MapSite(Struct, frozen=True, forbid_unknown_fields=True):
    """A place on the map. Columns count from the left, rows from the top, and a row may lie between two."""

    id: str
    kind: SiteKind
    """`way`: no port, goods come straight to the plants by `mode`."""
    title: str
    column: int
    row: float
    part: str = ""
    """Name of the component that a supplier or depot hands on."""
    part_title: str = ""
    mode: Mode | None = None
    plants: list[str] = []
    """Titles of all manufacturers, where the site stands for them."""


class MapLink(Struct, frozen=True, forbid_unknown_fields=True):
    """Goods go from one site to the next."""

    start: str
    end: str
    mode: Mode | None
    weeks: int | None
    """Usual weeks from the order to the plant, on the first link of a lane; None on those that follow."""


class ChainMap(Struct, frozen=True, forbid_unknown_fields=True):
    """The chain from suppliers to markets."""

    columns: int
    rows: int
    sites: list[MapSite]
    links: list[MapLink]


class CardPart(Struct, frozen=True, forbid_unknown_fields=True):
    """One component, as every player may know it."""

    name: str
    title: str
    character: str
    value: float
    """Standard cost of a unit, money."""
    weeks: float
    """Usual weeks from the order to the plant."""


class ScenarioPlan(Struct, frozen=True, forbid_unknown_fields=True):
    """GET /api/scenarios/{name}/card: what a scenario is and what it is for; no shocks to come."""

    card: ScenarioCard
    currency: str
    goals: list[str]
    """What a player can do or say afterwards; empty if its author does not say."""
    parts: list[CardPart]
    map: ChainMap
    story: str = ""
    """As players read it before the first turn: paragraphs with a blank line between."""


class Spread(Struct, frozen=True, forbid_unknown_fields=True):
    """A number over many worlds."""

    mean: float
    ci95: float
    """Half the width of the mean's 95 % confidence interval."""
    p05: float
    p95: float


class CardWay(Struct, frozen=True, forbid_unknown_fields=True):
    """All JIT, all JIC or the recommended mix, held from the first turn to the last by one seat."""

    name: WayName
    cost: Spread
    uptime: Spread
    score: Spread
    cheapest: float
    """Share of worlds in which no other of the three costs less."""


class QuestionPoint(Struct, frozen=True, forbid_unknown_fields=True):
    """What all JIT costs more than all JIC, money, where `x` was varied and all else is as it is."""

    x: float
    mean: float
    ci95: float


class CardQuestion(Struct, frozen=True, forbid_unknown_fields=True):
    """One of the five questions that decide between JIT and JIC; x rises."""

    question: QuestionName
    points: list[QuestionPoint]
    crossing: float | None
    """The first x at which both cost the same; None: one is the cheaper everywhere."""
    direction: Literal["jit", "jic"]
    """The stance that more of it speaks for."""


class CardNumbers(Struct, frozen=True, forbid_unknown_fields=True):
    """A scenario over many worlds, for one seat, its rivals on the recommended mix."""

    worlds: int
    scored_worlds: int
    frontier_worlds: int
    seat: str
    ways: list[CardWay]
    luck: float | None
    """Share of the variance of cost among the three ways in one world that another world would have dealt
    otherwise; None: they never differ."""
    holds: float | None
    """Share of pairs of ways and worlds that rank as they do on average; None: none differ."""
    frontier: list[PolicyPoint]
    """The three ways, the hull by falling uptime, and some of the other policies."""
    questions: list[CardQuestion]


class StanceProfile(Struct, frozen=True, forbid_unknown_fields=True):
    """What all JIT or all JIC is like; means over worlds, money for a whole game."""

    stock_weeks: float
    """Parts on hand in weeks of use, weighted by value."""
    stock_money: float
    bound_weeks: float
    """The same with all that is ordered and not received."""
    holding: float
    standing_still: float
    """Idle line, lost margin, customers who wait."""
    obsolescence: float
    cost: Spread
    uptime: Spread
    scarcest: str
    """Title of the part of which least is on hand."""
    scarcest_weeks: float
    cheaper: float
    """Share of worlds in which it costs less than the other."""


class PartClass(Struct, frozen=True, forbid_unknown_fields=True):
    """One part's class by value (ABC) and by how much a week's use varies (XYZ)."""

    part: str
    title: str
    value_share: float
    """Of the money spent on material."""
    variation: float
    """Coefficient of variation of weekly use."""
    weeks: float
    by_value: ValueClass
    by_variation: VariationClass
    recommended: StanceName


class RuleOfThumb(Struct, frozen=True, forbid_unknown_fields=True):
    """A rule by which parts are sorted, followed for a whole game."""

    rule: RuleName
    jic: list[str]
    """Names of the parts that it buffers."""
    cost: float
    uptime: float
    right: int
    """Parts of which it says what the recommended mix says."""


class RulesOfThumb(Struct, frozen=True, forbid_unknown_fields=True):
    """The two stances side by side and the usual rules, in a scenario's own numbers."""

    worlds: int
    jit: StanceProfile
    jic: StanceProfile
    parts: list[PartClass]
    rules: list[RuleOfThumb]
    mix_cost: float
    mix_uptime: float


class Studied(Struct, frozen=True, forbid_unknown_fields=True):
    """GET /api/scenarios/{name}/numbers, and GET /api/games/{code}/studied of a game that has ended.

    The first who asks has it worked out, at lower priority than every game; ask again until it is there.
    """

    done: int
    """Pieces of work that are done."""
    of: int
    numbers: CardNumbers | None
    rules: RulesOfThumb | UnsetType | None = UNSET
    """Only of a game that has ended, since it tells of the recommended mix."""


class TimelineNews(Struct, frozen=True, forbid_unknown_fields=True):
    """An item of news with the first and last week in which it may come."""

    first_week: int
    last_week: int
    grade: Grade
    headline: str
    only: Literal["always", "true", "false"]
    """Always, only where the shock comes, or only where it does not."""


class TimelineShock(Struct, frozen=True, forbid_unknown_fields=True):
    """A shock, or a change of parts, that may come."""

    title: str
    kind: ShockKind | Literal["engineering_change"]
    target: str
    """Title of what it strikes; empty: all manufacturers."""
    probability: float
    first_week: int
    """Earliest week in which it begins."""
    last_week: int
    """Latest week in which it begins."""
    end_week: int
    """Latest week in which it is still felt, at most the game's last."""
    news: list[TimelineNews]


class CardTimeline(Struct, frozen=True, forbid_unknown_fields=True):
    """GET /api/games/{code}/timeline: what the facilitator alone knows of a scenario before the end."""

    weeks: int
    weeks_per_turn: int
    recommended: dict[str, StanceName]
    """By component."""
    shocks: list[TimelineShock]


class CardFound(Struct, frozen=True, forbid_unknown_fields=True):
    """All numbers of a card, as the table `worked_out` stores them."""

    numbers: CardNumbers
    rules: RulesOfThumb


CARD_ROUTES = (
    Route("GET", "/api/scenarios/{name}/card", None, ScenarioPlan, "anybody"),
    Route("GET", "/api/scenarios/{name}/numbers", None, Studied, "anybody"),
    Route("GET", "/api/games/{code}/timeline", None, CardTimeline, "holder"),
    Route("GET", "/api/games/{code}/studied", None, Studied, "reader"),
)
"""Routes of a scenario's card."""
