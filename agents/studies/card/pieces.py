"""A card's work in pieces, functions of values that any process can do, and how they are put together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ...scenario.scenario import Scenario
from ..frontier import Frontier, frontier
from ..questions.answers import Answer, answer
from ..questions.sweeps import QUESTIONS
from ..study import Estimate
from .names import PIECES as PIECES
from .names import Piece, WayName
from .rules_of_thumb import RulesOfThumb, rules_of_thumb
from .ways import SEAT, ThreeWays, scores, three_ways

Finding = ThreeWays | dict[WayName, Estimate] | Frontier | RulesOfThumb | Answer
"""What a piece comes to."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """How many worlds the pieces of a card are played in.

    Attributes:
        worlds: of the three ways, and of each point of the five questions.
        scored: of the scores, for which all fixed plans are replayed in each world.
        rules: of the rules of thumb, which keep the history of each world.
        frontier: of each policy of the frontier's grid, of which there are up to 2,000. In fewer than some
            forty worlds the mean of all JIT is too far from that of all worlds, whose table stands beside it.
    """

    worlds: int
    scored: int
    rules: int
    frontier: int


def sizes_of(worlds: int) -> Sizes:
    """The sizes of a card over so many worlds: what takes longer a world has fewer of them."""
    return Sizes(
        worlds, min(worlds, max(60, worlds // 5)), min(worlds, 200), min(worlds, max(40, worlds // 20))
    )


@dataclass(frozen=True, slots=True)
class Card:
    """All numbers of a card.

    answers: of the five questions, in their order.
    """

    sizes: Sizes
    ways: ThreeWays
    scores: dict[WayName, Estimate]
    frontier: Frontier
    rules: RulesOfThumb
    answers: tuple[Answer, ...]


def work_out(scenario: Scenario, piece: Piece, seed: int, sizes: Sizes) -> Finding:
    """One piece of a card."""
    match piece:
        case "ways":
            return three_ways(scenario, seed, sizes.worlds)
        case "scores":
            return scores(scenario, seed, sizes.scored)
        case "frontier":
            return frontier(scenario, seed, sizes.frontier, SEAT)
        case "rules":
            return rules_of_thumb(scenario, seed, sizes.rules)
        case question:
            return answer(scenario, question, seed, sizes.worlds)


def put_together(found: Mapping[Piece, Finding], sizes: Sizes) -> Card:
    """The card of all its pieces."""
    ways, scored, front, rules = (found[name] for name in ("ways", "scores", "frontier", "rules"))
    assert isinstance(ways, ThreeWays) and isinstance(scored, dict)
    assert isinstance(front, Frontier) and isinstance(rules, RulesOfThumb)
    answers = [each for name in QUESTIONS if isinstance(each := found[name], Answer)]
    return Card(sizes, ways, scored, front, rules, tuple(answers))
