"""What the rivals of a practice game play: each another way, so that their list does not print the answer."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import cycle, permutations

from ...agents.scenario.words import PolicyName

WAYS: tuple[PolicyName, ...] = ("jit", "jic", "hybrid")
"""All Just in Time, all Just in Case, the recommended mix."""


def practice_rivals(seats: Sequence[str], seed: int) -> dict[str, PolicyName]:
    """The stance of each of these seats, in an order that the seed decides.

    Three seats play three ways, more of them begin anew: no way is played by many while another is by none.
    The result goes into the log, so a replay does not depend on this rule.
    """
    orders = list(permutations(WAYS))
    return dict(zip(seats, cycle(orders[seed % len(orders)]), strict=False))
