"""Games that are over, played by the rules and kept in a real file, for the pages of afterwards."""

from __future__ import annotations

import asyncio
import random
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "game"))

from after_support import HOST, NAMES, Played, people

from linestop.game.messages import Decide
from linestop.game.rules.events import TurnClosed
from linestop.game.store.store import Store

WHOLE, EARLY, ROOM, RUNNING = "WHALEA", "EARLYA", "CRWDAA", "RNNNGA"
TARGET_TURNS = 13
LONG_NAME = "Wilhelmina-Alexandrina X"
PARTS = ("frame", "housing", "chip", "display", "battery", "trim")

Plan = Callable[[int], Mapping[str, Mapping[str, str]]]
"""What people set in a turn; who is named confirms."""


def file_of_games(file: Path) -> None:
    """A whole game of three, one ended after four turns, twelve tables, and one that still runs."""
    store = Store(file)
    try:
        for game in (_whole(), _early(), _room(), _running()):
            players = people(*sorted({*game.session.state.players.values()}))
            asyncio.run(store.append(game.opened.code, game.facts(), players))
    finally:
        store.close()


def _whole() -> Played:
    """Somebody late, somebody overcautious, somebody careless."""
    NAMES.update(bob="Bob", eve=LONG_NAME)
    told: dict[int, dict[str, dict[str, str]]] = {
        1: {"bob": dict.fromkeys(PARTS, "JIC")},
        2: {"ann": {"housing": "JIC"}},
        5: {"ann": {"chip": "JIC", "display": "JIC"}},
        7: {"ann": {"display": "JIT"}},
        8: {"bob": {"frame": "JIT"}},
    }
    game = Played(WHOLE).sit("ann", "bob", "eve").start()
    nobody: dict[str, dict[str, str]] = {"ann": {}, "bob": {}, "eve": {}}
    return _end(_turns(game, lambda turn: nobody | told.get(turn, {}), TARGET_TURNS))


def _early() -> Played:
    plan: Plan = lambda turn: {"ann": {"housing": "JIC"} if turn == 1 else {}, "bob": {}}  # noqa: E731
    game = _turns(Played(EARLY, seed=5).sit("ann", "bob").start(), plan, 3)
    return _end(_turns(game.last_turn(), plan, 4))


def _room() -> Played:
    """Forty-four people who change their minds by dice of their own."""
    dice = random.Random(4)
    who = [f"p{number}" for number in range(44)]
    NAMES.update({player: f"Player {number}" for number, player in enumerate(who, start=1)})
    game = Played(ROOM, seed=8).sit(*who).start()
    return _end(_turns(game, lambda _: {player: _whim(dice) for player in who}, TARGET_TURNS))


def _running() -> Played:
    return _turns(Played(RUNNING).sit("ann").start(), lambda _: {"ann": {}}, 1)


def _whim(dice: random.Random) -> dict[str, str]:
    return {dice.choice(PARTS): dice.choice(("JIT", "JIC"))} if dice.random() < 0.4 else {}


def _turns(game: Played, plan: Plan, until: int) -> Played:
    while len(game.session.state.turns) < until:
        turn = game.session.state.turn
        for player, stances in plan(turn).items():
            game.note(game.session.handle(player, Decide(game.new_id(), turn, dict(stances))))  # type: ignore[arg-type]
        game.note([TurnClosed(turn, "facilitator", HOST)])
        game.note(game.session.due())
    return game


def _end(game: Played) -> Played:
    game.score()
    return game.publish()
