"""A workshop of two tables with people at them, as the tests of secrecy and of the wall have it."""

from __future__ import annotations

from rules_support import Told, new_id, opened

from linestop.game.messages import Start
from linestop.game.rules.events import TurnScored
from linestop.game.rules.hindsight import SCORING_VERSION, score_parts
from linestop.scenarios import text_of

PLAYERS = ("ann", "ben", "cat", "dan", "eve", "fay")
NAMES = {player: player.title() for player in PLAYERS}


def workshop(turns: int = 3, *, stance: str = "JIC") -> Told:
    """Two tables after some turns, a decision made and not yet in force.

    In the log stand the scores that earlier versions worked out after each turn.
    """
    told = Told(opened(text=text_of("pacific_squeeze"), scenario="pacific_squeeze", seed=20_260_101_777))
    told.join(*PLAYERS)
    told.do(Start(new_id()))
    parts = [part.name for part in told.session.scenario.component]
    for turn in range(turns):
        for player in PLAYERS:
            told.decide(player, **{parts[turn]: "JIC"})
        told.wait(5000)
        chain = told.session.played()
        told.note([TurnScored(turn + 1, chain.week, SCORING_VERSION, score_parts(chain))])
    told.decide("ben", **dict.fromkeys(parts, stance))
    return told
