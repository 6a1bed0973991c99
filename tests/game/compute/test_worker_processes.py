"""Worker processes end with their server, however that ends, and a killed one is replaced."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import CancelledError
from pathlib import Path

import pytest
from forked_support import Forked
from game_support import PATIENCE, Device, open_practice
from serving_support import Process
from work_support import (
    descendants,
    held_up_once,
    never_done,
    pool_of_processes,
    priority_and_process,
    told_by,
    until_gone,
)

from linestop.game.compute import compute_pool, process_worker
from linestop.game.compute.compute_pool import ComputePool
from linestop.game.compute.process_worker import BEHIND, LOWEST
from linestop.game.compute.workers import start_of

pytestmark = pytest.mark.slow


@pytest.fixture
def pipe(tmp_path: Path) -> Path:
    os.mkfifo(tmp_path / "told")
    return tmp_path / "told"


def test_a_worker_killed_in_the_middle_is_replaced_and_its_work_done_again(pipe: Path) -> None:
    with pool_of_processes() as pool:
        replaced: list[str] = []
        pool.on_replaced = lambda: replaced.append("replaced")
        result = pool.submit("turn", "A", held_up_once, str(pipe), str.upper, "done")
        first = told_by(pipe)
        os.kill(first, signal.SIGKILL)
        assert result.result(PATIENCE) == "DONE"
        assert pool.submit("turn", "A", os.getpid).result(PATIENCE) not in (first, os.getpid())
    assert replaced == ["replaced"]


def test_one_killed_while_it_has_nothing_to_do_is_replaced_too() -> None:
    with pool_of_processes() as pool:
        first = pool.submit("turn", "A", os.getpid).result(PATIENCE)
        os.kill(first, signal.SIGKILL)
        until_gone(first)
        assert pool.submit("turn", "A", os.getpid).result(PATIENCE) != first


def test_ctrl_c_and_a_service_manager_s_signal_leave_a_worker_at_its_work(pipe: Path) -> None:
    with pool_of_processes() as pool:
        result = pool.submit("turn", "A", held_up_until_told, str(pipe))
        pid = told_by(pipe)
        for each in (signal.SIGINT, signal.SIGTERM):
            os.kill(pid, each)
        pipe.write_text("go on")
        assert result.result(PATIENCE) == pid


def held_up_until_told(told: str) -> int:
    Path(told).write_text(str(os.getpid()))
    Path(told).read_text()
    return os.getpid()


def test_closing_ends_a_worker_in_the_middle_of_its_work(pipe: Path) -> None:
    with pool_of_processes() as pool:
        result = pool.submit("turn", "A", never_done, str(pipe))
        pid = told_by(pipe)
        pool.close()
        until_gone(pid)
        with pytest.raises(CancelledError):
            result.result(PATIENCE)


def test_who_looks_back_uses_what_nobody_else_wants_and_ends_when_nobody_has_looked_back_for_a_while(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with pool_of_processes() as pool:
        nice, reviewer = pool.submit("review", "A", priority_and_process).result(PATIENCE)
        assert nice == LOWEST
        assert pool.submit("review", "B", priority_and_process).result(PATIENCE) == (LOWEST, reviewer)
        assert pool.submit("turn", "A", priority_and_process).result(PATIENCE)[0] == os.nice(0) + BEHIND
        monkeypatch.setattr(compute_pool, "REVIEWER_IDLE_SECONDS", 0.0)
        pool.warm_up()  # it looks at the clock with each message
        until_gone(reviewer)
        assert pool.submit("review", "A", priority_and_process).result(PATIENCE)[1] != reviewer


@pytest.mark.parametrize("error", [OSError("no temporary folder"), EOFError("the fork server is gone")])
def test_where_no_process_can_be_started_a_thread_works(
    error: Exception, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse(*_: object) -> None:
        raise error

    monkeypatch.setattr(process_worker.ProcessPoolExecutor, "submit", refuse)
    with pytest.raises(type(error)):
        process_worker.ProcessWorker()
    pool = ComputePool(start_of("processes"), 1)
    assert pool.submit("turn", "A", os.getpid).result(PATIENCE) == os.getpid()
    pool.close()
    assert f"no worker process can be started ({error})" in caplog.text
    assert not signal.pthread_sigmask(signal.SIG_BLOCK, []), "whoever starts one takes signals as before"


@pytest.mark.parametrize(("module", "mesa"), [("server.app", False), ("compute.heavy_imports", True)])
def test_a_server_leaves_mesa_to_its_workers_and_neither_imports_pandas(module: str, mesa: bool) -> None:
    program = (
        f"import sys, linestop.game.{module}\n"
        "print('mesa' in sys.modules, any(name.startswith('pandas') for name in sys.modules))\n"
        "import pandas; print(pandas.DataFrame({'a': [1]}).shape)"  # who needs it has the real one
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == f"{mesa} False\n(1, 1)\n"


# ---------------------------------------------------------------- a server of its own

SERVER = """
import sys
sys.path.append({support!r})
from work_support import never_done
from linestop.game.compute import process_worker
from linestop.game.compute.compute_pool import ComputePool

results = []
for game in "AB":
    pool = ComputePool(process_worker.ProcessWorker, 1)
    pool.submit("turn", game, str).result()  # its worker has begun
    results.append(pool.submit("turn", game, never_done, {told!r} + game))
    {between}
results[0].result()
"""


def workers_of_a_killed_server(tmp_path: Path, between: str = "pass") -> list[int]:
    """Two workers whose server was killed while they worked."""
    pipes = [tmp_path / f"told{game}" for game in "AB"]
    for each in pipes:
        os.mkfifo(each)
    support = str(Path(__file__).resolve().parents[2] / "support" / "game")
    program = SERVER.format(support=support, told=str(tmp_path / "told"), between=between)
    server = Forked([], program, tmp_path / "said")
    workers = [told_by(each) for each in pipes]
    server.kill()
    server.communicate(timeout=PATIENCE)
    return workers


def test_a_killed_server_leaves_no_worker_behind(tmp_path: Path) -> None:
    for worker in workers_of_a_killed_server(tmp_path):
        until_gone(worker)


def test_red_control_a_worker_that_does_not_watch_its_server_outlives_it(tmp_path: Path) -> None:
    # What is run first in a worker is sent to it by name.
    watches, does_not = workers_of_a_killed_server(tmp_path, "process_worker._begin = print")
    until_gone(watches)
    os.kill(does_not, 0)  # it is there
    os.kill(does_not, signal.SIGKILL)
    until_gone(does_not)


class WithProcesses(Process):
    """`linestop serve` as people start it, in a terminal of its own."""

    compute = "processes"

    def _started(self, command: list[str]) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, *self.program(), *command],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def program(self) -> list[str]:
        return ["-m", "linestop.game"]

    def play_a_turn(self) -> list[int]:
        """The processes that the server has when a worker has played."""
        with Device(self.url, open_practice(self.url)) as device:
            device.decide(1)
            device.until_turn(2)
        found = descendants(self.process.pid)
        assert len(found) >= 3, "Python's resource tracker, the fork server, and a worker"
        return found

    def press_ctrl_c(self) -> str:
        """What it said to stderr until it and all its processes were gone."""
        os.killpg(self.process.pid, signal.SIGINT)
        _, errors = self.process.communicate(timeout=PATIENCE)
        return errors


@pytest.fixture
def server(tmp_path: Path) -> Iterator[WithProcesses]:
    with WithProcesses(tmp_path / "linestop.db") as server:
        yield server


def test_linestop_serve_that_is_killed_takes_all_its_processes_along(server: WithProcesses) -> None:
    processes = server.play_a_turn()
    server.kill()
    for each in processes:
        until_gone(each)


def test_ctrl_c_ends_the_server_and_its_processes_without_a_word(server: WithProcesses) -> None:
    processes = server.play_a_turn()
    assert (server.press_ctrl_c(), server.process.returncode) == ("", 0)
    for each in processes:
        until_gone(each)


HELD_IMPORT = """
from pathlib import Path
told = Path({told!r})
try:
    Path({told!r} + ".once").touch(exist_ok=False)
except FileExistsError:
    pass
else:
    told.write_text("importing")
    told.read_text()
"""
"""Stands for Mesa, whose import takes a second in which people press Ctrl-C. Held once: where the fork server
has died of it, the next worker starts another."""
BEGINS = """
from linestop.game.compute import process_worker
process_worker.PRELOADED = "held_import"
{broken}
from linestop.game.cli.main import main
if __name__ == "__main__":
    main()
"""


class HeldImport(WithProcesses):
    """A server whose fork server is held up while it imports."""

    def __init__(self, folder: Path, pipe: Path, broken: str = "") -> None:
        (folder / "held_import.py").write_text(HELD_IMPORT.format(told=str(pipe)))
        self._folder, self._broken = folder, broken
        super().__init__(folder / "linestop.db")
        assert pipe.read_text() == "importing"

    def _started(self, command: list[str]) -> subprocess.Popen[str]:
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("PYTHONPATH", str(self._folder))
            return super()._started(command)

    def program(self) -> list[str]:
        return ["-c", BEGINS.format(broken=self._broken)]


def test_nor_does_one_that_is_pressed_while_the_fork_server_imports(tmp_path: Path, pipe: Path) -> None:
    with HeldImport(tmp_path, pipe) as server:
        os.killpg(server.process.pid, signal.SIGINT)
        pipe.write_text("go on")
        _, errors = server.process.communicate(timeout=PATIENCE)
        assert (errors, server.process.returncode) == ("", 0)


def test_red_control_a_fork_server_that_takes_ctrl_c_prints_where_it_was(tmp_path: Path, pipe: Path) -> None:
    broken = "process_worker.NOT_FOR_WORKERS.clear()"
    with HeldImport(tmp_path, pipe, broken) as server:
        assert "KeyboardInterrupt" in server.press_ctrl_c()
