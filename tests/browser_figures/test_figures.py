"""Figures that stand in two places agree, or the page says why they do not.

A walk through the play pages, the desk, the wall, the debrief, the leaderboard, the exports and the commands
of one game; `support/figures` has the game and the catalogue of its figures.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pandas as pd
import pytest
from devices import Devices
from figures import Figure, by_key, disagreements
from hands import said
from messages_read import patterns
from played_game import SCENARIO, TURNS, Game
from playwright.sync_api import Browser, Page, Route
from spots import Seen, Spot, look
from spots_of_comparison import AFTERMATH
from spots_of_debrief import DEBRIEF
from spots_of_play import PLAY
from spots_of_room import DESK, LEADERBOARD, SEAT_DIALOG, WALL
from sums import ADDED_UP, wrong_sums
from tables_read import differences, of_csv, of_workbook
from told_elsewhere import command, of_aftermath, of_commands, of_leaderboard, of_results, of_tables
from words import LANGUAGES, catalogue, pieces

SEATS = ("tarnholm", "quillby", "ferrow", "mossgate")
SPOTS = (*PLAY, *DESK, *SEAT_DIALOG, *WALL, *LEADERBOARD, *DEBRIEF, *AFTERMATH)
RARE = {"last.line_lost", "last.port", "talk.crowd", "talk.no_buffer", "talk.heard_late"}
"""Messages that this game gives no reason for."""
EVERYBODY = "who=any&seed=any&live=any&length=any"


@pytest.fixture(scope="module")
def told(game: Game) -> list[Figure]:
    """All figures of all pages, answers, files and commands."""
    code = game.code
    results = [_answer(game, f"games/{code}/results?table=1&seat={seat}") for seat in SEATS]
    listed = _answer(game, f"leaderboard?scenario={SCENARIO}&{EVERYBODY}")
    return [
        *game.figures,
        *(figure for answer in results for figure in of_results(answer)),
        *(
            figure
            for seat in _answer(game, f"games/{code}/aftermath")["seats"]
            for figure in of_aftermath(seat)
        ),
        *of_leaderboard(listed["rows"], "answer of the leaderboard"),
        *of_tables(_answer(game, f"games/{code}/game.json"), "file of all tables"),
        *of_commands(game.server.db, code),
    ]


def _answer(game: Game, path: str) -> Any:
    with urlopen(f"{game.server.url}/api/{path}", timeout=300) as answer:
        return json.load(answer)


# ---------------------------------------------------------------- they agree


def test_figures_that_stand_in_two_places_agree(told: list[Figure]) -> None:
    assert list(disagreements(told)) == []


def test_lines_turns_weeks_and_differences_add_up_to_what_is_shown(told: list[Figure]) -> None:
    assert list(wrong_sums(by_key(told), SEATS, TURNS)) == []


def test_totals_of_the_export_are_those_of_the_debrief_to_the_cent(game: Game) -> None:
    tables = _answer(game, f"games/{game.code}/game.json")
    for row in _answer(game, f"games/{game.code}/results?table=1&seat={SEATS[0]}")["ranking"]:
        seat = row["seat"]
        [total] = [each["total_cost"] for each in tables["seats"] if each["seat"] == seat]
        books = [(each["book"], each["money"]) for each in tables["costs"] if each["seat"] == seat]
        weeks = sum(each["total_cost"] for each in tables["weeks"] if each["seat"] == seat)
        closing = sum(money for book, money in books if book == "closing")
        [way] = [each for each in tables["ways"] if (each["seat"], each["way"]) == (seat, "played")]
        for told in (total, sum(money for _, money in books), weeks + closing, way["cost"]):
            assert told == pytest.approx(row["cost"], abs=0.005), seat


def test_every_format_of_an_export_holds_the_same_tables(game: Game, tmp_path: Path) -> None:
    tables = _answer(game, f"games/{game.code}/game.json")
    with urlopen(f"{game.server.url}/api/games/{game.code}/game.xlsx", timeout=300) as answer:
        book = of_workbook(answer.read())
    assert set(book) == set(tables)
    for name, rows in tables.items():
        assert differences(rows, book[name]) == [], name
    with urlopen(f"{game.server.url}/api/games/{game.code}/weeks.csv", timeout=300) as answer:
        assert differences(tables["weeks"], of_csv(answer.read())) == []
    costs = command(game.server.db, "export", game.code, "--format", "csv", "--table", "costs")
    assert differences(tables["costs"], of_csv(costs)) == []
    file = tmp_path / "weeks.parquet"
    command(game.server.db, "export", game.code, "--format", "parquet", "-o", str(file))
    assert differences(tables["weeks"], pd.read_parquet(file).to_dict("records")) == []


# ---------------------------------------------------------------- or say why

DIFFERENT = (
    ("Ana 9", "bill.note", "stock costs more than the plan of the bins: it is all that is owned"),
    ("Ana 14", "bill.closing", "the turns do not add up to the sum: the books were closed"),
    ("debrief of Ana, whole", "score.own_marks", "two seats of one cost have two scores"),
    ("debrief of Ana, whole", "measure.cash_tied_up.means", "in stock, but on average over the weeks"),
    ("debrief of Ana, whole", "beyond.frontier_said", "one plan has two costs: the rivals differ"),
    ("debrief of Ana, whole", "company.what", "one plan has three costs: the company differs"),
    ("Ana 9", "table.port", "in port is more than what waits there"),
    ("Ana 9", "tour.port", "goods are counted at a port that has no queue"),
)
"""By page, the message that says why a figure is not the one that looks like it, and which."""


@pytest.mark.parametrize(("page", "key", "why"), DIFFERENT, ids=[key for _, key, _ in DIFFERENT])
def test_what_differs_by_design_says_so(game: Game, page: str, key: str, why: str) -> None:
    for piece in pieces(catalogue("en")[key]):
        assert piece.startswith("{") or " ".join(piece.split()) in game.pages[page].words, why


# ---------------------------------------------------------------- and none is left out


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_that_the_catalogue_reads_is_there_and_says_its_value(language: str) -> None:
    """A message that was reworded is named here, before a game is played."""
    for spot in SPOTS:
        for key in spot.key.split():
            assert key in catalogue(language), f"{spot.place}: {key}"
            assert patterns(key, language, spot.value), key


def test_every_figure_of_every_page_is_in_the_catalogue(game: Game) -> None:
    """Those in English: in another language the same elements hold the same figures."""
    looked_at = {
        name: seen for name, seen in game.pages.items() if not name.startswith(("Ben", "debrief of Ben"))
    }
    looked_at = {name: seen for name, seen in looked_at.items() if not name.startswith("window")}
    assert {
        name: [str(stray) for stray in seen.strays] for name, seen in looked_at.items() if seen.strays
    } == {}


def test_every_entry_of_the_catalogue_was_read(game: Game) -> None:
    unread = [spot for spot in SPOTS if spot not in game.read and not RARE.intersection(spot.key.split())]
    assert unread == []


def test_what_is_compared_stands_in_two_places_or_is_added_up(told: list[Figure]) -> None:
    places: defaultdict[str, int] = defaultdict(int)
    for key, same in by_key(told).items():
        places[key.quantity] = max(places[key.quantity], len({figure.place for figure in same}))
    alone = {spot.quantity for spot in SPOTS if not spot.once and places[spot.quantity] < 2}
    assert alone - {"units beyond the line", "cost of lacking parts"} == ADDED_UP


# ---------------------------------------------------------------- red controls

DEARER = """() => {
    const { get } = Object.getOwnPropertyDescriptor(Intl.NumberFormat.prototype, "format");
    Object.defineProperty(Intl.NumberFormat.prototype, "format", { get() {
        const write = get.call(this);
        return this.resolvedOptions().style === "currency" ? (value) => write(1.01 * value) : write;
    } });
}"""


@pytest.fixture
def debrief(browser: Browser) -> Iterator[Page]:
    """A page that is about to open a debrief."""
    devices = Devices(browser)
    yield devices.desk()
    devices.close()


def _read(game: Game, page: Page, spots: Iterable[Spot] = DEBRIEF) -> Seen:
    page.goto(f"{game.server.url}/debrief/{game.code}?table=1&seat={SEATS[0]}")
    page.get_by_text(said(page, "results.ruler")).wait_for()
    return look(page, spots, game.scope("bent debrief", game.players[0].view, "en", SEATS[0]))


def test_red_control_a_figure_bent_on_its_way_is_found_with_both_places(
    game: Game, told: list[Figure], debrief: Page
) -> None:
    def bend(route: Route) -> None:
        answer = route.fetch()
        results = answer.json()
        results["seat"]["row"]["cost"] *= 1.01
        route.fulfill(response=answer, json=results)

    debrief.route("**/api/games/*/results*", bend)
    bent = [figure for figure in _read(game, debrief).figures if figure.key.quantity == "cost"]
    found = [sentence for sentence in disagreements([*told, *bent]) if "bent debrief, headline" in sentence]
    [total] = {figure.text for figure in bent if figure.place == "bent debrief, headline"}
    assert any("Ana's page, tile of cost says" in each and f"says {total}" in each for each in found), found


def test_red_control_a_page_that_writes_money_otherwise_is_found(
    game: Game, told: list[Figure], debrief: Page
) -> None:
    debrief.add_init_script(f"({DEARER})()")
    assert len(list(disagreements([*told, *_read(game, debrief).figures]))) > 100


def test_red_control_a_line_that_does_not_belong_to_its_sum_is_found(told: list[Figure]) -> None:
    def dearer(figure: Figure) -> Figure:
        if figure.place != "Ana's page, bill" or figure.key.when != "in turn 4":
            return figure
        return replace(figure, low=figure.low + 1000.0, high=figure.high + 1000.0)

    found = list(wrong_sums(by_key(map(dearer, told)), SEATS, TURNS))
    assert [sentence for sentence in found if sentence.startswith(f"the bill of {SEATS[0]} in turn 4:")], (
        found
    )


def test_red_control_a_figure_that_nobody_catalogued_is_found(game: Game, debrief: Page) -> None:
    assert _read(game, debrief).strays == []
    without = [spot for spot in DEBRIEF if spot.place != "score"]
    assert {stray.figure for stray in _read(game, debrief, without).strays} != set()
    debrief.evaluate("document.querySelector('main').append('It cost €77K.')")
    scope = game.scope("debrief", game.players[0].view, "en", SEATS[0])
    assert [stray.figure for stray in look(debrief, DEBRIEF, scope).strays] == ["€77K"]


def test_red_control_a_file_with_another_number_is_found() -> None:
    rows = [{"seat": "tarnholm", "money": 1.25, "name": None}]
    assert differences(rows, [{"seat": "tarnholm", "money": "1.25", "name": ""}]) == []
    for other in ({"money": "1.26"}, {"seat": "quillby"}, {"name": "Ann"}):
        assert differences(rows, [rows[0] | other]) != []
