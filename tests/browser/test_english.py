"""That English left in German would be found, and that German is not taken for it."""

from __future__ import annotations

import pytest
from english import english_in, english_on, english_words
from playwright.sync_api import Page

PLANTED = (
    "<p>Your line is waiting for chips.</p>",
    "<p>Confirm weeks 5–8</p>",
    "<button aria-label='Close'>×</button>",
    "<input placeholder='Type a name'>",
    "<svg><text x='0' y='9'>Week</text></svg>",
    "<p>Runde 3 <span>of 13</span></p>",
    "<input value='Demand rises'>",
)


@pytest.mark.parametrize("planted", PLANTED)
def test_red_control_english_that_is_planted_is_found(page: Page, planted: str) -> None:
    page.set_content(f"<html lang='de'><title>Linestop</title><main><h1>Spiel</h1>{planted}</main></html>")
    assert len(english_on(page)) == 1


def test_red_control_an_english_title_and_an_english_page_are_found(page: Page) -> None:
    page.set_content("<html lang='en'><title>The game</title><main><h1>Spiel</h1></main></html>")
    assert len(english_on(page)) == 2


def test_what_nobody_sees_and_what_says_its_language_is_no_fault(page: Page) -> None:
    page.set_content(
        "<html lang='de'><title>Linestop</title><main><h1>Spiel</h1><p hidden>The end</p>"
        "<button lang='en'>Read it in English</button></main></html>"
    )
    assert english_on(page) == []


def test_the_games_german_is_not_taken_for_english() -> None:
    assert english_in("Die Linie wartet in Runde 3 auf Displays: Lieferzeit 14 Wo., sonst 9.") == []
    assert english_in("Open it at http://127.0.0.1:8000/join") == ["at", "it", "open"]
    assert english_in("A6HG-THAT-B99T-A6HG, TH3WAY") == []
    assert len(english_words()) > 500
