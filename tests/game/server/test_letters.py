"""Names and codes as people of any script type them: told apart, kept whole, counted as they are seen."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from game_support import get, join_game, open_game, post
from serving_support import Serving, serving

from linestop.game.errors import Refused
from linestop.game.letters import count_letters
from linestop.game.names import LONGEST_NAME, folded, plain_code, plain_name
from linestop.game.review.leaderboard import filters_in


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    with serving(Path(tmp_path_factory.mktemp("games")) / "linestop.db") as running:
        yield running


DIFFERENT = [
    ("Hùng", "Hưng", "Hung", "Hừng"),
    ("かな", "がな", "かか"),
    ("हरि", "हरी"),
    ("Weiß", "Weiss"),
    ("Aylin", "Aylın"),
    ("José", "Jose"),
    ("Іван", "Ївaн"),  # Ukrainian
    ("قاسم", "قأسم"),
    ("ไก่", "ไก้"),
]
SAME = [
    ("Hùng", "hu\u0300ng", "HÙNG "),  # composed or not, any case
    ("Ann", "\u202eAnn", "A\u200dnn", "A\u034fnn", "Ａｎｎ", "Аnn", "A\u2060nn", "\u3164Ann", "Ann\ufe0f"),
    ("ガナ", "ｶﾞﾅ"),
    ("İrem", "irem"),
    ("Weiß", "WEIẞ"),
    ("ВОВ", "BOB"),
    ("نامه\u200cای", "نامهای"),
]


@pytest.mark.parametrize("names", DIFFERENT, ids=lambda names: names[0])
def test_names_that_a_mark_tells_apart_are_different_people(names: tuple[str, ...], server: Serving) -> None:
    game = open_game(server.url).game
    for name in names:
        join_game(server.url, game, name)
    assert get(f"{server.url}/api/games/{game}")[1]["joined"] == len(names)


@pytest.mark.parametrize("names", SAME, ids=lambda names: names[0])
def test_red_control_names_that_nobody_can_tell_apart_are_one(names: tuple[str, ...]) -> None:
    first, *others = names
    for name in others:
        with pytest.raises(Refused, match="called"):
            plain_name(name, [first])
    assert len(set(map(folded, names))) == 1


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("علی\u200cرضا", "علی\u200cرضا"),  # Persian: two words that must not join
        ("ශ්\u200dරී", "ශ්\u200dරී"),  # Sinhala: Sri
        ("ക്\u200dഷ", "ക്\u200dഷ"),  # Malayalam
        ("A\u200dn\u200cn\u200d", "Ann"),
        ("\u200cعلی\u200c", "علی"),
        ("\u202eAnn\u2066", "Ann"),
        ("Ann 👩🏽\u200d💻", "Ann 👩🏽\u200d💻"),
        ("Ann ❤\ufe0f", "Ann ❤\ufe0f"),
        ("Ann\ufe0f", "Ann"),
        ("葛\U000e0100城", "葛\U000e0100城"),  # one of two ways to write this Japanese name
        ("Ann 🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f", None),
        ("An\U000e0067n", "Ann"),
        ("Z" + "\u0321\u0322\u0327\u0328\u0329\u032a\u032b" + "o", "Z\u0321\u0322\u0327\u0328o"),
        (" 李\u3000雷 ", "李 雷"),
    ],
)
def test_invisible_letters_stay_where_the_script_needs_them(typed: str, kept: str | None) -> None:
    assert plain_name(typed, []) == (typed if kept is None else kept)


@pytest.mark.parametrize(
    "typed", ["", " \u3164 ", "\u0301\u0302", "\u200d", "\u2800", "🦊", "\u202e\u202c", "ㅤㅤ"]
)
def test_a_name_without_a_letter_is_refused(typed: str) -> None:
    with pytest.raises(Refused) as refused:
        plain_name(typed, [])
    assert refused.value.code == "name_empty"


@pytest.mark.parametrize(
    "letter", ["W", "e\u0301", "ක්\u200d", "नि", "ที่", "👩🏽\u200d🚀", "🇩🇪", "1\ufe0f\u20e3", "한", "李"]
)
def test_letters_are_counted_as_people_see_them(letter: str, server: Serving) -> None:
    longest = "a" + letter * (LONGEST_NAME - 1)
    assert count_letters(longest) == LONGEST_NAME
    game = open_game(server.url).game
    if len(longest) <= 200:  # what the server takes at all
        join_game(server.url, game, longest)
    status, body = post(
        f"{server.url}/api/games/{game}/join", json.dumps({"name": longest[:150] + "a" * 24}).encode()
    )
    assert (status, body["code"]) == (422, "name_too_long") or status == 400


@pytest.mark.parametrize(
    "typed",
    [
        "ＫＸ４Ｍ７Ｑ",
        "ｋｘ４ｍ７ｑ",
        "KX٤M۷Q",
        "КХ4М7Q",
        "κχ4μ7q",
        "kx4-m7q ",
        "KX४M๗Q",
        "KX4M7Qß",
        "kx4m7qı",
        "\u202eKX4M7Q",
    ],
)
def test_a_code_is_read_from_any_keyboard(typed: str) -> None:
    assert plain_code(typed) == "KX4M7Q"


def test_a_full_width_code_opens_its_game(server: Serving) -> None:
    from urllib.parse import quote

    game = open_game(server.url).game
    wide = "".join(chr(ord(letter) + 0xFEE0) for letter in game)
    status, card, _ = get(f"{server.url}/api/games/{quote(wide)}")
    assert (status, card["game"] if "game" in card else card["code"]) == (200, game)
    assert filters_in({"scenario": "calm_seas", "game": wide}).game == game
