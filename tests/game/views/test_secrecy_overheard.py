"""Every byte that leaves the server is looked at: none tells what others decide, nor what will come.

`test_game_secrecy.py` shows it of the functions that make a view. Here it is the real server: two
of them go on from one file, a whole game is overheard by wire, page, API and log, and the world
itself is played with another future.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from faults_support import Server, open_workshop, tell
from game_support import ONE_SEAT, PATIENCE, Device
from serving_support import serving

from linestop.agents.scenario.reader import read_scenario
from linestop.game.messages import Opened
from linestop.scenarios import text_of

pytestmark = pytest.mark.slow
SQUEEZE = read_scenario(text_of("pacific_squeeze"), "pacific_squeeze.toml")
PARTS = [part.name for part in SQUEEZE.component]
SEED = 7_316_500_482_936_412_345


class Ear(Device):
    """A device that keeps every frame as it came, to the byte."""

    def __init__(self, url: str, game: str, token: str | None) -> None:
        self.heard: list[str] = []
        super().__init__(url, Opened(game, token or "", "", "player", None))

    def read(self) -> dict[str, Any]:
        text = self._socket.recv(timeout=PATIENCE)
        assert isinstance(text, str)
        self.heard.append(text)
        return self.take(json.loads(text))


def get(url: str, token: str = "") -> bytes:
    """Status, headers and body of a GET, whatever it is."""
    request = Request(url, headers={"authorization": f"Bearer {token}"} if token else {})
    try:
        with urlopen(request, timeout=PATIENCE) as answer:
            return f"{answer.status} {dict(answer.headers)}".encode() + bytes(answer.read())
    except HTTPError as error:
        with error:
            return f"{error.code} {dict(error.headers)}".encode() + error.read()


# ---------------------------------------------------------------- (a) open decisions, over the wire


@dataclass(slots=True)
class Overheard:
    """What one seat and the board heard of a turn, and what they heard after it had closed."""

    open_turn: list[str] = field(default_factory=list)
    pages: list[bytes] = field(default_factory=list)
    after: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def one_turn_played(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Opened, list[Opened]]:
    """A file with a workshop of two tables after its first turn."""
    database = tmp_path_factory.mktemp("played") / "linestop.db"
    with serving(database) as server:
        desk, people = open_workshop(server.url, 6, "pacific_squeeze")
        with Ear(server.url, desk.game, desk.token) as leader:
            leader.ask("set_closing", all_in=False)
            leader.ask("start")
            leader.ask("close_turn", turn=1)
            with Ear(server.url, people[0].game, people[0].token) as device:
                device.until_turn(2)
    return database, desk, people


def second_turn(database: Path, desk: Opened, people: list[Opened], stance: str) -> Overheard:
    """The others decide like this; whatever one seat and the board hear of it."""
    found = Overheard()
    with serving(database) as server, ExitStack() as devices:
        leader, own, *others = (
            devices.enter_context(Ear(server.url, each.game, each.token)) for each in [desk, *people[:4]]
        )
        board = devices.enter_context(Ear(server.url, desk.game, None))
        for number, other in enumerate(others, start=1):
            for component in PARTS[:3]:
                other.decide(2, {component: stance}, f"other-{number}-{component}")
            for ear in (own, board):
                ear.until(lambda frame, n=number: frame["type"] == "status" and frame["tables"][0][n] == "d")
        for path in PATHS:
            found.pages += [
                without_port(get(server.url + path.format(code=desk.game), token), server.url)
                for token in ("", people[0].token)
            ]
        own.decide(2, {"chip": "JIC"}, "own-decision")
        own.until(lambda frame: frame["type"] == "view" and frame["confirmed"])
        found.open_turn = [*own.heard, *board.heard]
        before = len(own.heard)
        leader.ask("close_turn", turn=2)
        own.until_turn(3)
        found.after = own.heard[before:]
    return found


PATHS = (
    "/ /join /host /claim /leaderboard /play/{code} /host/{code} /board/{code} /debrief/{code} /metrics "
    "/api/scenarios /api/games/{code} /api/games/{code}/weeks /api/games/{code}/weeks?table=1&seat=quillby "
    "/api/games/{code}/told /api/games/{code}/results /api/games/{code}/weeks.csv /api/leaderboard "
    "/api/leaderboard.csv /api/scenarios/pacific_squeeze /scenarios/pacific_squeeze.toml /linestop.db "
    "/openapi.json /docs"
).split()
"""Everything that a server may answer to, and some that it must not."""


def test_two_servers_where_others_decide_otherwise_send_a_seat_and_the_board_the_same_bytes(
    tmp_path: Path, one_turn_played: tuple[Path, Opened, list[Opened]]
) -> None:
    database, desk, people = one_turn_played
    twins = []
    for stance in ("JIC", "JIT"):
        copy = tmp_path / f"{stance}.db"
        shutil.copy(database, copy)
        twins.append(second_turn(copy, desk, people, stance))
    first, second = twins
    assert len(first.open_turn) > 10
    assert first.open_turn == second.open_turn
    assert first.pages == second.pages
    assert first.after != second.after, "red control: once the turn has closed, the world tells"


def without_port(page: bytes, url: str) -> bytes:
    """Two servers have two ports, each its own day, and count what they do."""
    page = re.sub(rb"'date': '[^']*'", b"", page).replace(url.rpartition("/")[2].encode(), b"")
    return b"" if b"linestop_" in page else page


# ---------------------------------------------------------------- a whole game, overheard


A_SCORE = re.compile(rb'score\w*"?[:=}\s]+[\[\s]*(null,\s*)*-?\d')
"""A field or a metric whose name ends on a score, or on scores by turn, and a number in it."""


@dataclass(slots=True)
class Spy:
    """All bytes that players, board and strangers got, and the week in which they got them."""

    heard: list[tuple[int, str, bytes]] = field(default_factory=list)

    def note(self, week: int, who: str, *texts: str | bytes) -> None:
        self.heard += [(week, who, text if isinstance(text, bytes) else text.encode()) for text in texts]

    def who_heard_a_score(self, until_week: int) -> set[str]:
        """Who was sent a score while at most so many weeks had been played."""
        return {who for week, who, text in self.heard if week <= until_week and A_SCORE.search(text)}

    def who_heard(self, secret: str, until_week: int) -> set[str]:
        """Who knew it while at most so many weeks had been played."""
        forms = {secret.encode(), json.dumps(secret)[1:-1].encode()}
        return {
            who
            for week, who, text in self.heard
            if week <= until_week and any(form in text for form in forms)
        }

    @property
    def size(self) -> int:
        return sum(len(text) for _, _, text in self.heard)


@contextmanager
def ears(url: str, desk: Opened, people: list[Opened]) -> Iterator[dict[str, Ear]]:
    tokens = {"desk": desk.token, "player 1": people[0].token, "player 2": people[1].token, "board": None}
    with ExitStack() as devices:
        yield {who: devices.enter_context(Ear(url, desk.game, token)) for who, token in tokens.items()}


def overhear_a_game(database: Path, spy: Spy) -> tuple[Opened, list[Opened], dict[str, Any]]:
    """Thirteen turns, a shock thrown in without a word; and the desk's last state before the end."""
    with Server(database, ONE_SEAT, "", "--log-level", "info") as server:
        desk, people = open_workshop(server.url, 2, "pacific_squeeze", seed=str(SEED))
        with ears(server.url, desk, people) as listening:
            leader = listening["desk"]
            leader.ask("start")
            shock = {"kind": "capacity_cut", "target": "nine_peaks", "weeks": 3, "value": 0.5}
            for turn in range(1, SQUEEZE.turns + 1):
                week = (turn - 1) * SQUEEZE.weeks_per_turn
                for ear in listening.values():
                    ear.until_turn(turn)
                listening["player 1"].decide(turn, {"chip": "JIC"})
                if turn == 3:
                    leader.ask("inject", headline="", text="", **shock)
                pages = [path.format(code=desk.game) for path in PATHS]
                for path in pages if turn in (1, 6, 13) else pages[12:16]:
                    for who, token in (("stranger", ""), ("player 1 by page", people[0].token)):
                        spy.note(week, who, get(server.url + path, token))
                for who in ("player 1", "player 2", "board"):
                    ear = listening[who]
                    spy.note(week, who, *ear.heard)
                    ear.heard.clear()
                state = leader.view
                spy.note(week, "desk", *leader.heard)
                leader.heard.clear()
                leader.ask("close_turn", turn=turn)
            for who in ("player 1", "player 2", "board"):
                listening[who].until(
                    lambda frame: (
                        frame["type"] in ("view", "board")
                        and frame["phase"] == "finished"
                        and frame["standings"][0]["score"] is not None
                    )
                )
                spy.note(SQUEEZE.weeks, who, *listening[who].heard)
        said = server.stop()
        assert "/api/games" in said, "the log is on"
        spy.note(0, "log", said)
    return desk, people, state


def test_nobody_hears_the_seed_or_of_a_shock_before_its_time(tmp_path: Path) -> None:
    spy = Spy()
    desk, people, state = overhear_a_game(tmp_path / "linestop.db", spy)
    before_the_end = SQUEEZE.weeks - 1
    secrets = {
        "the seed": str(SEED),
        "the seed in hex": f"{SEED:x}",
        "the lesson": SQUEEZE.lesson,
        "the shape of a shock": "profile",
        "what is recommended": SQUEEZE.component[0].reason,
        "the best plan": "best_plan",
        "the recovery code": desk.recovery or "?",
        "the desk's token": desk.token,
        "what was thrown in": "capacity_cut",
        "a scenario's file": "[[shock]]",
    }
    secrets |= {f"shock {shock.name}": shock.name for shock in SQUEEZE.shock}
    secrets |= {f"its title {shock.title}": shock.title for shock in SQUEEZE.shock}
    leaks = {name: spy.who_heard(secret, before_the_end) - {"desk"} for name, secret in secrets.items()}
    assert not {name: who for name, who in leaks.items() if who}
    assert spy.who_heard(people[1].token, before_the_end) == set(), "a token goes to nobody by wire"
    assert spy.who_heard_a_score(before_the_end) == set(), "not even the desk"

    news = [item for shock in state["shocks"] for item in shock["news"]]
    early = {
        (item["week"], text): spy.who_heard(text, min(item["week"], SQUEEZE.weeks) - 1) - {"desk"}
        for item in news
        for text in (item["headline"], item["text"])
    }
    assert len(news) > 10
    assert not {what: who for what, who in early.items() if who}
    never = {item.headline for shock in SQUEEZE.shock for item in shock.news} - {
        item["headline"] for item in news
    }
    assert not {headline for headline in never if spy.who_heard(headline, before_the_end)}
    looked_for = len(secrets) + 2 * len(news)
    tell(f"{spy.size} bytes in {len(spy.heard)} pieces overheard, {looked_for} secrets looked for")

    # Red controls: the same look finds them where they may be.
    assert spy.who_heard(str(SEED), before_the_end) == {"desk"}
    assert all("desk" in spy.who_heard(shock.title, before_the_end) for shock in SQUEEZE.shock)
    assert spy.who_heard_a_score(SQUEEZE.weeks) >= {"player 1", "player 2", "board"}
    assert spy.who_heard(SQUEEZE.lesson, SQUEEZE.weeks) >= {"player 1", "player 2"}
    out = [item["headline"] for item in news if item["week"] <= before_the_end - SQUEEZE.weeks_per_turn]
    assert all(spy.who_heard(headline, before_the_end) >= {"player 1", "board"} for headline in out)
