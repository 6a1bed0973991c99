"""A view crosses a crowded network: 8 KiB at most in every turn, and what it leaves out can be asked for."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import msgspec
import pytest
from game_support import Device, Log, get, open_practice, opened_game
from serving_support import serving

from linestop.agents.scenario.reader import read_scenario
from linestop.game.bots.stances import on_rumour
from linestop.game.messages import GameInfo, NewsItem, View
from linestop.game.names import LONGEST_NAME
from linestop.game.rooms.scenario_catalogue import Catalogue
from linestop.game.views import public_state
from linestop.game.views.player_view import seat_view
from linestop.scenarios import text_of

LONGEST = 8 * 1024
MUCH_TO_TELL = 9
"""The seed of the longest view among the first twenty."""


@dataclass(frozen=True)
class Turn:
    view: View
    news: list[NewsItem]
    """All that are out."""
    game: GameInfo
    """With its story."""


@pytest.fixture(scope="module")
def year() -> list[Turn]:
    """Every turn of a year, and its end."""
    log = Log(opened_game(text_of("pacific_squeeze"), seed=MUCH_TO_TELL))
    turns = []
    for _ in range(log.session.scenario.turns + 1):
        view = seat_view(log.session, log.place)
        turns.append(Turn(view, public_state.news(log.session), public_state.game_info(log.session)))
        if not log.session.state.over:
            log.play(1)
    return turns


def size_of(view: View, language: str = "en") -> int:
    """In bytes, with people of the longest names in all seats and every score told."""
    # A score is told when the game is over, and not before.
    name, score = "W" * LONGEST_NAME, -12.3456 if view.phase == "finished" else None
    replace = msgspec.structs.replace
    standings = [replace(standing, name=name, score=score) for standing in view.standings]
    crowded = replace(view, name=name, standings=standings, score=score, decided_on=name)
    translation = Catalogue().translations("pacific_squeeze").get(language)
    return len(msgspec.json.encode(translation(crowded) if translation else crowded))


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "de"])
def test_a_view_is_short_in_every_turn_and_language(year: list[Turn], language: str) -> None:
    sizes = {(turn.view.turn, turn.view.phase): size_of(turn.view, language) for turn in year}
    assert len(sizes) == 14
    assert {turn: size for turn, size in sizes.items() if size > LONGEST} == {}


def test_red_control_a_view_with_the_year_s_news_or_the_story_is_too_long(year: list[Turn]) -> None:
    background = read_scenario(text_of("pacific_squeeze"), "pacific_squeeze.toml").background
    for turn in year[9:13]:
        assert size_of(msgspec.structs.replace(turn.view, news=turn.news)) > LONGEST
        told_at_once = f"{turn.game.story}\n{background}"
        game = msgspec.structs.replace(turn.game, story=told_at_once)
        assert size_of(msgspec.structs.replace(turn.view, game=game)) > LONGEST


def test_a_view_has_the_newest_news_all_of_the_last_turn_and_counts_the_rest(year: list[Turn]) -> None:
    for turn in year:
        view = turn.view
        over = view.phase != "deciding"
        since = (view.last_week if over else view.first_week - 1) - 3
        fresh = sum(item.week >= since for item in turn.news)
        assert len(view.news) >= fresh and view.news == turn.news[: len(view.news)]
        assert view.earlier_news == len(turn.news) - len(view.news)
    assert len({turn.view.earlier_news for turn in year}) > 4


def test_a_bot_that_heeds_rumours_decides_as_if_it_had_been_told_all(year: list[Turn]) -> None:
    for turn in year[:-1]:
        all_told = msgspec.structs.replace(turn.view, news=turn.news)
        assert on_rumour(turn.view) == on_rumour(all_told)


def test_the_story_is_told_in_the_first_turn_and_no_later(year: list[Turn]) -> None:
    assert [bool(turn.view.game.story) for turn in year] == [True] + 13 * [False]
    assert [bool(turn.view.blurb) for turn in year] == [True] + 13 * [False]


def test_who_holds_a_seat_can_ask_for_all_that_was_told_and_nobody_else(tmp_path: Path) -> None:
    with serving(tmp_path / "linestop.db") as server:
        mine, other = (open_practice(server.url, "pacific_squeeze") for _ in range(2))
        url = f"{server.url}/api/games/{mine.game}/told"
        with Device(server.url, mine) as device:
            first = device.view
            device.decide(1, {})
            later = device.until_turn(2)
        status, told, headers = get(url, mine.token)
        assert (status, told["story"], told["blurb"]) == (200, first["game"]["story"], first["blurb"])
        shown = len(later["news"])
        assert told["news"][:shown] == later["news"]
        assert len(told["news"]) == shown + later["earlier_news"]
        assert get(url, mine.token, **{"if-none-match": headers["etag"]})[0] == 304
        german = get(url, mine.token, **{"accept-language": "de"})[1]
        assert "fahrzeuge" in german["story"] and german["blurb"] != told["blurb"]
        for token in ("", other.token, "x" * 20):
            status, refused, _ = get(url, token)
            assert (status, refused["code"]) == (401, "bad_token")
