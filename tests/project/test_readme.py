"""What the README tells people to type is typed by a test or by CI, and works.

Commands are the lines of its `sh` blocks and whatever stands in `code` marks and begins
like one. A command that no proof below knows of fails the test, and so does a proof that
does not hold what it says, or that the README no longer needs.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from places import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Here:
    """The command is run by this file; `instead` is what it takes to run it inside a test."""

    instead: str | None = None


@dataclass(frozen=True, slots=True)
class There:
    """The command is run elsewhere: this file says so, in these words."""

    file: str
    words: str


PROOFS: dict[str, Here | There] = {
    "make play": There("tests/browser/test_commands.py", '["make", "play"]'),
    "make test": There(".ci/run", "\nmake test || failed=1\n"),
    "make test-fast": Here(instead="make test-fast TESTS=tests/project/test_layers.py"),
    "make check": There(".ci/run", "\nmake check || failed=1\n"),
    "make test-python": Here(instead="make test-python TESTS=tests/project/test_layers.py"),
    "make help": Here(),
    "pip install .": There("tests/browser/test_commands.py", '"pip", "install"'),
    "linestop scenario list": Here(),
    "linestop scenario show pacific_squeeze": Here(),
    "linestop simulate pacific_squeeze --seat all": Here(
        instead="linestop simulate pacific_squeeze --seat all --worlds 20"
    ),
    "linestop scenario check my_crisis.toml": Here(
        instead=f"linestop scenario check {ROOT}/scenarios/calm_seas.toml"
    ),
    "linestop scenario balance my_crisis.toml": Here(
        instead=f"linestop scenario balance {ROOT}/tests/scenarios/one_seat.toml --worlds 4 --scored-worlds 2"
    ),
    "linestop scenario new --difficulty easy --seed 7 --to my_scenarios": There(
        "tests/agents/generator/test_generator.py", '"new",'
    ),
    "linestop scenario ranking pacific_squeeze": Here(
        instead=f"linestop scenario ranking {ROOT}/tests/scenarios/one_seat.toml --worlds 2"
    ),
    "linestop frontier pacific_squeeze --worlds 20 --svg frontier.svg": Here(
        instead=f"linestop frontier {ROOT}/tests/scenarios/one_seat.toml --worlds 1 --svg frontier.svg"
    ),
    "linestop rescore KX4M7Q": There("tests/game/review/test_post_game_analysis.py", '["rescore", "--keep"'),
    "linestop questions pacific_squeeze --svg pictures": Here(
        instead=f"linestop questions {ROOT}/tests/scenarios/one_seat.toml --worlds 2 --svg pictures"
    ),
    "linestop scenario card pacific_squeeze --html card.html": Here(
        instead=f"linestop scenario card {ROOT}/tests/scenarios/one_seat.toml --worlds 2 --html card.html"
    ),
    "linestop frontier --game KX4M7Q --svg ours.svg": There(
        "tests/game/review/test_post_game_analysis.py", '["frontier", "--game", "AFTERA", "--svg"'
    ),
    "linestop serve --host 0.0.0.0 --port 8080": There(
        "tests/support/game/serving_support.py", '"serve", "--port", "0"'
    ),
    "linestop bots KX4M7Q --count 40": There("tests/game/bots/test_bots.py", '"--count", "40"'),
    "linestop leaderboard --scenario pacific_squeeze": There(
        "tests/game/cli/test_tables.py", 'said("leaderboard", "--scenario", "pacific_squeeze"'
    ),
    "linestop export KX4M7Q --format xlsx": There(
        "tests/game/cli/test_tables.py", 'said("export", "AFTERA", "--format", "xlsx"'
    ),
    "linestop replay KX4M7Q --verify": There(
        "tests/game/cli/test_commands_after_a_game.py", 'said("replay", "AFTERA", "--verify"'
    ),
    "linestop backup friday.db": There(
        "tests/game/cli/test_commands_after_a_game.py", 'said("backup", tmp_path'
    ),
    "linestop people list": There("tests/game/cli/test_commands_after_a_game.py", 'said("people", "list"'),
    'sqlite3 linestop.db "select * from leaderboard limit 5"': There(
        "tests/game/cli/test_tables.py", 'query = "select * from leaderboard limit 5"'
    ),
    "linestop": There("tests/browser/test_commands.py", "def test_a_bare_linestop_"),
}


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def commands() -> list[str]:
    lines = [line.strip() for block in blocks("sh") for line in block.splitlines()]
    spoken = re.findall(r"(?<!`)`((?:make|linestop|pip) [^`]+)`(?!`)", README)
    return sorted({line for line in [*lines, *spoken] if line and not line.startswith("#")})


def environment() -> dict[str, str]:
    """A clean shell's, with our own commands on the PATH: an outer make must not meddle with an inner one."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS", "PYTEST"))
    }
    return {**kept, "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])}


def test_every_command_in_the_readme_is_run_by_a_test_or_by_ci() -> None:
    assert commands() == sorted(PROOFS), "each command needs its proof, each proof its command"


@pytest.mark.parametrize("command", [name for name, proof in PROOFS.items() if isinstance(proof, There)])
def test_the_proof_of_a_command_holds_it(command: str) -> None:
    proof = PROOFS[command]
    assert isinstance(proof, There)
    assert proof.words in (ROOT / proof.file).read_text(encoding="utf-8")


@pytest.mark.parametrize("command", [name for name, proof in PROOFS.items() if isinstance(proof, Here)])
def test_a_command_in_the_readme_works(command: str, tmp_path: Path) -> None:
    proof = PROOFS[command]
    assert isinstance(proof, Here)
    words = shlex.split(proof.instead or command)
    where = ROOT if words[0] == "make" else tmp_path
    shell = {**environment(), "TEST_RESULTS": str(tmp_path)}
    done = subprocess.run(
        words, cwd=where, env=shell, capture_output=True, text=True, stdin=subprocess.DEVNULL
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_python_in_the_readme_runs(tmp_path: Path) -> None:
    for code in blocks("python"):
        command = [sys.executable, "-W", "error", "-c", code]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, stdin=subprocess.DEVNULL)
        assert done.returncode == 0, done.stderr


def test_every_picture_in_the_readme_is_there_and_says_what_it_shows() -> None:
    pictures = re.findall(r"!\[([^\]]*)\]\(([^)]+)\)", README)
    assert len(pictures) >= 5
    for words, path in pictures:
        assert len(words) > 20, path
        assert (ROOT / path).read_bytes().startswith(b"\x89PNG"), path
