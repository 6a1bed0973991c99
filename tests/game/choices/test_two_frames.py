"""A game with choices tells a view in two frames, each short; put together they are the whole view."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest
from chosen_support import game_with_choices, play_turn, text_of_eight_parts
from faults_support import open_workshop
from game_support import Device, get
from rules_support import ANN, BOB, Told, begun
from serving_support import serving

from linestop.game.messages import Ahead, View
from linestop.game.names import LONGEST_NAME
from linestop.game.rules.events import Place
from linestop.game.views.player_view import seat_view
from linestop.game.views.split_view import split

LONGEST = 8 * 1024
SEAT = Place(0, "buchholz")


def size_of(frame: View | Ahead) -> int:
    """In bytes, with people of the longest names in all seats."""
    if isinstance(frame, View):
        name = "W" * LONGEST_NAME
        standings = [msgspec.structs.replace(standing, name=name) for standing in frame.standings]
        frame = msgspec.structs.replace(frame, name=name, standings=standings, decided_on=name)
    return len(msgspec.json.encode(frame))


@pytest.fixture(scope="module", params=["segmented", "expert"])
def year(request: pytest.FixtureRequest) -> list[View]:
    """Every turn of a year of eight parts, each from two sources, with three shelves."""
    told = game_with_choices(request.param, text_of_eight_parts(), scenario="eight_parts")
    views = [seat_view(told.session, SEAT)]
    while not told.session.state.over:
        play_turn(told)
        views.append(seat_view(told.session, SEAT))
    return views


def test_both_frames_are_short_in_every_turn(year: list[View]) -> None:
    for view in year:
        first, ahead = split(view)
        assert ahead is not None
        assert max(size_of(first), size_of(ahead)) <= LONGEST, view.turn


def test_red_control_one_frame_would_be_too_long(year: list[View]) -> None:
    assert all(size_of(view) > LONGEST for view in year)


def test_both_together_are_the_whole_view(year: list[View]) -> None:
    for view in year:
        first, ahead = (json.loads(msgspec.json.encode(frame)) for frame in split(view))
        rows = [one | other for one, other in zip(first["rows"], ahead["rows"], strict=True)]
        whole = json.loads(msgspec.json.encode(view))
        for row in whole["rows"]:
            if "facts" in row:
                row["facts"].pop("choices")  # stands in `Told` alone
        assert ahead | first | {"rows": rows} == whole


def test_a_game_without_choices_has_one_frame() -> None:
    told = begun(ANN, BOB)
    view = seat_view(told.session, Place(0, "hobbin"))
    assert split(view) == (view, None)
    sent = json.loads(msgspec.json.encode(view))
    assert not sent.keys() & {"chosen", "cash", "shelves", "demand"}
    assert not any(row.keys() & {"planning", "sources", "express"} for row in sent["rows"])


def classic() -> Told:
    return game_with_choices("classic", bots="jit")


def test_a_classic_game_offers_nothing_whatever_its_scenario_has() -> None:
    view = seat_view(classic().session, Place(0, "tarnholm"))
    assert split(view)[1] is None


def test_what_lies_ahead_comes_before_its_view_and_once_a_turn(tmp_path: Path) -> None:
    (tmp_path / "eight_parts.toml").write_text(text_of_eight_parts(), encoding="utf-8")
    with serving(tmp_path / "linestop.db", scenarios=tmp_path) as server:
        desk, players = open_workshop(server.url, 1, "eight_parts", depth="expert", bots="jit")
        with Device(server.url, desk, hello=True) as facilitator, Device(server.url, players[0]) as device:
            facilitator.ask("start")
            device.until_turn(1)
            assert device.decide(1, {"chip": "JIC"})["type"] == "ack"
            facilitator.ask("close_turn", turn=1)
            device.until_turn(2)
            frames = [frame for frame in device.seen if frame["type"] in ("ahead", "view")]
        told = get(f"{server.url}/api/games/{desk.game}/told", players[0].token)[1]
    turns = [frame["turn"] for frame in frames if frame["type"] == "ahead"]
    assert turns == [1, 2]
    for before, frame in zip([{}, *frames], frames, strict=False):
        if frame["type"] == "view" and before.get("turn") != frame["turn"]:
            raise AssertionError("a view came before what lies ahead of it")
    assert {part["component"] for part in told["parts"] if "choices" in part["facts"]} == {
        row["component"] for row in frames[-1]["rows"]
    }
    assert [each["product"] for each in told["demand"]] == ["bicycle", "helper"]
