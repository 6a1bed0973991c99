"""Scenario files changed at random: each is read, or refused like any other mistake."""

from __future__ import annotations

import copy
import tomllib
from typing import Any

import msgspec
import pytest
from bad_files import GOOD, TAUGHT
from hypothesis import example, given
from hypothesis import strategies as st

from linestop.agents.scenario import reader
from linestop.agents.scenario.checks.consistency import consistency_problems
from linestop.agents.scenario.checks.schema_checks import schema_problems
from linestop.agents.scenario.reader import MOST_MISTAKES, ScenarioError, read_scenario
from linestop.agents.scenario.scenario import Scenario

EDIT = st.tuples(
    st.integers(0, len(TAUGHT)),
    st.integers(0, 12),
    st.one_of(
        st.binary(max_size=8), st.sampled_from([b"[", b"]]", b'"', b"=", b"\n", b"nan", b"-", b"1e999"])
    ),
)


@given(st.lists(EDIT, min_size=1, max_size=4))
@example([(0, len(TAUGHT), b"")])
def test_no_file_raises_anything_but_a_scenario_error(edits: list[tuple[int, int, bytes]]) -> None:
    raw = TAUGHT.encode()
    for start, length, inserted in edits:
        raw = raw[:start] + inserted + raw[start + length :]
    try:
        read_scenario(raw, "fuzz.toml")
    except ScenarioError as error:
        assert 1 <= len(error.mistakes) <= MOST_MISTAKES
        for mistake in error.mistakes:
            assert str(mistake).isprintable()
            assert 1 <= mistake.line <= raw.count(b"\n") + 1


LEAF = st.one_of(
    st.booleans(), st.integers(), st.floats(), st.text(max_size=5), st.just([]), st.just({}), st.dates(),
    st.sampled_from(["clay", "JIT", "ocean", 0.5, 2, [1, 2], [0.1, 0.2], {"mug": 1.0}]),
)  # fmt: skip


VALUES = tomllib.loads(TAUGHT)


@st.composite
def files_with_one_value_changed(draw: st.DrawFn) -> dict[str, Any]:
    """The file's values with one of them, also a table or a list, replaced by what may not fit."""
    values: Any = copy.deepcopy(VALUES)
    branch = values
    while True:
        key = draw(st.sampled_from(list(branch) if isinstance(branch, dict) else range(len(branch))))
        if not isinstance(branch[key], dict | list) or not branch[key] or draw(st.booleans()):
            break
        branch = branch[key]
    branch[key] = draw(LEAF)
    return values


def test_the_file_that_is_changed_is_good_and_has_what_came_last() -> None:
    read_scenario(TAUGHT, "taught.toml")
    assert set(VALUES) - set(tomllib.loads(GOOD)) == {
        "background",
        "difficulty",
        "guide",
        "minutes",
        "news_rule",
        "true_story",
    }


@given(files_with_one_value_changed())
def test_whatever_passes_the_shape_is_a_scenario_whose_parts_can_be_compared(values: dict[str, Any]) -> None:
    if list(schema_problems(values)):
        return
    for problem in consistency_problems(msgspec.convert(values, Scenario)):
        assert problem.found and problem.expected


def test_without_the_shape_gate_a_bad_file_would_end_in_a_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    """The red control of the two properties above."""
    monkeypatch.setattr(reader, "schema_problems", lambda values: ())
    with pytest.raises(msgspec.ValidationError):
        read_scenario(GOOD.replace("capital = 0.10", "capital = nan"), "bad.toml")
