"""What is missing on a machine is said in one sentence, and an empty suite is no green one."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from places import ROOT

FIND_PYTHON = ROOT / ".build" / "find_python"
SHELL = "/bin/sh"

pytestmark = pytest.mark.skipif(os.name == "nt", reason="make and its scripts are for machines with a shell")


def machine(folder: Path, **programs: str) -> dict[str, str]:
    """A machine that has these programs on its PATH, each a shell script, and no other."""
    for name, script in programs.items():
        program = folder / name
        program.write_text(f"#!{SHELL}\n{script}\n")
        program.chmod(0o755)
    return {"PATH": str(folder), "HOME": str(folder)}


def run(command: list[str], environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, env=environment, capture_output=True, text=True, stdin=subprocess.DEVNULL, cwd=ROOT
    )


def test_a_machine_without_python_is_told_what_to_install(tmp_path: Path) -> None:
    found = run([SHELL, str(FIND_PYTHON)], machine(tmp_path))
    assert (found.returncode, found.stdout) == (1, "")
    assert found.stderr.count("\n") == 1
    assert "Python 3.12 or newer" in found.stderr


def test_names_that_start_nothing_are_passed_over(tmp_path: Path) -> None:
    broken = "echo 'no such version' >&2; exit 127"
    whole = {"python3.13": broken, "python3.12": broken, "python3": f'exec {sys.executable} "$@"'}
    found = run([SHELL, str(FIND_PYTHON)], machine(tmp_path, **whole))
    assert found.returncode == 0, found.stderr
    assert Path(found.stdout.strip()).is_file()


def test_a_python_without_venv_is_told_which_package_brings_it(tmp_path: Path) -> None:
    without = f'case "$*" in *ensurepip*) exit 1;; esac; exec {sys.executable} "$@"'
    found = run([SHELL, str(FIND_PYTHON)], machine(tmp_path, python3=without))
    assert (found.returncode, found.stdout) == (1, "")
    assert found.stderr.count("\n") == 1
    assert "apt install python3." in found.stderr


SUPPORT = ROOT / "tests" / "support"
FINDERS = {
    "chromium": (SUPPORT / "browser" / "chromium.py", "make test-python"),
    "firefox": (SUPPORT / "other_browsers" / "firefox.py", "make test-browser"),
    "webkit": (SUPPORT / "other_browsers" / "webkit.py", "make test-browser"),
}
"""By browser, what finds it, and the way round that it names."""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere browsers have places that no PATH hides")
@pytest.mark.parametrize("browser", FINDERS)
def test_a_machine_without_a_browser_fails_with_a_sentence_that_names_the_way_round(
    browser: str, tmp_path: Path
) -> None:
    finder, way_round = FINDERS[browser]
    found = run([sys.executable, str(finder)], machine(tmp_path) | {"PYTHONPATH": str(SUPPORT / "browser")})
    assert (found.returncode, found.stdout) == (1, "")
    assert way_round in found.stderr
    assert found.stderr.count("\n") == 1


@pytest.mark.parametrize("browser", ["chromium", "firefox"])
def test_a_browser_that_is_named_and_does_not_start_is_not_replaced_by_another(
    browser: str, tmp_path: Path
) -> None:
    variable = f"LINESTOP_{browser.upper()}"
    named = {**os.environ, variable: str(tmp_path / "nowhere"), "PYTHONPATH": str(SUPPORT / "browser")}
    found = run([sys.executable, str(FINDERS[browser][0])], named)
    assert found.returncode == 1
    assert variable in found.stderr


OF_FIREFOX = FINDERS["firefox"][0]


@pytest.mark.parametrize(
    ("version", "is_taken"), [("152.0.1", False), ("153.8.0esr", True), ("1530.0", True)]
)
def test_a_firefox_that_no_driver_knows_how_to_move_is_not_taken(
    version: str, is_taken: bool, tmp_path: Path
) -> None:
    environment = machine(tmp_path, **{"firefox-esr": f"echo Mozilla Firefox {version}"})
    environment |= {"PYTHONPATH": str(SUPPORT / "browser")}
    for named in ({}, {"LINESTOP_FIREFOX": str(tmp_path / "firefox-esr")}):
        found = run([sys.executable, str(OF_FIREFOX)], environment | named)
        assert (found.returncode == 0, "firefox-esr" in found.stdout) == (is_taken, is_taken), found.stderr
        assert is_taken or "153" in found.stderr


def test_a_suite_without_a_test_has_failed(tmp_path: Path) -> None:
    empty = tmp_path / "test_nothing.py"
    empty.write_text("")
    environment = {**os.environ, "TESTS": str(empty), "TEST_RESULTS": str(tmp_path)}
    ran = run([sys.executable, str(ROOT / ".build" / "run_tests.py"), "python"], environment)
    assert ran.returncode == 1
    assert "FAILED  python" in ran.stdout
