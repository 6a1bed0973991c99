"""What news touches, the facts of parts, and when goods come: against the scenario and its records."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import msgspec
import pytest
from game_support import Log, opened_game

from linestop import scenarios
from linestop.agents.scenario.reader import read_scenario
from linestop.agents.scenario.scenario import Scenario
from linestop.game.messages import NewsItem, View
from linestop.game.rules.desk_events import ShockInjected
from linestop.game.rules.live_shocks import all_clear_of
from linestop.game.views.news_marks import news_marks
from linestop.game.views.player_view import seat_view
from linestop.scenarios import text_of

SEED = 7
"""A year in which the line stands for weeks."""


@pytest.fixture(scope="module")
def squeeze() -> Log:
    return Log(opened_game(text_of("pacific_squeeze"), seed=SEED))


@pytest.fixture(scope="module")
def year() -> list[View]:
    """The view after every turn of a year."""
    log, views = Log(opened_game(text_of("pacific_squeeze"), seed=SEED)), []
    while not log.session.state.over:
        views.append(seat_view(log.play(1).session, log.place))
    return views


# ---------------------------------------------------------------- what news touches


@pytest.mark.slow
def test_news_names_the_parts_that_come_from_or_pass_what_it_speaks_of(year: list[View]) -> None:
    marks = {
        item.headline: (mark.parts, mark.all_clear)
        for view in year
        for item, mark in zip(view.news, view.news_marks, strict=True)
    }
    assert marks["Port Calder announces reduced working"] == (["housing"], False)
    assert marks["Nine Peaks confirms flood damage, cuts deliveries"] == (["chip"], False)
    assert marks["Port Calder back at full pace"] == (["housing"], True)
    assert all(parts for parts, _ in marks.values())


def test_news_from_the_desk_names_its_parts_too_and_a_seat_s_own_alone() -> None:
    scenario = read_scenario(text_of("pacific_squeeze"), "pacific_squeeze")
    asked = ShockInjected(
        id="command-1",
        by="frida",
        name="live-1",
        kind="capacity_cut",
        target="lakeside",
        weeks=4,
        value=0.5,
        headline="A fire at Lakeside",
        text="",
        first_week=5,
        news_week=4,
    )
    item = NewsItem(4, "official", "A fire at Lakeside", "")
    assert [mark.parts for mark in news_marks(scenario, [asked], 0, [item])] == [["trim"]]
    lasting = msgspec.structs.replace(asked, ends=True)
    over = [item, *all_clear_of(lasting, scenario)]
    assert [mark.all_clear for mark in news_marks(scenario, [lasting], 0, over)] == [False, True]
    assert [mark.parts for mark in news_marks(scenario, [lasting], 0, over)] == [["trim"], ["trim"]]
    bill = {name: {part: n for part, n in each.items() if part != "trim"} for name, each in bills(scenario)}
    lean = msgspec.structs.replace(scenario.seat[0], bill_of_materials=bill)
    without = msgspec.structs.replace(scenario, seat=[lean, *scenario.seat[1:]])
    assert [mark.parts for mark in news_marks(without, [asked], 0, [item])] == [[]]


def bills(scenario: Scenario) -> list[tuple[str, dict[str, float]]]:
    return list(scenario.seat[0].bill_of_materials.items())


# ---------------------------------------------------------------- facts, and arrivals behind a queue


VERDICTS = (
    "full|spare|steady|quiet|reliable|risk|fast|dear|cheap|safe|hard|room",
    "voll|reserve|verlässlich|ruhig|sicher|teuer|billig|gefahr|knapp",
)


def verdicts_in(label: str) -> list[str]:
    return [word for words in VERDICTS for word in re.findall(words, label.lower())]


@pytest.mark.parametrize("name", ["pacific_squeeze", "calm_seas"])
def test_labels_state_facts_and_never_what_follows_from_them(name: str) -> None:
    shelf = Path(scenarios.__file__).parent
    for file in (shelf / f"{name}.toml", shelf / f"{name}.de.toml"):
        told = tomllib.loads(file.read_text(encoding="utf-8"))["component"]
        parts = told if isinstance(told, list) else list(told.values())
        labels = [part["character"] for part in parts]
        assert len(labels) == 6
        assert {label: found for label in labels if (found := verdicts_in(label))} == {}


def test_red_control_a_port_that_is_nearly_full_is_found() -> None:
    assert verdicts_in("A month on the way, through one port that is nearly full.") == ["full"]
    assert verdicts_in("Von einem Hersteller mit Reserven.") == ["reserve"]


def test_a_part_is_never_missing_before_it_would_be_if_its_supplier_shipped_nothing(year: list[View]) -> None:
    """Both count what lies in the bin, on the way and in port; what is ordered besides can only help."""
    warned = [row for view in year for row in view.rows if row.stops_in_weeks is not None]
    assert len(warned) > 3
    assert all(row.stops_in_weeks >= row.survives_weeks - 0.05 for row in warned if row.stops_in_weeks)


def test_every_part_has_the_same_facts_in_the_first_turn_and_in_what_is_told(squeeze: Log) -> None:
    facts = {row.component: row.facts for row in seat_view(squeeze.session, squeeze.place).rows}
    chip, housing = facts["chip"], facts["housing"]
    assert chip is not None and housing is not None
    assert (chip.load, chip.others, chip.value, chip.ages, chip.port_load) == (0.88, 0.6, 120.0, 0.1, None)
    assert (housing.usual_weeks, housing.port_load, housing.port_others) == (4.0, 0.88, 0.7)
    later = Log(opened_game(text_of("pacific_squeeze"), seed=SEED)).play(1)
    assert all(row.facts is None for row in seat_view(later.session, later.place).rows)


def test_arrivals_of_a_part_by_sea_count_the_port_s_queue(year: list[View]) -> None:
    """What the row says will reach the plant waits for the cranes first; ships berth sooner."""
    checked = 0
    for view in year[:-1]:
        for row in view.rows:
            if row.port is None or row.port.queue_weeks - row.port.usual_queue_weeks < 2:
                continue
            soon = sum(row.port.arrivals[:3])
            assert soon < sum(row.on_the_way[:3]) + row.port.own_units
            checked += 1
    assert checked > 2


@pytest.mark.slow
def test_what_is_told_to_reach_the_plant_next_week_does_so_whatever_the_queue() -> None:
    log = Log(opened_game(text_of("pacific_squeeze"), seed=SEED)).play(4)
    queues = 0
    while not log.session.state.over:
        view = seat_view(log.session, log.place)
        log.play(1)
        received = log.session.state.turns[-1].tables[0].rows["received"][0][0]
        for row, came in zip(view.rows, received, strict=True):
            if row.port is not None:
                queues += row.port.queue_weeks > 1
                assert row.port.arrivals[0] == pytest.approx(came, rel=0.01)
    assert queues > 3
