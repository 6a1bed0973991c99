"""What a seat may decide of a component beside its stance, as its facts tell it: the same all year."""

from __future__ import annotations

from msgspec import convert

from ...agents.scenario.options import express_weeks, sources_of, ways_to_plants
from ...agents.scenario.scenario import Component, Scenario, StanceNumbers
from ...agents.scenario.transport import Lane
from ..choices.chosen import express_price
from ..choices.offered import Offered
from ..messages import Express, NumberName, PartChoices, PartNumbers, Source
from ..messages.rounding import cents, four_digits

BETWEEN: dict[NumberName, float] = {
    "cover_weeks": 3.0,
    "safety_factor": 1.644854,
    "sourcing_split": 0.2,
    "expedite": 1.0,
}
"""Numbers between those of a lean and of a buffered part, where they lie between a scenario's own: some weeks
of cover, a service level of 95 %, a fifth from near, express below a week of use. Else the mean stands in."""


def part_choices(
    scenario: Scenario, offered: Offered, part: Component, usual: list[float]
) -> PartChoices | None:
    """The choices for a component; None if there are none.

    usual: usual lead time of each lane of the scenario, weeks.
    """
    names = list(offered.numbers.get(part.name, ()))
    second = offered.second.get(part.name)
    fast = part.expedite is not None and part.name in offered.express
    if not (names or fast or second is not None):
        return None
    lanes, ordered = ways_to_plants(scenario, part), sources_of(scenario, part)
    return PartChoices(
        numbers=names,
        presets=_presets(part, names),
        between_weeks=_between_weeks(scenario, lanes, usual),
        contracts=[part.jit.contract, part.jic.contract] if part.name in offered.contracts else [],
        sources=[]
        if second is None
        else [_source(scenario, lane, usual[number]) for number, lane in ordered],
        second_share=second,
        second_by_stance=[] if second is None else [_has_near(part.jit, lanes), _has_near(part.jic, lanes)],
        express=_express(scenario, part, lanes, usual) if fast else None,
    )


def _has_near(stance: StanceNumbers, lanes: list[tuple[int, Lane]]) -> bool:
    """Whether near lanes get orders where a seat has said nothing of them."""
    share = stance.sourcing_split
    return sum(lane.share for _, lane in lanes if lane.near) > 0.0 if share is None else share > 0.0


def _presets(part: Component, names: list[NumberName]) -> list[PartNumbers]:
    if not names:
        return []
    own = [_of_stance(part.jit, names), _of_stance(part.jic, names)]
    between = {name: _between(name, own[0][name], own[1][name]) for name in own[0]}
    # Numbers by name, as the struct has them; a preset has no priority, which alone is whole.
    return [convert(numbers, PartNumbers) for numbers in (own[0], between, own[1])]


def _of_stance(stance: StanceNumbers, names: list[NumberName]) -> dict[NumberName, float]:
    # A stance has no priority, and may leave the split to its lanes' shares.
    found = {name: getattr(stance, name, None) for name in names}
    return {name: value for name, value in found.items() if value is not None}


def _between(name: NumberName, jit: float, jic: float | None) -> float:
    if jic is None:
        return jit
    usual = BETWEEN.get(name)
    if usual is not None and min(jit, jic) < usual < max(jit, jic):
        return usual
    return four_digits((jit + jic) / 2.0)


def _between_weeks(scenario: Scenario, lanes: list[tuple[int, Lane]], usual: list[float]) -> float:
    """Usual weeks from a supplier's door to the plant, the mean over the lanes by their shares."""
    shares = sum(lane.share for _, lane in lanes) or 1.0
    weeks = sum(lane.share * _from_door(scenario, lane, usual[number]) for number, lane in lanes)
    return four_digits(weeks / shares)


def _from_door(scenario: Scenario, lane: Lane, usual: float) -> float:
    made = {site.name: site.make_weeks for site in scenario.supplier}
    return usual - made.get(lane.supplier, 0) - lane.order_weeks


def _source(scenario: Scenario, lane: Lane, usual: float) -> Source:
    supplier = next((site for site in scenario.supplier if site.name == lane.supplier), None)
    return Source(
        lane=lane.name,
        title=scenario.source_titles[lane.supplier],
        mode=lane.mode,
        usual_weeks=four_digits(usual),
        share=four_digits(lane.share),
        near=lane.near,
        premium=cents(lane.freight + (0.0 if supplier is None else supplier.premium)),
        qualification_weeks=0 if supplier is None else supplier.qualification_weeks,
    )


def _express(
    scenario: Scenario, part: Component, lanes: list[tuple[int, Lane]], usual: list[float]
) -> Express:
    assert part.expedite is not None
    number, fast = next(each for each in lanes if each[1].name == part.expedite.lane)
    replaced = [each for each in lanes if each[1].supplier == fast.supplier and each[1] is not fast]
    return Express(
        lane=fast.name,
        mode=fast.mode,
        weeks=four_digits(_from_door(scenario, fast, usual[number])),
        usual_weeks=_between_weeks(scenario, replaced, usual),
        price=cents(express_price(scenario, part)),
        most_weeks=part.expedite.limit_weeks,
        below_weeks=express_weeks(scenario),
    )
