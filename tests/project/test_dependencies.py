"""What we import is declared, what is declared is locked, and no file ties us to a registry."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from places import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
# In two halves: this file is read by its own test.
REGISTRIES = [
    "pypi" + ".org",
    "pythonhosted" + ".org",
    "registry.npmjs" + ".org",
    "registry.yarnpkg" + ".com",
]


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def declared() -> set[str]:
    names = (re.match(r"[\w.-]+", line) for line in PROJECT["project"]["dependencies"])
    return {plain(name[0]) for name in names if name}


def locked(file: str) -> dict[str, str]:
    lines = (ROOT / ".lock" / file).read_text(encoding="utf-8")
    return {
        plain(name): version for name, version in re.findall(r"^([\w.-]+)==([^\s;\\]+)", lines, re.MULTILINE)
    }


def third_party_imports(file: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.split(".")[0])
    return names - set(sys.stdlib_module_names)


@pytest.mark.parametrize("folder", ["agents", "game", "scenarios"])
def test_every_package_that_is_imported_is_declared(folder: str) -> None:
    brought_by = packages_distributions()
    for file in (ROOT / folder).rglob("*.py"):
        for name in third_party_imports(file):
            packages = {plain(package) for package in brought_by.get(name, [name])}
            assert packages & declared(), (
                f"{file.relative_to(ROOT)} imports {name}: declare it in pyproject.toml"
            )


def test_every_declared_package_is_locked_for_players_and_for_testers() -> None:
    for file in ("play.txt", "test.txt"):
        assert declared() <= locked(file).keys(), f"{file} is stale: run make lock"


def test_players_and_testers_get_the_same_versions() -> None:
    assert locked("play.txt").items() <= locked("test.txt").items()


def test_every_locked_package_has_a_hash() -> None:
    for file in ("play.txt", "test.txt"):
        entries = re.split(r"\n(?=\w)", (ROOT / ".lock" / file).read_text(encoding="utf-8"))
        assert all("--hash=sha256:" in entry for entry in entries)


def test_no_committed_file_names_a_registry() -> None:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    for name in filter(None, listed.decode().split("\0")):
        file = ROOT / name
        if not file.is_file() or file.is_symlink():
            continue
        content = file.read_bytes()
        assert not [host for host in REGISTRIES if host.encode() in content], f"{name} names a registry"
