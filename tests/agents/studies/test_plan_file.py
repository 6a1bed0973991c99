"""Plan files: what is played as it is written, and what is refused in a sentence."""

from __future__ import annotations

import numpy as np
import pytest
from world_support import shipped

from linestop.agents import SupplyChain
from linestop.agents.manufacturers.stances import fixed
from linestop.agents.scenario.options import with_shelf
from linestop.agents.studies.plan_file import PlanFileError, read_plan_file

SQUEEZE = shipped("pacific_squeeze")


def test_a_plan_is_played_as_it_is_written() -> None:
    plan = read_plan_file('[[turn]]\nfrom = 1\nhousing = "JIC"\n[[turn]]\nfrom = 3\nchip = "JIC"', parts())
    chain = SupplyChain(SQUEEZE, 1, policies={"tarnholm": plan}).run()
    stance = chain.record["stance"][:, 0, :, 0].astype(bool)
    housing, chip = parts().index("housing"), parts().index("chip")
    assert stance[:, housing].all() and not stance[:8, chip].any() and stance[8:, chip].all()
    assert stance.sum(axis=0).tolist() == [0, 52, 44, 0, 0, 0]


def test_a_plan_that_never_changes_is_a_fixed_plan() -> None:
    chains = [
        SupplyChain(SQUEEZE, 1, policies={"tarnholm": player}).run()
        for player in (read_plan_file('start = "JIC"', parts()), fixed([True] * 6))
    ]
    assert np.array_equal(*(chain.sums.cost for chain in chains))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[[turn]", "not TOML"),
        ("plan = 1", "unknown key 'plan'"),
        ('start = "LEAN"', "start: found 'LEAN', expected 'JIT' or 'JIC'"),
        ("turn = 3", r"expected \[\[turn\]\] tables"),
        ("", "there is nothing in it: expected start = 'JIT' or 'JIC', or"),
        ('[[turn]]\nhousing = "JIC"', r"turn\[1\].from: missing; expected the number of a turn"),
        ("[[turn]]\nfrom = 2", r"turn\[1\]: nothing changes; expected at least one of frame, housing"),
        ('[[turn]]\nfrom = true\nchip = "JIC"', "found True"),
        ('[[turn]]\nfrom = 2.0\nchip = "JIC"', "found 2.0"),
        ('[[turn]]\nfrom = 0\nchip = "JIC"', "found 0, expected a turn number from 1 to 13, the last turn"),
        ('[[turn]]\nfrom = -3\nchip = "JIC"', "found -3, expected a turn number from 1 to 13"),
        ('[[turn]]\nfrom = 14\nchip = "JIC"', "found 14, expected a turn number from 1 to 13, the last turn"),
        (
            '[[turn]]\nfrom = 2\nhousing = "JIC"\n[[turn]]\nfrom = 2\nchip = "JIC"',
            r"turn\[2\].from: found 2 a second time; expected all of a turn in one table, turn\[1\]",
        ),
        (
            '[[turn]]\nfrom = 6\nhousing = "JIC"\n[[turn]]\nfrom = 4\nchip = "JIC"',
            r"turn\[2\].from: found 4 below 6; expected the tables in the order of their turns",
        ),
        ('[[turn]]\nfrom = 1\nchips = "JIC"', "no such component; expected one of frame, housing, chip"),
        ("numbers = 3", r"numbers: expected a table \[numbers\]"),
        ("[numbers]\nchip = 3", r"numbers.chip: expected a table of cover_weeks, safety_factor"),
        ("[numbers.chips]\ncover_weeks = 3", "numbers.chips: no such name; expected one of frame, housing"),
        ("[numbers.chip]\ncover = 3", "numbers.chip.cover: no such number; expected one of cover_weeks"),
        ("[numbers.chip]\ncover_weeks = 27", "numbers.chip.cover_weeks: found 27, expected 0 to 26"),
        ("[numbers.chip]\ncover_weeks = true", "numbers.chip.cover_weeks: found True, expected 0 to 26"),
        ("[numbers.chip]\nsourcing_split = nan", "numbers.chip.sourcing_split: found nan, expected 0 to 1"),
        ("[shelves]\ncoast = 2", "shelves.coast: no such name; expected one of none"),
        ("[[turn]]\nfrom = 1\nchip = 1", "chip: found 1, expected 'JIT' or 'JIC'"),
    ],
)
def test_a_bad_plan_gets_one_sentence(text: str, sentence: str) -> None:
    with pytest.raises(PlanFileError, match=sentence):
        read_plan_file(text, parts(), SQUEEZE.turns)


def test_a_plan_may_change_in_the_last_turn() -> None:
    last = read_plan_file('[[turn]]\nfrom = 13\nchip = "JIC"', parts(), SQUEEZE.turns)
    chain = SupplyChain(SQUEEZE, 1, policies={"tarnholm": last}).run()
    assert chain.record["stance"][:, 0].sum() == 4


def test_numbers_and_shelves_of_a_plan_hold_from_the_first_turn_to_the_last() -> None:
    scenario = shipped("far_shore")
    names = [part.name for part in scenario.component]
    text = "[numbers.board]\ncover_weeks = 3.0\n[shelves]\nisles = 2\n"
    plan = read_plan_file(text, names, scenario.turns, with_shelf(scenario))
    seat = scenario.seat[1].name
    chain = SupplyChain(scenario, 1, policies={seat: plan}).run()
    last = chain.beside_stances[-1]
    assert last is not None
    cover, shelves = last[1].cover_weeks, last[1].shelf_weeks
    assert cover is not None and shelves is not None
    assert cover[names.index("board"), 0] == 3.0 and np.isnan(cover).sum() == len(names) - 1
    assert np.isnan(shelves[0, 0]) and shelves[1, 0] == 2.0
    assert not chain.record["stance"][:, 1].any()


def parts() -> list[str]:
    return [part.name for part in SQUEEZE.component]
