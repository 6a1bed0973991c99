"""A careless operator's week: each mishap ends in a sentence that says what to do, and loses nothing.

Every test is a day: a decision is acknowledged, something is done to the server, and at the end that decision
is still in a file that the sentence leads to. Each kind of mishap has tests of its own elsewhere.
"""

from __future__ import annotations

import asyncio
import os
import re
import subprocess
import sys
from contextlib import closing, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from game_support import PATIENCE, Device, Frame, get, join_game, open_game, open_practice, post
from places import ROOT
from places_support import as_nobody, held, may_become_another
from serving_support import ForkedProcess, Serving, serving
from sqlite_utils.utils import sqlite3
from websockets.exceptions import WebSocketException

from linestop.game.messages import Opened
from linestop.game.server import app

pytestmark = pytest.mark.slow


def decided(url: str, turn: int = 1) -> Opened:
    """A game in which a decision was acknowledged."""
    opened = open_practice(url)
    with Device(url, opened) as device:
        assert device.decide(turn, command_id="decision-1")["type"] == "ack"
        device.until_turn(turn + 1)
    return opened


async def settled(server: Serving, game: str) -> None:
    """Wait until the room has worked out and stored all that follows from the last turn."""
    room = server.hub._rooms[game]
    while room._work.running or room.session.lacks_scores:
        server.check_clocks()
        await asyncio.sleep(0)


def waits(frame: Frame) -> bool:
    return bool(frame["type"] == "waiting")


def is_past(turn: int, frame: Frame) -> bool:
    """Whether a page sees that this turn has been played."""
    return frame["type"] == "view" and (frame["turn"] > turn or frame["phase"] == "finished")


def goes_on(url: str, opened: Opened, turn: int) -> None:
    with Device(url, opened) as device:
        device.until_turn(turn)
        assert device.decide(turn)["type"] == "ack"


def is_kept(database: Path) -> bool:
    with closing(sqlite3.connect(str(database))) as db:
        assert db.execute("pragma integrity_check").fetchone() == ("ok",)
        found = db.execute("select 1 from events where kind = 'decision_made' and client_id = 'decision-1'")
        return found.fetchone() is not None


def run(*words: str, **variables: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "linestop.game", *words]
    return subprocess.run(
        command, env=os.environ | variables, capture_output=True, text=True, timeout=PATIENCE, check=False
    )


@pytest.mark.skipif(not may_become_another(), reason="only root may run a command as another user")
def test_on_monday_the_folder_may_not_be_written() -> None:
    with TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        refused = as_nobody("serve", "--port", "0", "--db", f"{folder}/linestop.db", folder=Path(folder))
    assert refused.returncode == 1 and refused.stdout == ""
    assert "There is no writing to" in refused.stderr and "choose another file with --db" in refused.stderr


def test_on_tuesday_the_disk_is_full_and_somebody_makes_room(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    database = tmp_path / "linestop.db"
    with serving(database) as server:
        opened = decided(server.url)
        server.do(settled(server, opened.game))  # else the last score may be what finds no room
        pages = server.do(server.hub.store.run(lambda db: db.execute("pragma page_count").fetchone()[0]))

        def room_for(pages: int) -> None:
            server.do(
                server.hub.store.run(lambda db: db.execute(f"pragma max_page_count = {pages}").fetchall())
            )

        room_for(pages)
        with Device(server.url, opened) as device:
            # Turn after turn, until what is played finds no room.
            for turn in (2, 3):
                device.send(type="decide", id=f"filling-{turn}", turn=turn, stances={})
                found = device.until(lambda frame, turn=turn: waits(frame) or is_past(turn, frame))
                if waits(found):
                    break
            assert found["code"] == "disk_full" and "make room" in found["message"]
            assert "Make room: Linestop tries again until there is some" in caplog.text
            room_for(1_000_000)
            device.until(lambda frame: is_past(turn, frame))
            [answer] = [frame for frame in device.seen if frame.get("id") == f"filling-{turn}"]
            assert answer["type"] == "ack"
    assert is_kept(database)


def test_on_tuesday_evening_an_edit_is_left_open_in_a_database_browser(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    database = tmp_path / "linestop.db"
    with serving(database) as server:
        opened = decided(server.url)
        with Device(server.url, opened) as device:
            with held(database):
                device.send(type="decide", id="decision-2", turn=2, stances={})
                told = device.until(lambda frame: frame["type"] == "waiting")
                assert "close that program, or save there" in told["message"]
            assert device.answer("decision-2")["type"] == "ack"
    assert "Save or undo what was changed there" in caplog.text
    assert is_kept(database)


def test_on_wednesday_the_file_is_tidied_away_while_people_play(tmp_path: Path) -> None:
    database = tmp_path / "linestop.db"
    with ForkedProcess(database) as server:
        opened = decided(server.url)
        database.rename(tmp_path / "old.db")
        with suppress(WebSocketException, OSError), Device(server.url, opened) as device:
            device.send(type="decide", id="decision-2", turn=2, stances={})
            while True:
                assert device.read().get("id") != "decision-2"
        _, said = server.process.communicate(timeout=PATIENCE)
    assert "a copy of all that was acknowledged now stands under that name. Start the server again" in said
    assert is_kept(database) and is_kept(tmp_path / "old.db")
    with ForkedProcess(database) as server:
        goes_on(server.url, opened, 2)


def test_on_thursday_the_laptop_sleeps_through_a_deadline(tmp_path: Path) -> None:
    database = tmp_path / "linestop.db"
    with serving(database) as server:
        desk = open_game(server.url, scenario="one_seat", turn_seconds=60, first_turn_seconds=60)
        player = join_game(server.url, desk.game, "Ann")
        with Device(server.url, desk) as at_desk, Device(server.url, player) as device:
            at_desk.ask("start")
            device.until_turn(1)
            server.pass_time(20)
            server.sleep(600, counted=True)
            status = at_desk.until_status(lambda frame: frame["interrupted"])
            assert (status["turn"], status["phase"]) == (1, "deciding")
            assert device.decide(1, command_id="decision-1")["type"] == "ack"
    assert is_kept(database)


def test_on_thursday_evening_the_laptop_comes_back_under_another_address(tmp_path: Path) -> None:
    """The seat hangs on its token, not on the address under which it was taken."""
    database = tmp_path / "linestop.db"
    with serving(database) as server:
        opened = decided(server.url)
    with serving(database) as server:
        other = server.url.replace("127.0.0.1", "localhost")
        assert other != server.url
        goes_on(other, opened, 2)
    assert is_kept(database)


def test_on_friday_a_proxy_stands_in_front_and_a_page_of_another_name_is_told_why_not(tmp_path: Path) -> None:
    database = tmp_path / "linestop.db"
    body = b'{"scenario":"one_seat"}'
    with serving(database, url="https://play.example") as server:
        decided(server.url)
        status, _ = post(f"{server.url}/api/practice", body, origin="https://play.example")
        assert status == 201, "the proxy passes on another Host, and the server's own address is known"
        status, error = post(f"{server.url}/api/practice", body, origin="https://other.example")
        assert (status, error["code"]) == (403, "wrong_origin")
        assert "Open Linestop's own page" in error["message"] or "--url" in error["message"]
    assert is_kept(database)


def test_on_friday_evening_a_variable_is_misspelt(tmp_path: Path) -> None:
    refused = run("serve", "--port", "0", "--db", str(tmp_path / "linestop.db"), LINESTOP_HOST_PINN="246810")
    assert refused.returncode == 2 and "Did you mean LINESTOP_HOST_PIN?" in refused.stderr
    assert not (tmp_path / "linestop.db").exists()


def test_on_saturday_a_browser_offers_to_translate_the_page() -> None:
    """It is asked not to, for it would set the clock in stone; the languages are the page's own."""
    page = (ROOT / "web_client" / "index.html").read_text("utf-8")
    assert re.search(r'<html[^>]* translate="no"', page) and 'content="notranslate"' in page


def test_on_sunday_the_server_is_updated_while_games_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = tmp_path / "linestop.db"
    with serving(database) as server:
        opened = decided(server.url)
    with monkeypatch.context() as updated:
        updated.setattr(app, "ENGINE", "99.0.0")
        with serving(database) as server, Device(server.url, opened) as device:
            refused = device.decide(2)
            assert refused["code"] == "read_only" and "run version" in refused["message"]
            assert get(f"{server.url}/healthz")[0] == 200
    assert is_kept(database)
    with serving(database) as server:
        goes_on(server.url, opened, 2)
