"""A new kind of shock is one entry and one class: all else that must know it reads the entry.

A made-up kind is added to the sources as they stand, in a process of its own, since the type of the wire is
made of the entries when it is first imported.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

import pytest

from linestop.agents.chance.shocks import KINDS, Shock, strikes_as
from linestop.agents.scenario.shock_kinds import SHOCK_KINDS

ENTRY = """
from linestop.agents.scenario.shock_kinds import SHOCK_KINDS, KindOfShock

SHOCK_KINDS["drought"] = KindOfShock("supplier", 0.1, 1, 0.5)
"""
CLASS = """
from linestop.agents.chance.shocks import Shock, strikes_as

@strikes_as("drought")
class Drought(Shock):
    def bend(self, terms):
        terms.capacity[self.target] *= self.effect[terms.week - 1] ** 2
"""
TOUR = """
import json
from shock_kind_support import tour

print(json.dumps(tour("drought", "sawmill", 0.2, 1.5)))
"""
WITHOUT_EFFECT = CLASS.replace("terms.capacity[self.target] *= self.effect[terms.week - 1] ** 2", "pass")


def started(program: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", program],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        stdout=subprocess.PIPE,
        text=True,
    )


@pytest.fixture(scope="module")
def tours() -> tuple[dict[str, Any], dict[str, Any]]:
    """With the class, and with one that bends nothing."""
    running = [started(ENTRY + bending + TOUR) for bending in (CLASS, WITHOUT_EFFECT)]
    printed = [process.communicate()[0] for process in running]
    assert [process.returncode for process in running] == [0, 0]
    whole, idle = [json.loads(text) for text in printed]
    return whole, idle


@pytest.fixture(scope="module")
def added(tours: tuple[dict[str, Any], dict[str, Any]]) -> dict[str, Any]:
    return tours[0]


def test_every_entry_has_a_class_and_every_class_an_entry() -> None:
    assert set(KINDS) == set(SHOCK_KINDS)
    assert all(kind.targets == SHOCK_KINDS[name].target for name, kind in KINDS.items())


def test_a_new_kind_is_accepted_in_a_file_and_refused_with_what_its_entry_says(added: dict[str, Any]) -> None:
    assert added["registered"]
    number, target, kind = added["refusals"]
    assert "found 1.5, expected 0.1 to 1 times normal, since the kind is drought" in number
    assert 'found "harbour", expected a supplier: "sawmill" or "smith"' in target
    assert '"drought"' in kind


def test_a_new_kind_bends_the_terms_and_changes_the_records(added: dict[str, Any]) -> None:
    before, struck = added["terms"]
    assert before == [1.0, 1.0]
    assert struck == pytest.approx([0.04, 1.0])
    assert {"cost", "unfilled"} <= set(added["changed"])


def test_a_new_kind_is_offered_at_the_desk_and_injected_within_its_range(added: dict[str, Any]) -> None:
    (choice,) = added["offered"]
    assert (choice["lowest"], choice["highest"], choice["unit"]) == (0.1, 1.0, "factor")
    assert [target["name"] for target in choice["targets"]] == ["sawmill", "smith"]
    assert added["refused_live"] == "out_of_range"
    assert len(added["on_the_timeline"]) == 2
    assert added["stored"]


def test_a_new_kind_stands_in_the_export_and_in_the_debrief(added: dict[str, Any]) -> None:
    assert {"Told by the file", "The river is low"} <= set(added["exported"])
    assert "Told by the file at sawmill, week 3" in added["debriefed"]
    assert "The river is low at sawmill, week 1" in added["debriefed"]


def test_perfect_foresight_knows_a_new_kind(added: dict[str, Any]) -> None:
    assert all(
        0.0 < bound <= cost * (1.0 + 1e-6)
        for bound, cost in zip(added["bounds"], added["costs"], strict=True)
    )


def test_red_control_a_class_that_bends_nothing_changes_no_record_and_costs_less(
    tours: tuple[dict[str, Any], dict[str, Any]],
) -> None:
    whole, idle = tours
    assert idle["terms"] == [[1.0, 1.0], [1.0, 1.0]]
    assert idle["changed"] == []
    assert all(less < more for less, more in zip(idle["bounds"], whole["bounds"], strict=True))


def test_red_control_a_class_without_an_entry_is_refused() -> None:
    with pytest.raises(KeyError, match="drought"):
        strikes_as("drought")
    with pytest.raises(ValueError, match="unpack"):
        strikes_as("closure", "port_slowdown")(Shock)
    assert "drought" not in KINDS
