"""Reader of scenario files: from TOML text to a `Scenario`, or to mistakes with line, key and remedy.

    pacific.toml:41:18: supplier[2].capacity_ratio: found 0.2, expected a number from 0.5 to 1000

A file is read whole or refused whole, in four steps, each only after the one before: the text is small and
flat enough for the parsers (`_refuse_unreadable`), it is TOML, its types and ranges are those of a `Scenario`
(`schema_checks`), its parts agree (`checks`). Nothing here reads a disk.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from itertools import islice
from typing import NoReturn

import msgspec

from .checks.claim_checks import lesson_is_told_once
from .checks.consistency import consistency_problems
from .checks.schema_checks import schema_problems
from .claims import lesson_of
from .mistakes import Mistake, Problem, key_text, quoted
from .scenario import Scenario
from .toml_positions import TomlPositions

LARGEST_FILE = 256 * 1024
"""Bytes."""
MOST_MISTAKES = 20
"""Mistakes that a refusal lists."""
ENOUGH_PROBLEMS = 100
"""Problems after which the search ends: each unknown key costs a search for the nearest word."""

LONGEST_KEY = 8
"""Words joined by dots. Over longer keys both parsers take quadratic time, and one of them memory."""
# Possessive repetition (`++`, `*+`) never backtracks, so no text can make these searches slow.
_WORD = r"""(?:[\w-]++|"(?:[^"\\\n]|\\.)*+"|'[^'\n]*+')"""
_LONG_KEY = re.compile(rf"(?<![\w-])(?:{_WORD}[ \t]*+\.[ \t]*+){{{LONGEST_KEY}}}{_WORD}")
_UNREADABLE = (
    (_LONG_KEY, "a key of many words", f"at most {LONGEST_KEY} words joined by dots"),
    (re.compile(r"\d[\d_]{999}"), "a number of a thousand digits", "a number in some field's range"),
)
_TOML_EXPECTED = {
    "Cannot overwrite": "each key only once in a table",
    "Cannot declare": "each table only once, or [[…]] for a list of tables",
    "Invalid value": "a value: text in quotes, a number, true, false, [a list] or {a table}",
    "Invalid statement": "key = value, [table] or [[table]]",
    "Unterminated string": "the quotation marks that end the text",
}
_SYNTAX_PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)\Z")


class ScenarioError(ValueError):
    """A scenario file is refused: one line of text for each mistake, in the order of the file.

    `file, line, column, key, found, expected` are those of the first mistake.
    """

    code = "bad_scenario"

    def __init__(self, *mistakes: Mistake) -> None:
        super().__init__(*mistakes)
        self.mistakes = mistakes
        first = mistakes[0]
        self.file, self.line, self.column = first.file, first.line, first.column
        self.key, self.found, self.expected = first.key, first.found, first.expected

    def __str__(self) -> str:
        return "\n".join(str(mistake) for mistake in self.mistakes)


def read_scenario(text: str | bytes, file_name: str) -> Scenario:
    """The scenario that the text of a file holds.

    file_name: what mistakes name it.

    Raises:
        ScenarioError: if it is refused; nothing else, whatever the text.
    """
    text, values = values_in(text, file_name)
    refuse(schema_problems(values), text, file_name)
    refuse(lesson_is_told_once(values), text, file_name)
    scenario = msgspec.convert(values, Scenario)  # cannot fail: the schema has been checked
    if scenario.claim:
        lesson = lesson_of([claim.text for claim in scenario.claim])
        scenario = msgspec.structs.replace(scenario, lesson=lesson)
    refuse(consistency_problems(scenario), text, file_name)
    return scenario


def values_in(raw: str | bytes, file_name: str) -> tuple[str, dict[str, object]]:
    """The text with plain line ends, and the values that its TOML holds: the first two steps.

    Raises:
        ScenarioError: if it cannot be read.
    """
    text = _decoded(raw, file_name)
    _refuse_unreadable(text, file_name)
    return text, _parsed(text, file_name)


def _decoded(raw: str | bytes, file_name: str) -> str:
    """The text with plain line ends, without the byte order mark that some editors write."""
    if len(raw) > LARGEST_FILE:
        _refuse_at(0, "", file_name, f"more than {LARGEST_FILE // 1024} KiB", "a smaller file")
    try:
        # Encoding finds lone surrogates, which text may hold and a file may not.
        text = raw.encode().decode() if isinstance(raw, str) else raw.decode()
    except (UnicodeDecodeError, UnicodeEncodeError) as error:
        start = raw[: error.start]  # good as far as that
        before = start if isinstance(start, str) else start.decode()
        _refuse_at(len(before), before, file_name, "what is not UTF-8", "a file saved as UTF-8")
    return text.removeprefix("\ufeff").replace("\r\n", "\n")


def _refuse_unreadable(text: str, file_name: str) -> None:
    """Refuse what would cost the parsers seconds or megabytes."""
    for pattern, found, expected in _UNREADABLE:
        if match := pattern.search(text):
            _refuse_at(match.start(), text, file_name, found, expected)


def _parsed(text: str, file_name: str) -> dict[str, object]:
    try:
        return tomllib.loads(text)
    except RecursionError:
        _refuse_at(0, text, file_name, "lists or tables nested too deeply", "at most a few levels")
    except ValueError as error:
        place = _SYNTAX_PLACE.search(str(error))
        message = _SYNTAX_PLACE.sub("", str(error))
        offset = _syntax_offset(text, place, message)
        _refuse_at(offset, text, file_name, _rest_of_line(text, offset), _toml_expected(message))


def _syntax_offset(text: str, place: re.Match[str] | None, message: str) -> int:
    """Offset of the mistake in the text.

    tomllib stops after it, or at the end of the file where a text was never closed.
    """
    if place is None:
        return 0
    if place[1] is None:
        # An odd number of triple quotes: the last of them was opened and never closed.
        unclosed = [text.rfind(marks) for marks in ('"""', "'''") if text.count(marks) % 2]
        return max(unclosed, default=len(text.rstrip()))
    line, column = int(place[1]), int(place[2])
    before = sum(len(each) + 1 for each in text.split("\n")[: line - 1])
    # A key or table that comes twice is found only after it: the start of its line is shown.
    return before if message.startswith("Cannot") else before + column - 1


def _toml_expected(message: str) -> str:
    """What should stand there, from tomllib's complaint."""
    for start, expected in _TOML_EXPECTED.items():
        if message.startswith(start):
            return expected
    return message.removeprefix("Expected ") if message.startswith("Expected ") else f"TOML ({message})"


def _rest_of_line(text: str, offset: int) -> str:
    rest = text[offset:].partition("\n")[0].strip()
    return quoted(rest) if rest else "the end of the line" if text[offset:].strip() else "the end of the file"


def _refuse_at(offset: int, text: str, file_name: str, found: str, expected: str) -> NoReturn:
    """Refuse the text for what stands at an offset; the key is what its line has before the `=`."""
    before = text[:offset]
    line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
    words = text.split("\n")[line - 1].partition("=")[0].strip("[] \t")
    key = words if len(words) <= 40 and words.isprintable() and words else key_text(())
    raise ScenarioError(Mistake(file_name, line, column, key, found, expected)) from None


def refuse(problems: Iterable[Problem], text: str, file_name: str) -> None:
    """Refuse the text if there is any problem.

    Raises:
        ScenarioError: with the first problems, at their lines and columns.
    """
    several = list(islice(problems, ENOUGH_PROBLEMS))
    if several:
        places = TomlPositions(text)
        mistakes = [
            Mistake(
                file_name,
                *places.of(problem.path, on_key=problem.on_key),
                key_text(problem.path),
                problem.found,
                problem.expected,
            )
            for problem in several
        ]
        mistakes.sort(key=lambda mistake: (mistake.line, mistake.column))
        raise ScenarioError(*mistakes[:MOST_MISTAKES])
