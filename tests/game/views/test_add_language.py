"""A language is added by files alone: a translation beside each scenario, and no line of code.

The browser's own sentences are the other half; `web_client/src/texts/README.md` tells of them.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from game_support import ONE_SEAT, Device, get, open_practice
from places import ROOT
from serving_support import Serving, serving

from linestop import scenarios
from linestop.agents.scenario.translation import translation_name
from linestop.game.cli.scenario import scenario as command

CODE = sorted(file for folder in ("agents", "game", "scenarios") for file in (ROOT / folder).rglob("*.py"))
THE_SCENARIOS_OWN = ("scenarios/__init__.py", "OWN_LANGUAGE")
"""The one place that may name a language: that of the scenarios' own words."""

MADE_UP = """
title = "Xone Xeat"

[component.board]
title = "Xeat xoard"
"""
"""Two texts of the smallest scenario in a language that no file of the project has."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("scenarios")
    (made / "one_seat.toml").write_text((ONE_SEAT / "one_seat.toml").read_text(encoding="utf-8"), "utf-8")
    (made / "one_seat.xx.toml").write_text(MADE_UP, "utf-8")
    return made


@pytest.fixture(scope="module")
def server(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    with serving(tmp_path_factory.mktemp("database") / "linestop.db", scenarios=folder) as running:
        yield running


def test_check_finds_the_new_translation_and_names_what_it_leaves_out(folder: Path) -> None:
    found = CliRunner().invoke(command, ["check", str(folder / "one_seat.toml")])
    lines = found.stderr.splitlines()
    assert (found.exit_code, found.stdout) == (1, f"{folder / 'one_seat.toml'}: a good scenario\n")
    assert all(line.startswith(f"{folder / 'one_seat.xx.toml'}:") for line in lines)
    assert any("summary: found nothing" in line for line in lines)
    assert not any(": title: " in line or ": component.board.title: " in line for line in lines)


def test_a_device_that_speaks_the_new_language_is_sent_it_text_by_text(server: Serving) -> None:
    opened = open_practice(server.url)
    with Device(server.url, None, hello=False) as device:
        device.send(type="hello", id="hello-000", game=opened.game, token=opened.token, language="xx")
        device.until(lambda frame: frame["type"] == "view")
    assert device.view["game"]["title"] == "Xone Xeat"
    assert device.view["rows"][0]["title"] == "Xeat xoard"
    # What the file leaves out stands in the scenario's own words.
    assert device.view["rows"][0]["supplier"] == "The Sawmill"
    assert device.view["game"]["summary"] == "One company, one part, one port, twelve quiet weeks."


def test_a_page_asked_for_in_the_new_language_is_sent_it(server: Serving) -> None:
    status, cards, _ = get(f"{server.url}/api/scenarios", **{"accept-language": "xx-YY,en;q=0.5"})
    assert status == 200
    assert {card["title"] for card in cards if card["name"] == "one_seat"} == {"Xone Xeat"}


# ------------------------------------------------------------ no list of languages in the code


def languages() -> set[str]:
    """Every language that a scenario is told in, its own words' included."""
    there = (name for scenario in scenarios.names() for name in scenarios.translations(scenario))
    return {told[1] for name in there if (told := translation_name(name))} | {"en"}


def named_in(source: str, tags: set[str], allowed: str | None = None) -> list[str]:
    """Line and tag of each string that is a language; an assignment to `allowed` may hold one."""
    tree = ast.parse(source)
    skipped = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and [ast.unparse(target) for target in node.targets] == [allowed]
    }
    return [
        f"{node.lineno}: {node.value}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and node.value in tags and id(node) not in skipped
    ]


def test_no_language_is_named_in_the_code_but_that_of_the_scenarios_own_words() -> None:
    tags = languages()
    assert tags >= {"de", "en"}
    found = {}
    for file in CODE:
        path = file.relative_to(ROOT).as_posix()
        allowed = THE_SCENARIOS_OWN[1] if path == THE_SCENARIOS_OWN[0] else None
        if lines := named_in(file.read_text(encoding="utf-8"), tags, allowed):
            found[path] = lines
    assert found == {}


@pytest.mark.parametrize(
    "source",
    [
        'LANGUAGES = ("en", "de")',
        'Language = Literal["en", "de"]',
        'texts = {"de": german}',
        'if language == "de":\n    pass',
        'SOURCE = "en"\nOTHER = "de"',
    ],
)
def test_red_control_a_list_of_languages_in_code_is_caught(source: str) -> None:
    assert named_in(source, {"de", "en"}, "SOURCE")


def test_the_languages_own_constant_passes() -> None:
    assert named_in('SOURCE = "en"', {"de", "en"}, "SOURCE") == []
