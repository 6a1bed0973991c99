"""What a stop costs, what a turn cost, and what a buffer is quoted at: against the model's own ledger."""

from __future__ import annotations

from dataclasses import fields

import msgspec
import numpy as np
import pytest
from game_support import Log, opened_game

from linestop.agents.chain.books import Losses, Stocks
from linestop.agents.chain.ledger import Ledger
from linestop.agents.network.derivation import network_of
from linestop.agents.scenario.reader import read_scenario
from linestop.agents.scenario.scenario import Scenario
from linestop.game.messages import Bill, Row, StanceName, View
from linestop.game.views.player_view import seat_view
from linestop.game.views.stop_cost import lost_unit, stop_cost
from linestop.game.views.turn_bill import GROUPS
from linestop.scenarios import text_of

STANCES: tuple[StanceName, StanceName] = ("JIT", "JIC")
SEED = 105
"""A year in which the line stands for weeks."""


@pytest.fixture(scope="module")
def squeeze() -> Log:
    return Log(opened_game(text_of("pacific_squeeze"), seed=SEED))


@pytest.fixture(scope="module")
def year() -> list[View]:
    """The view after every turn of a year, in which one part is switched to and fro."""
    log, views = Log(opened_game(text_of("pacific_squeeze"), seed=SEED)), []
    while not log.session.state.over:
        turn = log.session.state.turn
        log.decide(turn, {"display": "JIC" if turn % 2 else "JIT"})
        log.settle_all()
        views.append(seat_view(log.session, log.place))
    return views


# ---------------------------------------------------------------- what a stop costs


def charged_by_ledger(scenario: Scenario, seat: int, product: int) -> float:
    """Money that the ledger books for one unit of a product that is neither made nor sold."""
    network = network_of(scenario)
    ledger = Ledger(scenario, network)
    parts, products = len(scenario.component), len(scenario.product)
    one = np.zeros((len(scenario.seat), products, 1))
    one[seat, product] = 1.0
    blame = np.zeros((len(scenario.seat), products, parts + 1, 1))
    blame[:, :, 0] = 1.0
    nothing = {"not_made": one, "lost": one, "blame": blame}
    losses = Losses(**{each.name: nothing.get(each.name, 0.0 * one) for each in fields(Losses)})
    bins = np.zeros((len(scenario.seat), parts, 1))
    empty = {"finished_goods": 0.0 * one, "backlog": 0.0 * one, "regions": None}
    stocks = Stocks(**{each.name: empty.get(each.name, bins) for each in fields(Stocks)})
    shipped = np.zeros((len(scenario.lane), len(scenario.seat), 1))
    costs = ledger.week(stocks, losses, shipped, np.ones((len(scenario.supplier), 1)))
    return float(costs[:, seat].sum())


@pytest.mark.parametrize("name", ["pacific_squeeze", "calm_seas"])
def test_a_lost_vehicle_costs_on_the_sheet_what_the_ledger_charges_for_it(name: str) -> None:
    scenario = read_scenario(text_of(name), name)
    for number, seat in enumerate(scenario.seat):
        for product, made in enumerate(scenario.product):
            told = lost_unit(scenario, seat, made.name)
            assert told == pytest.approx(charged_by_ledger(scenario, number, product), rel=1e-9)


def test_a_week_without_a_part_counts_the_vehicles_that_need_it_and_no_others() -> None:
    scenario = read_scenario(text_of("pacific_squeeze"), "pacific_squeeze")
    seat = scenario.seat[0]
    chip, trim = (stop_cost(scenario, seat, name) for name in ("chip", "trim"))
    assert chip == stop_cost(scenario, seat)
    assert (chip.units, trim.units) == (100.0, 40.0)
    assert chip.cost / chip.units == pytest.approx(273, abs=1) and chip.cost == pytest.approx(27_300, abs=50)
    assert trim.cost == pytest.approx(40 * charged_by_ledger(scenario, 0, 1), abs=0.01)


def test_a_row_tells_what_it_stops_only_where_that_is_less_than_the_line(squeeze: Log) -> None:
    view = seat_view(squeeze.session, squeeze.place)
    told = {row.component: row.stop.units for row in view.rows if row.stop is not None}
    assert told == {"display": 60.0, "trim": 40.0}
    assert view.stop is not None and view.stop.units == 100.0


def test_red_control_a_margin_that_is_forgotten_is_caught() -> None:
    scenario = read_scenario(text_of("pacific_squeeze"), "pacific_squeeze")
    costs = msgspec.structs.replace(scenario.costs, lost_margin_share=0.01)
    cheaper = msgspec.structs.replace(scenario, costs=costs)
    told = lost_unit(cheaper, cheaper.seat[0], "scooter")
    assert told != pytest.approx(charged_by_ledger(scenario, 0, 0), rel=0.1)


# ---------------------------------------------------------------- the bill


def total(bill: Bill | None) -> float:
    """All lines; the closing is a part of them."""
    assert bill is not None
    return sum(msgspec.structs.astuple(bill)) - bill.closing


@pytest.mark.slow
def test_a_turn_s_lines_add_up_to_the_turn_and_all_turns_to_the_total(year: list[View]) -> None:
    for view in year:
        assert total(view.bill_last_turn) == pytest.approx(view.cost_last_turn, abs=0.05)
        assert total(view.bill_so_far) == pytest.approx(view.total_cost, abs=0.05)
    last = [view.bill_last_turn for view in year]
    assert all(bill is not None and bill.changes > 1000 for bill in last)
    assert any(bill is not None and bill.idle > 1000 and bill.lost > 1000 for bill in last)


def turns_and_closing(year: list[View]) -> float:
    end = year[-1].bill_so_far
    assert end is not None
    return sum(view.cost_last_turn for view in year) + end.closing


def test_at_the_end_the_bill_says_what_the_turns_do_not_add_up_to(year: list[View]) -> None:
    """This year ends with customers who wait."""
    *before, end = [view.bill_so_far for view in year]
    assert end is not None and end.closing > 1000
    assert turns_and_closing(year) == pytest.approx(year[-1].total_cost, abs=0.05)
    assert all(bill is not None and bill.closing == 0.0 for bill in before)


def test_red_control_turns_alone_do_not_add_up_to_the_total(year: list[View]) -> None:
    end = year[-1].bill_so_far
    assert end is not None
    silent = msgspec.structs.replace(end, closing=0.0)
    forgotten = [*year[:-1], msgspec.structs.replace(year[-1], bill_so_far=silent)]
    assert turns_and_closing(forgotten) != pytest.approx(year[-1].total_cost, abs=0.05)


def test_every_line_of_the_books_stands_in_one_line_of_the_bill(squeeze: Log) -> None:
    started = squeeze.session.state.started
    assert started is not None
    grouped = [line for group in GROUPS.values() for line in group]
    assert len(grouped) == len(set(grouped)) and set(started.lines) <= set(grouped)


def test_red_control_a_bill_without_the_changes_is_caught(year: list[View]) -> None:
    bill = year[3].bill_last_turn
    assert bill is not None
    forgotten = msgspec.structs.replace(bill, changes=0.0)
    assert total(forgotten) != pytest.approx(year[3].cost_last_turn, abs=0.05)


def test_before_the_first_week_there_is_no_bill(squeeze: Log) -> None:
    view = seat_view(squeeze.session, squeeze.place)
    assert (view.bill_last_turn, view.bill_so_far, view.stock_per_week) == (None, None, 0.0)


def test_what_all_stock_costs_a_week_is_what_the_last_week_s_books_say() -> None:
    log = Log(opened_game(text_of("pacific_squeeze"), seed=SEED)).play(2)
    view = seat_view(log.session, log.place)
    held = sum(log.session.seat_turns(0, 0)[-1].costs[:4])
    assert view.stock_per_week == pytest.approx(held / 4, rel=0.1)
    planned = sum(row.offers.holding_per_week[0] for row in view.rows)
    assert planned < view.stock_per_week


def test_a_week_s_losses_are_what_was_required_and_not_made(year: list[View]) -> None:
    """So that what the line waited for, and what it made, add up to what was required."""
    for view in year:
        required = sum(week.required for week in view.weeks)
        lost = sum(sum(week.lost_by.values()) for week in view.weeks)
        assert view.uptime_last_turn == pytest.approx(1.0 - lost / required, abs=1e-4)


# ---------------------------------------------------------------- what a buffer is quoted at, and costs


def quoted_for_the_year(row: Row, weeks: int) -> float:
    """As the page quotes it: `web_client/src/state/sheet/buffer_price.ts`."""
    thin, full = row.offers.holding_per_week
    build = row.offers.build_weeks[1]
    return (full - thin) * (weeks - build / 2) + row.offers.fee[1]


def charged_for_the_year(name: str, component: str, stance: StanceName) -> float:
    """Holding and changes of one component over a year in which nothing else is Just in Case."""
    log = Log(opened_game(text_of(name), seed=SEED))
    log.decide(1, {component: stance})
    log.settle_all()
    log.play(log.session.scenario.turns - 1)
    assert log.session.state.started is not None
    place = [part.name for part in log.session.scenario.component].index(component)
    lines = log.session.state.started.lines
    charged = [lines.index(line) for line in (*GROUPS["stock"], *GROUPS["changes"])]
    weeks = [week for turn in log.session.state.turns for week in turn.tables[0].rows["cost"]]
    return float(sum(week[line][0][place] for week in weeks for line in charged))


@pytest.mark.slow
@pytest.mark.parametrize("component", ["frame", "housing", "chip", "display", "battery"])
def test_a_buffer_costs_in_a_calm_year_what_the_page_quotes_and_in_a_squeeze_no_more(component: str) -> None:
    """No more, since a bin that a queue keeps half empty costs half."""
    for name, most_below in (("calm_seas", 0.05), ("pacific_squeeze", 1.0)):
        log = Log(opened_game(text_of(name), seed=SEED))
        [row] = [row for row in seat_view(log.session, log.place).rows if row.component == component]
        quoted = quoted_for_the_year(row, log.session.scenario.weeks)
        lean, full = (charged_for_the_year(name, component, stance) for stance in STANCES)
        assert (1.0 - most_below) * quoted <= full - lean <= 1.03 * quoted
