"""A process keeps the worlds that it used last, up to so many tables, and plays on from where they stand."""

from __future__ import annotations

import pytest
from rules_support import Told, begun, opened

from linestop.game.compute.world_cache import WorldCache
from linestop.game.rules import replayed_world
from linestop.game.rules.replayed_world import PlayedGame, ReplayedWorld, TurnPlayed


def game(code: str, tables: int = 1, seed: int = 7) -> PlayedGame:
    return PlayedGame(opened(code=code, seed=seed), tables)


def use(cache: WorldCache, *games: PlayedGame) -> list[ReplayedWorld]:
    used = []
    for each in games:
        with cache.world_of(each) as world:
            used.append(world)
    return used


def test_the_worlds_used_last_are_kept_and_no_more_tables_than_it_may_have() -> None:
    cache = WorldCache(most_tables=4)
    a, b, c = game("AAAAAA", 2), game("BBBBBB", 2), game("CCCCCC", 1)
    first_a, first_b = use(cache, a, b)
    assert use(cache, a) == [first_a]
    use(cache, c)
    assert (len(cache), cache.tables) == (2, 3)
    assert use(cache, a) == [first_a] and use(cache, b) != [first_b]


def test_one_game_with_more_tables_than_it_may_have_is_kept_alone() -> None:
    cache = WorldCache(most_tables=4)
    _, big = use(cache, game("AAAAAA"), game("BBBBBB", 9))
    assert use(cache, game("BBBBBB", 9)) == [big] and len(cache) == 1


def test_games_of_one_code_and_different_seeds_have_worlds_of_their_own() -> None:
    cache = WorldCache()
    one, other = use(cache, game("AAAAAA"), game("AAAAAA", seed=8))
    assert one is not other and len(cache) == 2


def test_a_world_is_not_kept_after_an_error_and_not_given_twice_at_once() -> None:
    cache = WorldCache()
    [kept] = use(cache, game("AAAAAA"))
    with pytest.raises(ZeroDivisionError), cache.world_of(game("AAAAAA")) as world:
        assert world is kept
        with cache.world_of(game("AAAAAA")) as second:
            assert second is not kept
        _ = 1 / 0
    assert use(cache, game("AAAAAA")) != [kept]


def three_turns() -> Told:
    told = begun()
    for _ in range(3):
        told.decide("ann")
        told.decide("bob")
        told.wait(100_000)
    assert len(told.session.state.turns) == 3
    return told


def test_a_world_is_played_on_from_where_it_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    games = [
        PlayedGame(whole.opened, whole.tables, whole.turns[:turns])
        for whole in [three_turns().session.played_game()]
        for turns in range(4)
    ]
    played: list[int] = []

    def counted(engine: object, turn: int, *others: object) -> TurnPlayed:
        played.append(turn)
        return really(engine, turn, *others)  # type: ignore[arg-type]

    really = replayed_world._play
    monkeypatch.setattr(replayed_world, "_play", counted)
    world = ReplayedWorld()
    world.engine(games[1])
    assert played == [1]
    world.engine(games[3])
    assert played == [1, 2, 3], "the first was not played again"
    world.engine(games[3])
    assert played == [1, 2, 3]
    world.engine(games[2])
    assert played == [1, 2, 3, 1, 2], "nothing can be taken back"
    world.play(games[2], games[3].turns[2].orders)
    world.engine(games[3])
    assert played == [1, 2, 3, 1, 2, 3], "a turn that was just played counts"
