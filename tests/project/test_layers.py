"""Holds the floors: a folder imports from those below it and from its own, and a pure module stays pure.

It reads the source and runs none of it, so imports for types alone count like all others. Each rule has
a red control: a made-up module that breaks it must be caught, else a green run would say nothing.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pytest
from places import ROOT

SOURCES = sorted(file for folder in ("agents", "game", "scenarios") for file in (ROOT / folder).rglob("*.py"))

FLOORS = (
    "scenarios",
    "agents.arithmetic",
    "agents.scenario",
    "agents.network",
    "agents.chance",
    "agents.sites",
    "agents.manufacturers",
    "agents.chain",
    "agents.studies",
    "agents.planner",
    "agents.generator",
    "agents.foresight",
    "agents",  # the names for notebooks
    "game.version",
    "game.errors",
    "game.messages",
    "game.letters",
    "game.names",
    "game.choices",
    "game.rules",
    "game.views",
    "game.review",
    "game.compute",
    "game.store",
    "game.rooms",
    "game.server",
    "game.bots",
    "game.cli",
    "game",  # `python -m linestop.game`
)
"""From the ground up; a module belongs to the longest name that it begins with."""

PURE = ("agents", "game.messages", "game.choices", "game.rules", "game.views", "game.review")
# Clocks, chance, files and wires: what a pure module is given as a value or does without.
IMPURE = set(
    "asyncio click datetime http ifaddr io logging os pathlib pysqlite3 random rich secrets shutil socket "
    "sqlite3 sqlite_utils starlette subprocess tempfile threading time urllib uuid uvicorn websockets".split()
)
IMPURE_CALLS = {"open", "print", "input"}
WHERE_CHANCE_IS_DRAWN = ("agents.chance.random_streams",)


def module_name(file: Path) -> str:
    """Dotted and without `linestop`; a package goes by its folder's name."""
    parts = file.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {module_name(file): file for file in SOURCES}


def is_within(name: str, floor: str) -> bool:
    return name == floor or name.startswith(f"{floor}.")


def floor_of(name: str) -> int | None:
    """The number of the floor that a dotted name is on; None if it is not of this project."""
    on = [number for number, floor in enumerate(FLOORS) if is_within(name, floor)]
    return max(on, key=lambda number: len(FLOORS[number])) if on else None


def imported(module: str, tree: ast.Module, *, package: bool = False) -> Iterator[tuple[int, str]]:
    """Line and dotted name of all that a module imports, relative imports made whole."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name.removeprefix("linestop.")) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            parts = [*module.split("."), "__init__"] if package else module.split(".")
            above = parts[: -node.level] if node.level else []
            base = ".".join([*above, *filter(None, [node.module])]).removeprefix("linestop.")
            names = (f"{base}.{alias.name}" if base else alias.name for alias in node.names)
            yield from ((node.lineno, name) for name in names)


def faults(module: str, source: str) -> list[str]:
    """What is wrong with a module, a sentence each."""
    tree = ast.parse(source)
    here = floor_of(module)
    assert here is not None
    package = module in MODULES and MODULES[module].name == "__init__.py"
    found = [
        f"{module}:{line} looks up from {FLOORS[here]} to {FLOORS[there]}: {name}"
        for line, name in imported(module, tree, package=package)
        if (there := floor_of(name)) is not None and there > here
    ]
    found += [
        f"{module}:{node.lineno} names the package it is in: import relatively"
        for node in ast.walk(tree)
        for name in _absolute(node)
        if name.split(".")[0] in {"linestop", "agents", "game", "scenarios"}
    ]
    return found + (impurities(module, tree) if any(is_within(module, pure) for pure in PURE) else [])


def impurities(module: str, tree: ast.Module) -> list[str]:
    found = [
        f"{module}:{line} is pure and imports {name}"
        for line, name in imported(module, tree)
        if name.split(".")[0] in IMPURE
    ]
    draws = any(is_within(module, place) for place in WHERE_CHANCE_IS_DRAWN)
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id=name)) if name in IMPURE_CALLS:
                found.append(f"{module}:{node.lineno} is pure and calls {name}()")
            case ast.Attribute(value=ast.Name(id="np" | "numpy"), attr="random") if not draws:
                found.append(f"{module}:{node.lineno} draws chance outside {WHERE_CHANCE_IS_DRAWN}")
    if not draws:
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


def graph_of(sources: Mapping[str, str], packages: Iterable[str] = ()) -> dict[str, set[str]]:
    """Module -> modules that it imports, for types alone too; a package's own names lead to the package."""
    graph: dict[str, set[str]] = {}
    for module, source in sources.items():
        graph[module] = set()
        for _, name in imported(module, ast.parse(source), package=module in packages):
            target = name if name in sources else name.rpartition(".")[0]
            if target in sources and target != module:
                graph[module].add(target)
    return graph


def circle_in(graph: Mapping[str, set[str]]) -> list[str]:
    """The modules of one circle of imports, in order; empty if there is none."""
    done: set[str] = set()

    def walk(module: str, path: list[str]) -> list[str]:
        if module in path:
            return [*path[path.index(module) :], module]
        if module in done:
            return []
        for target in sorted(graph[module]):
            if circle := walk(target, [*path, module]):
                return circle
        done.add(module)
        return []

    return next((circle for module in sorted(graph) if (circle := walk(module, []))), [])


@pytest.mark.parametrize("file", SOURCES, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_a_module_imports_downwards_only_and_keeps_its_promise_to_be_pure(file: Path) -> None:
    assert faults(module_name(file), file.read_text(encoding="utf-8")) == []


def test_every_folder_stands_in_the_order_and_every_floor_exists() -> None:
    folders = {name for name, file in MODULES.items() if file.name == "__init__.py" and name.count(".") == 1}
    assert folders <= set(FLOORS)
    assert all(any(is_within(name, floor) for name in MODULES) for floor in FLOORS)


@pytest.mark.parametrize(
    ("module", "source", "complaint"),
    [
        ("agents.sites.port", "from ...game.messages import View", "from agents.sites to game.messages"),
        ("agents.sites.port", "from ...game import messages", "from agents.sites to game.messages"),
        ("agents.sites.port", "from ..chain.flow import Flow", "from agents.sites to agents.chain"),
        ("agents.network.network", "from ..chance import shocks", "from agents.network to agents.chance"),
        (
            "agents.scenario.reader",
            "from ...scenarios import x\nfrom ..studies import study",
            "agents.studies",
        ),
        (
            "agents.chance.shocks",
            "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from ..chain.model import SupplyChain",
            "from agents.chance to agents.chain",
        ),
        ("scenarios.names", "from ..agents import Scenario", "from scenarios to agents"),
        ("game.rules.session", "from ..rooms.room import Room", "from game.rules to game.rooms"),
        ("game.rules.session", "from ..rooms import room", "from game.rules to game.rooms"),
        ("game.views.player_view", "from ..review.debrief import debrief", "from game.views to game.review"),
        ("game.review.debrief", "def f():\n    from .. import store", "from game.review to game.store"),
        ("game.rooms.room", "from ..server import settings", "from game.rooms to game.server"),
        ("game.rooms.room", "from linestop.agents import SupplyChain", "import relatively"),
        ("game.rooms.room", "import agents", "import relatively"),
        ("agents.chain.ledger", "import os.path", "is pure and imports os.path"),
        ("game.rules.session", "from time import monotonic", "is pure and imports time.monotonic"),
        ("game.rules.not_there_yet", "import sqlite3", "is pure and imports sqlite3"),
        ("game.review.debrief", "def f():\n    import random", "is pure and imports random"),
        ("agents.chain.model", "text = open('a.toml').read()", "is pure and calls open()"),
        ("agents.sites.port", "import numpy as np\nx = np.random.default_rng()", "draws chance outside"),
        ("agents.sites.port", "from numpy.random import Generator", "draws chance outside"),
        (
            "agents.chance.sample_path",
            "import numpy as np\nbits = np.random.Philox(1)",
            "draws chance outside",
        ),
    ],
)
def test_red_control_a_module_that_breaks_a_rule_is_caught(module: str, source: str, complaint: str) -> None:
    assert any(complaint in fault for fault in faults(module, source))


@pytest.mark.parametrize(
    ("module", "source"),
    [
        (
            "game.rules.session",
            "from ...agents import SupplyChain\nfrom .. import messages\nfrom . import clock",
        ),
        ("game.cli.scenario", "import click\nfrom .main import main"),
        ("game.review.debrief", "from ..rules.measure_functions import uptime"),
        (
            "game.rooms.room",
            "import asyncio\nfrom ..store.store import Store\nfrom ..review.debrief import x",
        ),
        ("agents.chain.model", "from ...scenarios import text_of\nimport numpy as np"),
        ("agents.chance.random_streams", "import numpy as np\nbits = np.random.Philox(1)"),
    ],
)
def test_what_the_rules_allow_passes(module: str, source: str) -> None:
    assert faults(module, source) == []


def test_no_module_imports_in_a_circle_not_even_for_types() -> None:
    sources = {name: file.read_text("utf-8") for name, file in MODULES.items()}
    packages = {name for name, file in MODULES.items() if file.name == "__init__.py"}
    assert circle_in(graph_of(sources, packages)) == []


def test_red_control_a_circle_through_an_import_for_types_alone_is_found() -> None:
    for_types = "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from .{} import Thing"
    sources = {
        "agents.chance.first": "from .second import draw",
        "agents.chance.second": "from ..arithmetic import Array\nfrom .third import bend",
        "agents.chance.third": for_types.format("first"),
    }
    first, second, third = sources
    assert circle_in(graph_of(sources)) == [first, second, third, first]
    sources[third] = for_types.format("fourth")  # no module of theirs
    assert circle_in(graph_of(sources)) == []
