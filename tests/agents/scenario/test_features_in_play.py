"""Every feature that a scenario file may have is played somewhere in the library, or the table says why not.

The table stands in `scenarios/README.md`. Its features are derived from the types of the file, so a key or a
kind of shock that comes later fails here until it has a row; the scenarios named in a row must use it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pytest
from features_in_play_support import FEATURES, TABLES, features_of, used_by

from linestop import scenarios
from linestop.agents.scenario.reader import read_scenario
from linestop.agents.scenario.shock_kinds import SHOCK_KINDS
from linestop.agents.scenario.transport import Lane

USED = {name: used_by(read_scenario(scenarios.text_of(name), name)) for name in scenarios.names()}
MET = re.compile(r"(from classic on|from segmented on|in expert): |by itself")
TOLD = (Path(scenarios.__file__).parent / "README.md").read_text(encoding="utf-8")


class Row(NamedTuple):
    """A row of the table: its features, how a player meets them, and scenarios or `none: ` and a reason."""

    features: tuple[str, ...]
    met: str
    seen: str


def table(text: str) -> list[Row]:
    """The rows of the table of features."""
    section = text.split("## Every feature, and where it is played")[1].split("\n## ")[0]
    cells = [line.strip("| ").split(" | ") for line in section.splitlines() if line.startswith("| `")]
    return [Row(tuple(re.findall(r"`([^`]+)`", row[0])), row[1], row[2]) for row in cells]


def wrong(rows: list[Row], features: set[str], used: Mapping[str, set[str]]) -> list[str]:
    """What the table leaves out, or says and is not so."""
    told = [feature for row in rows for feature in row.features]
    found = [f"{name} has no row" for name in sorted(features - set(told))]
    found += [
        f"{name} is no feature, or has two rows"
        for name in told
        if told.count(name) > 1 or name not in features
    ]
    for row in rows:
        if not MET.match(row.met):
            found.append(f"{row.features[0]}: no depth in {row.met!r}")
        players = {name for name, theirs in used.items() if theirs & set(row.features)}
        if row.seen.startswith("none: "):
            found += [f"{row.features[0]} is used by {name}" for name in sorted(players)]
        else:
            named = set(re.findall(r"`([^`]+)`", row.seen))
            found += [f"{row.features[0]} is not used by {name}" for name in sorted(named - players)]
            found += [] if named else [f"{row.features[0]} has neither a scenario nor a reason"]
    return found


def test_each_feature_is_played_in_the_library_or_its_row_says_why_not() -> None:
    assert wrong(table(TOLD), FEATURES, USED) == []


def test_all_kinds_of_shock_are_played() -> None:
    assert {f'shock.kind = "{kind}"' for kind in SHOCK_KINDS} <= set().union(*USED.values())


def test_a_scenario_that_says_nothing_extra_uses_nothing() -> None:
    plain = used_by(
        read_scenario((Path(__file__).parents[2] / "scenarios/two_weeks.toml").read_text(), "two_weeks")
    )
    assert plain & {"supplier.reserve", "lane.near", "market.buffer", "seat.credit", "depot"} == set()


def test_red_control_a_key_that_came_later_needs_a_row() -> None:
    class Wider(Lane, frozen=True, kw_only=True):
        toll: float = 0.0

    assert wrong(table(TOLD), features_of({**TABLES, "lane": Wider}) | FEATURES, USED) == [
        "lane.toll has no row"
    ]


@pytest.mark.parametrize(
    ("right", "false", "found"),
    [
        ("| `first_call` |", "| `calm_seas` |", "supplier.reserve is not used by calm_seas"),
        (
            "| `dark_screens` |",
            "| none: nobody likes it |",
            'shock.kind = "line_outage" is used by dark_screens',
        ),
        ("| in expert: weeks of the regional shelf", "| somehow", "market.buffer: no depth in 'somehow'"),
        ("| `port.dwell_weeks` |", "| `port.dwell` |", "port.dwell_weeks has no row"),
    ],
)
def test_red_control_a_row_that_is_not_so_is_found(right: str, false: str, found: str) -> None:
    assert right in TOLD
    row = next(line for line in TOLD.splitlines() if right in line)
    assert found in wrong(table(TOLD.replace(row, row.replace(right, false))), FEATURES, USED)
