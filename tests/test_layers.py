"""Holds the walls up: imports point downwards only, and a pure module stays pure.

It reads the source and runs none of it. Each rule has a red control: a made-up module that
breaks it must be caught, else a green run would say nothing.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SOURCES = sorted(file for folder in ("agents", "game", "scenarios") for file in (ROOT / folder).rglob("*.py"))

# In game/ a module is one of the rules unless it stands here.
AFTER = set("aftermath debrief export leaderboard openapi part_debrief plain_csv verification".split())
SHELL = set(
    "__init__ __main__ api app beginnings bot_door bots catalogue cli connection device doorstep entrance "
    "event_log hub keys kept letters logs metrics metrics_route one_game pages pin play reading results room "
    "schema security serve settings showing spreadsheet store welcome".split()
)
ROOMS = ("scenarios", "agents", "rules", "after", "shell")  # from the ground up
PURE_ROOMS = {"agents", "rules", "after"}

# Clocks, chance, files and wires: what a pure module is given as a value or does without.
IMPURE = set(
    "asyncio click datetime http ifaddr io logging os pathlib pysqlite3 random rich secrets shutil socket "
    "sqlite3 sqlite_utils starlette subprocess tempfile threading time urllib uuid uvicorn websockets".split()
)
IMPURE_CALLS = {"open", "print", "input"}
WHERE_CHANCE_IS_DRAWN = "linestop.agents.sample_path"


def module_name(file: Path) -> str:
    parts = file.relative_to(ROOT).with_suffix("").parts
    return ".".join(["linestop", *parts])


def room(module: str) -> str | None:
    """The room a dotted name is in; None if it is not of this project."""
    match module.split("."):
        case ["linestop", "agents" | "scenarios" as folder, *_]:
            return folder
        case ["linestop", "game", name, *_] if name not in SHELL and not name.startswith("cli_"):
            return "after" if name in AFTER else "rules"
        case ["linestop", *_]:
            return "shell"
    return None


def imported(module: str, tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Line and dotted name of all that a module imports, relative imports made whole."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = module.split(".")[: -node.level] if node.level else []
            base = ".".join([*above, *filter(None, [node.module])])
            yield from ((node.lineno, f"{base}.{alias.name}") for alias in node.names)


def faults(module: str, source: str) -> list[str]:
    """What is wrong with a module, a sentence each."""
    tree = ast.parse(source)
    here = room(module)
    assert here is not None
    found = [
        f"{module}:{line} looks up from {here} to {there}: {name}"
        for line, name in imported(module, tree)
        if (there := room(name)) and ROOMS.index(there) > ROOMS.index(here)
    ]
    found += [
        f"{module}:{node.lineno} names the package it is in: import relatively"
        for node in ast.walk(tree)
        for name in _absolute(node)
        if name.split(".")[0] in {"linestop", "agents", "game", "scenarios"}
    ]
    return found + (impurities(module, tree) if here in PURE_ROOMS else [])


def impurities(module: str, tree: ast.Module) -> list[str]:
    found = [
        f"{module}:{line} is pure and imports {name}"
        for line, name in imported(module, tree)
        if name.split(".")[0] in IMPURE
    ]
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id=name)) if name in IMPURE_CALLS:
                found.append(f"{module}:{node.lineno} is pure and calls {name}()")
            case ast.Attribute(value=ast.Name(id="np" | "numpy"), attr="random") if (
                module != WHERE_CHANCE_IS_DRAWN
            ):
                found.append(f"{module}:{node.lineno} draws chance outside {WHERE_CHANCE_IS_DRAWN}")
    if module != WHERE_CHANCE_IS_DRAWN:
        found += [
            f"{module}:{line} draws chance outside {WHERE_CHANCE_IS_DRAWN}"
            for line, name in imported(module, tree)
            if name.startswith("numpy.random")
        ]
    return found


def _absolute(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module] if isinstance(node, ast.ImportFrom) and node.level == 0 and node.module else []


@pytest.mark.parametrize("file", SOURCES, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_a_module_imports_downwards_only_and_keeps_its_promise_to_be_pure(file: Path) -> None:
    assert faults(module_name(file), file.read_text(encoding="utf-8")) == []


def test_there_is_something_in_every_folder_to_read() -> None:
    assert {file.relative_to(ROOT).parts[0] for file in SOURCES} == {"agents", "game", "scenarios"}


@pytest.mark.parametrize(
    ("module", "source", "complaint"),
    [
        ("linestop.agents.port", "from ..game.messages import View", "looks up from agents to rules"),
        ("linestop.agents.port", "from .. import game", "looks up from agents to shell"),
        ("linestop.scenarios.__init__", "from ..agents import Scenario", "looks up from scenarios to agents"),
        ("linestop.game.session", "from .room import Room", "looks up from rules to shell"),
        ("linestop.game.session", "from . import room", "looks up from rules to shell"),
        ("linestop.game.views", "from .debrief import debrief", "looks up from rules to after"),
        ("linestop.game.debrief", "def f():\n    from . import store", "looks up from after to shell"),
        ("linestop.game.room", "from linestop.agents import SupplyChain", "import relatively"),
        ("linestop.game.room", "import agents", "import relatively"),
        ("linestop.agents.ledger", "import os.path", "is pure and imports os.path"),
        ("linestop.game.session", "from time import monotonic", "is pure and imports time.monotonic"),
        ("linestop.game.not_listed_yet", "import sqlite3", "is pure and imports sqlite3"),
        ("linestop.game.scoring", "def f():\n    import random", "is pure and imports random"),
        ("linestop.agents.model", "text = open('a.toml').read()", "is pure and calls open()"),
        ("linestop.agents.port", "import numpy as np\nx = np.random.default_rng()", "draws chance outside"),
        ("linestop.agents.port", "from numpy.random import Generator", "draws chance outside"),
    ],
)
def test_red_control_a_module_that_breaks_a_rule_is_caught(module: str, source: str, complaint: str) -> None:
    assert any(complaint in fault for fault in faults(module, source))


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("linestop.game.session", "from ..agents import SupplyChain\nfrom . import messages"),
        ("linestop.game.cli_scenario", "import click\nfrom .cli import main"),
        ("linestop.game.debrief", "from .scoring import score\nfrom .hindsight import replay"),
        ("linestop.game.room", "import asyncio\nfrom .store import Store\nfrom .debrief import debrief"),
        ("linestop.agents.model", "from ..scenarios import text_of\nimport numpy as np"),
        ("linestop.agents.sample_path", "import numpy as np\nbits = np.random.Philox(1)"),
    ],
)
def test_what_the_rules_allow_passes(module: str, source: str) -> None:
    assert faults(module, source) == []
