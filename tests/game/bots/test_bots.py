"""Bots play by the player's door: they decide from a view, come back, and fill a workshop."""

from __future__ import annotations

import asyncio
import json
import signal
from contextlib import ExitStack
from pathlib import Path

import pytest
from forked_support import Forked, ran
from game_support import PATIENCE, Device, Log, open_practice, opened_game
from msgspec.structs import replace
from ops_support import at_the_desk, lead, open_workshop
from serving_support import ForkedProcess, serving

from linestop.agents.scenario.reader import read_scenario
from linestop.game.bots.bot import Bot, Seat, is_on_this_machine
from linestop.game.bots.http_client import GameClient
from linestop.game.bots.stances import Choice, all_jic, all_jit, choice, mix_of, on_rumour
from linestop.game.errors import Refused
from linestop.game.messages import NewsItem, NewsMark, Opened, StanceName, View
from linestop.game.views import player_view
from linestop.scenarios import text_of

SCENARIO = read_scenario(text_of("pacific_squeeze"), "pacific_squeeze.toml")


@pytest.fixture(scope="module")
def view() -> View:
    """A calm first turn: nothing in the news, every quote as usual."""
    log = Log(opened_game(text_of("pacific_squeeze")))
    seen = player_view.seat_view(log.session, log.place)
    assert isinstance(seen, View)
    return replace(seen, news=[], rows=[replace(row, quote_weeks=row.usual_weeks) for row in seen.rows])


def buffered(stances: dict[str, str]) -> set[str]:
    return {component for component, stance in stances.items() if stance == "JIC"}


# ---------------------------------------------------------------- what a bot decides


def test_a_slogan_is_a_slogan_whatever_the_news(view: View) -> None:
    assert buffered(all_jit(view)) == set()
    assert buffered(all_jic(view)) == {row.component for row in view.rows}


def test_the_mix_is_read_in_the_scenario_and_in_no_view(view: View) -> None:
    recommended = {part.name for part in SCENARIO.component if part.recommended == "JIC"}
    assert buffered(mix_of(SCENARIO)(view)) == recommended
    assert choice("hybrid", None) is None
    assert "recommended" not in view.__struct_fields__


@pytest.mark.parametrize(
    ("headline", "feared"),
    [
        ("Fire at NINE PEAKS semiconductor", {"chip"}),
        ("Strike talk at Port Calder", {"housing"}),
        ("Who still wants a canopy trim?", {"trim"}),
        ("Fine weather", set()),
    ],
)
def test_a_rumour_is_enough_and_names_a_part_a_supplier_or_a_port(
    view: View, headline: str, feared: set[str]
) -> None:
    told = replace(view, news=[NewsItem(view.first_week, "rumour", headline, "So they say.")])
    assert buffered(on_rumour(told)) == feared


def test_an_all_clear_names_a_part_and_warns_of_none(view: View) -> None:
    calm = NewsItem(
        view.first_week, "official", "Amity Bay: agreement in the last hour, no strike", "All is well."
    )
    told = replace(view, news=[calm], news_marks=[NewsMark(["battery"], all_clear=True)])
    assert buffered(on_rumour(told)) == set()
    warned = replace(told, news_marks=[NewsMark(["battery"])])
    assert buffered(on_rumour(warned)) == {"battery"}, "the same words, if they gave no all-clear"


def test_old_news_are_forgotten_and_slow_quotes_are_not_overlooked(view: View) -> None:
    old = NewsItem(1, "official", "Fire at Nine Peaks Semiconductor", "")
    assert buffered(on_rumour(replace(view, news=[old], first_week=41))) == set()
    slow = [
        replace(row, quote_weeks=row.usual_weeks + (1.5 if row.component == "battery" else 0.5))
        for row in view.rows
    ]
    assert buffered(on_rumour(replace(view, rows=slow))) == {"battery"}


def test_with_one_switch_for_all_one_fear_is_enough(view: View) -> None:
    told = replace(view, news=[NewsItem(view.first_week, "press", "Port Calder shut", "")])
    classic = replace(told, game=replace(told.game, depth="classic"))
    assert buffered(on_rumour(classic)) == {row.component for row in view.rows}


# ---------------------------------------------------------------- how it plays


def play(url: str, opened: Opened, choose: Choice = all_jic) -> tuple[Bot, View]:
    seat = Seat("Bot 1 (jic)", opened.game, opened.token)
    bot = Bot(f"{url.replace('http', 'ws', 1)}/ws/{opened.game}", seat, choose, lambda turn: None)
    return bot, asyncio.run(asyncio.wait_for(bot.play(), PATIENCE))


def test_a_bot_plays_its_seat_to_the_end(tmp_path: Path) -> None:
    with serving(tmp_path / "linestop.db") as server:
        bot, end = play(server.url, open_practice(server.url))
    assert end.phase == "finished"
    assert bot.decided == [1, 2, 3] and bot.connections == 1
    assert end.rows[0].stance == "JIC"


def test_a_bot_comes_back_to_a_server_that_was_killed(tmp_path: Path) -> None:
    database = tmp_path / "linestop.db"
    with ExitStack() as servers:
        first = servers.enter_context(ForkedProcess(database))
        port = first.url.rpartition(":")[2]

        def kill_in_turn_2(seen: View) -> dict[str, StanceName]:
            if seen.turn == 2 and first.process.poll() is None:
                first.kill()
                servers.enter_context(ForkedProcess(database, "--port", port))
            return all_jic(seen)

        bot, end = play(first.url, open_practice(first.url), kill_in_turn_2)
    assert end.phase == "finished"
    assert bot.decided == [1, 2, 3] and bot.connections == 2


def test_a_bot_whose_token_opens_nothing_says_why(tmp_path: Path) -> None:
    with serving(tmp_path / "linestop.db") as server:
        opened = replace(open_practice(server.url), token="x" * 43)
        with pytest.raises(Refused, match="open your own link again"):
            play(server.url, opened)


PROXIES = ["http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"]
NOBODY = "http://127.0.0.1:9"


@pytest.mark.parametrize("proxy", [NOBODY, "socks5://127.0.0.1:9"])
def test_no_proxy_leads_to_this_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, proxy: str) -> None:
    with serving(tmp_path / "linestop.db") as server:
        opened = open_workshop(server.url, "one_seat")
        for name in PROXIES:
            monkeypatch.setenv(name, proxy)
        for name in ("no_proxy", "NO_PROXY"):
            monkeypatch.delenv(name, raising=False)
        assert asyncio.run(GameClient(server.url, opened.game).card()).code == opened.game
        with monkeypatch.context() as without:
            for name in PROXIES:
                without.delenv(name)
            ticket = open_practice(server.url)
        bot, end = play(server.url, ticket)
    assert end.phase == "finished" and bot.connections == 1


def test_red_control_another_machine_is_asked_by_the_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """A proxy that nobody is: the name of the server is not even looked up."""
    for name in PROXIES:
        monkeypatch.setenv(name, NOBODY)
    monkeypatch.delenv("no_proxy", raising=False)
    with pytest.raises(Refused, match=r"does not answer: .*[Rr]efused"):
        asyncio.run(GameClient("http://play.invalid:8000", "ABCDEF").card())


def test_a_proxy_that_bots_cannot_use_is_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("https_proxy", "socks5://127.0.0.1:9")
    monkeypatch.delenv("no_proxy", raising=False)
    bot = Bot("ws://play.invalid/ws/ABCDEF", Seat("Bot", "ABCDEF", "x" * 43), all_jic, lambda turn: None)
    with pytest.raises(Refused, match=r"SOCKS proxy .* NO_PROXY"):
        asyncio.run(bot.play())


@pytest.mark.parametrize(
    ("url", "here"),
    [
        ("http://127.0.0.1:8000", True),
        ("ws://127.8.9.1:8000/ws", True),
        ("http://[::1]:8000", True),
        ("http://localhost:8000", True),
        ("http://LOCALHOST./linestop", True),
        ("http://linestop.localhost", True),
        ("http://192.168.0.7:8000", False),
        ("https://localhost.example", False),
        ("http://127.example", False),
    ],
)
def test_what_stays_on_this_machine_is_told_by_its_address(url: str, here: bool) -> None:
    assert is_on_this_machine(url) is here


# ---------------------------------------------------------------- the command


def linestop_bots(code: str, *arguments: str, url: str) -> Forked:
    return Forked(["bots", code, "--url", url, *arguments])


def test_forty_bots_fill_ten_tables_and_finish_thirteen_turns(tmp_path: Path) -> None:
    with serving(tmp_path / "linestop.db") as server:
        opened = open_workshop(server.url, "pacific_squeeze")
        bots = linestop_bots(opened.game, "--count", "40", "--json", url=server.url)
        with at_the_desk(server.url, opened) as desk:
            lead(desk, 40)
        out, err = bots.communicate(timeout=10 * PATIENCE)
        seats = server.do(
            server.hub.store.run(lambda db: [dict(row) for row in db.query("select * from seats")])
        )
        at_the_end = [frame for frame in desk.seen if frame["type"] == "desk"][-1]
        with Device(server.url, replace(opened, token="")) as wall:
            board = wall.view
    assert bots.returncode == 0, err
    told = json.loads(out)
    assert (told["game"], told["scenario"], len(told["bots"])) == (opened.game, "pacific_squeeze", 40)
    assert {bot["table"] for bot in told["bots"]} == set(range(1, 11))
    assert all(bot["turns_decided"] == 13 and bot["score"] is not None for bot in told["bots"])
    assert {bot["stance"] for bot in told["bots"]} == {"jit", "jic", "hybrid", "rumour"}
    assert told["bots"][6]["name"].startswith("Bot 7 (")
    assert len(seats) == 40
    assert "40 bots sit in game" in err
    assert len(at_the_end["seats"]) == 40
    assert all(seat["name"].startswith("Bot ") for seat in at_the_end["seats"])
    assert board["type"] == "board" and len(board["people"]) == len(board["standings"]) == 40
    assert all(seat["score"] is not None for seat in board["standings"])
    verified = ran(["replay", opened.game, "--verify", "--db", str(tmp_path / "linestop.db")])
    assert verified.returncode == 0, verified.stderr
    listed = ran(
        ["leaderboard", "--db", str(tmp_path / "linestop.db"), "--game", opened.game, "--who", "bot", "--csv"]
    )
    assert listed.stdout.count("Bot ") == 40, listed.stderr


def test_results_are_a_table_and_progress_is_not_in_it(tmp_path: Path) -> None:
    with serving(tmp_path / "linestop.db") as server:
        opened = open_workshop(server.url, "one_seat")
        bots = linestop_bots(opened.game, "--count", "1", "--stance", "jic", url=server.url)
        with at_the_desk(server.url, opened) as desk:
            lead(desk, 1)
        out, err = bots.communicate(timeout=PATIENCE)
    assert bots.returncode == 0, err
    assert "Bot 1 (jic)" in out and "100.0%" in out and "sit in game" not in out


def test_ctrl_c_leaves_and_the_game_stays(tmp_path: Path) -> None:
    with serving(tmp_path / "linestop.db") as server:
        opened = open_workshop(server.url, "one_seat")
        bots = linestop_bots(opened.game, "--count", "1", "--stance", "jit", url=server.url)
        with at_the_desk(server.url, opened) as desk:
            desk.until(lambda frame: frame["type"] == "status" and "c" in "".join(frame["tables"]))
            bots.send_signal(signal.SIGINT)
            out, err = bots.communicate(timeout=PATIENCE)
            desk.until(lambda frame: frame["type"] == "status" and "a" in "".join(frame["tables"]))
    assert (bots.returncode, out) == (130, "")
    assert "The bots have left" in err and "Traceback" not in err


def test_what_bots_cannot_join_is_said_in_a_sentence(tmp_path: Path) -> None:
    with serving(tmp_path / "linestop.db") as server:
        outcomes = {}
        opened = open_workshop(server.url, "one_seat")
        for code, url, arguments in [
            ("ZZZZZZ", server.url, []),
            (opened.game, "http://127.0.0.1:9", []),
            (opened.game, "ftp://127.0.0.1", []),
            (opened.game, "http://[", []),
            (" - ", "http://127.0.0.1", []),
            (opened.game, server.url, ["--stance", "hybrid"]),
            (opened.game, server.url, ["--stance", "luck"]),
        ]:
            bots = linestop_bots(code, *arguments, url=url)
            _, err = bots.communicate(timeout=PATIENCE)
            assert "Traceback" not in err
            outcomes[code if arguments == [] and url == server.url else url, *arguments] = (
                bots.returncode,
                err,
            )
    assert [code for code, _ in outcomes.values()] == [1, 1, 1, 1, 1, 2, 2]
    said = [err for _, err in outcomes.values()]
    assert "Is the server running there?" in said[1]
    assert "http://127.0.0.1:8000" in said[2] and "http://127.0.0.1:8000" in said[3]
    assert "Give the game's code" in said[4]
    assert "--scenario" in said[5]
