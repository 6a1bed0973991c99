"""How a bot decides: from its seat's view to a stance for each component, and nothing else.

A new one is a function `View -> stances` and an entry in `choice`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from ...agents.scenario.scenario import Scenario
from ..messages import NEWS_LASTS_WEEKS, StanceName, View

BotName = Literal["jit", "jic", "hybrid", "rumour"]
Choice = Callable[[View], dict[str, StanceName]]

SLOW_QUOTE_WEEKS = 1.0


def all_jit(view: View) -> dict[str, StanceName]:
    return {row.component: "JIT" for row in view.rows}


def all_jic(view: View) -> dict[str, StanceName]:
    return {row.component: "JIC" for row in view.rows}


def mix_of(scenario: Scenario) -> Choice:
    """The scenario's recommended mix, from the first turn to the last."""
    mix: dict[str, StanceName] = {part.name: part.recommended for part in scenario.component}
    return lambda view: dict(mix)


def on_rumour(view: View) -> dict[str, StanceName]:
    """Buffer what recent news name, whatever their grade, and what is quoted a week late."""
    lately = [item for item in view.news if item.week > view.first_week - NEWS_LASTS_WEEKS]
    told = " ".join(f"{item.headline} {item.text}" for item in lately).casefold()
    feared: dict[str, StanceName] = {}
    for row in view.rows:
        names = [row.title, row.supplier, *([row.port.title] if row.port else [])]
        named = any(name.casefold() in told for name in names)
        slow = row.quote_weeks > row.usual_weeks + SLOW_QUOTE_WEEKS
        feared[row.component] = "JIC" if named or slow else "JIT"
    if view.game.depth == "classic" and "JIC" in feared.values():
        return all_jic(view)
    return feared


def choice(stance: BotName, scenario: Scenario | None) -> Choice | None:
    """The function of this name; None for the mix of a scenario that is not at hand."""
    match stance:
        case "jit":
            return all_jit
        case "jic":
            return all_jic
        case "rumour":
            return on_rumour
        case "hybrid":
            return mix_of(scenario) if scenario is not None else None
