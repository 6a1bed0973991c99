"""What the wall and the desk are told: the leaders' way, and who stood still, lacked what or is away."""

from __future__ import annotations

import msgspec
import pytest
from rules_support import Told, new_id, opened
from secrecy_support import NAMES, workshop

from linestop.game.messages import Board, CloseTurn, DeskSeat, Start
from linestop.game.messages.rounding import for_screen
from linestop.game.rules.events import Place
from linestop.game.views.board_view import MOST_TRAILS, board
from linestop.game.views.desk_view import desk
from linestop.scenarios import text_of


@pytest.fixture(scope="module")
def played() -> Told:
    return workshop()


@pytest.fixture(scope="module")
def wall(played: Told) -> Board:
    return board(played.session, NAMES)


def test_a_trail_ends_where_its_seat_stands(wall: Board) -> None:
    standings = {(each.table, each.seat): each for each in wall.standings}
    assert wall.trails
    for trail in wall.trails:
        standing = standings[trail.table, trail.seat]
        assert (trail.uptime[-1], trail.cost[-1]) == (standing.uptime, round(standing.total_cost))
        assert len(trail.uptime) == len(trail.cost) == 3
        assert trail.cost == sorted(trail.cost), "cost so far never falls while a game goes on"


def test_a_trail_tells_of_each_turn_what_the_board_said_then(wall: Board) -> None:
    earlier = board(workshop(2).session, NAMES)
    then = {(each.table, each.seat): each for each in earlier.standings}
    for trail in wall.trails:
        standing = then[trail.table, trail.seat]
        assert (trail.uptime[1], trail.cost[1]) == (standing.uptime, round(standing.total_cost))


def test_the_leaders_come_first_and_stand_in_places_of_their_own(wall: Board) -> None:
    costs = {(each.table, each.seat): each.total_cost for each in wall.standings}
    told = [costs[trail.table, trail.seat] for trail in wall.trails]
    assert told == sorted(told) and told[0] == min(costs.values())
    ends = [(trail.uptime[-1], trail.cost[-1]) for trail in wall.trails]
    assert len(set(ends)) == len(ends) <= MOST_TRAILS


def test_before_the_first_turn_there_is_no_trail() -> None:
    assert board(workshop(0).session, NAMES).trails == []


def test_the_desk_counts_the_turns_that_a_seat_has_kept_its_stances(played: Told) -> None:
    """The players change one part before each turn; where a bot plays nothing ever changes."""
    seats = desk(played.session, NAMES, {}).seats
    assert {seat.steady for seat in seats if seat.player is not None} == {1}
    assert {seat.steady for seat in seats if seat.player is None} == {3}


def test_the_desk_knows_what_a_line_waited_for() -> None:
    told = silent(turns=8)
    seats = desk(told.session, NAMES, {}).seats
    weeks = told.session.state.turns[-1].tables[0].rows["shortfall_by"]
    for number, seat in enumerate(seats):
        for slot, part in enumerate(told.session.scenario.component):
            units = sum(product[slot] for week in weeks for product in week[number])
            assert seat.lost.get(part.name, 0.0) == (pytest.approx(for_screen(units)) if units > 0.5 else 0.0)
    assert any(seat.lost for seat in seats), "eight turns all Just in Time, and no line waited"


def test_the_way_of_the_leaders_adds_little_to_a_board() -> None:
    trails = board(silent(turns=12).session, NAMES).trails
    assert [len(trail.cost) for trail in trails] == [12] * len(trails)
    assert len(msgspec.json.encode(trails)) < 2048


def silent(turns: int) -> Told:
    """A table at which nobody says a word, so that all stay Just in Time."""
    told = Told(opened(text=text_of("pacific_squeeze"), scenario="pacific_squeeze", bots="jit"))
    told.join("ann")
    told.do(Start(new_id()))
    for turn in range(1, turns + 1):
        told.do(CloseTurn(new_id(), turn))
        told.follow()
    return told


def test_the_desk_is_told_how_long_nobody_was_at_a_seat(played: Told) -> None:
    ann = Place(0, played.session.state.seat_names[0])
    told: list[DeskSeat] = desk(played.session, NAMES, {}, away_ms={ann: 40_000}).seats
    assert [seat.away_ms for seat in told[:2]] == [40_000, None]
