"""One game as a room plays it, and every figure that its pages, files, answers and commands tell of it.

Four companies: two people in browsers, one in English at a desk and one in German with a phone, one that
decides over a socket, and a bot; the facilitator throws in shocks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from devices import Devices, views_told
from figures import Figure
from game_support import Device, join_game
from hands import Person, gives, press, said
from play import (
    begin,
    button,
    close_by_hand,
    code_of,
    confirm,
    join,
    must_be_saved,
    start,
    switch,
    wait_for_turn,
)
from playwright.sync_api import Browser, Page, expect
from server import LINESTOP, Server, running
from spots import Scope, Seen, Spot, look
from spots_of_comparison import AFTERMATH
from spots_of_debrief import DEBRIEF
from spots_of_play import PLAY
from spots_of_room import DESK, LEADERBOARD, SEAT_DIALOG, WALL
from words import catalogue

SCENARIO, SEED = "pacific_squeeze", "11"
TURNS, WEEKS = 13, 4
SHOCKS = {4: ("4", ""), 12: ("8", "0")}
"""By turn, how long a supplier makes less and how many per cent; empty: as the form has it.

The last one lasts to the end of the game, so that customers wait when the books are closed.
"""
WINDOWS = 3, 8, TURNS
"""After these turns the desk opens the window of each seat."""
ROWS = {"Ana": {1: (1,), 3: (2, 3), 8: (3,)}, "Ben": {1: (0, 1, 2, 3, 4, 5), 5: (4, 5), 9: (1,)}}
"""By person and turn, the rows of the switches that they turn over."""
CARA: Mapping[int, dict[str, str]] = {2: {"housing": "JIC"}, 4: {"chip": "JIC"}, 10: {"chip": "JIT"}}


@dataclass(frozen=True, slots=True)
class Player:
    name: str
    page: Page
    language: str
    views: list[dict[str, Any]]

    @property
    def view(self) -> dict[str, Any]:
        return self.views[-1]


@dataclass(slots=True)
class Game:
    """What has been read of it."""

    server: Server
    code: str
    desk: Page
    wall: Page
    players: list[Player]
    people: dict[str, str] = field(default_factory=dict)
    """Seats by the names of people."""
    pages: dict[str, Seen] = field(default_factory=dict)
    read: set[Spot] = field(default_factory=set)

    @property
    def figures(self) -> Iterator[Figure]:
        for seen in self.pages.values():
            yield from seen.figures

    def scope(self, device: str, view: Mapping[str, Any], language: str, seat: str = "") -> Scope:
        over = view["phase"] in ("finished", "archived")
        ports = {row["port"]["title"]: row["port"]["port"] for row in view["rows"] if row["port"]}
        queue = catalogue(language)["times.queue"]
        return Scope(
            device=device,
            language=language,
            seat=seat,
            turn=view["turn"] if over else view["turn"] - 1,
            weeks_per_turn=WEEKS,
            over=over,
            groups={
                "seats": {each["title"]: each["seat"] for each in view["standings"]},
                "people": self.people | {each["title"]: each["seat"] for each in view["standings"]},
                "parts": {row["title"]: row["component"] for row in view["rows"]},
                "suppliers": {row["supplier"]: row["component"] for row in view["rows"]},
                "ports": ports | {queue.format(port=title): name for title, name in ports.items()},
            },
        )

    def look(self, name: str, page: Page, spots: Iterable[Spot], scope: Scope) -> None:
        seen = look(page, spots, scope)
        self.pages[name] = seen
        self.read |= seen.read


@contextmanager
def played(browser: Browser, folder: Path) -> Iterator[Game]:
    """Play the game to its end and read every page meanwhile; its server still runs."""
    english, german = Devices(browser), Devices(browser, "de-DE")
    with running([LINESTOP, "serve"], folder / "linestop.db", folder) as server:
        game = _seated(english, german, server)
        with Device(server.url, join_game(server.url, game.code, "Cara")) as cara:
            _play(game, cara)
        _afterwards(game, english, german)
        yield game
        english.close()
        german.close()


def _seated(english: Devices, german: Devices, server: Server) -> Game:
    desk, wall = english.desk(), english.wall()
    desk.goto(f"{server.url}/host")
    desk.get_by_label("Pacific Squeeze").check()
    desk.get_by_label("Your name").fill("Frida")
    desk.get_by_text(said(desk, "host.more")).click()
    desk.get_by_label(said(desk, "host.seed")).fill(SEED)
    press(button(desk, "host.button"))
    press(button(desk, "recovery.noted"))
    code = code_of(desk)
    wall.goto(f"{server.url}/board/{code}")
    ana, ben = english.desk(), gives(german.phone(), Person("de"))
    players = [
        Player(name, page, language, views_told(page))
        for name, page, language in (("Ana", ana, "en"), ("Ben", ben, "de"))
    ]
    for player in players:
        join(player.page, server.url, code, player.name)
    return Game(server, code, desk, wall, players)


def _play(game: Game, cara: Device) -> None:
    start(game.desk)
    close_by_hand(game.desk)
    for player in game.players:
        begin(player.page)
        player.page.locator(".below details summary").click()
    for turn in range(1, TURNS + 1):
        cara.until_turn(turn)
        assert cara.decide(turn, CARA.get(turn))["type"] == "ack"
        if turn in SHOCKS:
            _add_a_shock(game.desk, *SHOCKS[turn])
        for player in game.players:
            _decide(player, turn)
        # Else the desk asks before it closes the turn, and pages change while they are read.
        everybody = len(game.players) + 1
        decided = said(game.desk, "desk.decided", decided=everybody, people=everybody)
        expect(game.desk.get_by_text(decided).first).to_be_visible()
        game.people = _people(game, cara)
        _look_round(game, turn)
        press(button(game.desk, "desk.close"))
        if turn < TURNS:
            wait_for_turn(game.desk, turn + 1)


def _decide(player: Player, turn: int) -> None:
    wait_for_turn(player.page, turn)
    for row in ROWS[player.name].get(turn, ()):
        switch(player.page, row)
    confirm(player.page)
    must_be_saved(player.page)


def _people(game: Game, cara: Device) -> dict[str, str]:
    return {player.name: player.view["seat"] for player in game.players} | {"Cara": cara.view["seat"]}


def _add_a_shock(desk: Page, weeks: str, value: str) -> None:
    press(button(desk, "year.add"))
    desk.get_by_label(said(desk, "shock.weeks")).fill(weeks)
    if value:
        desk.get_by_label(said(desk, "shock.value_percent")).fill(value)
    press(button(desk, "shock.button"))
    expect(desk.get_by_role("dialog")).to_be_hidden()


def _look_round(game: Game, turn: int) -> None:
    """Every page as it stands before this turn closes, or after the last one."""
    for player in game.players:
        own = game.scope(f"{player.name}'s page", player.view, player.language, player.view["seat"])
        game.look(f"{player.name} {turn}", player.page, PLAY, own)
    if turn <= TURNS:
        expect(game.wall.locator("header")).to_contain_text(f"Turn {turn} of {TURNS}")
    view = game.players[0].view
    game.look(f"desk {turn}", game.desk, DESK, game.scope("desk", view, "en"))
    game.look(f"wall {turn}", game.wall, WALL, game.scope("wall", view, "en"))
    if turn - 1 in WINDOWS:
        _open_windows(game, turn, view)


def _open_windows(game: Game, turn: int, view: Mapping[str, Any]) -> None:
    for standing in view["standings"]:
        press(game.desk.locator("button.row").filter(has_text=standing["title"]))
        window = game.desk.get_by_role("dialog")
        window.wait_for()
        scope = game.scope("desk", view, "en", standing["seat"])
        game.look(f"window of {standing['seat']} {turn}", game.desk, SEAT_DIALOG, scope)
        game.desk.keyboard.press("Escape")
        expect(window).to_be_hidden()


# ---------------------------------------------------------------- afterwards


def _afterwards(game: Game, english: Devices, german: Devices) -> None:
    for player in game.players:
        player.page.get_by_text(said(player.page, "results.ruler")).wait_for()
    game.desk.get_by_label(said(game.desk, "end.publish")).check()
    game.wall.get_by_text(said(game.wall, "board.podium")).wait_for()
    game.desk.locator("button.row.over").first.wait_for()
    _look_round(game, TURNS + 1)
    _debriefs(game)
    _leaderboard(game)


def _debriefs(game: Game) -> None:
    """Of each seat, one of them in German."""
    for player in game.players:
        page = player.page
        press(page.get_by_role("link", name=said(page, "results.open")))
        page.get_by_text(said(page, "results.ruler")).wait_for()
        scope = game.scope(f"{player.name}'s debrief", player.view, player.language, player.view["seat"])
        game.look(f"debrief of {player.name}", page, DEBRIEF, scope)
    ana = game.players[0]
    press(button(ana.page, "beyond.ask"))
    ana.page.get_by_text(said(ana.page, "beyond.luck"), exact=True).wait_for(timeout=300_000)
    scope = game.scope("Ana's debrief", ana.view, "en", ana.view["seat"])
    game.look("debrief of Ana, whole", ana.page, (*DEBRIEF, *AFTERMATH), scope)
    for standing in ana.view["standings"]:
        seat, title = standing["seat"], standing["title"]
        ana.page.goto(f"{game.server.url}/debrief/{game.code}?table=1&seat={seat}")
        ana.page.get_by_text(said(ana.page, "results.ruler")).wait_for()
        scope = game.scope(f"debrief of {title}", ana.view, "en", seat)
        game.look(f"debrief of {seat}", ana.page, DEBRIEF, scope)


def _leaderboard(game: Game) -> None:
    page = game.players[0].page
    every = "who=any&seed=any&live=any&length=any"
    page.goto(f"{game.server.url}/leaderboard?scenario={SCENARIO}&{every}")
    page.get_by_role("row").nth(3).wait_for()
    game.look("leaderboard", page, LEADERBOARD, game.scope("leaderboard", game.players[0].view, "en"))
