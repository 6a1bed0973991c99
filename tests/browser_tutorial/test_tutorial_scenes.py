"""Every scene of the tutorial: nobody is kept out, and no word is cut off or covered."""

from __future__ import annotations

import pytest
from looking import Found, looked_at
from playwright.sync_api import Browser
from tutorial_scenes import NAMES, walk

# The first test of a language waits for its whole walk.
pytestmark = pytest.mark.timeout(1800)


@pytest.fixture(scope="module")
def english(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Found:
    return looked_at(browser, tmp_path_factory.mktemp("en"), "en", whole=True, walk=walk)


@pytest.fixture(scope="module")
def german(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Found:
    return looked_at(browser, tmp_path_factory.mktemp("de"), "de", whole=False, walk=walk)


@pytest.mark.parametrize("name", NAMES)
def test_axe_finds_no_barrier(english: Found, name: str) -> None:
    assert english.axe[name] == []


@pytest.mark.parametrize("name", NAMES)
def test_no_word_is_cut_off_or_covered(english: Found, german: Found, name: str) -> None:
    assert english.layout[name] == german.layout[name] == []


@pytest.mark.parametrize("name", NAMES)
def test_no_english_is_left_in_german(german: Found, name: str) -> None:
    assert german.english[name] == []


def test_the_walk_comes_to_every_scene_and_to_no_other(english: Found, german: Found) -> None:
    assert english.names == german.names == list(NAMES)
