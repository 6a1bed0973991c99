"""Keeps what follows from a scenario alone, and is asked for with every seat's view of every turn."""

from __future__ import annotations

from collections.abc import Callable

from ...agents.scenario.scenario import Scenario

SCENARIOS = 64
"""Of so many games that were looked at last; each has read its scenario by itself."""


def kept_by_scenario[*A, R](function: Callable[[Scenario, *A], R]) -> Callable[[Scenario, *A], R]:
    """The function, each of whose values is worked out once for a scenario; what it returns is not changed.

    Its other arguments can be hashed.
    """
    # By identity: a scenario holds lists, which have no hash. It is kept here too, so that no other takes
    # its number.
    kept: dict[int, tuple[Scenario, dict[tuple[object, ...], R]]] = {}

    def found(scenario: Scenario, *arguments: *A) -> R:
        entry = kept.pop(id(scenario), None) or (scenario, {})
        kept[id(scenario)] = entry  # as the last, which is dropped last
        if len(kept) > SCENARIOS:
            kept.pop(next(iter(kept)), None)
        values = entry[1]
        if arguments not in values:
            values[arguments] = function(scenario, *arguments)
        return values[arguments]

    return found
