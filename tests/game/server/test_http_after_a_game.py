"""A finished game's page and the leaderboard over HTTP: who may read them, and what stands there."""

from __future__ import annotations

import asyncio
import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import msgspec
import pytest
from after_http_support import get, refusal
from after_support import PLANS, READER, Played, keep, people, workshop
from game_support import Device, open_practice
from serving_support import Serving, serving

from linestop.game.messages import RESULT_ROUTES, Leaderboard, Results
from linestop.game.review.export import TABLE_NAMES
from linestop.game.store.store import Store
from linestop.game.store.tokens import token_hash

pytestmark = pytest.mark.slow

FILES = ("weeks.csv", "game.json", "game.xlsx")
TOKEN = "anns-own-token-that-is-long-enough"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    file = tmp_path_factory.mktemp("http") / "linestop.db"
    store = Store(file)
    shown = Played("SHWNAA").sit("ann").start().play({"ann": PLANS["ann"]}).publish()
    keep(store, workshop(), shown, Played("RUNNNG").sit("ann").start().turn({"ann": {}}))
    token = {
        "hash": token_hash(TOKEN),
        "player": "ann",
        "game": "AFTERA",
        "given_at": "now",
        "kind": "device",
    }
    asyncio.run(store.append("AFTERA", [], [*people("ann"), ("tokens", token)]))
    store.close()
    with serving(file) as running:
        yield running


def page(server: Serving, path: str, token: str = "") -> Results:
    status, body, _ = get(f"{server.url}/api/games/{path}", token)
    assert status == 200, body
    return msgspec.json.decode(body, type=Results)


def test_a_player_sees_the_room_and_his_own_debrief(server: Serving) -> None:
    told = page(server, "AFTERA/results", TOKEN)
    assert told.seat is not None and told.seat.row.name == "Ann"
    assert {row.name for row in told.ranking} == {"Ann", "=1+1", "Eve, the 3rd", None}
    assert told.game.lesson and told.seed == "11"


def test_the_key_opens_the_page_and_any_seat_on_it(server: Serving) -> None:
    assert page(server, "AFTERA/results", READER).seat is None
    other = workshop().session.state.seat_names[1]
    told = page(server, f"after-a/results?table=1&seat={other}", READER)
    assert told.seat is not None and told.seat.row.seat == other and told.seat.row.name == "=1+1"


def test_a_published_page_is_for_everybody_and_another_for_nobody(server: Serving) -> None:
    assert page(server, "SHWNAA/results").weeks_played == 52
    for path in ("results", *FILES):
        for token in ("", "a-token-that-opens-nothing", TOKEN[:-1]):
            assert refusal(server, f"/api/games/AFTERA/{path}", token) == (403, "not_published")


def test_a_game_that_runs_has_no_page_whoever_asks(server: Serving) -> None:
    for path in ("results", *FILES):
        assert refusal(server, f"/api/games/RUNNNG/{path}", READER) == (409, "not_ended")
        assert refusal(server, f"/api/games/NOSUCH/{path}", READER)[0] == 404


@pytest.mark.parametrize("query", ["table=0&seat=tarnholm", "table=99&seat=tarnholm", "seat=nobody"])
def test_a_seat_that_is_not_there_is_refused(server: Serving, query: str) -> None:
    assert refusal(server, f"/api/games/SHWNAA/results?{query}") == (404, "no_such_seat")
    assert refusal(server, "/api/games/SHWNAA/results?table=x&seat=y") == (422, "bad_filter")


def test_what_has_not_changed_is_not_sent_again(server: Serving) -> None:
    for path in ("/api/games/SHWNAA/results", "/api/leaderboard?scenario=pacific_squeeze"):
        status, body, headers = get(server.url + path)
        again = get(server.url + path, **{"if-none-match": headers["etag"]})
        assert status == 200 and body and again[:2] == (304, b"")


def test_the_weeks_come_as_csv_that_no_spreadsheet_runs(server: Serving) -> None:
    status, body, headers = get(f"{server.url}/api/games/AFTERA/weeks.csv", TOKEN)
    assert status == 200 and headers["content-type"].startswith("text/csv")
    assert "linestop-AFTERA-weeks.csv" in headers["content-disposition"]
    rows = list(csv.DictReader(io.StringIO(body.decode())))
    assert len(rows) == 4 * 52 and {row["name"] for row in rows} == {"Ann", "'=1+1", "Eve, the 3rd", ""}


def test_all_tables_come_as_json_and_as_a_workbook(server: Serving) -> None:
    status, body, headers = get(f"{server.url}/api/games/AFTERA/game.json", TOKEN)
    tables = json.loads(body)
    assert status == 200 and headers["content-type"] == "application/json"
    assert set(tables) == set(TABLE_NAMES) and len(tables["weeks"]) == 4 * 52
    assert {row["name"] for row in tables["seats"]} == {"Ann", "=1+1", "Eve, the 3rd", None}
    status, body, headers = get(f"{server.url}/api/games/AFTERA/game.xlsx", TOKEN)
    assert status == 200 and "linestop-AFTERA.xlsx" in headers["content-disposition"]
    with ZipFile(io.BytesIO(body)) as book:
        sheets = book.read("xl/workbook.xml").decode()
        assert all(f'name="{table}"' in sheets for table, told in tables.items() if told)
        assert not any(b"<f>" in book.read(name) for name in book.namelist() if "worksheets" in name)


def test_the_leaderboard_has_filters_pages_and_a_csv(server: Serving) -> None:
    def listed(query: str) -> Leaderboard:
        status, body, _ = get(f"{server.url}/api/leaderboard?scenario=pacific_squeeze&{query}")
        assert status == 200, body
        return msgspec.json.decode(body, type=Leaderboard)

    whole = listed("")
    assert whole.total == 4 and {row.game for row in whole.rows} == {"SHWNAA", None}
    assert listed("limit=1&offset=1").rows == whole.rows[1:2]
    assert {row.name for row in listed("who=bot").rows} == {"hybrid"}
    assert listed("depth=classic").total == 0
    status, body, headers = get(f"{server.url}/api/leaderboard.csv?scenario=pacific_squeeze&limit=1")
    assert status == 200 and "attachment" in headers["content-disposition"]
    assert len(list(csv.DictReader(io.StringIO(body.decode())))) == 4
    assert body.startswith(b"place,scenario,name,title,person,score,cost,")
    assert (
        get(f"{server.url}/api/leaderboard?scenario=pacific_squeeze&game=shwn-aa&kind=any&who=any")[0] == 200
    )


@pytest.mark.parametrize(
    "query",
    [
        "scenario=",
        "scenario=x&limit=-1",
        "scenario=x&limit=1000000000",
        "scenario=x&order=1e9;",
        "scenario=x&since=2026-13-01",
        "scenario=(a%2B)%2B%24",
    ],
)
def test_a_question_that_cannot_be_put_is_refused_with_a_sentence(server: Serving, query: str) -> None:
    for path in ("/api/leaderboard", "/api/leaderboard.csv"):
        assert refusal(server, f"{path}?{query}") == (422, "bad_filter")


def test_a_leaderboard_of_no_named_scenario_is_that_of_the_game_that_ended_last(server: Serving) -> None:
    told = [get(f"{server.url}/api/leaderboard{query}") for query in ("", "?scenario=pacific_squeeze")]
    assert told[0][:2] == told[1][:2] and json.loads(told[0][1])["total"] == 4


def test_a_leaderboard_of_a_server_without_finished_games_names_no_scenario(tmp_path: Path) -> None:
    with serving(tmp_path / "linestop.db") as running:
        status, body, _ = get(f"{running.url}/api/leaderboard")
        assert status == 200 and json.loads(body)["scenario"] == "" and json.loads(body)["total"] == 0
        _, body, headers = get(f"{running.url}/api/leaderboard.csv")
    assert "linestop-leaderboard.csv" in headers["content-disposition"] and len(body.splitlines()) == 1


def test_every_route_named_in_the_wire_is_there(server: Serving) -> None:
    for route in RESULT_ROUTES:
        status, _, _ = get(server.url + route.path.replace("{code}", "SHWNAA") + "?scenario=pacific_squeeze")
        assert status == 200, route.path


def test_a_game_played_over_the_wire_ends_in_its_debrief_and_on_the_leaderboard(tmp_path: Path) -> None:
    with serving(tmp_path / "linestop.db") as running:
        opened = open_practice(running.url)
        with Device(running.url, opened) as device:
            for turn in (1, 2, 3):
                device.decide(turn, {"board": "JIC"} if turn == 1 else {})
                device.until_turn(min(turn + 1, 3))
            scored = device.view if _over(device.view) else device.until(_over)
        told = page(running, f"{opened.game}/results", opened.token)
        assert told.seat is not None and told.seat.row.cost == pytest.approx(scored["total_cost"], abs=0.01)
        assert told.seat.row.score == pytest.approx(scored["score"], abs=1e-3)
        assert [part.stances for part in told.seat.parts] == [["JIC"] * 3]
        _, body, _ = get(f"{running.url}/api/leaderboard?scenario=one_seat&kind=practice")
        [row] = json.loads(body)["rows"]
        assert row["person"] and row["decided_share"] == 1.0


def _over(frame: dict[str, Any]) -> bool:
    return frame["type"] == "view" and frame["phase"] == "finished" and frame["score"] is not None
