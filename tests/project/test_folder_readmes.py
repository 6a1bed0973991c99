"""The pages that a newcomer starts from name files that exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from places import ROOT

PAGES = ("game/README.md", "scenarios/README.md")
NOT_THERE = {"my_crisis.toml", "my_crisis.de.toml"}
"""Files of a reader's own."""


def missing(page: Path, text: str) -> list[str]:
    """Paths in code marks that are found neither from the page nor from the root, nor as a bare file name."""
    named = re.findall(r"`([\w./-]+(?:\.(?:py|toml|ts|md)|/))`", text)
    return [
        name
        for name in named
        if name not in NOT_THERE
        and not name.startswith(".")  # the end of a name
        and not (page.parent / name).exists()
        and not (ROOT / name).exists()
        and ("/" in name or not any(anywhere(name)))
    ]


def anywhere(name: str) -> list[Path]:
    folders = ("agents", "game", "scenarios", "web_client/src")
    return [file for folder in folders for file in (ROOT / folder).rglob(name)]


@pytest.mark.parametrize("page", PAGES)
def test_a_page_names_only_files_that_exist(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    assert missing(ROOT / page, text) == []


def test_red_control_a_file_that_has_moved_is_found() -> None:
    text = "`rules/session.py`, `rules/no_such.py`, `board_view.py`, `no_such.ts`"
    assert missing(ROOT / "game/README.md", text) == ["rules/no_such.py", "no_such.ts"]
