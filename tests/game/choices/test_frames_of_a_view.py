"""A game with choices tells a view in three frames, each short; put together they are the whole view."""

from __future__ import annotations

import asyncio
import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import msgspec
import pytest
from chosen_support import choose, game_with_choices, play_turn, text_of_eight_parts
from faults_support import open_workshop
from game_support import PATIENCE, Device, get
from rules_support import ANN, BOB, Told, begun
from serving_support import serving

from linestop.game.bots.bot import Bot, Seat
from linestop.game.bots.stances import all_jic
from linestop.game.messages import Ahead, ChosenNow, PartFacts, PartNumbers, StanceName, View
from linestop.game.names import LONGEST_NAME
from linestop.game.rules.events import Place
from linestop.game.views.player_view import seat_view
from linestop.game.views.split_view import joined, split

LONGEST = 8 * 1024
SEAT = Place(0, "buchholz")


def size_of(frame: View | Ahead | ChosenNow) -> int:
    """In bytes, with people of the longest names in all seats."""
    if isinstance(frame, View):
        name = "W" * LONGEST_NAME
        standings = [msgspec.structs.replace(standing, name=name) for standing in frame.standings]
        frame = msgspec.structs.replace(frame, name=name, standings=standings, decided_on=name)
    return len(msgspec.json.encode(frame))


def all_that_can_be_chosen(told: Told, depth: str) -> dict[str, Any]:
    parts = [part.name for part in told.session.scenario.component]
    options = {"express": parts, "second_source": dict.fromkeys(parts, True)}
    if depth == "segmented":
        return options
    numbers = PartNumbers(
        cover_weeks=1.25, safety_factor=1.645, sourcing_split=0.125, expedite=1.25, priority=12
    )
    return options | {
        "numbers": dict.fromkeys(parts, numbers),
        "shelves": dict.fromkeys(told.session.state.offered.shelves, 2.25),
        "plan": {product.name: [112.5] * 52 for product in told.session.scenario.product},
    }


@pytest.fixture(scope="module", params=["segmented", "expert"])
def year(request: pytest.FixtureRequest) -> list[View]:
    """Every turn of a year of eight parts, each from two sources, with three shelves."""
    told = game_with_choices(request.param, text_of_eight_parts(), scenario="eight_parts")
    views = [seat_view(told.session, SEAT)]
    choose(told, **all_that_can_be_chosen(told, request.param))
    while not told.session.state.over:
        play_turn(told)
        views.append(seat_view(told.session, SEAT))
    return views


def test_all_frames_are_short_in_every_turn(year: list[View]) -> None:
    for view in year:
        sizes = [size_of(frame) for frame in split(view) if frame is not None]
        assert len(sizes) == 3 and max(sizes) <= LONGEST, (view.turn, sizes)


def test_red_control_one_frame_would_be_too_long(year: list[View]) -> None:
    assert all(size_of(view) > LONGEST for view in year)


def test_all_together_are_the_whole_view(year: list[View]) -> None:
    for view in year:
        first, ahead, chosen = (json.loads(msgspec.json.encode(frame)) for frame in split(view))
        rows = [one | other for one, other in zip(first["rows"], ahead["rows"], strict=True)]
        whole = json.loads(msgspec.json.encode(view))
        for row in whole["rows"]:
            if "facts" in row:
                row["facts"].pop("choices")  # stands in `Told` alone
        if view.phase == "deciding":
            assert first | chosen | {"rows": rows, "type": "view"} == whole


def test_a_program_that_plays_gets_the_whole_view_again(year: list[View]) -> None:
    for view in year:
        rows = [
            row if row.facts is None else msgspec.structs.replace(row, facts=without_choices(row.facts))
            for row in view.rows
        ]
        if view.phase == "deciding":
            assert joined(*split(view)) == msgspec.structs.replace(view, rows=rows)


def without_choices(facts: PartFacts) -> PartFacts:
    return msgspec.structs.replace(facts, choices=None)


def test_a_bot_plays_an_expert_game_as_any_other(tmp_path: Path) -> None:
    with serving(tmp_path / "linestop.db") as server:
        desk, [player] = open_workshop(server.url, 1, "two_roads", depth="expert")
        seat = Seat("Bot", player.game, player.token)
        seen: list[View] = []

        def choose_stances(view: View) -> dict[str, StanceName]:
            seen.append(view)
            return all_jic(view)

        bot = Bot(server.url.replace("http", "ws", 1) + "/ws", seat, choose_stances, lambda turn: None)
        with Device(server.url, desk, hello=True) as facilitator, ThreadPoolExecutor(1) as beside:
            playing = beside.submit(asyncio.run, bot.play())
            facilitator.ask("start")
            facilitator.ask("last_turn")
            facilitator.until_status(lambda status: status["tables"][0].startswith("d"))
            facilitator.ask("close_turn", turn=1)
            view = playing.result(PATIENCE)
        assert bot.decided == [1] and view.phase == "finished"
        assert seen[0].rows[0].title and seen[0].rows[0].planning is not None


def test_a_game_without_choices_has_one_frame() -> None:
    told = begun(ANN, BOB)
    view = seat_view(told.session, Place(0, "hobbin"))
    assert split(view) == (view, None, None)
    sent = json.loads(msgspec.json.encode(view))
    assert not sent.keys() & {"chosen", "cash", "shelves", "demand"}
    assert not any(row.keys() & {"planning", "sources", "express"} for row in sent["rows"])


def classic() -> Told:
    return game_with_choices("classic", bots="jit")


def test_a_classic_game_offers_nothing_whatever_its_scenario_has() -> None:
    view = seat_view(classic().session, Place(0, "tarnholm"))
    assert split(view).ahead is None


def test_what_lies_ahead_comes_before_its_view_and_once_a_turn(tmp_path: Path) -> None:
    (tmp_path / "eight_parts.toml").write_text(text_of_eight_parts(), encoding="utf-8")
    with serving(tmp_path / "linestop.db", scenarios=tmp_path) as server:
        desk, players = open_workshop(server.url, 1, "eight_parts", depth="expert", bots="jit")
        with Device(server.url, desk, hello=True) as facilitator, Device(server.url, players[0]) as device:
            facilitator.ask("start")
            device.until_turn(1)
            device.send(type="decide", id="express-01", turn=1, stances={"chip": "JIC"}, express=["chip"])
            device.until(lambda frame: frame["type"] == "view" and frame["confirmed"])
            facilitator.ask("close_turn", turn=1)
            device.until_turn(2)
            frames = [frame for frame in device.seen if frame["type"] in ("ahead", "chosen", "view")]
        told = get(f"{server.url}/api/games/{desk.game}/told", players[0].token)[1]
    # The lobby came before; what is chosen comes anew with the decision, what lies ahead with a turn.
    assert [(frame["type"], frame["turn"]) for frame in frames] == [
        ("ahead", 1),
        ("chosen", 1),
        ("view", 1),
        ("chosen", 1),
        ("view", 1),
        ("ahead", 2),
        ("chosen", 2),
        ("view", 2),
    ]
    assert [frame["chosen"].get("express") for frame in frames if frame["type"] == "chosen"] == [
        None,
        ["chip"],
        None,
    ]
    assert {part["component"] for part in told["parts"] if "choices" in part["facts"]} == {
        row["component"] for row in frames[-1]["rows"]
    }
    assert [each["product"] for each in told["demand"]] == ["bicycle", "helper"]
