"""One game in two languages: each device reads its own, and nothing but the scenario's words differs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from after_support import PLANS, Played, workshop
from hypothesis import given
from hypothesis import strategies as st
from language_support import NAMES, PLAIN, german, must_be_the_same_but_for_words, must_hold_no_english

from linestop.game.messages import NewsItem, Person, Row, State
from linestop.game.review.debrief import results
from linestop.game.rooms.connection import encode
from linestop.game.rules.events import Place
from linestop.game.rules.live_shocks import typed_in
from linestop.game.views import translation
from linestop.game.views.board_view import board
from linestop.game.views.desk_view import desk
from linestop.game.views.player_view import player_view
from linestop.game.views.translation import FIELDS, accepted, best_of

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
    yield Played().sit("ann", "bob", "eve").start().turn(PLANS).inject().turn({})
    yield workshop()


@pytest.mark.slow
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


def test_an_old_game_whose_scenario_has_changed_is_told_as_far_as_it_is_the_same() -> None:
    text = Played().opened.text.replace('title = "Frame"', 'title = "Old frame"')
    played = Played(text=text).sit("ann").start()
    view = json.loads(encode(german()(player_view(played.session, Place(0, "tarnholm"), NAMES))))
    assert [row["title"] for row in view["rows"]][:2] == ["Old frame", "Gehäuse"]
