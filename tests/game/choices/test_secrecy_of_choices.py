"""No byte that depends on what one may not know, in games with numbers, options, shelves, plans and cash."""

from __future__ import annotations

from typing import Any

import msgspec
import numpy as np
import pytest
from ahead_support import told_in_numbers
from chosen_support import choose, game_with_choices, play_turn, text_with_money
from outlook_support import scramble
from rules_support import Told
from views_support import made_up

from linestop.agents import Decision, SupplyChain, read_scenario
from linestop.game.choices.offered import offered_by
from linestop.game.choices.records import PartAhead
from linestop.game.messages import Cash, ExpressNow, PartNumbers, Planning, SourceNow
from linestop.game.rules.events import TurnResolved, decode, encode
from linestop.game.rules.session import Session
from linestop.game.views.board_view import board
from linestop.game.views.player_view import past_weeks, player_view
from linestop.game.views.public_state import status, story_and_news
from linestop.game.views.split_view import split

NAMES = {"ann": "Ann", "bob": "Bob"}


def seen_by(session: Session, player: str) -> bytes:
    """Every frame and page of one player."""
    place = session.state.place_of(player)
    assert place is not None
    view = player_view(session, place, NAMES)
    pages = [past_weeks(session, place), story_and_news(session, place), status(session, {place})]
    return msgspec.json.encode([*split(view), view, *pages])  # type: ignore[arg-type, misc]


def seen_on_the_wall(session: Session) -> bytes:
    return msgspec.json.encode([board(session, NAMES), status(session)])


ALL = {
    "numbers": {"housing": PartNumbers(cover_weeks=9.0, safety_factor=3.0, priority=5)},
    "express": ["display", "housing"],
    "second_source": {"housing": True},
    "plan": {"scooter": [300.0] * 8},
}


def game(**of_bob: Any) -> Told:
    """Two turns played in which both chose, and Bob's open decision."""
    told = game_with_choices()
    for _ in range(2):
        choose(told, "ann", numbers={"chip": PartNumbers(cover_weeks=2.0)}, express=["housing"])
        choose(told, "bob", **ALL)
        play_turn(told)
    choose(told, "bob", **of_bob)
    return told


def test_what_a_rival_is_about_to_choose_changes_no_byte_until_the_turn_closes() -> None:
    gives_back = {"numbers": {"housing": PartNumbers()}, "express": [], "plan": {"scooter": []}}
    one, other = game(**ALL).session, game(**gives_back).session
    assert seen_by(one, "ann") == seen_by(other, "ann")
    assert seen_on_the_wall(one) == seen_on_the_wall(other)


def test_red_control_the_own_open_choice_is_seen() -> None:
    one, other = game(**ALL).session, game(express=[]).session
    assert seen_by(one, "bob") != seen_by(other, "bob")


@pytest.fixture(scope="module")
def played() -> Told:
    return game(**ALL)


def scrambled(told: Told, own: int) -> Session:
    """The same log with all made up that others were told ahead of their choices."""
    events = [_scramble(decode(encode(event)), own) for event in told.events]
    return Session.replay(events, "1")


def _scramble(event: Any, own: int) -> Any:
    if not isinstance(event, TurnResolved):
        return event
    tables = []
    for table in event.tables:
        assert table.ahead is not msgspec.UNSET
        ahead = [each if number == own else _nonsense(each) for number, each in enumerate(table.ahead)]
        rows = {"on_hand": [made_up(week, "NK", own) for week in table.rows["on_hand"]]}
        tables.append(msgspec.structs.replace(table, ahead=ahead, rows=table.rows | rows))
    return msgspec.structs.replace(event, tables=tables)


def _nonsense(told: Any) -> Any:
    part = PartAhead(
        planning=Planning(1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, fill=[8.0], falls=[9.0]),
        sources=[SourceNow(10.0, 0.1), SourceNow(11.0, 0.9)],
        express=ExpressNow(12.0, 13.0, [14.0]),
    )
    return msgspec.structs.replace(
        told, parts=[part] * len(told.parts), cash=Cash(15.0, 16.0, 17.0, 18.0), demand=told.demand[::-1]
    )


def test_nothing_that_others_were_told_changes_a_byte_of_a_players_view(played: Told) -> None:
    assert seen_by(scrambled(played, 0), "ann") == seen_by(played.session, "ann")
    assert seen_on_the_wall(scrambled(played, -1)) == seen_on_the_wall(played.session)


def test_red_control_what_one_was_told_oneself_is_in_the_own_view(played: Told) -> None:
    assert seen_by(scrambled(played, 1), "ann") != seen_by(played.session, "ann")


def test_another_seed_with_the_same_past_changes_no_byte(played: Told) -> None:
    other = msgspec.structs.replace(played.session.opened, seed=8_123_456_789_012)
    again = Session.replay([other, *played.events[1:]], "1")
    assert seen_by(again, "ann") == seen_by(played.session, "ann")


# ---------------------------------------------------------------- the figures themselves


def chain_of_choosers(weeks: int) -> SupplyChain:
    """Four seats with numbers and sources of their own."""
    scenario = read_scenario(text_with_money(2_000_000), "pacific_squeeze.toml")
    chain = SupplyChain(scenario, 7)
    for number, seat in enumerate(chain.network.seats):
        numbers = np.full(6, 1.0 + number)
        split_of = np.array([np.nan, 0.25, np.nan, np.nan, 0.5, np.nan])
        decision = Decision(np.zeros(6, bool), cover_weeks=numbers, sourcing_split=split_of, expedite=numbers)
        chain.settle(seat, decision)
    while chain.week < weeks:
        chain.step()
    return chain


def figures_of(chain: SupplyChain, seat: int) -> np.ndarray:
    return told_in_numbers(chain, offered_by(chain.scenario, "expert"), seat)


@pytest.mark.parametrize("week", [4, 20, 36])
@pytest.mark.parametrize("seat", [0, 3])
def test_no_figure_depends_on_what_rivals_keep_to_themselves(week: int, seat: int) -> None:
    chain, rivals = chain_of_choosers(week), [row for row in range(4) if row != seat]
    scramble(chain, rivals, luck=week)
    assert chain.manufacturers.numbers is not None
    for rival in rivals:
        other = Decision(np.zeros(6, bool), cover_weeks=np.full(6, 11.0), expedite=np.full(6, 3.0))
        chain.manufacturers.numbers.store(rival, other, np.ones(1, bool))
    told = figures_of(chain_of_choosers(week), seat)
    np.testing.assert_allclose(figures_of(chain, seat), told, rtol=1e-8, atol=1e-6)


def test_red_control_a_seat_s_own_books_change_its_figures() -> None:
    chain = chain_of_choosers(20)
    scramble(chain, [1], luck=1)
    with pytest.raises(AssertionError):
        np.testing.assert_allclose(figures_of(chain, 1), figures_of(chain_of_choosers(20), 1), rtol=1e-3)


@pytest.mark.parametrize("week", [4, 28])
def test_no_figure_depends_on_what_is_drawn_for_weeks_to_come(week: int) -> None:
    chain = chain_of_choosers(week)
    told = [figures_of(chain, seat) for seat in range(4)]
    chain.path.demand[week:] *= 3.0
    for shock in chain.path.shocks:
        shock.effect[week:] *= 0.5
        shock.in_force[week:] ^= True
    for seat in range(4):
        np.testing.assert_array_equal(figures_of(chain, seat), told[seat])


def test_to_be_told_what_lies_ahead_changes_nothing() -> None:
    looked, not_looked = chain_of_choosers(12), chain_of_choosers(12)
    figures_of(looked, 0)
    for chain in (looked, not_looked):
        while chain.week < 24:
            chain.step()
    assert np.array_equal(looked.sums.cost, not_looked.sums.cost)


def test_no_shock_is_named_in_any_frame(played: Told) -> None:
    for shock in played.session.scenario.shock:
        assert shock.name.encode() not in seen_by(played.session, "ann")
