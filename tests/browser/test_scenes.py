"""Every screen in every state: nobody is kept out, and no word is cut off or covered.

One walk brings real devices through all scenes, and each is looked at before the next (`looking`). What was
found is kept, and each scene has its test.
"""

from __future__ import annotations

import pytest
from looking import GONE_ROUND, Found, barriers, looked_at
from playwright.sync_api import Browser, Page
from scenes import NAMES

# The first test that asks for the walk waits for all of it: 78 scenes, looked at closely.
pytestmark = pytest.mark.timeout(1800)


@pytest.fixture(scope="module")
def english(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Found:
    return looked_at(browser, tmp_path_factory.mktemp("en"), "en", whole=True)


@pytest.mark.parametrize("name", NAMES)
def test_axe_finds_no_barrier(english: Found, name: str) -> None:
    assert english.axe[name] == []


@pytest.mark.parametrize("name", NAMES)
def test_no_word_is_cut_off_or_covered(english: Found, name: str) -> None:
    assert english.layout[name] == []


@pytest.mark.parametrize("name", [name for name in GONE_ROUND if name in NAMES])
def test_the_focus_goes_round_as_the_page_is_read_and_is_always_seen(english: Found, name: str) -> None:
    assert english.focus[name] == []


def test_the_walk_comes_to_every_scene_and_to_no_other(english: Found) -> None:
    assert english.names == list(NAMES)


# ---------------------------------------------------------------- that a fault would be found


AXE_FAULTS = {
    "a picture without words": ("<img src='icon.svg'>", "image-alt"),
    "a button without a name": ("<button></button>", "button-name"),
    "grey on grey": ("<p style='color: #999; background: #aaa'>Hard to read</p>", "color-contrast"),
    "a field without a label": ("<input>", "label"),
    "a target too small": (
        "<button style='width: 12px; height: 12px; padding: 0' aria-label='a'></button>"
        "<button style='width: 12px; height: 12px; padding: 0' aria-label='b'></button>",
        "target-size",
    ),
}


@pytest.mark.parametrize(("body", "rule"), AXE_FAULTS.values(), ids=AXE_FAULTS)
def test_axe_finds_a_planted_barrier(page: Page, body: str, rule: str) -> None:
    page.set_content(f"<html lang='en'><title>A page</title><main><h1>A page</h1>{body}</main></html>")
    assert any(told.startswith(f"{rule}:") for told in barriers(page))
