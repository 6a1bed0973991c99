"""What the card of a scenario tells at once: what it is, what it is for, its parts and its map."""

from __future__ import annotations

from ....agents.network.derivation import network_of
from ....agents.scenario.scenario import Scenario
from ...messages.api import ContrastCard, ScenarioCard
from ...messages.card import CardPart, ScenarioPlan
from ...messages.rounding import for_screen
from .chain_map import chain_map


def card_in_a_list(scenario: Scenario) -> ScenarioCard:
    """What a list of scenarios shows of one."""
    return ScenarioCard(
        name=scenario.name,
        title=scenario.title,
        summary=scenario.summary,
        weeks=scenario.weeks,
        weeks_per_turn=scenario.weeks_per_turn,
        turns=scenario.turns,
        seats=len(scenario.seat),
        components=len(scenario.component),
        good_for=scenario.good_for,
        difficulty=scenario.difficulty,
        minutes=scenario.minutes,
        contrast=_contrast(scenario),
    )


def _contrast(scenario: Scenario) -> ContrastCard | None:
    if (own := scenario.contrast) is None:
        return None
    return ContrastCard(
        group=own.group, title=own.title, place=own.place, turned=own.turned, question=own.question
    )


def plan_of(scenario: Scenario) -> ScenarioPlan:
    """What everybody may read of a scenario before it is played: no shock, no news, no recommendation."""
    weeks = network_of(scenario).usual_component_lead_time.tolist()
    return ScenarioPlan(
        card=card_in_a_list(scenario),
        currency=scenario.currency,
        goals=list(scenario.guide.goals) if scenario.guide else [],
        parts=[
            CardPart(part.name, part.title, part.character, part.value, for_screen(lead))
            for part, lead in zip(scenario.component, weeks, strict=True)
        ],
        map=chain_map(scenario),
        story=scenario.story,
    )
