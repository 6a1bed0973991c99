"""What a command prints goes where it is sent, and who closes that door early is told nothing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

LINESTOP = [sys.executable, "-m", "linestop.game"]


@pytest.mark.parametrize("words", [["scenario", "list"], ["scenario", "show", "calm_seas", "--json"]])
def test_whoever_closes_the_pipe_has_read_enough(words: list[str]) -> None:
    command = subprocess.Popen([*LINESTOP, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert command.stdout is not None and command.stderr is not None
    with command, command.stdout, command.stderr:
        command.stdout.close()
        assert command.stderr.read() == b""
    assert command.returncode == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no such device here")
def test_an_answer_that_finds_no_room_is_missed_in_a_sentence() -> None:
    with open("/dev/full", "w") as full:
        ended = subprocess.run(
            [*LINESTOP, "scenario", "list"], stdout=full, stderr=subprocess.PIPE, text=True
        )
    assert ended.returncode == 1
    assert ended.stderr.startswith("Error: the answer could not be written (No space left on device)")


@pytest.mark.skipif(os.name == "nt", reason="no pipes with names, and other signals")
def test_ctrl_c_ends_a_command_as_shells_expect(tmp_path: Path) -> None:
    slow = tmp_path / "slow.toml"
    os.mkfifo(slow)
    command = subprocess.Popen([*LINESTOP, "scenario", "show", str(slow)], stderr=subprocess.PIPE, text=True)
    with open(slow, "w"):  # which waits until the command has opened it for reading
        command.send_signal(signal.SIGINT)
        _, said = command.communicate()
    assert (command.returncode, said) == (130, "\nStopped.\n")
