"""The layout check finds what it is for: faults planted one by one in the game's own page, else none."""

from __future__ import annotations

from collections.abc import Iterator

import layout
import pytest
from devices import Devices
from play import begin, button, open_practice, switch
from playwright.sync_api import Browser, Page, expect
from server import LINESTOP, Server, running
from words import TEXTS

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


# ---------------------------------------------------------------- how a reader has set the browser


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "laptop"])
def test_the_sheet_is_whole_with_large_text_and_at_twice_the_size(
    server: Server, devices: Devices, size: dict[str, int]
) -> None:
    page = devices.phone() if size is PHONE else devices.desk()
    open_practice(page, server.url)
    begin(page)
    switch(page, 0)
    page.evaluate("document.documentElement.style.fontSize = '150%'")
    assert layout.faults(page) == []
    page.evaluate("document.documentElement.style.fontSize = ''")
    page.set_viewport_size({"width": max(320, size["width"] // 2), "height": size["height"] // 2})
    assert layout.faults(page) == []


def fills_the_bins(page: Page) -> bool:
    """Whether what fills a bin has another colour than the bin."""
    colours = [
        page.locator(place).first.evaluate("each => getComputedStyle(each).backgroundColor")
        for place in (".bin .fill", ".bin .trough")
    ]
    return colours[0] != colours[1]


def style(page: Page, rule: str) -> None:
    """A rule as a sheet of its own: the page's policy takes none that stands in it."""
    page.evaluate(
        """(rule) => {
            const sheet = new CSSStyleSheet();
            sheet.replaceSync(rule);
            document.adoptedStyleSheets.push(sheet);
        }""",
        rule,
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pictures_of_numbers_stay_in_forced_colours(server: Server, devices: Devices, scheme: str) -> None:
    page = devices.phone()
    page.emulate_media(forced_colors="active", color_scheme=scheme)  # type: ignore[arg-type]
    open_practice(page, server.url)
    begin(page)
    assert fills_the_bins(page)


def test_red_control_forced_colours_would_empty_them(server: Server, devices: Devices) -> None:
    page = devices.phone()
    page.emulate_media(forced_colors="active")
    open_practice(page, server.url)
    begin(page)
    style(page, ".bin .fill { forced-color-adjust: auto !important; }")
    assert not fills_the_bins(page)


def test_without_javascript_a_sentence_in_each_language_says_what_is_missing(
    server: Server, browser: Browser
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(server.url)
    for language in ("en", "de"):
        sentence = (TEXTS / language / "no_script.txt").read_text(encoding="utf-8").strip()
        shown = page.locator(f"p.no_script[lang={language}]")
        expect(shown).to_be_visible()
        expect(shown).to_have_text(sentence)
    context.close()
