"""Ways in which a seat may go on with a component from a turn on, and the agent that follows them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..arithmetic import Array, Flags
from ..chance.shocks import GRADES
from ..manufacturers.manufacturer import Manufacturer
from ..manufacturers.stances import Decision

LEAN, BUFFERED = 0, max(GRADES.values()) + 1
"""Later stances that no news changes; between them, the grade of news that calls for a buffer."""


@dataclass(frozen=True, slots=True)
class Way:
    """How to go on with one component.

    now: whether it is Just in Case in the turn to be decided. later: from the next turn on: `LEAN`,
    `BUFFERED`, or a grade of news (`GRADES`): Just in Case while news of that grade or a higher one is in
    force, until the all-clear.
    """

    now: bool
    later: int

    def holds(self, alert: Array) -> Flags:
        """Whether the component is Just in Case in a later turn, under these grades of alert (W,)."""
        if self.later == LEAN:
            return np.zeros(alert.shape, dtype=bool)
        return alert >= self.later if self.later != BUFFERED else np.ones(alert.shape, dtype=bool)


LATERS = (LEAN, BUFFERED, *GRADES.values())
ALWAYS = {False: Way(False, LEAN), True: Way(True, BUFFERED)}
"""The same stance to the end, by whether it is Just in Case."""


def ways_of(is_warned_of: bool) -> tuple[Way, ...]:
    """All ways to go on with a component; by news only where there may be any of it."""
    laters = LATERS if is_warned_of else (LEAN, BUFFERED)
    return tuple(Way(now, later) for now in (False, True) for later in laters)


def follower(played: Flags, plans: list[list[Way]], futures: int) -> type[Manufacturer]:
    """The class of a seat that has played some turns, and then goes on by plans.

    Args:
        played: stances of the turns played, (turns, K).
        plans: a way for each component, by plan.
        futures: how many worlds there are of each plan; plan p has worlds p * futures to (p + 1) * futures.
    """
    decided, now = len(played), np.array([[way.now for way in plan] for plan in plans]).T
    in_turn = [np.repeat(stances[:, None], len(plans) * futures, axis=1) for stances in played]
    in_turn.append(np.repeat(now, futures, axis=1))

    class Follower(Manufacturer):
        def decide(self) -> None:
            turn = self.model.turn - 1
            if turn <= decided:
                self.take(Decision(in_turn[turn]))
                return
            alert = self.view().alert.reshape(len(now), len(plans), futures)
            flags = [
                np.stack([way.holds(alert[k, p]) for p, way in enumerate(of_part)])
                for k, of_part in enumerate(zip(*plans, strict=True))
            ]
            self.take(Decision(np.stack(flags).reshape(len(now), -1)))

    return Follower
