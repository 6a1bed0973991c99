"""What may be wished for: difficulty, weeks, seats and a scenario to draw around, each with its default."""

from __future__ import annotations

from ..scenario.scenario import Scenario
from ..scenario.teaching import Difficulty
from .drawing import Wish
from .middle import MOST_SEATS, USUAL, middle_of

DEFAULT_DIFFICULTY: Difficulty = "medium"


def wish_for(
    difficulty: Difficulty | None = None,
    weeks: int | None = None,
    seats: int | None = None,
    like: Scenario | None = None,
) -> Wish:
    """The wish; what is not given is as in the scenario to draw around, or as usual.

    Raises:
        ValueError: if nothing can be drawn around that scenario.
    """
    middle = USUAL if like is None else middle_of(like)
    return Wish(
        difficulty or middle.difficulty or DEFAULT_DIFFICULTY,
        weeks or middle.weeks,
        seats or min(MOST_SEATS, middle.seats),
        middle,
    )


def command_of(wish: Wish, seed: int, like: str | None = None) -> str:
    """The command that makes the same scenario again; `like` as it was named."""
    around = f" --like {like}" if like else ""
    return (
        f"linestop scenario new{around} --difficulty {wish.difficulty} --weeks {wish.weeks}"
        f" --seats {wish.seats} --seed {seed}"
    )
