"""Finds the tests that start a process: those are slow, and `conftest.py` marks them so.

A test starts a process if it, or a fixture or function of its module that it reaches, names what starts one.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

STARTERS = {
    ("serving_support", "Process"),
    ("serving_support", "ForkedProcess"),
    ("faults_support", "Server"),
    ("forked_support", "Forked"),
    ("forked_support", "ran"),
    ("commands_support", "linestop"),
    ("commands_support", "said"),
    ("commands_support", "refusal"),
}
"""Module and name of what starts a process; so does all of `subprocess`."""


def tests_with_processes(source: str) -> set[str]:
    """Names of the test functions of a module that start a process."""
    # Most modules name none of them, and to parse all takes longer than many of their tests.
    if "subprocess" not in source and not any(
        module in source and name in source for module, name in STARTERS
    ):
        return set()
    tree = ast.parse(source)
    functions = {each.name: each for each in tree.body if isinstance(each, ast.FunctionDef | ast.ClassDef)}
    starts = set(_starters(tree))
    while more := {name for name, each in functions.items() if name not in starts and _names(each) & starts}:
        starts |= more
    return {name for name in functions if name.startswith("test_") and name in starts}


def _starters(tree: ast.Module) -> Iterator[str]:
    """Names by which the module has imported what starts a process."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.asname or alias.name for alias in node.names if alias.name == "subprocess")
        elif isinstance(node, ast.ImportFrom):
            module = (node.module or "").split(".")[-1]
            for alias in node.names:
                if module == "subprocess" or (module, alias.name) in STARTERS:
                    yield alias.asname or alias.name


def _names(function: ast.AST) -> set[str]:
    """All that a function names: what it calls, and the fixtures that it takes."""
    names = {node.id for node in ast.walk(function) if isinstance(node, ast.Name)}
    return names | {node.arg for node in ast.walk(function) if isinstance(node, ast.arg)}
