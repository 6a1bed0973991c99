"""The layout check finds what it is for: faults planted one by one in the game's own page, else none."""

from __future__ import annotations

from collections.abc import Iterator

import layout
import pytest
from devices import Devices
from play import button
from playwright.sync_api import Browser, Page
from server import LINESTOP, running

PHONE, DESK = {"width": 390, "height": 844}, {"width": 1440, "height": 900}

PLANTED = {
    "a word cut off by its box": (
        "Object.assign(title.style, { width: '40px', overflow: 'hidden', whiteSpace: 'nowrap' })",
        "cut off: h1",
    ),
    "a word cut off by a box around it": (
        "Object.assign(title.parentElement.style, { height: '12px', overflow: 'clip' })",
        "cut off: h1",
    ),
    "a word that ends in dots": (
        "Object.assign(title.style, { width: '60px', overflow: 'hidden', whiteSpace: 'nowrap',"
        " textOverflow: 'ellipsis' })",
        "cut off: h1",
    ),
    "a word under a box": ("lay({ height: '60px', width: '240px', background: 'navy' })", "covered: h1"),
    "a word under a box that lets the finger through": (
        "lay({ height: '60px', width: '240px', background: 'navy', pointerEvents: 'none' })",
        "covered: h1",
    ),
    "a word under a picture": ("lay({ height: '60px', width: '240px' }, 'img')", "covered: h1"),
    "a line through a word": (
        "lay({ left: '30px', height: '60px', width: '2px', background: 'black' })",
        "struck through: h1",
    ),
    "a word on another": ("lay({ fontSize: '20px' }).textContent = 'One over the other'", "over «"),
    "a word outside the window": (
        "Object.assign(title.style, { position: 'relative', left: '-60px' })",
        "outside: h1",
    ),
    "a page wider than its window": ("lay({ width: '3000px', height: '1px' })", "wider than the window"),
    "a button smaller than a finger": (
        "Object.assign(start.style, { minHeight: '0', height: '40px', padding: '0' })",
        "small (",
    ),
}
SET_UP = """
  const title = document.querySelector("h1");
  const start = document.querySelector("main button.button");
  title.style.position = "relative";
  const lay = (style, tag = "div") => {
    const laid = document.createElement(tag);
    Object.assign(laid.style, { position: "absolute", left: "0", top: "0", ...style });
    title.append(laid);
    return laid;
  };
"""


@pytest.fixture(scope="module")
def home(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Page, str]]:
    """The home page on a phone."""
    folder = tmp_path_factory.mktemp("layout")
    devices = Devices(browser)
    with running([LINESTOP, "serve"], folder / "linestop.db", folder) as server:
        yield devices.phone(), server.url
        devices.close()


@pytest.fixture
def page(home: tuple[Page, str]) -> Page:
    """Opened anew: nothing planted stays."""
    page, url = home
    page.set_viewport_size(PHONE)
    page.goto(url)
    button(page, "home.start").first.wait_for()
    return page


@pytest.mark.parametrize(("plant", "fault"), PLANTED.values(), ids=PLANTED)
def test_red_control_a_planted_fault_is_found(page: Page, plant: str, fault: str) -> None:
    page.evaluate(f"() => {{ {SET_UP} {plant}; }}")
    assert any(told.startswith(fault) for told in layout.faults(page, touch=True)), layout.faults(page, True)


def test_a_page_without_a_fault_passes(page: Page) -> None:
    assert layout.faults(page, touch=True) == []
    page.set_viewport_size(DESK)
    assert layout.faults(page) == []


def test_a_mouse_hits_what_is_too_small_for_a_finger(page: Page) -> None:
    _, (plant, _) = list(PLANTED.items())[-1]
    page.evaluate(f"() => {{ {SET_UP} {plant}; }}")
    assert layout.faults(page) == []


def test_what_sticks_to_the_windows_edge_covers_nothing(page: Page) -> None:
    bar = "lay({ position: 'fixed', inset: '0 0 auto', height: '80px', background: 'navy' })"
    page.evaluate(f"() => {{ {SET_UP} {bar}; }}")
    assert layout.faults(page, touch=True) == []


def test_the_check_leaves_the_page_as_it_was(page: Page) -> None:
    page.evaluate("scrollTo(0, 40)")
    layout.faults(page, touch=True)
    assert page.evaluate("[scrollY, document.adoptedStyleSheets.length]") == [40, 0]
