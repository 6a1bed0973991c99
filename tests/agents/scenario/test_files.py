"""A scenario file is read whole or refused whole, with one line for one mistake."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from bad_files import GOOD, MISTAKES, spoiled
from msgspec import inspect
from places import SCENARIOS

from linestop import scenarios
from linestop.agents.chance.shocks import KINDS
from linestop.agents.scenario.reader import LARGEST_FILE, MOST_MISTAKES, ScenarioError, read_scenario
from linestop.agents.scenario.scenario import Scenario
from linestop.agents.scenario.shock_kinds import SHOCK_KINDS
from linestop.agents.scenario.toml_positions import TomlPositions


def refusal(text: str | bytes) -> ScenarioError:
    with pytest.raises(ScenarioError) as caught:
        read_scenario(text, "bad.toml")
    return caught.value


# ------------------------------------------------------------ one mistake, one message


def test_the_good_file_is_read() -> None:
    tea = read_scenario(GOOD, "good.toml")
    assert tea.supplier[1].outside_share == 0.5
    assert tea.seat[1].bill_of_materials["mug"] == {"clay": 0.6}
    assert tea.shock[1].news[0].all_clear


def test_there_are_hundreds_of_bad_files_and_no_two_alike() -> None:
    assert len({spoiled(mistake) for mistake in MISTAKES}) == len(MISTAKES) >= 220


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake["name"])
def test_one_mistake_is_told_in_one_line_with_file_line_key_found_and_expected(
    mistake: dict[str, str],
) -> None:
    error = refusal(spoiled(mistake))
    assert str(error) == f"bad.toml:{mistake['says']}"
    assert len(error.mistakes) == 1
    where = f"{error.file}:{error.line}:{error.column}"
    assert str(error) == f"{where}: {error.key}: found {error.found}, expected {error.expected}"


def test_several_mistakes_are_told_in_the_order_of_the_file() -> None:
    error = refusal(GOOD.replace("capital = 0.10", "capital = 9").replace("weeks = 24", "weeks = 0"))
    assert [(mistake.line, mistake.key) for mistake in error.mistakes] == [
        (10, "weeks"),
        (25, "costs.capital"),
    ]
    assert str(error).count("\n") == 1


def test_a_file_full_of_mistakes_tells_the_first_twenty() -> None:
    nonsense = "".join(f"nonsense_{number} = 1\n" for number in range(5000))
    assert len(refusal(nonsense + GOOD).mistakes) == MOST_MISTAKES


def test_a_name_misspelt_where_it_is_given_is_told_once() -> None:
    error = refusal(GOOD.replace('name = "clay"', 'name = "clai"'))
    assert [mistake.found for mistake in error.mistakes] == ['"clay" (in 5 places)']


# ------------------------------------------------------------ what is not even TOML


def test_a_file_that_is_not_utf_8_is_refused_where_it_stops_being() -> None:
    error = refusal(GOOD.replace("Teapot", "Théière").encode("latin-1"))
    assert (error.found, error.expected) == ("what is not UTF-8", "a file saved as UTF-8")
    assert GOOD.split("\n")[error.line - 1].startswith('title = "Teapot"')


def test_text_that_cannot_be_saved_is_refused() -> None:
    assert refusal(GOOD + "# \ud800").found == "what is not UTF-8"


def test_windows_line_ends_and_a_byte_order_mark_are_no_mistakes() -> None:
    windows = b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode()
    assert read_scenario(windows, "good.toml") == read_scenario(GOOD, "good.toml")
    spoilt = windows.replace(b"capital = 0.10", b"capital = 9")
    assert str(refusal(spoilt)) == str(refusal(GOOD.replace("capital = 0.10", "capital = 9")))


def test_columns_count_characters_not_bytes() -> None:
    error = refusal(GOOD.replace("jic = { cover_weeks = 6.0", '"é" = 1\njic = { "ü" = 1, cover_weeks = 6.0'))
    assert [mistake.column for mistake in error.mistakes] == [1, 9]
    error = refusal(GOOD.replace('title = "Clay"', 'title = ["ééé", 1]'))
    assert error.found == "a list of 2"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", "nothing"),
        ("#" * (LARGEST_FILE + 1), "more than 256 KiB"),
        ("a" + ".a" * 5000 + " = 1", "a key of many words"),
        ("a = {" + ' "b b" . ' * 5000 + "c = 1}", "a key of many words"),
        ("[" + "a." * 5000 + "a]", "a key of many words"),
        ("a = " + "[" * 100_000, "lists or tables nested too deeply"),
        ("a = " + "{a = " * 50_000, "lists or tables nested too deeply"),
        ("a = " + "9" * 5000, "a number of a thousand digits"),
        (GOOD.replace("weeks = 24", "weeks = 0x" + "f" * 900), "a number of more than 18 digits"),
        ("\0", '"\\u0000"'),
        ("a = 1 = 2", '"= 2"'),
    ],
    ids=lambda text: text[:12],
)
def test_what_would_cost_much_to_read_is_refused_like_any_other_mistake(text: str, found: str) -> None:
    assert found in {mistake.found for mistake in refusal(text).mistakes}


def test_a_message_is_one_line_whatever_the_file_holds() -> None:
    error = refusal(GOOD.replace('opening = "jit"', 'opening = "j\\ni\\u202et"\n"bro\\nken" = 1'))
    assert [mistake.found for mistake in error.mistakes] == ['"j\\ni\\u202et"', "an unknown key"]
    assert len(str(error).splitlines()) == 2


# ------------------------------------------------------------ places


def test_every_key_and_value_has_its_place() -> None:
    text = 'a.b = [1, {c = 2}] # d\n[[t]]\n[[t.u]]\n[t.u.v]\n"w x" = """\n"""\n[[t]]\ny = 3\n'
    places = TomlPositions(text)
    assert places.of(("a", "b", 1, "c")) == (1, 16)
    assert places.of(("a", "b"), on_key=True) == (1, 1)
    assert places.of(("t", 0, "u", 0)) == (3, 1)
    assert places.of(("t", 0, "u", 0, "v", "w x")) == (5, 9)
    assert places.of(("t", 1, "y")) == (8, 5)
    assert places.of(("t", 1, "not there")) == (7, 1)
    assert places.of(("not there",)) == (1, 1)


# ------------------------------------------------------------ the types, and the files that come along


def kinds_in(kind: inspect.Type) -> Iterator[inspect.Type]:
    yield kind
    match kind:
        case inspect.Metadata():
            yield from kinds_in(kind.type)
        case inspect.StructType():
            for field in kind.fields:
                yield from kinds_in(field.type)
        case inspect.ListType():
            yield from kinds_in(kind.item_type)
        case inspect.DictType():
            yield from kinds_in(kind.key_type)
            yield from kinds_in(kind.value_type)
        case inspect.UnionType():
            for each in kind.types:
                yield from kinds_in(each)


def test_every_number_of_a_scenario_has_a_range() -> None:
    numbers = [
        kind
        for kind in kinds_in(inspect.type_info(Scenario))
        if isinstance(kind, inspect.IntType | inspect.FloatType)
    ]
    assert len(numbers) > 40
    for number in numbers:
        assert number.le is not None
        assert (number.ge is None) != (number.gt is None)


def test_every_kind_of_shock_is_known_to_the_reader_as_it_is_to_the_world() -> None:
    assert {name: kind.target for name, kind in SHOCK_KINDS.items()} == {
        name: kind.targets for name, kind in KINDS.items()
    }


@pytest.mark.parametrize("name", scenarios.names())
def test_a_scenario_that_comes_along_tells_its_story_and_its_news(name: str) -> None:
    found = read_scenario(scenarios.text_of(name), f"{name}.toml")
    assert found.name == name
    assert len(found.story.split()) > 100
    items = [(shock, item) for shock in found.shock for item in shock.news]
    assert any(item.only == "false" and item.all_clear for _, item in items), "a denial of a false alarm"
    assert any(item.week > 0 and item.grade == "official" for _, item in items), "a late item"
    assert any(item.week < 0 and shock.probability < 0.5 for shock, item in items), "a false alarm"


SHELF = Path(scenarios.__file__).parent
WEEKS_BETWEEN = re.compile(
    r"\b(every|alle)\s+(\d+|two|three|four|six|eight|zwei|drei|vier|sechs|acht)\s+(weeks|Wochen)",
    re.IGNORECASE,
)
"""A game may have turns that are twice as long as its scenario's, and tells the same story."""


@pytest.mark.parametrize(
    "file",
    sorted(file for folder in (SHELF, SCENARIOS) for file in folder.glob("*.toml")),
    ids=lambda file: file.name,
)
def test_no_text_says_how_many_weeks_lie_between_two_decisions(file: Path) -> None:
    assert WEEKS_BETWEEN.findall(file.read_text(encoding="utf-8")) == []


def test_red_control_a_text_that_counts_the_weeks_is_seen() -> None:
    for text in ("Every four weeks you say", "Alle vier Wochen sagen Sie"):
        assert WEEKS_BETWEEN.search(text)


def test_the_squeeze_warns_longer_ahead_than_a_buffer_takes_and_denies_what_does_not_come() -> None:
    found = read_scenario(scenarios.text_of("pacific_squeeze"), "pacific_squeeze.toml")
    great = [shock for shock in found.shock if shock.name in ("port_calder_queue", "nine_peaks_flood")]
    assert len(great) == 2
    for shock in great:
        assert 0.25 <= shock.probability <= 0.5
        assert shock.first_week[1] - shock.first_week[0] >= 20, "no calendar knows it"
        by_truth = {
            truth: [
                (item.week, item.grade, item.all_clear)
                for item in shock.news
                if item.only in ("always", truth)
            ]
            for truth in ("true", "false")
        }
        rumour, press, denial = by_truth["false"]
        assert by_truth["true"][:2] == [rumour, press]
        assert rumour[0] <= -12 and rumour[1] == "rumour"
        assert -9 <= press[0] <= -6 and press[1] == "press"
        assert denial[0] > press[0] and denial[1:] == ("official", True)
        notice, *_, over = by_truth["true"][2:]
        assert notice == (3, "official", False)
        assert over[0] > 12 and over[1:] == ("official", True)


def test_the_smallest_world_has_one_of_everything() -> None:
    found = read_scenario((SCENARIOS / "one_seat.toml").read_bytes(), "one_seat.toml")
    parts = (found.component, found.supplier, found.port, found.lane, found.product, found.market, found.seat)
    assert [len(part) for part in parts] == [1] * 7
    assert (found.weeks, found.turns, found.shock) == (12, 3, [])
