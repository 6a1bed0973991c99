"""What turns were played with is kept to the end of a game, so what does not change is kept once."""

from __future__ import annotations

import pickle

from game_support import Log

from linestop.game.rules.game_state import with_changes


def test_a_decision_that_changes_nothing_keeps_the_stances_that_were_held() -> None:
    log = Log()
    before = log.session.state.stances[log.place]
    [first, *_] = before
    assert with_changes(before, {}) is before and with_changes(before, {first: before[first]}) is before
    other = "JIT" if before[first] == "JIC" else "JIC"
    changed = with_changes(before, {first: other})
    assert changed == {**before, first: other} and list(changed) == list(before)
    log.play(2)
    played = [orders.held[log.place] for orders in log.session.state.orders]
    assert played[0] is played[1] is before


def test_equal_stances_are_one_dict_in_all_turns_here_and_where_they_are_sent() -> None:
    log = Log()
    [first, *_] = log.session.state.stances[log.place]
    for turn, stance in enumerate(["JIT", "JIC", "JIT"], start=1):
        log.decide(turn, {first: stance})
        log.settle_all()
    game = log.session.played_game()
    assert [turn.orders for turn in game.turns] == list(log.session.state.orders)
    for one in (game, pickle.loads(pickle.dumps(game))):
        held = [turn.orders.held[log.place] for turn in one.turns]
        assert len({tuple(each.items()) for each in held}) == len({id(each) for each in held}) == 2
