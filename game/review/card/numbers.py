"""A card's numbers, worked out by `agents/studies/card`, as they are sent and printed."""

from __future__ import annotations

from ....agents.scenario.scenario import Scenario
from ....agents.studies.card import rules_of_thumb as study
from ....agents.studies.card.pieces import Card
from ....agents.studies.card.ways import SEAT
from ....agents.studies.questions.answers import Answer
from ....agents.studies.study import Estimate
from ...messages.card import (
    CardNumbers,
    CardQuestion,
    CardWay,
    PartClass,
    QuestionPoint,
    RuleOfThumb,
    RulesOfThumb,
    Spread,
    StanceProfile,
)
from ...messages.rounding import for_screen
from ..post_game_analysis import frontier_points


def numbers_of(scenario: Scenario, card: Card) -> CardNumbers:
    """The numbers that everybody may read: none tells which parts the mix buffers."""
    three = card.ways
    return CardNumbers(
        worlds=card.sizes.worlds,
        scored_worlds=card.sizes.scored,
        frontier_worlds=card.sizes.frontier,
        seat=scenario.seat[SEAT].title,
        ways=[
            CardWay(
                way.name,
                _spread(way.cost),
                _spread(way.uptime),
                _spread(card.scores[way.name]),
                for_screen(way.cheapest),
            )
            for way in three.ways
        ],
        luck=None if three.luck is None else for_screen(three.luck),
        holds=None if three.holds is None else for_screen(three.holds),
        frontier=frontier_points(card.frontier),
        questions=[_question(each) for each in card.answers],
    )


def rules_of(scenario: Scenario, card: Card) -> RulesOfThumb:
    """The rules of thumb, which tell of the recommended mix."""
    found, titles = card.rules, {part.name: part.title for part in scenario.component}
    return RulesOfThumb(
        worlds=card.sizes.rules,
        jit=_profile(found.jit, titles),
        jic=_profile(found.jic, titles),
        parts=[
            PartClass(
                each.part,
                titles[each.part],
                for_screen(each.value_share),
                for_screen(each.variation),
                for_screen(each.lead_weeks),
                each.by_value,
                each.by_variation,
                "JIC" if each.recommended else "JIT",
            )
            for each in found.parts
        ],
        rules=[_rule(scenario, each) for each in found.rules],
        mix_cost=for_screen(found.mix_cost),
        mix_uptime=for_screen(found.mix_uptime),
    )


def _rule(scenario: Scenario, found: study.RuleFound) -> RuleOfThumb:
    jic = [part.name for part, buffered in zip(scenario.component, found.buffered, strict=True) if buffered]
    return RuleOfThumb(found.rule, jic, for_screen(found.cost), for_screen(found.uptime), found.right)


def _profile(found: study.StanceProfile, titles: dict[str, str]) -> StanceProfile:
    return StanceProfile(
        stock_weeks=for_screen(found.stock_weeks),
        stock_money=for_screen(found.stock_money),
        bound_weeks=for_screen(found.bound_weeks),
        holding=for_screen(found.holding),
        standing_still=for_screen(found.standing_still),
        obsolescence=for_screen(found.obsolescence),
        cost=_spread(found.cost),
        uptime=_spread(found.uptime),
        scarcest=titles[found.scarcest],
        scarcest_weeks=for_screen(found.scarcest_weeks),
        cheaper=for_screen(found.cheaper),
    )


def _question(found: Answer) -> CardQuestion:
    return CardQuestion(
        found.question,
        [
            QuestionPoint(
                for_screen(point.x),
                for_screen(point.jit_minus_jic.mean),
                for_screen(point.jit_minus_jic.ci95),
            )
            for point in found.points
        ],
        None if found.crossing is None else for_screen(found.crossing),
        found.direction,
    )


def _spread(found: Estimate) -> Spread:
    return Spread(*map(for_screen, (found.mean, found.ci95, found.p05, found.p95)))
