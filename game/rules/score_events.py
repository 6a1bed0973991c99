"""The events that carry a score: after each turn over the weeks so far, at the end with all else."""

from __future__ import annotations

from ...agents.chain.model import SupplyChain
from .events import GameScored, TurnScored
from .hindsight import SCORING_VERSION, hindsight, score_parts


def score_of_turn(played: SupplyChain, turn: int) -> TurnScored:
    """Every seat's score over the weeks played; nothing of the weeks to come is looked at."""
    return TurnScored(turn, played.week, SCORING_VERSION, score_parts(played))


def score_of_game(played: SupplyChain) -> GameScored:
    """The final scores and what-ifs, when the game is over."""
    return GameScored(played.week, hindsight(played))
