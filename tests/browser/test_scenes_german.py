"""The same scenes in German: its words are longer, and none of them is English.

For the eye it is another layout, for axe the same page.
"""

from __future__ import annotations

import pytest
from looking import Found, looked_at
from playwright.sync_api import Browser
from scenes import NAMES

pytestmark = pytest.mark.timeout(1800)  # as for the walk in English


@pytest.fixture(scope="module")
def german(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Found:
    return looked_at(browser, tmp_path_factory.mktemp("de"), "de", whole=False)


@pytest.mark.parametrize("name", NAMES)
def test_no_german_word_is_cut_off_or_covered(german: Found, name: str) -> None:
    assert german.layout[name] == []


@pytest.mark.parametrize("name", NAMES)
def test_no_english_is_left_in_german(german: Found, name: str) -> None:
    assert german.english[name] == []


def test_the_walk_comes_to_every_scene_and_to_no_other(german: Found) -> None:
    assert german.names == list(NAMES)
