"""Records golden games: games that a released version played, and what it told of them.

    python tests/golden/record.py FOLDER

starts `linestop serve` of the version that is installed, plays four games through its sockets as
people would, and writes two files into FOLDER:

- `linestop.db.xz`: the database with two finished and two unfinished games;
- `answers.json.xz`: what this version answered about the finished ones, the tokens of everybody in
  the unfinished ones, and the digests of what came of these when this version went on with them.

`tests/golden/README.md` says when to record anew. It imports nothing of Linestop, so that it
runs beside any version.
"""

from __future__ import annotations

import hashlib
import json
import lzma
import shutil
import sys
import tempfile
from pathlib import Path

import msgspec
from golden_client import Answer, Person, get, post, serving
from sqlite_utils.utils import sqlite3

GAMES: dict[str, Answer] = {
    "pacific_squeeze": {
        "seed": "20260704",
        "parts": ("housing", "chip", "display"),
        "shock": {"kind": "capacity_cut", "target": "nine_peaks", "weeks": 6, "value": 0.3},
    },
    "calm_seas": {
        "seed": "9007199254740993",
        "parts": ("housing", "trim", "chip"),
        "shock": {"kind": "demand_surge", "target": "scooter", "weeks": 5, "value": 1.4},
    },
}
"""By scenario: the seed, the parts that change hands of stance, and the shock thrown in in turn 2."""

TURNS_PLAYED = {"pacific_squeeze": 3, "calm_seas": 2}
"""Of the unfinished games."""
TURNS_TO_THE_END = {"pacific_squeeze": 13, "calm_seas": 5}
"""Of the finished ones: the one runs its full year, the other is ended early."""


# ---------------------------------------------------------------- a game


class Game:
    """A workshop of one table: a desk, two people, a bot client, and a seat that nobody holds."""

    def __init__(self, url: str, scenario: str) -> None:
        self.url, self.scenario, self.said = url, scenario, GAMES[scenario]
        opened = post(
            f"{url}/api/games", scenario=scenario, name="Grace", seed=self.said["seed"], turn_seconds=None
        )
        self.code: str = opened["game"]
        self.tokens = {"desk": opened["token"]}
        for name, bot in (("Ann", False), ("Bob", False), ("Robin", True)):
            joined = post(f"{url}/api/games/{self.code}/join", name=name, bot=bot)
            self.tokens[name.lower()] = joined["token"]
        self.people = {name: Person(url, self.code, token) for name, token in self.tokens.items()}
        self.desk.do("set_closing", all_in=False)
        self.desk.do("start")

    @property
    def desk(self) -> Person:
        return self.people["desk"]

    def play(self, turns: int, *, to_the_end: bool = False) -> None:
        first = int(self.desk.status["turn"])
        for turn in range(first, first + turns):
            self.desk.wait_for(turn, "deciding")
            self._what_happens_at_the_desk(turn)
            decide(self.people, self.said["parts"], turn)
            last = to_the_end and turn == first + turns - 1
            if last:
                self.desk.do("last_turn")
            self.desk.do("close_turn", turn=turn)
            self.desk.wait_for(turn if last else turn + 1, "finished" if last else "deciding")

    def _what_happens_at_the_desk(self, turn: int) -> None:
        if turn == 2:
            self.desk.do("inject", headline="A fire", text="At the works.", **self.said["shock"])
            self.desk.do("rename", player=self.player("Ann"), name="Ann-Marie")
        if turn == 3:
            self._hand_over_bobs_seat()
        if turn == 4:
            self.desk.do("to_bot", player=self.player("Robin"))
            self.people.pop("robin").close()
            del self.tokens["robin"]

    def player(self, name: str) -> str:
        """The id behind a name."""
        return next(str(seat["player"]) for seat in self.desk.desk["seats"] if seat["name"] == name)

    def _hand_over_bobs_seat(self) -> None:
        link = self.desk.do("hand_over", player=self.player("Bob"))["result"]["path"]
        claimed = post(f"{self.url}/api/claim", code=link.partition("code=")[2])
        self.people["bob"].close()
        self.tokens["bob"] = claimed["token"]
        self.people["bob"] = Person(self.url, self.code, claimed["token"])


def decide(people: dict[str, Person], parts: tuple[str, ...], turn: int) -> None:
    """What everybody sets, by turn alone: Ann changes a part a turn, Bob buffers two, the bot confirms."""
    part = parts[turn % len(parts)]
    people["ann"].do("decide", turn=turn, stances={part: "JIC" if turn % 2 else "JIT"})
    if turn != 2:  # once his decision is repeated
        people["bob"].do("decide", turn=turn, stances=dict.fromkeys(parts[:2], "JIC") if turn == 1 else {})
    if "robin" in people:
        people["robin"].do("decide", turn=turn, stances={})


def go_on(url: str, code: str, tokens: dict[str, str], parts: tuple[str, ...]) -> None:
    """Two turns more of an unfinished game, the second its last."""
    people = {name: Person(url, code, token) for name, token in tokens.items()}
    desk = people["desk"]
    first = int(desk.status["turn"])
    for turn in (first, first + 1):
        desk.wait_for(turn, "deciding")
        decide(people, parts, turn)
        if turn == first + 1:
            desk.do("last_turn")
        desk.do("close_turn", turn=turn)
    desk.wait_for(first + 1, "finished")
    until_scored(url, code, tokens["desk"])
    for person in people.values():
        person.close()


def until_scored(url: str, code: str, token: str) -> None:
    """The page of a finished game opens when its final score has been worked out."""
    for _ in range(1200):
        try:
            get(f"{url}/api/games/{code}/results", token)
            return
        except OSError:
            # A connection opened and closed is all the waiting there is: the room works meanwhile.
            Person(url, code, token).close()
    raise SystemExit(f"{code} was never scored")


# ---------------------------------------------------------------- what was told


def told_of(url: str, game: str, tokens: dict[str, str], *, beyond: bool = True) -> Answer:
    """The answers about a finished game that a later version must give, too.

    beyond: with what is worked out by playing the game anew, as its own engine alone can.
    """
    page = f"{url}/api/games/{game}"
    told = {
        "results": get(f"{page}/results", tokens["desk"]),
        "own": {name: get(f"{page}/results", token) for name, token in tokens.items()},
        "tables": get(f"{page}/game.json", tokens["desk"]),
    }
    return told | {"aftermath": get(f"{page}/aftermath", tokens["desk"])} if beyond else told


def _as_first_told(body: str) -> bytes:
    """An event's text as engine 0.3.0 first wrote it: without what is stored beside it since."""
    told = msgspec.json.decode(body)
    for seat in told.get("hindsight", {}).get("seats", ()):
        for added in ("unbuffered", "company"):
            seat.pop(added, None)
    return msgspec.json.encode(told)


def digests(database: Path, code: str) -> dict[str, str]:
    """Of everything the world made in a game: event -> SHA-256 of its body, less the fields added since."""
    sql = "select seq, kind, body from events where game = ? and kind in (?, ?, ?, ?) order by seq"
    kinds = ("game_started", "turn_resolved", "turn_scored", "game_scored")
    connection = sqlite3.connect(database)
    try:
        found = connection.execute(sql, (code, *kinds)).fetchall()
    finally:
        connection.close()
    numbers: dict[str, int] = dict.fromkeys(kinds, 0)
    told = {}
    for _, kind, body in found:
        numbers[kind] += 1
        told[f"{kind} {numbers[kind]}"] = hashlib.sha256(_as_first_told(body)).hexdigest()
    return told


def record(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        database, later = Path(scratch, "linestop.db"), Path(scratch, "later.db")
        answers: Answer = {"finished": {}, "unfinished": {}}
        with serving(database) as url:
            unfinished = [_begun(url, scenario) for scenario in GAMES]
            finished = [_ended(url, scenario) for scenario in GAMES]
            for game in finished:
                answers["finished"][game.code] = told_of(url, game.code, game.tokens) | {
                    "scenario": game.scenario,
                    "tokens": game.tokens,
                }
            answers["leaderboard"] = {
                scenario: get(
                    f"{url}/api/leaderboard?scenario={scenario}&seed=any&live=any&length=any&who=any&decided=0"
                )
                for scenario in GAMES
            }
        _fold(database)
        shutil.copyfile(database, later)
        with serving(later) as url:
            for game in unfinished:
                go_on(url, game.code, game.tokens, game.said["parts"])
        for game in unfinished:
            answers["unfinished"][game.code] = {
                "scenario": game.scenario,
                "tokens": game.tokens,
                "parts": game.said["parts"],
                "later": digests(later, game.code),
            }
        (folder / "linestop.db.xz").write_bytes(lzma.compress(database.read_bytes(), preset=9))
        told = json.dumps(answers, ensure_ascii=False, sort_keys=True).encode()
        (folder / "answers.json.xz").write_bytes(lzma.compress(told, preset=9))


def _begun(url: str, scenario: str) -> Game:
    game = Game(url, scenario)
    game.play(TURNS_PLAYED[scenario])
    return game


def _ended(url: str, scenario: str) -> Game:
    game = Game(url, scenario)
    game.play(TURNS_TO_THE_END[scenario], to_the_end=True)
    until_scored(url, game.code, game.tokens["desk"])
    return game


def _fold(database: Path) -> None:
    """The write-ahead log into the file, so that the file alone is the database."""
    connection = sqlite3.connect(database)
    connection.execute("pragma wal_checkpoint(truncate)")
    connection.execute("pragma journal_mode=delete")
    connection.execute("vacuum")
    connection.close()


if __name__ == "__main__":
    record(Path(sys.argv[1]))
