"""A lesson's sentences are claims: each is tested by playing what it names, and a false one is found out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest
from world_support import SHIPPED, changed, own_scenario, shipped, struck

from linestop.agents import Decision, SupplyChain
from linestop.agents.chance.shocks import GRADES
from linestop.agents.manufacturers.stances import POLICIES, fixed, on_news
from linestop.agents.scenario.checks.claim_checks import names_in_ways
from linestop.agents.scenario.claims import BASES, NEEDS, SAME, Claim, Names, way_in
from linestop.agents.scenario.scenario import Scenario
from linestop.agents.studies.claims import TESTS, Trials, findings_of
from linestop.agents.studies.replay import as_played

SQUEEZE = struck()
PARTS = [part.name for part in SQUEEZE.component]
WORLDS = 12


@pytest.fixture(scope="module")
def trials() -> Trials:
    return Trials(SQUEEZE, 1, WORLDS, 3)


def found(trials: Trials, **claim: Any) -> tuple[bool, str]:
    (finding,) = findings_of([Claim(text="It is so.", **claim)], trials)
    return finding.holds, finding.shown


def test_every_kind_of_claim_has_its_keys_and_its_test() -> None:
    assert TESTS.keys() == NEEDS.keys()
    assert set(BASES) <= POLICIES.keys()


TRUE: Mapping[str, dict[str, Any]] = {
    "cheaper": {"plan": "hybrid", "than": ["jit", "jic"], "least": 0.2},
    "uptime": {"plan": "jit", "least": 0.7, "most": 0.9},
    "weakest_week": {"plan": "jit", "most": 0.6},
    "score": {"plan": "jic", "least": 50.0, "most": 90.0},
    "buffers": {"parts": ["housing", "chip"]},
    "order": {"parts": ["chip", "frame", "display"]},
    "long_queues": {"parts": ["housing", "chip"], "least": 10.0},
}
FALSE: Mapping[str, dict[str, Any]] = {
    "cheaper": {"plan": "jit", "than": ["hybrid"]},
    "uptime": {"plan": "jit", "least": 0.95},
    "weakest_week": {"plan": "jit", "most": 0.1},
    "score": {"plan": "jic", "least": 95.0},
    "buffers": {"parts": ["housing", "chip", "frame"]},
    "order": {"parts": ["display", "chip"]},
    "long_queues": {"parts": ["housing"], "least": 10.0},
}


@pytest.mark.slow
@pytest.mark.parametrize("kind", TESTS)
def test_a_true_claim_of_each_kind_holds_and_a_false_one_does_not(trials: Trials, kind: str) -> None:
    assert found(trials, shows=kind, **TRUE[kind])[0]
    assert not found(trials, shows=kind, **FALSE[kind])[0]


def test_a_claim_too_close_to_call_does_not_hold(trials: Trials) -> None:
    """Its interval reaches over the bound: more worlds are needed before it may be said."""
    holds, shown = found(trials, shows="cheaper", plan="hybrid", than=["hybrid"])
    assert not holds and "0.0% less ± 0.0%" in shown
    cost = trials.years("jit", "hybrid").uptime.mean()
    assert not found(trials, shows="uptime", plan="jit", least=float(cost))[0]


def test_a_claim_of_a_turn_that_never_comes_does_not_hold_and_says_so(trials: Trials) -> None:
    """A file is not refused for it: a year may be cut short, for a lesson or a test."""
    claim = {"shows": "cheaper", "plan": "hybrid", "than": ["jit", "chip from turn 14"]}
    assert found(trials, **claim) == (False, "turn 14 never comes: the last is turn 13")
    assert found(trials, **claim | {"than": ["chip from turn 13"]})[0]


def played(policies: Any, seat: int) -> tuple[np.ndarray, np.ndarray]:
    chain = SupplyChain(SQUEEZE, 1, WORLDS, policies=policies).run()
    whole = as_played(chain)
    made, required = (chain.record[name].sum(axis=2)[:, seat] for name in ("made", "required"))
    served = np.minimum(chain.record["made"], chain.record["required"]).sum(axis=2)[:, seat]
    assert made.shape == required.shape
    return whole.cost[seat], (served / required).min(axis=0)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("way", "policy"),
    [
        ("jit", "jit"),
        ("jic", "jic"),
        ("hybrid", "hybrid"),
        ("housing", fixed([name == "housing" for name in PARTS])),
        ("jit, housing", fixed([name == "housing" for name in PARTS])),
        ("hybrid, frame", fixed([name in ("housing", "chip", "frame") for name in PARTS])),
        ("all at rumour", on_news("rumour")),
        ("housing, all at official", on_news("official", [name == "housing" for name in PARTS])),
        (
            "chip from turn 4",
            lambda view: Decision(np.array([name == "chip" and view.turn >= 4 for name in PARTS])),
        ),
        (
            "chip at press",
            lambda view: Decision(
                (view.alert >= GRADES["press"]) & np.array([[name == "chip"] for name in PARTS])
            ),
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_way_to_play_plays_what_it_says(trials: Trials, way: str, policy: Any) -> None:
    seats = [seat.name for seat in SQUEEZE.seat]
    years = trials.years(way, "hybrid")
    cost, weakest = played({seats[2]: policy}, 2)
    assert np.array_equal(years.cost[2], cost) and years.weakest[2] == pytest.approx(weakest)
    alike = trials.years(way, SAME)
    assert np.array_equal(alike.cost[1], played(dict.fromkeys(seats, policy), 1)[0])


ROADS, SHORE = shipped("two_roads"), shipped("far_shore")


def of_part(scenario: Scenario, name: str) -> np.ndarray:
    return np.array([[part.name == name] for part in scenario.component])


@pytest.mark.slow
@pytest.mark.parametrize(
    ("scenario", "way", "policy"),
    [
        (
            ROADS,
            "jit, pump near",
            lambda view: Decision(
                view.stance & False, sourcing_split=np.where(of_part(ROADS, "pump"), 0.5, np.nan)[:, 0]
            ),
        ),
        (
            ROADS,
            "hybrid, grinder express at official",
            lambda view: Decision(
                view.recommended,
                expedite=np.where(
                    of_part(ROADS, "grinder") & (view.alert >= GRADES["official"]), 4.0, np.nan
                ),
            ),
        ),
        (
            SHORE,
            "jit, isles shelf 2.5 from turn 3",
            lambda view: Decision(
                view.stance & False,
                shelf_weeks=np.array([np.nan, 2.5 if view.turn >= 3 else np.nan]),
            ),
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_way_with_a_second_source_express_or_a_shelf_plays_it(
    scenario: Scenario, way: str, policy: Any
) -> None:
    seat = scenario.seat[0].name
    years = Trials(scenario, 1, 4, 2).years(way, "hybrid")
    chain = SupplyChain(scenario, 1, 4, policies={seat: policy}).run()
    assert np.array_equal(years.cost[0], as_played(chain).cost[0])
    bare = Trials(scenario, 1, 4, 2).years(way.split(",")[0], "hybrid")
    assert not np.array_equal(years.cost[0], bare.cost[0])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("shell near", "a part with a lane for near, which shell has not"),
        ("pump express", "a part with a lane for express, which pump has not"),
        ("all near", "a part with a lane for near, which shell has not"),
        ("shops shelf 2", "a market with a buffer"),
        ("pump shelf 2", "a market with a buffer"),
        ("pump far", "or one with near, express, from turn 4 or at rumour"),
    ],
)
def test_a_way_names_only_what_a_scenario_offers(text: str, expected: str) -> None:
    with pytest.raises(ValueError, match=expected):
        way_in(text, names_in_ways(ROADS))
    assert way_in("isles shelf 2", names_in_ways(SHORE)).purchases[0].weeks == 2.0
    with pytest.raises(ValueError, match="and no news"):
        way_in("isles shelf 2 at rumour", names_in_ways(SHORE))


def test_weeks_of_long_queues_are_those_of_the_quotes(trials: Trials) -> None:
    chain = SupplyChain(SQUEEZE, 1, WORLDS, policies="hybrid").run()
    usual = chain.network.usual_component_lead_time[:, None]
    delays = [chain.network.lane_mean(quote) - usual for quote in chain.record["quote"]]
    late = (np.stack(delays) >= 2.0).sum(axis=0)
    assert np.array_equal(trials.years("hybrid", "hybrid").late_weeks[0], late)


@pytest.mark.parametrize("text", ["", "housing chip", "housing at noon", "lean", "chip from turn 0", "jit,"])
def test_a_way_that_says_nothing_sensible_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        way_in(text, Names(PARTS))


@pytest.mark.slow
@pytest.mark.parametrize("name", SHIPPED)
def test_every_sentence_of_a_lesson_that_comes_along_is_true(name: str) -> None:
    scenario = shipped(name)
    assert len(scenario.claim) > 5
    findings = findings_of(scenario.claim, Trials(scenario, 1, 100, 10))
    assert [(each.claim.text, each.shown) for each in findings if not each.holds] == []


@pytest.mark.slow
def test_red_control_the_lesson_of_one_scenario_is_not_true_of_the_other() -> None:
    calm, squeeze = shipped("calm_seas"), shipped("pacific_squeeze")
    for claims, scenario in ((calm.claim, squeeze), (squeeze.claim, calm)):
        findings = findings_of(claims, Trials(scenario, 1, 20, 3))
        assert sum(not each.holds for each in findings) > len(findings) / 2


@pytest.mark.slow
@pytest.mark.parametrize(
    "claim",
    [
        {"shows": "weakest_week", "plan": "jit", "most": 0.05},  # "no buffers at all stop the line for weeks"
        {"shows": "cheaper", "plan": "housing at official", "than": ["jit"]},  # "late is better than none"
        {"shows": "cheaper", "plan": "housing at official", "than": ["jit"], "rivals": "same"},
    ],
    ids=lambda claim: f"{claim['shows']} {claim.get('rivals', '')}",
)
def test_what_the_lesson_said_before_and_what_is_not_true_is_found_out(claim: dict[str, Any]) -> None:
    assert not found(Trials(SQUEEZE, 1, 60, 3), **claim)[0]


def test_a_lesson_in_claims_is_read_as_the_text_of_its_sentences() -> None:
    for name in SHIPPED:
        scenario = shipped(name)
        assert scenario.lesson == " ".join(claim.text for claim in scenario.claim)
    plain: Scenario = own_scenario("one_seat")
    assert plain.lesson == "With nothing to fear, a buffer only costs." and plain.claim == []


def test_one_company_alone_has_claims_too() -> None:
    scenario = own_scenario("one_seat")
    trials = Trials(changed(scenario, weeks=8), 1, 2, 2)
    assert found(trials, shows="buffers", parts=[])[0]
    assert found(trials, shows="uptime", plan="jit", least=1.0)[0]
