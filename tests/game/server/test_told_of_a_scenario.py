"""Goals, questions, more of the story and the real event: who is told, when, and in which language."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from faults_support import open_workshop
from game_support import ONE_SEAT, Device, get, open_practice
from serving_support import Serving, serving

PLAIN = (ONE_SEAT / "one_seat.toml").read_text(encoding="utf-8")
SAID = """
difficulty = "easy"
minutes = 20
background = "The saw is old."

[guide]
goals = ["Know what a board costs."]
questions = ["When did you run out?"]

[true_story]
title = "The saw of 1904"
text = "It broke."
source = [{ title = "Sawing", url = "https://saw.example/1904" }, { title = "A book" }]

[ordering]
"""
GERMAN = """
background = "Die Säge ist alt."

[guide]
goals = ["Wissen, was ein Brett kostet."]
questions = ["Wann ging es aus?"]

[true_story]
title = "Die Säge von 1904"
"""
SECRETS = ("Know what a board costs.", "When did you run out?", "The saw of 1904", "It broke.")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    folder = tmp_path_factory.mktemp("scenarios")
    assert PLAIN.count("[ordering]\n") == 1
    (folder / "one_seat.toml").write_text(PLAIN.replace("[ordering]\n", SAID.lstrip()), "utf-8")
    (folder / "one_seat.de.toml").write_text(GERMAN, "utf-8")
    with serving(tmp_path_factory.mktemp("database") / "linestop.db", scenarios=folder) as running:
        yield running


def told(server: Serving, game: str, token: str, page: str = "told") -> Any:
    status, body, _ = get(f"{server.url}/api/games/{game}/{page}", token, **{"accept-language": "en"})
    assert status == 200, body
    return body


def test_the_list_says_how_hard_and_how_long_a_scenario_is_where_its_author_does(server: Serving) -> None:
    cards = {card["name"]: card for card in get(f"{server.url}/api/scenarios")[1]}
    assert (cards["one_seat"]["difficulty"], cards["one_seat"]["minutes"]) == ("easy", 20)


def test_the_list_says_which_set_a_scenario_belongs_to_and_what_it_turns_over(server: Serving) -> None:
    for language, title, turned in (
        ("en", "Three years of kettles", "Turned over: the suppliers."),
        ("de", "Drei Jahre Wasserkocher", "Umgedreht: die Lieferanten."),
    ):
        cards = {
            card["name"]: card
            for card in get(f"{server.url}/api/scenarios", **{"accept-language": language})[1]
        }
        own = cards["kettles_from_afar"]["contrast"]
        assert (own["group"], own["place"], own["question"]) == ("kettles", 2, "supply")
        assert own["title"] == title and own["turned"].startswith(turned)
        assert cards["one_seat"].get("contrast") is None


def test_goals_and_questions_are_told_to_whoever_leads_and_to_no_player(server: Serving) -> None:
    desk, players = open_workshop(server.url, 1)
    leads = told(server, desk.game, desk.token)
    assert leads["guide"] == {"goals": [SECRETS[0]], "questions": [SECRETS[1]]}
    plays = told(server, desk.game, players[0].token)
    assert "guide" not in plays and plays["background"] == leads["background"] == "The saw is old."


def frames_of_a_year(server: Serving) -> tuple[Any, list[Any], Any]:
    """The opened game, all frames that the player was sent before its end, and the results."""
    opened = open_practice(server.url)
    with Device(server.url, opened) as device:
        for turn in (1, 2, 3):
            device.decide(turn, {"board": "JIC"} if turn == 1 else {})
            device.until_turn(min(turn + 1, 3))
        if not over(device.view):
            device.until(over)
        before = [frame for frame in device.seen if not over(frame)]
    return opened, before, told(server, opened.game, opened.token, "results")


def over(frame: Any) -> bool:
    return frame["type"] == "view" and frame["phase"] == "finished" and frame["score"] is not None


def test_the_real_event_is_told_when_the_game_is_over_and_in_no_frame_before(server: Serving) -> None:
    opened, seen, results = frames_of_a_year(server)
    assert len(seen) > 3 and not [secret for secret in SECRETS if secret in str(seen)]
    assert results["questions"] == [SECRETS[1]]
    assert results["real_event"] == {
        "title": "The saw of 1904",
        "text": "It broke.",
        "sources": [
            {"title": "Sawing", "url": "https://saw.example/1904"},
            {"title": "A book", "url": None},
        ],
    }
    url = f"{server.url}/api/games/{opened.game}/results"
    german = get(url, opened.token, **{"accept-language": "de"})[1]
    assert german["questions"] == ["Wann ging es aus?"]
    # What the translation leaves out stands in the scenario's own words.
    assert (german["real_event"]["title"], german["real_event"]["text"]) == ("Die Säge von 1904", "It broke.")


def test_red_control_the_story_which_is_told_before_is_found_in_the_frames(server: Serving) -> None:
    _, seen, _ = frames_of_a_year(server)
    assert "more_story" in str(seen) and "Each stool needs one seat board" in str(seen)


def test_who_asks_in_german_reads_goals_and_more_of_the_story_in_german(server: Serving) -> None:
    desk, _ = open_workshop(server.url, 1)
    url = f"{server.url}/api/games/{desk.game}/told"
    german = get(url, desk.token, **{"accept-language": "de"})[1]
    assert german["background"] == "Die Säge ist alt."
    assert german["guide"]["goals"] == ["Wissen, was ein Brett kostet."]
