"""A translation is a file beside its scenario: whole where it comes along, else told of, a line a mistake."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from msgspec import inspect
from places import TESTS
from world_support import changed
from world_support import own_scenario as scenario_of_tests

from linestop import scenarios
from linestop.agents.scenario.goods import Announcement, EngineeringChange
from linestop.agents.scenario.reader import ScenarioError, read_scenario
from linestop.agents.scenario.scenario import Scenario
from linestop.agents.scenario.teaching import Contrast, Guide, Source, TrueStory
from linestop.agents.scenario.translation import ScenarioTexts, read_translation, texts_of, translation_name
from linestop.agents.scenario.words import Name
from linestop.game.cli.scenario import scenario as command
from linestop.game.errors import SetupError
from linestop.game.rooms.scenario_catalogue import Catalogue

HERE = TESTS
TWO_SEATS = (HERE / "scenarios" / "two_seats.toml").read_text(encoding="utf-8")
SMALL = read_scenario(TWO_SEATS, "two_seats.toml")


def german(scenario: Scenario = SMALL) -> str:
    """A translation of every text, each telling which it is."""
    lines: list[str] = []
    heading = None
    for text in texts_of(scenario, read_translation("", "none.de.toml", scenario)):
        *above, key = text.path
        if above != heading:
            heading = above
            words = [str(word) for word in above if isinstance(word, str)]
            brackets = ("[[", "]]") if above and isinstance(above[-1], int) else ("[", "]")
            lines += [brackets[0] + ".".join(words) + brackets[1]] if above else []
        words = f"„{text.source[:40].strip()}“"
        lines.append(f"{key} = {json.dumps(words, ensure_ascii=False)}")
    return "\n".join(lines)


def refusal(text: str | bytes, *, whole: bool = False) -> ScenarioError:
    with pytest.raises(ScenarioError) as caught:
        read_translation(text, "two_seats.de.toml", SMALL, whole=whole)
    return caught.value


def test_every_text_of_a_scenario_is_one_that_can_be_translated() -> None:
    """By its types: a text that people read and that a translation could not hold would show here."""
    told = {text.kind for text in texts_of(EVERYTHING, ScenarioTexts())}
    assert told == set(texts_in(inspect.type_info(Scenario), ""))


SQUEEZE = read_scenario(scenarios.text_of("pacific_squeeze"), "pacific_squeeze.toml")
EVERYTHING = changed(
    SQUEEZE,
    depot=scenario_of_tests("reference/serial").depot,
    background="More",
    contrast=Contrast(group="years", title="Two years", place=1, turned="Nothing yet."),
    guide=Guide(goals=["Know"], questions=["Why?"]),
    true_story=TrueStory(title="So it was", text="It was so.", source=[Source(title="A book")]),
    engineering_change=[
        EngineeringChange(
            name="redesign",
            title="A redesign",
            product="commuter",
            old="frame",
            new="housing",
            first_week=[1, 1],
            news=[Announcement(week=0, grade="press", headline="New", text="Old")],
        )
    ],
)
"""Something of all that has words, sensible or not."""


def texts_in(kind: inspect.Type, path: str) -> Iterator[str]:
    """Where a scenario's type holds text for people, which is what is neither a name nor a code."""
    match kind:
        case inspect.StructType():
            for field in kind.fields:
                yield from texts_in(field.type, f"{path}.{field.name}".strip("."))
        case inspect.ListType():
            yield from texts_in(kind.item_type, path)
        case inspect.DictType():
            yield from texts_in(kind.value_type, path)
        case inspect.UnionType():
            for each in kind.types:
                yield from texts_in(each, path)
        case inspect.StrType(max_length=int()):
            yield path


def test_a_name_is_no_text() -> None:
    assert list(texts_in(inspect.type_info(Name), "name")) == []


# ------------------------------------------------------------ mistakes


def test_a_whole_translation_is_read() -> None:
    texts = list(texts_of(SMALL, read_translation(german(), "two_seats.de.toml", SMALL, whole=True)))
    assert all(text.translated == f"„{text.source[:40].strip()}“" for text in texts)


@pytest.mark.parametrize(
    ("good", "bad", "says"),
    [
        ('title = "„Two Seats“"', "title = 7", "1:9: title: found 7, expected text of 1 to 60 characters"),
        (
            'title = "„Two Seats“"',
            'titel = "Zwei"',
            "1:1: titel: found an unknown key, expected title (did you mean that?)",
        ),
        (
            'title = "„Two Seats“"',
            f'title = "{"x" * 61}"',
            "1:9: title: found text of 61 characters, expected text of 1 to 60 characters",
        ),
        ("[component.board]", "[component.bord]", 'component.bord: found "bord", expected a component of'),
        ("[seat.hobbin]", "[chair.hobbin]", "chair: found an unknown key, expected"),
        ('title = "„Two Seats“"', "title = ", "1:9: title: found the end of the line, expected a value"),
        ('title = "„Two Seats“"', "weeks = 3", "1:1: weeks: found an unknown key, expected"),
    ],
)
def test_one_mistake_is_told_in_one_line(good: str, bad: str, says: str) -> None:
    text = german()
    assert good in text
    error = refusal(text.replace(good, bad, 1))
    assert len(error.mistakes) == 1
    assert str(error).startswith("two_seats.de.toml:")
    assert says in str(error)


def test_what_is_missing_is_told_only_to_who_checks() -> None:
    text = german().replace('title = "„Two Seats“"\n', "", 1)
    assert read_translation(text, "two_seats.de.toml", SMALL).title is None
    error = refusal(text, whole=True)
    assert [mistake.key for mistake in error.mistakes] == ["title"]
    assert error.expected == 'what "Two Seats" is in this language'


def test_news_that_cannot_be_told_apart_are_refused() -> None:
    """By their order alone a translation knows which is which."""
    news = SQUEEZE.shock[0]
    few = f'[[shock.{news.name}.news]]\nheadline = "Nur eine"\n'
    with pytest.raises(ScenarioError, match=f"found 1 news, expected {len(news.news)}"):
        read_translation(few, "x.de.toml", SQUEEZE)


@given(st.integers(0, 10_000), st.integers(0, 60), st.text(max_size=12))
def test_whatever_stands_in_a_translation_is_read_or_refused_in_plain_lines(
    start: int, length: int, other: str
) -> None:
    text = german()
    start %= len(text)
    fuzzed = text[:start] + other + text[start + length :]
    for whole in (True, False):
        try:
            read_translation(fuzzed, "two_seats.de.toml", SMALL, whole=whole)
        except ScenarioError as error:
            assert all(line.isprintable() for line in str(error).split("\n"))


@given(st.binary(max_size=200))
def test_no_bytes_break_the_reading_of_a_translation(raw: bytes) -> None:
    try:
        read_translation(raw, "two_seats.de.toml", SMALL)
    except ScenarioError as error:
        assert str(error).isprintable()


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("pacific.de.toml", ("pacific", "de")),
        ("pacific.de-CH.toml", ("pacific", "de-CH")),
        ("my.own.de.toml", ("my.own", "de")),
        ("pacific.toml", None),
        ("pacific.v2.toml", None),
        ("pacific.final.toml", None),
        (".de.toml", None),
        ("pacific.de.txt", None),
    ],
)
def test_a_translation_is_known_by_its_name(name: str, told: tuple[str, str] | None) -> None:
    assert translation_name(name) == told


# ------------------------------------------------------------ a folder of one's own


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "two_seats.toml").write_text(TWO_SEATS, encoding="utf-8")
    (tmp_path / "two_seats.de.toml").write_text(german(), encoding="utf-8")
    return tmp_path


def run(*words: str) -> Result:
    return CliRunner().invoke(command, words, prog_name="linestop scenario")


def test_a_folder_of_ones_own_may_hold_translations(folder: Path) -> None:
    listed = Catalogue(folder)
    assert [card.name for card in listed.cards()] == [*scenarios.names(), "two_seats"]
    assert listed.translations("two_seats")["de"].of(["title"], "Two Seats") == "„Two Seats“"
    assert listed.translations("gone") == {}


def test_half_a_translation_is_taken_and_the_rest_stays_as_it_is(folder: Path) -> None:
    (folder / "two_seats.de.toml").write_text('title = "Zwei Plätze"\n', encoding="utf-8")
    told = Catalogue(folder).translations("two_seats")["de"]
    assert told.of(["title"], "Two Seats") == "Zwei Plätze"
    assert told.of(["summary"], SMALL.summary) == SMALL.summary


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("two_seats.de.toml", "[seat.nobody]\n", 'two_seats.de.toml:1:2: seat.nobody: found "nobody"'),
        ("other.de.toml", "", "translates nothing: there is no other.toml beside it"),
    ],
)
def test_a_server_does_not_start_on_a_translation_of_nothing(
    folder: Path, name: str, text: str, says: str
) -> None:
    (folder / name).write_text(text, encoding="utf-8")
    with pytest.raises(SetupError, match=says.replace(".", r"\.")):
        Catalogue(folder)


def test_check_reads_the_translations_beside_a_scenario(folder: Path) -> None:
    base, translated = folder / "two_seats.toml", folder / "two_seats.de.toml"
    good = run("check", str(base))
    assert good.stdout == f"{base}: a good scenario\n{translated}: a good translation\n"
    translated.write_text(german().replace("[component.board]", "[component.bord]"), encoding="utf-8")
    bad = run("check", str(base))
    assert (bad.exit_code, bad.stdout) == (1, f"{base}: a good scenario\n")
    assert bad.stderr.startswith(f"{translated}:") and bad.stderr.count("\n") == 1


def test_check_takes_a_translation_by_its_own_name_and_tells_of_it_once(folder: Path) -> None:
    base, translated = str(folder / "two_seats.toml"), str(folder / "two_seats.de.toml")
    assert run("check", translated).stdout == f"{translated}: a good translation\n"
    together: dict[str, Any] = json.loads(run("check", "--json", base, translated).stdout)
    assert together == {"good": [base, translated], "mistakes": []}


def test_a_translation_without_its_scenario_is_a_misuse(tmp_path: Path) -> None:
    (tmp_path / "alone.de.toml").write_text("", encoding="utf-8")
    result = run("check", str(tmp_path / "alone.de.toml"))
    assert result.exit_code == 2
    assert "Traceback" not in result.output
