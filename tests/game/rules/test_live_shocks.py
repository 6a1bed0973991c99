"""A shock of the facilitator's strikes in the turn that was meant, and sounds as sure as was meant."""

from __future__ import annotations

import pytest
from rules_support import ANN, BOB, Told, begun, closings, code_of, new_id

from linestop.game.errors import Refused
from linestop.game.messages import CloseTurn, Inject, LastTurn
from linestop.game.rules.desk_events import ShockInjected
from linestop.game.rules.events import decode
from linestop.game.rules.live_shocks import choices
from linestop.game.rules.timing import COUNTDOWN_MS, SHOCK_MS


def inject(told: Told, turn: int | None = None, grade: str = "official") -> ShockInjected:
    command = Inject(new_id(), "port_slowdown", "harbour", 2, 0.5, "Strike", "", turn, grade)  # type: ignore[arg-type]
    [event] = told.do(command)
    assert isinstance(event, ShockInjected)
    return event


def close(told: Told) -> None:
    told.do(CloseTurn(new_id(), told.session.state.turn))
    told.follow()


def test_it_strikes_this_turn_or_a_later_one_and_its_news_is_out_at_once() -> None:
    told = begun()
    weeks = told.session.scenario.weeks_per_turn
    assert (inject(told).first_week, inject(told, 1).first_week) == (1, 1)
    later = inject(told, 2)
    assert (later.first_week, later.news_week) == (weeks + 1, 0)
    assert told.session.state.news[-1].headline == "Strike"


@pytest.mark.parametrize("grade", ["rumour", "press", "official"])
def test_its_news_has_the_grade_that_was_chosen(grade: str) -> None:
    told = begun()
    inject(told, 2, grade)
    assert told.session.state.news[-1].grade == grade
    close(told)
    assert told.session.state.phase == "deciding", "and the world takes it"
    assert told.replayed().state == told.session.state


def test_a_form_left_open_over_a_close_is_refused_and_never_means_another_week() -> None:
    told = begun()
    close(told)
    with pytest.raises(Refused) as refused:
        inject(told, 1)
    assert code_of(refused) == "turn_closed"
    assert told.session.state.shocks == ()


def test_a_shock_during_the_countdown_gives_those_who_decided_time_to_see_it() -> None:
    told = begun()
    told.decide(ANN)
    told.decide(BOB)
    told.wait(1000)
    told.do(Inject(new_id(), "port_slowdown", "harbour", 2, 0.5, "Strike", "", 2))
    assert told.session.state.clock.after(told.passed).countdown_ms == COUNTDOWN_MS - 1000
    told.do(Inject(new_id(), "port_slowdown", "harbour", 2, 0.5, "Strike", ""))
    assert told.session.state.clock.countdown_ms == SHOCK_MS
    assert closings(told.wait(SHOCK_MS)) == ["all_in"]


def test_no_shock_is_meant_for_a_turn_that_never_comes() -> None:
    told = begun()
    told.do(LastTurn(new_id()))
    with pytest.raises(Refused) as refused:
        inject(told, 2)
    assert code_of(refused) == "no_week_left"


def test_a_shock_of_an_older_log_was_official_and_struck_at_once() -> None:
    told = begun()
    body = (
        b'{"type":"shock_injected","id":"old-00001","by":"desk","name":"live_1","kind":"port_slowdown",'
        b'"target":"harbour","weeks":2,"value":0.5,"headline":"Strike","text":"","first_week":1,"news_week":0}'
    )
    told.note([decode(body)])
    assert (told.session.state.news[-1].grade, told.session.state.shocks[0].turn) == ("official", None)
    close(told)
    assert told.session.state.turn == 2


def test_suppliers_and_lanes_stand_with_the_part_that_comes_from_them() -> None:
    told = begun()
    scenario = told.session.scenario
    titles = {site.name: part.title for site in scenario.supplier for part in scenario.component
              if part.name == site.component}  # fmt: skip
    offered = {choice.kind: choice.targets for choice in choices(scenario)}
    assert {target.name: target.part for target in offered["capacity_cut"]} == titles
    assert all(target.part == "" for target in offered["port_slowdown"])
