"""The tutorial over the wire: a real game of one player, that ranks nowhere and stands in no list."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pytest
from click.testing import CliRunner
from game_support import Device, get, open_practice, post
from serving_support import Serving, serving

from linestop import scenarios
from linestop.game.cli.replay import replay
from linestop.game.cli.rescore import rescore
from linestop.game.messages import Opened

pytestmark = pytest.mark.slow


@dataclass(frozen=True, slots=True)
class Ended:
    """A tutorial that was played to its end, with its last view."""

    server: Serving
    opened: Opened
    view: dict[str, Any]

    def told(self, path: str) -> Any:
        status, body, _ = get(f"{self.server.url}/api/games/{self.opened.game}/{path}", self.opened.token)
        assert status == 200, body
        return body

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        return self.server.do(self.server.hub.store.run(lambda db: db.execute(sql).fetchall()))


def open_tutorial(server: Serving) -> Opened:
    status, body = post(f"{server.url}/api/tutorial", b"")
    assert status == 201, body
    return Opened(**body)


def played(server: Serving, stances: Sequence[dict[str, str]]) -> Ended:
    opened = open_tutorial(server)
    with Device(server.url, opened) as device:
        for turn, chosen in enumerate(stances, start=1):
            device.until_turn(turn)
            assert device.decide(turn, chosen)["type"] == "ack"
        over = device.view if _scored(device.view) else device.until(_scored)
    return Ended(server, opened, over)


def _scored(frame: dict[str, Any]) -> bool:
    return frame["type"] == "view" and frame["phase"] == "finished" and frame["score"] is not None


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    with serving(tmp_path_factory.mktemp("tutorial") / "linestop.db") as running:
        yield running


@pytest.fixture(scope="module")
def ended(server: Serving) -> Ended:
    return played(server, [{"brake": "JIC"}, {}, {}, {}])


def test_it_is_played_in_four_turns_without_a_clock_and_alone(ended: Ended) -> None:
    game = ended.view["game"]
    assert (game["kind"], game["scenario"], game["turns"]) == ("tutorial", scenarios.TUTORIAL, 4)
    assert len(ended.view["standings"]) == 1 and ended.view["uptime"] == pytest.approx(1.0)


def test_its_end_tells_what_each_buffer_cost_and_saved(ended: Ended) -> None:
    brake, battery = ended.told("buffers")["parts"]
    assert (brake["component"], brake["turns"]) == ("brake", 4) and brake["held"] == brake["always"]
    assert brake["held"]["saved"] > 20 * brake["held"]["cost"] > 0
    assert battery["turns"] == 0 and battery["held"] == {"cost": 0.0, "saved": 0.0}
    assert battery["always"]["cost"] > 10_000 and battery["always"]["saved"] == pytest.approx(0.0, abs=0.01)
    jit = next(way for way in ended.told("results")["seat"]["ways"] if way["way"] == "jit")
    gained = brake["held"]["saved"] - brake["held"]["cost"]
    assert jit["cost"] - ended.view["total_cost"] == pytest.approx(gained, abs=0.05)


def test_who_never_held_a_buffer_is_told_what_it_would_have_saved(server: Serving, ended: Ended) -> None:
    brake, _ = played(server, [{}] * 4).told("buffers")["parts"]
    assert brake["turns"] == 0 and brake["held"] == {"cost": 0.0, "saved": 0.0}
    assert brake["always"] == ended.told("buffers")["parts"][0]["always"]


def test_it_stands_on_no_leaderboard_and_in_no_list(ended: Ended) -> None:
    site = ended.server.url
    for kind in ("game", "practice", "any"):
        _, found, _ = get(
            f"{site}/api/leaderboard?scenario={scenarios.TUTORIAL}&kind={kind}&who=any&seed=any"
        )
        assert found["total"] == 0
    assert get(f"{site}/api/leaderboard")[1]["scenario"] == ""
    assert scenarios.TUTORIAL not in {card["name"] for card in get(f"{site}/api/scenarios")[1]}
    file = str(ended.server.hub.store.path)
    listed = CliRunner().invoke(replay, ["--db", file, "--json"])
    assert listed.exit_code == 0 and ended.opened.game not in listed.stdout
    assert ended.opened.game not in CliRunner().invoke(rescore, ["--db", file, "--json"]).stdout
    one = CliRunner().invoke(replay, [ended.opened.game, "--db", file, "--verify", "--json"])
    assert one.exit_code == 0 and json.loads(one.stdout)


def test_red_control_a_practice_game_does_stand_there(server: Serving) -> None:
    opened = open_practice(server.url, "calm_seas")
    listed = CliRunner().invoke(replay, ["--db", str(server.hub.store.path), "--json"])
    assert opened.game in listed.stdout


def test_nobody_joins_it_and_no_game_for_others_is_opened_with_it(server: Serving) -> None:
    opened = open_tutorial(server)
    status, refused = post(f"{server.url}/api/games/{opened.game}/join", b'{"name": "Ben"}')
    assert (status, refused["code"]) == (409, "not_joinable")
    wanted = json.dumps({"scenario": scenarios.TUTORIAL, "name": "Ana"}).encode()
    assert post(f"{server.url}/api/games", wanted)[1]["code"] == "unknown_scenario"
    wanted = json.dumps({"scenario": scenarios.TUTORIAL}).encode()
    assert post(f"{server.url}/api/practice", wanted)[1]["code"] == "unknown_scenario"


def test_its_buffers_are_for_who_may_read_the_game(ended: Ended) -> None:
    url = f"{ended.server.url}/api/games/{ended.opened.game}/buffers"
    assert get(url)[1]["code"] == "not_published"
    assert get(f"{url}?table=1&seat=nobody", ended.opened.token)[1]["code"] == "no_such_seat"


def test_it_opens_again_where_it_was_left(server: Serving) -> None:
    opened = open_tutorial(server)
    with Device(server.url, opened) as device:
        device.decide(1, {"brake": "JIC"})
        device.until_turn(2)
    with Device(server.url, opened) as device:
        assert device.view["turn"] == 2 and device.view["decision"]["brake"] == "JIC"
