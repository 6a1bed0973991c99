"""A game in which everything may be decided that a scenario can offer, played by the rules alone."""

from __future__ import annotations

import tomllib
from typing import Any

from choices_support import text_with_choices
from places import TESTS
from rules_support import Told, begun, new_id

from linestop.agents import read_scenario
from linestop.game.messages import Decide
from linestop.game.rules.events import Event

NEAR = """
[[supplier]]
name = "{part}_next_door"
title = "{title:.44} next door"
component = "{part}"
make_weeks = 0
capacity_ratio = 1.0
capacity = 150.0
premium = 3.0
qualification_weeks = 8

[[lane]]
name = "{part}_from_near"
supplier = "{part}_next_door"
mode = "truck"
transit_weeks = 1
share = 0.0
near = true

[[lane]]
name = "{part}_by_flight"
supplier = "{maker}"
mode = "air"
transit_weeks = 0
share = 0.0
"""
REGION = """[[market]]
name = "{name}"
title = "{title}"
buffer = {{ target_weeks = 2.0, lead_weeks = 5, storage = 0.1, freight = 2.0 }}
[market.demand]{demand}

"""
REGIONS = {
    "the_valleys_beyond_the_pass": "Die Täler hinter dem Pass und was dahinter liegt",
    "the_islands_and_their_harbours": "Die Inseln mit ihren Hafenstädten und Nachbarinseln",
    "the_plains": "Die Ebene",
}
"""Their names, and their titles in German."""
TIGHT = 400_000
"""Cash and credit that let the lean plan through and cut a buffer of everything."""


def text_with_money(credit: float = TIGHT) -> str:
    """Near sources, fast lanes, and little money, which is spent by priority."""
    text = text_with_choices()
    text = text.replace("[ordering]\n", '[ordering]\nbeyond_credit = "priority"\n')
    return text.replace("[[seat]]\n", f"[[seat]]\ncash = {credit / 2}\ncredit = {credit / 2}\n")


def text_of_eight_parts() -> str:
    """The largest: eight parts with the longest names, each from two sources and with a fast lane, three
    regions with shelves, and a limit of money."""
    text = (TESTS / "scenarios" / "eight_parts.toml").read_text(encoding="utf-8")
    scenario = read_scenario(text, "eight_parts.toml")
    makers = {site.component: site.name for site in scenario.supplier}
    for part in scenario.component:
        named = f'[[component]]\nname = "{part.name}"\n'
        fast = f'expedite = {{ lane = "{part.name}_by_flight", premium = 8.0, limit_weeks = 1.0 }}\n'
        assert named in text
        text = text.replace(named, named + fast)
        text += NEAR.format(part=part.name, title=part.title, maker=makers[part.name])
    head, rest = text.split("[[market]]", 1)
    market, seats = rest.split("\n\n", 1)
    head += f"[[market]]{market}\n\n"
    for region in REGIONS:
        title = f"{region.replace('_', ' ').title()} and what lies behind"
        head += REGION.format(name=region, title=title, demand=market.split("[market.demand]")[1])
    text = head + seats
    text = text.replace("share = 1.0, variation", "share = 0.25, variation")
    text = text.replace("[ordering]\n", '[ordering]\nbeyond_credit = "priority"\n')
    return text.replace("[[seat]]\n", f"[[seat]]\ncash = {10 * TIGHT}\ncredit = {10 * TIGHT}\n")


def german_of_eight_parts() -> str:
    """Its texts in German, with those of what stands there beside the eight parts."""
    text = (TESTS / "scenarios" / "eight_parts.de.toml").read_text(encoding="utf-8")
    for part, words in tomllib.loads(text)["component"].items():
        title = f"{words['title'][:44].strip()} von nebenan"
        text += f'\n[supplier.{part}_next_door]\ntitle = "{title}"\n'
    for region, title in REGIONS.items():
        text += f'\n[market.{region}]\ntitle = "{title}"\n'
    return text


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
