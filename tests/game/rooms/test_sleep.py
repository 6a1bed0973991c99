"""The host's laptop sleeps in the middle of a turn: on waking the turn goes on, and everybody is told so."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
from game_support import Device, join_game, open_game
from serving_support import FakeClock, Serving, serving
from sockets_support import events_of

from linestop.game.rooms.sleep_watch import LOOK_SECONDS, SLEPT_SECONDS, SleepWatch, counting_sleep
from linestop.game.rules.timing import AFTER_RESTART_MS, COUNTDOWN_MS

pytestmark = pytest.mark.slow
COUNTED = pytest.mark.parametrize(
    "counted", [True, False], ids=["the clock counts sleep", "the clock stands in sleep"]
)


@dataclass(frozen=True, slots=True)
class Room:
    """A game in turn 2, which has a deadline of five minutes; two people play it."""

    server: Serving
    code: str
    desk: Device
    phones: list[Device]


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    with serving(tmp_path / "linestop.db") as server, ExitStack() as open_devices:
        game = open_game(server.url, turn_seconds=300)
        tickets = [join_game(server.url, game.game, name) for name in ("Ana", "Ben")]
        desk, *phones = (
            open_devices.enter_context(Device(server.url, opened)) for opened in (game, *tickets)
        )
        desk.ask("start")
        desk.ask("close_turn", turn=1)
        for device in (desk, *phones):
            device.until_turn(2)
        yield Room(server, game.game, desk, phones)


@COUNTED
def test_a_turn_with_40_seconds_left_survives_a_sleep_of_45(room: Room, counted: bool) -> None:
    room.server.pass_time(260)
    room.server.sleep(45, counted=counted)
    for device in (room.desk, *room.phones):
        status = device.until_status(lambda frame: frame["interrupted"])
        assert (status["turn"], status["phase"]) == (2, "deciding")
        # The second between two looks at the clock counts as played.
        assert 40_000 - 1000 * LOOK_SECONDS <= status["remaining_ms"] <= 40_000


@COUNTED
def test_after_a_sleep_there_is_time_to_come_back(room: Room, counted: bool) -> None:
    room.server.pass_time(295)
    room.server.sleep(3600, counted=counted)
    status = room.desk.until_status(lambda frame: frame["interrupted"])
    assert status["remaining_ms"] == AFTER_RESTART_MS
    assert "turn_closed" not in events_of(room.server, room.code)[-2:]


@COUNTED
def test_a_countdown_after_all_have_decided_begins_anew(room: Room, counted: bool) -> None:
    for phone in room.phones:
        phone.decide(2)
    room.desk.until_status(lambda frame: frame["closing"])
    room.server.pass_time(4)
    room.server.sleep(45, counted=counted)
    status = room.desk.until_status(lambda frame: frame["interrupted"] and frame["closing"])
    assert status["remaining_ms"] == COUNTDOWN_MS
    room.server.pass_time(COUNTDOWN_MS / 1000)
    room.desk.until_turn(3)


@COUNTED
def test_a_decision_sent_before_the_sleep_and_read_after_it_counts(room: Room, counted: bool) -> None:
    room.server.pass_time(299)
    room.server.sleep(45, counted=counted)
    assert room.phones[0].decide(2, {"board": "JIC"})["type"] == "ack"


@COUNTED
def test_a_pause_and_a_turn_without_a_deadline_stay_as_they_are(room: Room, counted: bool) -> None:
    room.server.pass_time(200)
    room.desk.ask("pause")
    room.server.sleep(4000, counted=counted)
    room.desk.until_status(lambda frame: frame["paused"])
    room.desk.ask("resume")
    assert room.desk.until_status(lambda frame: not frame["paused"])["remaining_ms"] == 100_000
    room.desk.ask("set_deadline", seconds=None)
    room.server.sleep(4000, counted=counted)
    assert room.desk.until_status(lambda frame: frame["remaining_ms"] is None)["phase"] == "deciding"


@pytest.mark.parametrize("leap", [3600.0, -3600.0, 86_400.0], ids=["an hour", "an hour back", "a day"])
def test_a_clock_on_the_wall_that_is_set_closes_no_turn_and_lengthens_none(room: Room, leap: float) -> None:
    """By a time server or by hand: the room is told what is left, and that is all."""
    room.server.pass_time(295)
    room.server.wall.seconds += leap
    room.server.loop.call_soon_threadsafe(room.server.check_clocks)
    status = room.desk.until_status(lambda frame: frame["remaining_ms"] == 5000)
    assert (status["turn"], status["interrupted"]) == (2, False)
    causes = [json.loads(event).get("cause") for event in events_of(room.server, room.code)]
    assert causes[-1] in ("facilitator", "noted", None), "nothing has set the clock"


def test_the_word_that_the_server_was_away_goes_with_the_turn(room: Room) -> None:
    room.server.sleep(45, counted=True)
    room.desk.until_status(lambda frame: frame["interrupted"])
    room.desk.ask("close_turn", turn=2)
    room.desk.until_status(lambda frame: frame["turn"] == 3 and frame["phase"] == "deciding")
    assert not room.desk.status["interrupted"]


def test_a_sleep_is_noticed_though_no_device_says_anything(room: Room) -> None:
    """The server itself looks every second: here nobody wakes its rooms."""
    room.server.whole.seconds += 45
    room.desk.until_status(lambda frame: frame["interrupted"])
    assert room.server.hub.watch.slept_seconds == 45 - LOOK_SECONDS


def test_red_control_a_watch_that_never_sees_sleep_lets_the_turn_close(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(SleepWatch, "look", lambda watch: None)
    room.server.pass_time(260)
    room.server.sleep(45, counted=True)
    room.desk.until_turn(3)


# ---------------------------------------------------------------- the watch alone


def watched() -> tuple[SleepWatch, Callable[..., None]]:
    running, whole, wall = FakeClock(), FakeClock(), FakeClock()

    def go(run: float, all_in_all: float, day: float) -> None:
        running.seconds += run
        whole.seconds += all_in_all
        wall.seconds += day

    return SleepWatch(running, whole, wall), go


def test_seconds_awake_go_on_with_the_clock_and_leave_out_what_was_slept() -> None:
    watch, go = watched()
    begin = watch.seconds()
    for _ in range(5):
        go(1, 1, 1)
        watch.look()
    assert (watch.seconds() - begin, watch.sleeps) == (5, 0)
    go(3600, 3600, 3600)  # Windows
    assert (watch.seconds() - begin, watch.sleeps) == (5 + LOOK_SECONDS, 1)
    go(0.5, 3600.5, 3600.5)  # Linux, macOS
    assert (watch.seconds() - begin, watch.sleeps) == (5.5 + LOOK_SECONDS, 2)
    assert watch.leaps == 0


def test_a_loop_that_is_busy_for_a_while_did_not_sleep() -> None:
    watch, go = watched()
    begin = watch.seconds()
    go(SLEPT_SECONDS, SLEPT_SECONDS, SLEPT_SECONDS)
    assert (watch.seconds() - begin, watch.sleeps) == (SLEPT_SECONDS, 0)


def test_the_clock_that_counts_sleep_is_one_that_nobody_sets() -> None:
    assert counting_sleep() <= counting_sleep()
