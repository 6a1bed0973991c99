"""Plan files: what is played as it is written, and what is refused in a sentence."""

from __future__ import annotations

import numpy as np
import pytest
from world_support import shipped

from linestop.agents import SupplyChain
from linestop.agents.manufacturers.stances import fixed
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


def parts() -> list[str]:
    return [part.name for part in SQUEEZE.component]
