"""A kind of shock on its way through Linestop: file, world, desk, live game, export, debrief and bound.

Run in a process of its own, after the kind has been added as a builder would add it.
"""

from __future__ import annotations

from typing import Any

import msgspec
import numpy as np
from after_support import HOST, Played
from places import SCENARIOS

from linestop.agents import ScenarioError, SupplyChain, read_scenario
from linestop.agents.chain.record import SHAPES
from linestop.agents.chance.shocks import KINDS
from linestop.agents.chance.terms import Terms
from linestop.agents.foresight.lp_model import perfect_foresight
from linestop.agents.network.cost_lines import CHANGEOVER
from linestop.agents.scenario.shock_kinds import SHOCK_KINDS
from linestop.agents.studies.replay import as_played
from linestop.game import messages
from linestop.game.review.debrief import results
from linestop.game.review.export import tables_of
from linestop.game.rules.events import decode, encode
from linestop.game.views.desk_view import desk

CALM = (SCENARIOS / "two_seats.toml").read_text(encoding="utf-8")
FIRST_WEEK = 3
TOLD_SHOCK = """
[[shock]]
name = "told"
title = "Told by the file"
kind = "{kind}"
target = "{target}"
first_week = [3, 3]
profile = [[0, {value}], [5, 1]]
"""


def tour(kind: str, target: str, value: float, beyond: float) -> dict[str, Any]:
    """What became of the kind at each station; `beyond` is a number that its range does not hold."""
    text = CALM + TOLD_SHOCK.format(kind=kind, target=target, value=value)
    return {
        "registered": kind in SHOCK_KINDS and kind in KINDS,
        "refusals": [
            _refusal(CALM + TOLD_SHOCK.format(kind=kind, target=target, value=beyond)),
            _refusal(CALM + TOLD_SHOCK.format(kind=kind, target="harbour", value=value)),
            _refusal(text.replace(f'"{kind}"', '"earthquake"')),
        ],
        **_in_the_world(text),
        **_in_a_game(text, kind, target, value, beyond),
    }


def _refusal(text: str) -> str:
    try:
        read_scenario(text, "drought.toml")
    except ScenarioError as error:
        return str(error)
    return "accepted"


def _in_the_world(text: str) -> dict[str, Any]:
    calm, struck = (SupplyChain(read_scenario(each, "drought.toml"), 7).run() for each in (CALM, text))
    terms = {}
    for week in (FIRST_WEEK - 1, FIRST_WEEK):
        bent = Terms.usual(struck.network, week, 1)
        for shock in [shock for shock in struck.path.shocks if shock.name == "told" and shock.bends(week)]:
            shock.bend(bent)
        terms[week] = bent.capacity[:, 0].tolist()
    by_line = as_played(struck).by_line[:, :, 0]
    return {
        "terms": [terms[FIRST_WEEK - 1], terms[FIRST_WEEK]],
        "changed": sorted(
            name for name in SHAPES if not np.array_equal(struck.record[name], calm.record[name])
        ),
        "bounds": [perfect_foresight(struck, seat).bound for seat in range(2)],
        "costs": (by_line.sum(axis=0) - by_line[CHANGEOVER]).tolist(),
    }


def _in_a_game(text: str, kind: str, target: str, value: float, beyond: float) -> dict[str, Any]:
    game = Played(scenario="two_seats", text=text, seed=7).sit("ann", "bob").start()
    before = desk(game.session, {}, {})
    command = {
        "type": "inject",
        "id": "live-shock-1",
        "kind": kind,
        "target": target,
        "weeks": 6,
        "value": value,
        "headline": "The river is low",
        "text": "",
    }
    inject = msgspec.convert(command, messages.Command)
    try:
        game.session.handle(HOST, msgspec.structs.replace(inject, value=beyond))
        refused = "accepted"
    except Exception as error:
        refused = str(getattr(error, "code", error))
    game.note(game.session.handle(HOST, inject))
    open_desk = desk(game.session, {}, {})
    game.play({"ann": {}, "bob": {}}, until=3)
    stored = [decode(encode(event)) for event in game.events]
    exported = tables_of(game.session, game.hindsight, {})["shocks"]
    return {
        "offered": [msgspec.to_builtins(each) for each in before.shock_kinds if each.kind == kind],
        "refused_live": refused,
        "on_the_timeline": sorted(each.name for each in open_desk.shocks if each.kind == kind),
        "stored": stored == game.events,
        "exported": sorted(str(row["title"]) for row in exported),
        "debriefed": sorted(
            f"{shock.title} at {shock.target}, week {shock.first_week}"
            for shock in results(game.session, game.hindsight, {}).shocks
        ),
    }
