"""Decision rules of bot clients: from what a seat sees (its view) to a stance for each component.

What a bot sees is the view that a player in its seat is sent (`views/player_view.py`), and nothing else; only
`hybrid` needs more, the recommended mix, which it reads from the scenario's file as a player could. A new bot
is a function here, a name in `BotName` and a line in `choice`. Seats without a holder are not played by
these clients: the server plays them by `agents/manufacturers/stances.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import zip_longest
from typing import Literal

from ...agents.scenario.scenario import Scenario
from ..messages import NEWS_LASTS_WEEKS, StanceName, View

BotName = Literal["jit", "jic", "hybrid", "rumour"]
Choice = Callable[[View], dict[str, StanceName]]
"""From a seat's view to its decision: a stance by component."""

SLOW_QUOTE_WEEKS = 1.0
"""Weeks above the usual lead time from which `rumour` takes a quote for a warning."""


def all_jit(view: View) -> dict[str, StanceName]:
    """Every component Just in Time."""
    return {row.component: "JIT" for row in view.rows}


def all_jic(view: View) -> dict[str, StanceName]:
    """Every component Just in Case."""
    return {row.component: "JIC" for row in view.rows}


def mix_of(scenario: Scenario) -> Choice:
    """A choice that plays the scenario's recommended mix in every turn."""
    mix: dict[str, StanceName] = {part.name: part.recommended for part in scenario.component}
    return lambda view: dict(mix)


def on_rumour(view: View) -> dict[str, StanceName]:
    """Just in Case for what recent news name, rumours included, and for what is quoted a week late.

    News that gives the all-clear names parts too, and warns of none.
    """
    marks = zip_longest(view.news, view.news_marks[: len(view.news)])  # servers before 0.4 send no marks
    warnings = [item for item, mark in marks if mark is None or not mark.all_clear]
    lately = [item for item in warnings if item.week > view.first_week - NEWS_LASTS_WEEKS]
    told = " ".join(f"{item.headline} {item.text}" for item in lately).casefold()
    feared: dict[str, StanceName] = {}
    for row in view.rows:
        names = [row.title, row.supplier, *([row.port.title] if row.port else [])]
        named = any(name.casefold() in told for name in names)
        slow = row.quote_weeks > row.usual_weeks + SLOW_QUOTE_WEEKS
        feared[row.component] = "JIC" if named or slow else "JIT"
    # A classic game has one switch for all components.
    if view.game.depth == "classic" and "JIC" in feared.values():
        return all_jic(view)
    return feared


def choice(stance: BotName, scenario: Scenario | None) -> Choice | None:
    """The choice of this name; None for `hybrid` without the scenario that it needs."""
    match stance:
        case "jit":
            return all_jit
        case "jic":
            return all_jic
        case "rumour":
            return on_rumour
        case "hybrid":
            return mix_of(scenario) if scenario is not None else None
