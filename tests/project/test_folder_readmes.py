"""The pages that a newcomer starts from name files that exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from places import ROOT

PAGES = (
    "README.md",
    "CONTRIBUTING.md",
    "DECISIONS.md",
    "SECURITY.md",
    *(
        f"{folder}/README.md"
        for folder in ("agents", "game", "scenarios", "tests", "tests/golden", "web_client")
    ),
)
NOT_THERE = {"my_crisis.toml", "my_crisis.de.toml", "plan.toml", "dist/", "node_modules/"}
"""Files of a reader's own, and what is built."""


def missing(page: Path, text: str) -> list[str]:
    """Paths in code marks that are found neither from the page nor from the root, nor as a bare file name."""
    named = re.findall(r"`([\w./-]+(?:\.(?:py|toml|ts|md)|/))`", text)
    return [
        name
        for name in named
        if name not in NOT_THERE
        and not name.startswith(".")  # the end of a name
        and not any((folder / name).exists() for folder in (page.parent, ROOT, ROOT / "web_client" / "src"))
        and ("/" in name or not any(anywhere(name)))
    ]


def anywhere(name: str) -> list[Path]:
    folders = ("agents", "game", "scenarios", "tests", "web_client/src", "web_client/tests")
    return [file for folder in folders for file in (ROOT / folder).rglob(name)]


@pytest.mark.parametrize("page", PAGES)
def test_a_page_names_only_files_that_exist(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    assert missing(ROOT / page, text) == []


def test_red_control_a_file_that_has_moved_is_found() -> None:
    text = "`rules/session.py`, `rules/no_such.py`, `board_view.py`, `no_such.ts`"
    assert missing(ROOT / "game/README.md", text) == ["rules/no_such.py", "no_such.ts"]
