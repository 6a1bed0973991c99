"""A workshop of two tables with people at them, as the tests of secrecy and of the wall have it."""

from __future__ import annotations

from rules_support import Told, new_id, opened

from linestop.game.messages import Start
from linestop.scenarios import text_of

PLAYERS = ("ann", "ben", "cat", "dan", "eve", "fay")
NAMES = {player: player.title() for player in PLAYERS}


def workshop(turns: int = 3, *, stance: str = "JIC") -> Told:
    """Two tables after some turns, a decision made and not yet in force."""
    told = Told(opened(text=text_of("pacific_squeeze"), scenario="pacific_squeeze", seed=20_260_101_777))
    told.join(*PLAYERS)
    told.do(Start(new_id()))
    parts = [part.name for part in told.session.scenario.component]
    for turn in range(turns):
        for player in PLAYERS:
            told.decide(player, **{parts[turn]: "JIC"})
        told.wait(5000)
        work = told.session.scoring()
        assert work is not None
        told.note([work()])
    told.decide("ben", **dict.fromkeys(parts, stance))
    return told
