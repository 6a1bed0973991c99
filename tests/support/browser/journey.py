"""One whole game as a room plays it: by touch, by keyboard alone, with a reload, without network, over a
server that was killed; and what everybody was told is what the log says when it is played again."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from devices import Devices
from hands import Hands, Person, gives, press, said
from play import (
    among,
    begin,
    button,
    close_by_hand,
    close_turn,
    code_of,
    confirm,
    join,
    link,
    must_be_saved,
    not_saved,
    stances,
    start,
    switch,
    text,
    wait_for_turn,
)
from playwright.sync_api import Locator, Page, expect
from server import LINESTOP, Server, running

TURNS = 13
SILENT, KILLED = 6, 9
"""The turn that one phone spends without network, and the one in which the server is killed."""


@dataclass(slots=True)
class Player:
    """A person and the device; what the server has acknowledged stands here, by turn."""

    name: str
    page: Page
    saved: dict[int, dict[str, str]] = field(default_factory=dict)

    def decide(self, turn: int) -> None:
        """Turn one switch over, confirm, and be told that it is saved."""
        switch(self.page, row=turn % 6)
        confirm(self.page)
        self.acknowledged(turn)

    def acknowledged(self, turn: int) -> None:
        must_be_saved(self.page)
        self.saved[turn] = stances(self.page)


@dataclass(frozen=True, slots=True)
class Room:
    """Four players, the facilitator's desk, and the wall."""

    desk: Page
    wall: Page
    touch: Player
    keys: Player
    reloads: Player
    leaves: Player

    @property
    def players(self) -> tuple[Player, ...]:
        return self.touch, self.keys, self.reloads, self.leaves


def whole_year(devices: Devices, folder: Path, touch: Hands = "touch") -> None:
    """From the facilitator's form to everybody's debrief.

    Args:
        touch: how the one plays who has a finger, where the browser can be moved by one.
    """
    devices.server_may_go = True
    db = folder / "linestop.db"
    room = _room(devices, touch)
    with running([LINESTOP, "serve"], db, folder) as server:
        code = _sit_down(room, server)
        for turn in range(1, KILLED):
            _play(room, turn)
        _decide_and_lose_the_server(room, server)
    with running([LINESTOP, "serve"], db, folder, LINESTOP_PORT=str(server.port)) as server:
        _find_everything_again(room)
        for turn in range(KILLED + 1, TURNS + 1):
            _play(room, turn)
        _every_acknowledged_decision_is_in_the_log(room, server)
        replayed = _replay(code, db)
        assert replayed["turns_verified"] == replayed["turns"] == TURNS
        _every_page_says_what_the_replay_says(room, code, replayed["seats"])
        for page in (room.desk, room.wall, *(player.page for player in room.players)):
            page.close()


def _room(devices: Devices, hands: Hands) -> Room:
    touch = gives(devices.phone(), Person(hands=hands))
    keys = gives(devices.desk(), Person(hands="keyboard"))
    return Room(
        desk=devices.desk(),
        wall=devices.wall(),
        touch=Player("Theo", touch),
        keys=Player("Kira", keys),
        reloads=Player("Rosa", devices.desk()),
        leaves=Player("Levi", devices.phone()),
    )


def _sit_down(room: Room, server: Server) -> str:
    """The facilitator opens the game, all join, and the first turn begins: the game's code."""
    room.desk.goto(f"{server.url}/host")
    room.desk.get_by_label("Pacific Squeeze").check()
    room.desk.get_by_label("Your name").fill("Frida")
    press(button(room.desk, "host.button"))
    press(button(room.desk, "recovery.noted"))
    code = code_of(room.desk)
    room.wall.goto(f"{server.url}/board/{code}")
    for player in room.players:
        join(player.page, server.url, code, player.name)
        expect(room.desk.get_by_text(player.name, exact=True)).to_be_visible()
    start(room.desk)
    close_by_hand(room.desk)
    for player in room.players:
        begin(player.page)
        wait_for_turn(player.page, 1)
    return code


def _play(room: Room, turn: int) -> None:
    away = room.leaves if turn == SILENT else None
    for player in room.players:
        wait_for_turn(player.page, turn)
        if player is away:
            _decide_without_network(player)
        elif player is room.reloads and turn % 2:
            _decide_around_a_reload(player, turn)
        else:
            player.decide(turn)
    close_turn(room.desk)
    if turn == TURNS:
        expect(link(room.desk, "results.open")).to_be_visible()
        return
    wait_for_turn(room.desk, turn + 1)
    if away:
        _come_back(away, turn + 1)


def _decide_around_a_reload(player: Player, turn: int) -> None:
    """Before it is confirmed a switch stays as it was put, and after it the word that it is saved."""
    page = player.page
    switch(page, row=turn % 6)
    put = stances(page)
    page.reload()
    wait_for_turn(page, turn)
    assert stances(page) == put
    confirm(page)
    player.acknowledged(turn)
    page.reload()
    player.acknowledged(turn)
    assert stances(page) == put


def _decide_without_network(player: Player) -> None:
    """The page never says that it is saved, since it is not."""
    player.page.context.set_offline(True)
    switch(player.page, row=0)
    confirm(player.page)
    expect(not_saved(player.page)).to_be_visible()


def _come_back(player: Player, turn: int) -> None:
    """What came too late is said to be; the next turn is there by itself."""
    player.page.context.set_offline(False)
    wait_for_turn(player.page, turn)
    expect(not_saved(player.page)).to_be_hidden()


def _decide_and_lose_the_server(room: Room, server: Server) -> None:
    """Two have their word that it is saved, one confirms to nobody, one has not looked up yet."""
    for player in (room.touch, room.reloads):
        wait_for_turn(player.page, KILLED)
        player.decide(KILLED)
    wait_for_turn(room.keys.page, KILLED)
    server.kill()
    for player in room.players:
        expect(text(player.page, "line.broken")).to_be_visible()
    switch(room.keys.page, row=1)
    confirm(room.keys.page)
    expect(not_saved(room.keys.page)).to_be_visible()


def _find_everything_again(room: Room) -> None:
    for page in (room.desk, room.wall, *(player.page for player in room.players)):
        expect(button(page, "line.try_now")).to_be_hidden()
    for player in (room.touch, room.reloads):
        must_be_saved(player.page)
        assert stances(player.page) == player.saved[KILLED]
    room.keys.acknowledged(KILLED)
    room.leaves.decide(KILLED)
    close_turn(room.desk)


def _every_acknowledged_decision_is_in_the_log(room: Room, server: Server) -> None:
    """The last decision of a seat in a turn is the one that counts."""
    logged = {(name, turn): decided for name, turn, decided in _logged(server)}
    for player in room.players:
        turns = set(range(1, TURNS + 1)) - ({SILENT} if player is room.leaves else set())
        assert set(player.saved) == turns
        for turn, chosen in player.saved.items():
            assert logged[player.name, turn] == chosen, (player.name, turn)


def _logged(server: Server) -> Iterator[tuple[str, int, dict[str, str]]]:
    names = dict(server.rows("select id, name from players"))
    for (body,) in server.rows("select body from events where kind = 'decision_made' order by seq"):
        decision = json.loads(str(body))
        yield str(names[decision["player"]]), decision["turn"], decision["stances"]


def _replay(code: str, db: Path) -> dict[str, Any]:
    command = [LINESTOP, "replay", code, "--verify", "--json", "--db", str(db)]
    done = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    assert done.returncode == 0, done.stderr
    said: dict[str, Any] = json.loads(done.stdout)
    return said


def _every_page_says_what_the_replay_says(room: Room, code: str, seats: list[dict[str, Any]]) -> None:
    totals = {seat["name"]: seat for seat in seats}
    assert set(totals) == {player.name for player in room.players}
    for player in room.players:
        page, total = player.page, totals[player.name]
        told = shown(page, total)
        end = page.get_by_role("region", name=said(page, "final.title"))
        score, uptime, cost = told
        must_tell(end, [score, cost])
        # Where nothing was missing it is said in words; the year is drawn, and may be such a one.
        in_words = f"|{among(page, 'final.made_all').pattern}" if uptime.startswith("100") else ""
        expect(end).to_contain_text(re.compile(re.escape(uptime) + in_words))
        press(link(page, "results.open"))
        page.wait_for_url(re.compile(f"/debrief/{code}"))
        must_tell(page.get_by_role("row").filter(has_text=player.name), told)
        must_tell(room.wall.get_by_role("row").filter(has_text=player.name), told)


def must_tell(place: Locator, told: Sequence[str], patience: float | None = None) -> None:
    for number in told:
        expect(place).to_contain_text(number, timeout=patience)


def shown(page: Page, total: Mapping[str, Any]) -> list[str]:
    """Score, uptime and cost as this page's browser writes them: the same rounding, the log's numbers."""
    written: list[str] = page.evaluate(
        """([score, uptime, cost]) => {
            const write = (value, way) => new Intl.NumberFormat(navigator.language, way).format(value);
            const compact = { notation: "compact", maximumSignificantDigits: 3 };
            const money = { style: "currency", currency: "EUR", ...compact };
            const share = { style: "percent", minimumFractionDigits: 1, maximumFractionDigits: 1 };
            return [write(Math.max(-100, Math.round(score)) + 0), write(uptime, share), write(cost, money)];
        }""",
        [total["score"], total["uptime"], total["total_cost"]],
    )
    return [number.replace("-", "\N{MINUS SIGN}") for number in written]
