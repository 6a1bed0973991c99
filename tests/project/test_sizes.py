"""Nothing grows beyond what is read at once: files of a folder, lines of a module, lines of a function."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest
from places import ROOT

CODE = sorted(file for folder in ("agents", "game", "scenarios") for file in (ROOT / folder).rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))
MOST_FILES = 26
MOST_LINES_OF_A_MODULE = 300
MOST_LINES_OF_A_FUNCTION = 50
"""Of its body, the docstring apart."""


def crowded(files: Iterable[Path]) -> dict[str, int]:
    """Folders with more files than are found at a glance."""
    counts = Counter(file.parent.as_posix() for file in files)
    return {folder: count for folder, count in counts.items() if count > MOST_FILES}


def long_functions(source: str) -> list[str]:
    """Names of functions whose bodies are too long."""
    functions = (
        node
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )
    return [function.name for function in functions if _lines_of(function) > MOST_LINES_OF_A_FUNCTION]


def _lines_of(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return (function.end_lineno or 0) - body[0].lineno + 1 if body else 0


def test_no_folder_is_crowded() -> None:
    assert crowded([*CODE, *TESTS]) == {}


@pytest.mark.parametrize("file", [*CODE, *TESTS], ids=lambda file: file.relative_to(ROOT).as_posix())
def test_no_module_is_too_long_to_read_at_once(file: Path) -> None:
    assert file.read_text(encoding="utf-8").count("\n") <= MOST_LINES_OF_A_MODULE


@pytest.mark.parametrize("file", CODE, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_no_function_is_too_long_to_read_at_once(file: Path) -> None:
    assert long_functions(file.read_text(encoding="utf-8")) == []


def test_red_control_a_crowded_folder_and_a_long_function_are_found() -> None:
    assert crowded(Path("agents/chain", f"{number}.py") for number in range(MOST_FILES + 1)) != {}
    lines = "\n".join("    x = 1" for _ in range(MOST_LINES_OF_A_FUNCTION + 1))
    assert long_functions(f'def long():\n    """Doc."""\n{lines}') == ["long"]
    shorter = lines.rpartition("\n")[0]
    assert long_functions(f"def short():\n{shorter}") == []
