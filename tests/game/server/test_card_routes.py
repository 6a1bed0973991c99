"""The card of a scenario over HTTP: numbers that nobody waits for, a timeline for the facilitator alone."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest
from after_http_support import get, refusal
from after_support import READER, keep, workshop
from game_support import join_game, open_game
from msgspec.structs import replace
from serving_support import Serving, serving

from linestop.agents.scenario.reader import read_scenario
from linestop.agents.scenario.scenario import Scenario
from linestop.agents.scenario.words import StanceName
from linestop.agents.studies.card.pieces import PIECES, Card, put_together, sizes_of, work_out
from linestop.game.messages.card import CARD_ROUTES, CardTimeline, ScenarioPlan, Studied
from linestop.game.review.card.numbers import numbers_of, rules_of
from linestop.game.review.card.plan import plan_of
from linestop.game.server import scenario_studies
from linestop.game.store.store import Store
from linestop.scenarios import text_of

pytestmark = pytest.mark.slow
SCENARIO = read_scenario(text_of("pacific_squeeze"), "pacific_squeeze.toml")
SPOILERS = [shock.title for shock in SCENARIO.shock] + ["recommended", '"rules":{']

OTHER: dict[StanceName, StanceName] = {"JIT": "JIC", "JIC": "JIT"}


def card_of(scenario: Scenario) -> Card:
    sizes = sizes_of(2)
    return put_together({piece: work_out(scenario, piece, 1, sizes) for piece in PIECES}, sizes)


@pytest.fixture(autouse=True)
def few_worlds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scenario_studies, "WORLDS", 2)


def told[T](server: Serving, path: str, shape: type[T], token: str = "") -> T:
    status, body, _ = get(server.url + path, token)
    assert status == 200, body
    return msgspec.json.decode(body, type=shape)


def all_of(server: Serving, path: str, token: str = "") -> list[Studied]:
    """The answers until the last piece is done; each waits for a while."""
    answers = [told(server, path, Studied, token)]
    while answers[-1].numbers is None:
        assert len(answers) < 300
        answers.append(told(server, path, Studied, token))
    return answers


def test_map_and_goals_are_there_at_once_and_tell_nothing_of_what_is_to_come(tmp_path: Path) -> None:
    with serving(tmp_path / "linestop.db") as server:
        plan = told(server, "/api/scenarios/pacific_squeeze/card", ScenarioPlan)
        assert plan.card.title == "Pacific Squeeze" and plan.map.sites and plan.map.links
        _, german, _ = get(f"{server.url}/api/scenarios/pacific_squeeze/card", **{"accept-language": "de"})
        words = {site["part_title"] for site in json.loads(german)["map"]["sites"]}
        assert words - {site.part_title for site in plan.map.sites}
        assert plan.story == SCENARIO.story and json.loads(german)["story"] != plan.story
        _, body, _ = get(f"{server.url}/api/scenarios/pacific_squeeze/card")
        assert [each for each in SPOILERS if each in body.decode()] == []
        assert refusal(server, "/api/scenarios/nowhere/card") == (404, "unknown_scenario")
        assert refusal(server, "/api/scenarios/nowhere/numbers") == (404, "unknown_scenario")


def otherwise(scenario: Scenario) -> Scenario:
    """The same to a player before the first turn: other parts are worth a buffer, no shock comes."""
    parts = [replace(part, recommended=OTHER[part.recommended]) for part in scenario.component]
    return replace(scenario, component=parts, shock=[], lesson="", claim=[], news_rule=None)


def test_the_card_is_the_same_to_the_byte_whatever_the_mix_is_and_whatever_may_come() -> None:
    assert msgspec.json.encode(plan_of(otherwise(SCENARIO))) == msgspec.json.encode(plan_of(SCENARIO))


def test_red_control_a_card_that_names_the_mix_is_not_the_same() -> None:
    def told(scenario: Scenario) -> bytes:
        mix = "".join(part.recommended for part in scenario.component)
        return msgspec.json.encode(replace(plan_of(scenario), story=mix))

    assert told(otherwise(SCENARIO)) != told(SCENARIO)


def test_the_numbers_name_no_part_and_the_rules_of_thumb_do() -> None:
    card = card_of(SCENARIO)
    names = [text for part in SCENARIO.component for text in (part.name, part.title)]
    numbers = msgspec.json.encode(numbers_of(SCENARIO, card)).decode()
    assert [name for name in names if f'"{name}"' in numbers] == []
    # Red control: what is sent only after the end would be found.
    rules = msgspec.json.encode(rules_of(SCENARIO, card)).decode()
    assert [name for name in names if f'"{name}"' in rules] == names


def test_numbers_are_worked_out_once_piece_by_piece_and_kept_in_the_file(tmp_path: Path) -> None:
    file = tmp_path / "linestop.db"
    with serving(file) as server:
        answers = all_of(server, "/api/scenarios/one_seat/numbers")
        done = [each.done for each in answers]
        assert done == sorted(done) and answers[-1].done == answers[-1].of
        found = answers[-1].numbers
        assert found is not None and [way.name for way in found.ways] == ["jit", "jic", "mix"]
        _, body, _ = get(f"{server.url}/api/scenarios/one_seat/numbers")
        assert b"recommended" not in body and b'"rules"' not in body
    with serving(file) as server:
        # The first answer of a new server holds them already.
        [again] = all_of(server, "/api/scenarios/one_seat/numbers")
        assert again.numbers == found


def test_the_timeline_is_for_whoever_leads_and_for_no_player(tmp_path: Path) -> None:
    with serving(tmp_path / "linestop.db") as server:
        desk = open_game(server.url, scenario="pacific_squeeze", name="Ann")
        player = join_game(server.url, desk.game, "Bob")
        path = f"/api/games/{desk.game}/timeline"
        timeline = told(server, path, CardTimeline, desk.token)
        assert timeline.recommended == {part.name: part.recommended for part in SCENARIO.component}
        assert {shock.title for shock in timeline.shocks} == {shock.title for shock in SCENARIO.shock}
        assert refusal(server, path, player.token) == (403, "not_yours")
        assert refusal(server, path) == (401, "bad_token")
        # Nor does the other route tell a player before the end.
        assert refusal(server, f"/api/games/{desk.game}/studied", player.token) == (409, "not_ended")


def test_a_finished_game_s_reader_gets_the_rules_of_thumb_too(tmp_path: Path) -> None:
    store = Store(tmp_path / "linestop.db")
    keep(store, workshop())
    store.close()
    with serving(tmp_path / "linestop.db") as server:
        assert refusal(server, "/api/games/AFTERA/studied") == (403, "not_published")
        last = all_of(server, "/api/games/AFTERA/studied", READER)[-1]
        assert last.numbers is not None and last.rules
        assert {part.part for part in last.rules.parts} == {part.name for part in SCENARIO.component}


def test_every_route_of_a_card_is_there(tmp_path: Path) -> None:
    with serving(tmp_path / "linestop.db") as server:
        for route in CARD_ROUTES:
            path = route.path.replace("{name}", "one_seat").replace("{code}", "AFTERA")
            _, body, _ = get(server.url + path)
            assert json.loads(body).get("code") not in ("not_found", "wrong_method")
