"""Runs the kinds of tests it is asked for and ends with the count of each.

All kinds run even where an earlier one failed, so that one run tells everything. A kind
that ran no test has failed: an empty suite is no green one.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
import xml.etree.ElementTree as ET
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests" / "support" / "browser"))
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests" / "support" / "game"))
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests" / "support" / "other_browsers"))

import chromium
import client
import proxies

ROOT = Path(__file__).resolve().parent.parent
RESULTS = Path(os.environ.get("TEST_RESULTS", ROOT / "test-results"))
WORKERS = min(4, os.cpu_count() or 1)
"""More would wait for one another: a browser and a server are processes, too."""
IN_CHROMIUM = (
    "tests/browser",
    "tests/browser_card",
    "tests/browser_depth",
    "tests/browser_figures",
    "tests/browser_tutorial",
    "tests/old_browsers",
)
IN_OTHERS = ("tests/other_browsers",)
NEED_BROWSERS = [f"--ignore={folder}" for folder in (*IN_CHROMIUM, *IN_OTHERS)]
# Whoever is done takes over from who is not: a few tests take as long as hundreds of others.
SHARED = f"--numprocesses={WORKERS}", "--dist=worksteal", *NEED_BROWSERS


OF_WINDOWS = [
    "tests/agents/scenario/test_folder_of_scenarios.py",
    "tests/agents/scenario/test_translations.py",
    "tests/game/cli/test_output_letters.py",
    "tests/game/cli/test_scenario.py",
    "tests/game/cli/test_tables.py",
    "tests/game/server/test_letters.py",
    "tests/game/server/test_settings.py",
]


@dataclass(frozen=True, slots=True)
class Count:
    """What one kind of tests came to."""

    kind: str
    passed: int
    failed: int
    skipped: int
    seconds: float
    good: bool

    def __str__(self) -> str:
        word = "ok    " if self.good else "FAILED"
        counts = f"{self.passed:5d} passed {self.failed:4d} failed {self.skipped:4d} skipped"
        return f"  {word}  {self.kind:<11}{counts} {self.seconds:7.0f} s"


def asked_for() -> list[str]:
    """The paths in the variable TESTS, or all tests."""
    return os.environ.get("TESTS", "tests").split()


def python(report: Path) -> int:
    return _pytest(report, *SHARED, *asked_for())


def windows(report: Path) -> int:
    """What of Windows can be had anywhere: text in cp1252, files opened in no locale that anybody chose.

    Those tests that print, read files that people wrote, and take names.
    """
    before = dict(os.environ)
    os.environ |= {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "cp1252"}
    try:
        return _pytest(report, *SHARED, *OF_WINDOWS)
    finally:
        os.environ.clear()
        os.environ |= before


def fast(report: Path) -> int:
    """The Python tests that are not slow, with few examples each."""
    os.environ["HYPOTHESIS_PROFILE"] = "dev"
    return _pytest(report, *SHARED, "-m", "not slow", *asked_for())


def coverage(report: Path) -> int:
    """The Python tests, and then which lines of the package they ran, but for servers that were killed."""
    return _pytest(report, *SHARED, "--cov", "--cov-report=term:skip-covered", "tests")


def typescript(report: Path) -> int:
    try:
        client.run("test", "--reporter=default", "--reporter=junit", f"--outputFile.junit={report}")
    except SystemExit as failure:
        print(failure, file=sys.stderr)
        return 1
    return 0


def browser(report: Path) -> int:
    return _in_browsers(report, *IN_CHROMIUM)


def browsers(report: Path) -> int:
    """A whole game and a whole debrief in Firefox and in WebKit.

    Where one of them cannot be had, that is said, and its tests fail: those of the other run all the same.
    """
    import firefox  # here, since they bring their drivers
    import webkit

    for each in (firefox, webkit):
        try:
            each.find_or_install()
        except SystemExit as missing:
            print(missing, file=sys.stderr)
    return _in_browsers(report, *IN_OTHERS)


def _in_browsers(report: Path, *folders: str) -> int:
    try:
        client.build()  # before the workers would, all at once
    except SystemExit as failure:
        print(failure, file=sys.stderr)
        return 1
    # A module stays together: it has a browser of its own, and the walks are made once for all their tests.
    return _pytest(report, f"--numprocesses={WORKERS}", "--dist=loadscope", *folders)


def _pytest(report: Path, *arguments: str) -> int:
    command = [sys.executable, "-m", "pytest", "-q", f"--junit-xml={report}", *arguments]
    # Each worker, and each program that a test starts, would otherwise compile every module anew.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return subprocess.run(command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL).returncode


KINDS: dict[str, Callable[[Path], int]] = {
    "python": python,
    "windows": windows,
    "fast": fast,
    "coverage": coverage,
    "typescript": typescript,
    "browser": browser,
    "browsers": browsers,
}


def count(kind: str) -> Count:
    report = RESULTS / f"{kind}.xml"
    report.unlink(missing_ok=True)
    began = time.monotonic()
    code = KINDS[kind](report)
    seconds = time.monotonic() - began
    total, failed, skipped = _read(report)
    passed = total - failed - skipped
    return Count(kind, passed, failed, skipped, seconds, good=code == 0 and failed == 0 and passed > 0)


def _read(report: Path) -> tuple[int, int, int]:
    """Tests, failures and skips of a JUnit report; none where there is no report."""
    if not report.is_file():
        return 0, 0, 0
    cases = list(ET.parse(report).getroot().iter("testcase"))
    failed = sum(case.find("failure") is not None or case.find("error") is not None for case in cases)
    return len(cases), failed, sum(case.find("skipped") is not None for case in cases)


def main(kinds: list[str]) -> int:
    if not kinds or not set(kinds) <= set(KINDS):
        raise SystemExit(__doc__)
    if "browser" in kinds:
        os.environ["LINESTOP_CHROMIUM"] = chromium.find_or_install()
    if {"python", "coverage"} & set(kinds):
        proxies.install()
    RESULTS.mkdir(exist_ok=True)
    counts = []
    for kind in kinds:
        print(f"\n== {kind} tests", flush=True)
        counts.append(count(kind))
    print("\n== summary", *counts, sep="\n", flush=True)
    return 0 if all(each.good for each in counts) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
