"""A game in which everything may be decided that a scenario can offer, played by the rules alone."""

from __future__ import annotations

from typing import Any

from choices_support import text_with_choices
from rules_support import Told, begun, new_id

from linestop.game.messages import Decide
from linestop.game.rules.events import Event

TIGHT = 400_000
"""Cash and credit that let the lean plan through and cut a buffer of everything."""


def text_with_money(credit: float = TIGHT) -> str:
    """Near sources, fast lanes, and little money, which is spent by priority."""
    text = text_with_choices()
    text = text.replace("[ordering]\n", '[ordering]\nbeyond_credit = "priority"\n')
    return text.replace("[[seat]]\n", f"[[seat]]\ncash = {credit / 2}\ncredit = {credit / 2}\n")


def game_with_choices(depth: str = "expert", text: str = "", **changes: Any) -> Told:
    """Two people at a table of four in the first turn; bots play the other seats."""
    told = {"text": text or text_with_money(), "scenario": "pacific_squeeze", "options": True, "depth": depth}
    return begun("ann", "bob", **(told | changes))


def choose(told: Told, player: str = "ann", **choices: Any) -> list[Event]:
    """A decision of the open turn that holds stances, if any, and these choices."""
    stances = choices.pop("stances", {})
    return told.do(Decide(new_id(), told.session.state.turn, stances, **choices), player)


def play_turn(told: Told) -> None:
    """All who have not decided confirm what stands, and the weeks are played."""
    for place, player in told.session.state.players.items():
        if place not in told.session.state.confirmed:
            choose(told, player)
    told.wait(5000)
