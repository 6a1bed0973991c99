"""What tests share stands in support modules: no test module is imported, by a test or by a support module.

It reads the source and runs none of it, as `test_layers.py` does for the package.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from places import TESTS

MODULES = sorted(TESTS.rglob("*.py"))
TEST_MODULES = {file.stem for file in MODULES if file.stem.startswith("test_")}


def imported_tests(source: str, tests: set[str]) -> Iterator[str]:
    """Line and name of each test module that this source imports, inside functions too."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Import(names=aliases):
                names = [part for alias in aliases for part in alias.name.split(".")]
            case ast.ImportFrom(module=module, names=aliases):
                names = [*(module or "").split("."), *(alias.name for alias in aliases)]
            case _:
                continue
        yield from (f"line {node.lineno} imports {name}" for name in names if name in tests)


@pytest.mark.parametrize("file", MODULES, ids=lambda file: file.relative_to(TESTS).as_posix())
def test_no_module_of_the_tests_imports_a_test_module(file: Path) -> None:
    assert list(imported_tests(file.read_text(encoding="utf-8"), TEST_MODULES)) == []


def test_there_are_test_modules_and_support_modules_to_read() -> None:
    assert TEST_MODULES and {file.stem for file in MODULES} - TEST_MODULES


@pytest.mark.parametrize(
    "source",
    [
        "import test_a",
        "import tests.test_a",
        "from test_a import helper",
        "from .test_a import helper",
        "from . import test_a",
        "from tests.world import test_a",
        "def later():\n    from test_a import helper",
    ],
)
def test_red_control_an_import_of_a_test_module_is_found(source: str) -> None:
    assert len(list(imported_tests(source, {"test_a"}))) == 1
