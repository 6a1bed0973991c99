"""What is worked out when a finished game is looked back on: asked over HTTP, kept, and rescored."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path

import msgspec
import numpy as np
import pytest
from after_http_support import get, refusal
from after_support import PLANS, READER, Played, database, keep, rows, workshop
from choices_support import text_with_choices
from click.testing import CliRunner
from features_support import FEATURES
from serving_support import Serving, serving
from world_support import changed

from linestop.agents import SupplyChain
from linestop.agents.studies.policy_grid import Grid
from linestop.agents.studies.replay import as_played
from linestop.game.cli.main import main
from linestop.game.messages import Aftermath
from linestop.game.review import post_game_analysis as after
from linestop.game.review.foresight_cache import SeatForesight, subject_of
from linestop.game.review.post_game_analysis import analysis_of, cost_by_week, foresight_of_seats
from linestop.game.rules.session import Session
from linestop.game.store.store import Store

pytestmark = pytest.mark.slow

FATES = 12


def session_of(game: Played) -> Session:
    return Session.replay(game.events, game.opened.engine)


@cache
def worked_out() -> Aftermath:
    played = session_of(workshop()).played()
    return analysis_of(played, foresight_of_seats(played, {}), FATES)


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """As a game has it, with fewer policies and fates."""
    ends = {"lean_cover_weeks": (0.5, 4.0), "buffer_cover_weeks": (1.0, 8.0), "safety_factor": (0.84, 2.3)}
    grid = Grid({name: np.array([low, high, high]) for name, (low, high) in ends.items()})
    plain = after.frontier
    monkeypatch.setattr(after, "frontier", lambda *given, **named: plain(*given, **named, grid=grid))
    monkeypatch.setattr(after, "PATHS", FATES)


def test_regret_is_what_was_paid_less_the_least_week_by_week() -> None:
    played = session_of(workshop()).played()
    own = as_played(played)
    for number, seat in enumerate(worked_out().seats):
        assert seat.regret is not None
        assert seat.regret.cost == pytest.approx(own.cost[number, 0], abs=1e-3)
        assert seat.regret.regret > 0.0
        assert seat.regret.regret == pytest.approx(seat.regret.cost - seat.regret.bound, abs=1e-3)
        assert sum(seat.regret.by_week) == pytest.approx(seat.regret.regret, abs=0.1)
        assert cost_by_week(played, number, 0).sum() == pytest.approx(own.cost[number, 0])


def test_the_drawn_fate_stands_among_the_others_and_the_room_s_spread_is_split() -> None:
    told = worked_out()
    assert told.luck is not None and 0.0 <= told.luck <= 1.0
    assert told.holds is not None and 0.0 <= told.holds <= 1.0
    for seat in told.seats:
        assert sum(seat.luck.bars) == FATES == told.fates
        assert seat.luck.low <= seat.luck.drawn <= seat.luck.high
        assert seat.luck.percentiles == sorted(seat.luck.percentiles)
        assert seat.frontier.points[0].kind == "played"
        assert {"jit", "jic", "mix", "hull"} <= {point.kind for point in seat.frontier.points}


def test_what_is_known_is_not_worked_out_again() -> None:
    played = session_of(workshop()).played()
    kept = {name: SeatForesight(1.0, 1.0, [0.0] * 52) for name in played.network.seats}
    assert foresight_of_seats(played, kept) == kept


def test_foresight_depends_on_fate_and_weeks_and_on_nothing_that_people_did() -> None:
    game = workshop()
    own = subject_of(game.opened, game.session.state.shocks, 52, "tarnholm")
    other = Played("OTHERR", opener="else", reader="x")
    assert subject_of(other.opened, [], 52, "tarnholm") == own
    assert subject_of(game.opened, [], 48, "tarnholm") != own
    assert subject_of(Played(seed=12).opened, [], 52, "tarnholm") != own
    shocked = Played("SHCKED").sit("ann").start().inject()
    assert subject_of(shocked.opened, shocked.session.state.shocks, 52, "tarnholm") != own


@pytest.mark.parametrize("name", ["depots", "engineering change", "expediting", "regional buffers"])
def test_regret_is_told_of_whatever_the_scenario_has_in_it(name: str) -> None:
    played = SupplyChain(FEATURES[name].scenario(), 1, policies="jit").run()
    told = analysis_of(played, foresight_of_seats(played, {}), 2)
    assert told.refused is None
    assert all(seat.regret is not None and seat.regret.regret > 0.0 for seat in told.seats)


# ---------------------------------------------------------------- over HTTP, and kept


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Serving]:
    file = tmp_path / "linestop.db"
    store = Store(file)
    short = Played("SHRTTT").sit("ann").start().turn({"ann": PLANS["ann"]})
    short.last_turn().turn({"ann": {}}).score()
    running = Played("RUNNNG").sit("ann").start().turn({"ann": {}})
    keep(store, short, running)
    store.close()
    with serving(file) as found:
        yield found


def test_it_is_told_of_finished_games_only_and_kept_for_the_next_time(
    server: Serving, tmp_path: Path
) -> None:
    assert refusal(server, "/api/games/RUNNNG/aftermath", READER) == (409, "not_ended")
    assert refusal(server, "/api/games/SHRTTT/aftermath") == (403, "not_published")
    status, body, _ = get(f"{server.url}/api/games/SHRTTT/aftermath", READER)
    assert status == 200
    told = msgspec.json.decode(body, type=Aftermath)
    assert len(told.seats) == 4 and all(seat.regret and len(seat.regret.by_week) == 8 for seat in told.seats)
    again = get(f"{server.url}/api/games/SHRTTT/aftermath", READER)[1]
    assert again == body


# ---------------------------------------------------------------- commands


def test_rescoring_gives_what_the_log_says_and_keeps_foresight_if_asked(tmp_path: Path) -> None:
    file = database(tmp_path, workshop(), Played("RUNNNG").sit("ann").start().turn({"ann": {}}))
    done = CliRunner().invoke(main, ["rescore", "--keep", "--json", "--db", str(file)])
    assert done.exit_code == 0, done.output
    assert f"Kept in {file}: perfect foresight of 4 seats." in done.stderr
    [report] = json.loads(done.stdout)["games"]
    assert all(seat["same"] and seat["regret"] > 0.0 for seat in report["seats"])
    store = Store(file)
    try:
        assert rows(store, "select count(*) from worked_out where kind = 'foresight'") == [(4,)]
        before = rows(store, "select count(*) from events")
        asyncio.run(store.run(lambda db: db.execute("delete from worked_out")))
        assert rows(store, "select count(*) from events") == before
    finally:
        store.close()
    told = CliRunner().invoke(main, ["rescore", "RUNNNG", "--db", str(file)])
    assert told.exit_code == 1 and "has not ended" in told.stderr


def test_work_that_could_not_be_kept_is_not_begun(tmp_path: Path) -> None:
    file, nowhere = database(tmp_path, workshop()), tmp_path / "nowhere" / "frontier.svg"
    with closing(Store(file)), no_work():
        kept = CliRunner().invoke(main, ["rescore", "--keep", "--db", str(file)])
        drawn = CliRunner().invoke(main, ["frontier", "--game", "AFTERA", "--svg", str(nowhere)])
    assert kept.exit_code == drawn.exit_code == 1
    assert "in use by another" in kept.stderr and "there is no folder" in drawn.stderr


@contextmanager
def no_work() -> Iterator[None]:
    """Whoever works out a frontier or a bound here is found out."""
    with pytest.MonkeyPatch.context() as patch:
        for place in (
            "agents.studies.frontier.frontier",
            "game.review.post_game_analysis.foresight_of_seats",
        ):
            patch.setattr(f"linestop.{place}", None)
        yield


def test_red_control_a_score_that_comes_out_otherwise_is_marked(tmp_path: Path) -> None:
    game = Played().sit("ann").start().turn({"ann": PLANS["ann"]}).last_turn().turn({"ann": {}})
    game.score()
    scored = game.events[-1]
    seats = scored.hindsight.seats  # type: ignore[union-attr]
    parts = changed(seats[0].parts, score=seats[0].parts.score + 1.0)
    game.events[-1] = changed(scored, hindsight__seats=[changed(seats[0], parts=parts), *seats[1:]])
    done = CliRunner().invoke(main, ["rescore", "--json", "--db", str(database(tmp_path, game))])
    [report] = json.loads(done.stdout)["games"]
    assert [seat["same"] for seat in report["seats"]] == [False, True, True, True]


@pytest.mark.slow
def test_a_frontier_is_drawn_with_its_marks_and_a_game_s_seats(tmp_path: Path) -> None:
    file, svg = database(tmp_path, workshop()), tmp_path / "frontier.svg"
    done = CliRunner().invoke(
        main, ["frontier", "--game", "AFTERA", "--svg", str(svg), "--json", "--db", str(file)]
    )
    assert done.exit_code == 0, done.output
    report = json.loads(done.stdout)
    assert set(report["marks"]) == {"jit", "jic", "mix"} and list(report["seats"]) == ["Ann"]
    assert len(report["policies"]) == 1008
    for better in report["hull"][1:]:
        assert better["total_cost"] < report["hull"][0]["total_cost"]
    text = svg.read_text(encoding="utf-8")
    assert text.startswith("<svg") and ">Ann</text>" in text and ">JIC</text>" in text


def test_a_frontier_names_what_its_policies_choose(tmp_path: Path) -> None:
    file, svg = tmp_path / "pacific_squeeze.toml", tmp_path / "frontier.svg"
    file.write_text(text_with_choices(), encoding="utf-8")
    words = ["frontier", str(file), "--worlds", "1", "--seed", "4", "--svg", str(svg)]
    done = CliRunner().invoke(main, [*words, "--json"])
    assert done.exit_code == 0, done.output
    report = json.loads(done.stdout)
    first, *_, last = report["policies"]
    assert 1008 < len(report["policies"]) <= 2000 and first.keys() == last.keys()
    assert first["buffer_sourcing_split"] is None and last["buffer_sourcing_split"] == 1.0
    assert first["lean_expedite_weeks"] is None and last["lean_expedite_weeks"] == 2.0
    told = re.findall("<title>(.*)</title>", svg.read_text(encoding="utf-8"))
    assert told and all("buffer cover weeks" in said for said in told)


def test_a_running_game_has_no_frontier(tmp_path: Path) -> None:
    file = database(tmp_path, Played("RUNNNG").sit("ann").start().turn({"ann": {}}))
    done = CliRunner().invoke(main, ["frontier", "--game", "RUNNNG", "--db", str(file)])
    assert done.exit_code == 1 and "has not ended" in done.output


@pytest.mark.parametrize("option", ["--worlds", "--seed"])
def test_a_games_frontier_takes_no_other_year_than_its_own(option: str) -> None:
    done = CliRunner().invoke(main, ["frontier", "--game", "AFTERA", option, "3"])
    assert done.exit_code == 2 and "Leave out --worlds and --seed" in done.output
