"""Finds a docstring or comment that stands twice in a row, as a merge leaves it that took both sides."""

from __future__ import annotations

from itertools import pairwise

from places import ROOT

SOURCES = sorted(
    file for folder in ("agents", "game", "scenarios", "tests") for file in (ROOT / folder).rglob("*.py")
)


def repeated(text: str) -> list[str]:
    """Lines of prose (a comment, or a docstring of one line) that equal the line before."""
    lines = [line.strip() for line in text.splitlines()]
    return [line for before, line in pairwise(lines) if line == before and line.startswith(("# ", '"""'))]


def test_no_docstring_or_comment_stands_twice_in_a_row():
    found = {str(file.relative_to(ROOT)): repeated(file.read_text(encoding="utf-8")) for file in SOURCES}
    assert {file: lines for file, lines in found.items() if lines} == {}


def test_a_docstring_and_a_comment_that_stand_twice_are_found():
    twice = 'LONGEST = 5\n"""Bytes."""\n"""Bytes."""\n\n# The first wins.\n# The first wins.\n'
    assert repeated(twice) == ['"""Bytes."""', "# The first wins."]
