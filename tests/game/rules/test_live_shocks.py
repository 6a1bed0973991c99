"""A shock of the facilitator's strikes in the turn that was meant, and sounds as sure as was meant."""

from __future__ import annotations

import pytest
from rules_support import ANN, BOB, Told, begun, closings, code_of, new_id

from linestop.game.errors import Refused
from linestop.game.messages import CloseTurn, Inject, LastTurn, NewsItem, ShockWords
from linestop.game.rules import live_shocks
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


# ---------------------------------------------------------------- when it is over

PLACE = {"id": "shock-0001", "kind": "port_slowdown", "target": "harbour", "value": 0.5, "text": ""}


def thrown(weeks: int, headline: str = "Strike", *, plain: bool = False) -> Told:
    told = begun()
    told.do(Inject(weeks=weeks, headline=headline, plain=plain, **PLACE))  # type: ignore[arg-type]
    return told


def news_of_the_desk(told: Told) -> list[NewsItem]:
    return [item for item in told.session.state.news if item.headline.endswith("Strike")]


def end_is_told(told: Told, last_week: int) -> None:
    """Whoever follows the news, person or program, is told in the turn in which it ends, and not before."""
    weeks = told.session.scenario.weeks_per_turn
    while not told.session.state.over:
        played = len(told.session.state.turns) * weeks
        over = [item for item in news_of_the_desk(told) if item.words is not None and item.words.over]
        assert [item.week for item in over] == [last_week] * (played >= last_week), "its end is told wrongly"
        if played:
            chain = told.session.played()
            assert bool(chain.news_desk.alert(chain.live_shocks, chain.week).any()) == (played < last_week)
        close(told)
    assert told.replayed().state == told.session.state


@pytest.mark.parametrize("weeks", [1, 2, 3, 5, 52])
def test_when_it_is_over_its_news_gives_the_all_clear(weeks: int) -> None:
    end_is_told(thrown(weeks), weeks)


def test_red_control_a_shock_whose_end_nobody_is_told_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live_shocks, "all_clear_of", lambda asked, scenario: [])
    with pytest.raises(AssertionError, match="its end"):
        end_is_told(thrown(2), 2)


def test_the_end_of_a_shock_that_nobody_was_told_of_is_not_told_either() -> None:
    told = thrown(1, headline="")
    close(told)
    assert not [item for item in told.session.state.news if item.words is not None]


def test_a_shock_of_an_older_log_has_no_end_and_its_alert_stays_as_it_was_recorded() -> None:
    told = begun()
    body = (
        b'{"type":"shock_injected","id":"old-00001","by":"desk","name":"live_1","kind":"port_slowdown",'
        b'"target":"harbour","weeks":1,"value":0.5,"headline":"Strike","text":"","first_week":1,"news_week":0}'
    )
    told.note([decode(body)])
    while not told.session.state.over:
        close(told)
        chain = told.session.played()
        assert chain.news_desk.alert(chain.live_shocks, chain.week).any()
    assert news_of_the_desk(told) == [NewsItem(0, "official", "Strike", "")]


# ---------------------------------------------------------------- in whose words


def test_a_usual_headline_is_worded_by_each_reader_s_client_and_one_that_was_typed_is_not() -> None:
    usual, typed = thrown(1, plain=True), thrown(1)
    for told in (usual, typed):
        close(told)
    harbour = usual.session.scenario.port[0].title
    assert [item.words for item in news_of_the_desk(usual)] == [
        ShockWords("port_slowdown", harbour),
        ShockWords("port_slowdown", harbour, over=True),
    ]
    assert [item.words for item in news_of_the_desk(typed)] == [
        None,
        ShockWords("port_slowdown", harbour, "Strike", over=True),
    ]


def test_a_shock_that_is_sent_again_in_the_same_words_makes_one_event() -> None:
    told = thrown(1, plain=True)
    again = Inject(weeks=1, headline="Strike", plain=True, **PLACE)  # type: ignore[arg-type]
    assert told.do(again) == []
    with pytest.raises(Refused) as refused:
        told.do(Inject(weeks=1, headline="Strike", **PLACE))  # type: ignore[arg-type]
    assert code_of(refused) == "id_reused"
