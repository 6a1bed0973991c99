"""One game in two languages: each device reads its own, and nothing but the scenario's words differs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from typing import Any
from urllib.request import Request, urlopen

import msgspec
import pytest
from after_support import PLANS, READER, Played, keep, workshop
from game_support import PATIENCE, Device, Serving, get, join_game, open_game, open_practice, serving
from hypothesis import given
from hypothesis import strategies as st

from linestop.game.messages import Hello, NewsItem, Opened, Person, Row, State
from linestop.game.review.debrief import results
from linestop.game.rooms.connection import encode
from linestop.game.rooms.scenario_catalogue import Catalogue
from linestop.game.rules.events import Place
from linestop.game.rules.live_shocks import typed_in
from linestop.game.store.store import Store
from linestop.game.views import translation
from linestop.game.views.board_view import board
from linestop.game.views.desk_view import desk
from linestop.game.views.player_view import player_view
from linestop.game.views.translation import FIELDS, Translation, accepted, best_of

PLAIN = {"ann": "Ann", "bob": "Bob", "eve": "Eve", "host": "Grace"}
NAMES = {"ann": "Housing", "bob": "Frame", "eve": "Drive chip", "host": "Pacific Squeeze"}
"""People may be called like anything."""


@cache
def catalogue() -> Catalogue:
    return Catalogue()


def german() -> Translation:
    return catalogue().translations("pacific_squeeze")["de"]


def texts(told: Translation) -> dict[str, str]:
    """All of them, from the scenario's words."""
    return {source: text for kind in told.texts.values() for source, text in kind.items()}


def differences(one: Any, other: Any, path: str = "") -> Iterator[tuple[str, str, str]]:
    """Texts that differ, by where they stand; anything else that differs is a failure."""
    assert type(one) is type(other), path
    if isinstance(one, dict):
        assert one.keys() == other.keys(), path
        for key in one:
            yield from differences(one[key], other[key], f"{path}.{key}")
    elif isinstance(one, list):
        assert len(one) == len(other), path
        for number, (mine, theirs) in enumerate(zip(one, other, strict=True)):
            yield from differences(mine, theirs, f"{path}[{number}]")
    elif isinstance(one, str):
        if one != other:
            yield path, one, other
    else:
        assert one == other, path


def must_be_the_same_but_for_words(english: Any, translated: Any, told: Translation) -> int:
    """Every text that differs is the translation of what stands there; how many do."""
    meant = texts(told)
    found = list(differences(english, translated))
    for path, source, text in found:
        assert meant.get(source) == text, path
    return len(found)


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for each in value.values():
            yield from strings(each)
    elif isinstance(value, list):
        for each in value:
            yield from strings(each)
    elif isinstance(value, str):
        yield value


def must_hold_no_english(state: Any, told: Translation) -> None:
    """No text of the scenario stands there untranslated, wherever that may be."""
    english = {source for source, text in texts(told).items() if source != text}
    assert english & set(strings(state)) == set()


# ------------------------------------------------------------ states, without a wire


def states(played: Played) -> Iterator[State]:
    session = played.session
    for place in session.state.places:
        if place in session.state.players:
            yield player_view(session, place, PLAIN)
    yield desk(session, PLAIN, {}, away_ms={})
    yield board(session, PLAIN, None)


def in_every_phase() -> Iterator[Played]:
    yield Played().sit("ann", "bob")
    yield Played().sit("ann", "bob").start()
    yield Played().sit("ann", "bob", "eve").start().turn(PLANS, scored=True).inject().turn({}, scored=True)
    yield workshop()


def test_a_state_in_german_is_the_same_but_for_the_scenarios_words() -> None:
    told = german()
    for played in in_every_phase():
        for state in states(played):
            before, after = json.loads(encode(state)), json.loads(encode(told(state)))
            assert must_be_the_same_but_for_words(before, after, told) > 5
            must_hold_no_english(after, told)


def test_a_debrief_in_german_is_the_same_but_for_the_scenarios_words() -> None:
    told, played = german(), workshop()
    page = results(played.session, played.hindsight, PLAIN, Place(0, "tarnholm"))
    before, after = (json.loads(msgspec.json.encode(each)) for each in (page, told(page)))
    assert must_be_the_same_but_for_words(before, after, told) > 20
    must_hold_no_english(after, told)


def test_a_person_called_like_a_part_keeps_the_name() -> None:
    told = german()
    view = json.loads(encode(told(player_view(workshop().session, Place(0, "tarnholm"), NAMES))))
    assert view["name"] == "Housing"
    assert [row["name"] for row in view["standings"]][:3] == ["Housing", "Frame", "Drive chip"]
    assert [row["title"] for row in view["rows"]][:3] == ["Rahmen", "Gehäuse", "Antriebschip"]


def test_red_control_a_field_of_names_among_the_texts_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(FIELDS, Person, {"title": ("seat.title",), "name": ("component.title",)})
    translation._plan.cache_clear()
    try:
        view = told_lobby()
        assert [person["name"] for person in view["people"]][:1] == ["Gehäuse"]
        with pytest.raises(AssertionError):
            assert view["people"][0]["name"] == NAMES["ann"]
    finally:
        monkeypatch.undo()
        translation._plan.cache_clear()
    assert told_lobby()["people"][0]["name"] == NAMES["ann"]


def told_lobby() -> Any:
    session = Played().sit("ann", "bob").session
    return json.loads(encode(german()(player_view(session, Place(0, "tarnholm"), NAMES))))


def test_red_control_a_text_field_that_nobody_listed_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    fields = {name: kinds for name, kinds in FIELDS[Row].items() if name != "character"}
    monkeypatch.setitem(FIELDS, Row, fields)
    translation._plan.cache_clear()
    try:
        state = json.loads(encode(german()(player_view(workshop().session, Place(0, "ferrow"), PLAIN))))
        with pytest.raises(AssertionError):
            must_hold_no_english(state, german())
    finally:
        monkeypatch.undo()
        translation._plan.cache_clear()


def test_what_a_facilitator_typed_stays_even_if_the_scenario_says_the_same() -> None:
    told = german()
    headline = next(iter(told.texts["shock.news.headline"]))
    news = NewsItem(3, "official", headline, "Typed.")
    assert told(news).headline != headline
    assert told.but_for({headline})(news) == news
    played = Played().sit("ann").start().inject()
    assert typed_in(played.session.state.shocks) == {"A fire", "At the works."}


def test_a_state_without_a_word_of_the_scenario_is_handed_on_as_it_is() -> None:
    news = NewsItem(1, "press", "Nothing that a scenario says", "Nor this.")
    assert german()(news) is news


# ------------------------------------------------------------ which language


@pytest.mark.parametrize(
    ("wanted", "there", "chosen"),
    [
        (["de"], {"de"}, "de"),
        (["de-CH"], {"de"}, "de"),
        (["de-ch"], {"de", "de-CH"}, "de-CH"),
        (["DE"], {"de"}, "de"),
        (["en", "de"], {"de"}, None),
        (["fr", "de"], {"de"}, "de"),
        (["en"], {"en"}, "en"),
        (["fr"], {"de"}, None),
        ([""], {"de"}, None),
        ([], {"de"}, None),
        (["de"], set(), None),
    ],
)
def test_the_first_language_that_is_there_is_taken(
    wanted: list[str], there: set[str], chosen: str | None
) -> None:
    assert best_of(wanted, there) == chosen


def test_a_browsers_header_is_read_by_its_weights() -> None:
    assert accepted("de-CH,de;q=0.9, en;q=0.8,fr;q=0") == ["de-CH", "de", "en"]
    assert accepted("en;q=0.5,de") == ["de", "en"]
    assert accepted("") == []
    assert accepted("de;q=much,en") == ["en"]


@given(st.text(alphabet=st.characters(codec="latin-1"), max_size=200))
def test_no_header_breaks_the_choice(header: str) -> None:
    assert best_of(accepted(header), {"de"}) in (None, "de")


# ------------------------------------------------------------ over real sockets


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    file = tmp_path_factory.mktemp("language") / "linestop.db"
    store = Store(file)
    keep(store, workshop())
    store.close()
    with serving(file) as running:
        yield running


def device(server: Serving, opened: Opened | str, language: str | None) -> Device:
    code, token = (opened, None) if isinstance(opened, str) else (opened.game, opened.token)
    made = Device(server.url, None, hello=False)
    wish = {} if language is None else {"language": language}
    made.send(type="hello", id="hello-000", game=code, token=token, **wish)
    assert made.answer("hello-000")["type"] == "ack"
    made.until(lambda frame: frame["type"] in ("view", "lobby", "board", "desk"))
    return made


def test_a_german_and_an_english_phone_play_one_game_each_in_its_language(server: Serving) -> None:
    told = german()
    desk = open_game(server.url, scenario="pacific_squeeze", turn_seconds=None)
    players = [join_game(server.url, desk.game, name) for name in ("Housing", "Frame")]
    with (
        device(server, desk, "de") as leader,
        device(server, players[0], None) as english,
        device(server, players[0], "de-AT") as mine,
        device(server, players[1], "de") as other,
        device(server, desk.game, "de") as wall,
    ):
        for state in (leader.view, mine.view, other.view, wall.view):
            assert state["game"]["title"] == "Engpass Pazifik"
        assert english.view["game"]["title"] == "Pacific Squeeze"
        assert must_be_the_same_but_for_words(english.view, mine.view, told) > 5
        leader.ask("start")
        leader.ask("announce", text="Drive chip")
        for one in (english, mine, other):
            one.until_status(lambda status: status["message"] == "Drive chip")
        leader.ask(
            "inject",
            kind="capacity_cut",
            target="oakridge",
            weeks=2,
            value=0.5,
            headline="Everybody wants chips",
            text="Frame",
        )
        for one, turn in ((mine, 1), (other, 1)):
            assert one.decide(turn, {"chip": "JIC"})["type"] == "ack"
        leader.ask("close_turn", turn=1)
        for one in (english, mine, other):
            one.until_scored(2)
        assert must_be_the_same_but_for_words(english.view, mine.view, told) > 10
        # Beside the scenario's own news: whether and when those appear is for the drawn seed to say.
        typed = [item for item in mine.view["news"] if item["headline"] == "Everybody wants chips"]
        assert [item["text"] for item in typed] == ["Frame"]
        assert mine.view["name"] == "Housing"
        assert {row["name"] for row in other.view["standings"]} >= {"Housing", "Frame"}
        assert mine.status == english.status


def test_english_and_unspoken_devices_are_sent_the_same_bytes(server: Serving) -> None:
    """What a device without a language was sent before there were languages."""
    opened = open_practice(server.url, "pacific_squeeze")
    session = server.do(server.hub.room(opened.game)).session
    names = server.do(server.hub.room(opened.game)).people.names
    for language in (None, "", "en", "en-GB", "fr"):
        with device(server, opened, language) as shown:
            state = player_view(session, session.state.places[0], names)
            assert shown.view == json.loads(encode(state))


@pytest.mark.parametrize("language", ["d", "de_CH", "de; drop", "../de", "x" * 60, "dé", 7, None])
def test_a_language_that_cannot_be_one_is_refused(server: Serving, language: object) -> None:
    opened = open_practice(server.url)
    with Device(server.url, None, hello=False) as odd:
        odd.send(type="hello", id="hello-000", game=opened.game, token=opened.token, language=language)
        refused = odd.until(lambda frame: frame["type"] in ("error", "ack"))
        assert (refused["type"], refused["code"]) == ("error", "bad_frame")


def test_a_hello_need_not_name_a_language() -> None:
    assert Hello("hello-000", "TESTED").language == ""


# ------------------------------------------------------------ over HTTP


def in_german(server: Serving, path: str, token: str = "", language: str = "de") -> Any:
    status, body, headers = get(f"{server.url}{path}", token, **{"accept-language": language})
    assert status == 200, body
    assert "accept-language" in headers["vary"]
    return body


def test_cards_are_told_in_the_language_asked_for(server: Serving) -> None:
    cards = {card["name"]: card for card in in_german(server, "/api/scenarios")}
    assert cards["calm_seas"]["title"] == "Ruhige See"
    assert cards["two_seats"]["title"] == "Two Seats"
    opened = open_practice(server.url, "calm_seas")
    path = f"/api/games/{opened.game}"
    assert in_german(server, path)["title"] == "Ruhige See"
    assert in_german(server, path, language="en-GB,de;q=0.5")["title"] == "Calm Seas"
    assert in_german(server, path, language="")["title"] == "Calm Seas"


def test_a_results_page_has_an_etag_of_its_own_in_each_language(server: Serving) -> None:
    path = f"{server.url}/api/games/AFTERA/results?table=1&seat=tarnholm"
    _, english, headers = get(path, READER)
    _, told, german_headers = get(path, READER, **{"accept-language": "de"})
    assert must_be_the_same_but_for_words(english, told, german()) > 20
    assert headers["etag"] != german_headers["etag"]
    old = {"if-none-match": headers["etag"]}
    assert get(path, READER, **old)[0] == 304
    assert get(path, READER, **old, **{"accept-language": "de"})[0] == 200


def test_the_leaderboard_names_companies_in_the_language_asked_for(server: Serving) -> None:
    path = "/api/leaderboard?scenario=pacific_squeeze&who=any&seed=any&live=any&length=any&kind=any&decided=0"
    told = in_german(server, path)["rows"]
    assert "Tarnholm Werke" in {row["title"] for row in told}
    english = in_german(server, path, language="en")["rows"]
    assert "Tarnholm Works" in {row["title"] for row in english}
    assert [row | {"title": ""} for row in told] == [row | {"title": ""} for row in english]


def test_files_of_a_game_stay_as_they_are_in_every_language(server: Serving) -> None:
    url = f"{server.url}/api/games/AFTERA/weeks.csv"
    assert raw(url, "de") == raw(url, "en")


def raw(url: str, language: str) -> bytes:
    headers = {"authorization": f"Bearer {READER}", "accept-language": language}
    with urlopen(Request(url, headers=headers), timeout=PATIENCE) as answer:
        found: bytes = answer.read()
        return found


def test_an_old_game_whose_scenario_has_changed_is_told_as_far_as_it_is_the_same() -> None:
    text = Played().opened.text.replace('title = "Frame"', 'title = "Old frame"')
    played = Played(text=text).sit("ann").start()
    view = json.loads(encode(german()(player_view(played.session, Place(0, "tarnholm"), NAMES))))
    assert [row["title"] for row in view["rows"]][:2] == ["Old frame", "Gehäuse"]
