"""A browser's page translation takes text nodes out of the page: what it put there never changes again."""

from __future__ import annotations

import re

from devices import Devices
from play import begin, close_turn, join, open_game, start, wait_for_turn
from playwright.sync_api import Page, expect
from server import Server

# As Google Translate does it: each text node that the page lets it translate gives its place to two <font>
# elements with the translation, now and whenever something changes. The property `translate` inherits.
TRANSLATE = """() => {
    const done = new WeakSet();
    const translate = () => {
        const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        const found = [];
        while (walk.nextNode()) found.push(walk.currentNode);
        for (const text of found) {
            const parent = text.parentElement;
            if (!parent.translate || done.has(parent) || !text.data.trim()) continue;
            const [outer, inner] = [document.createElement("font"), document.createElement("font")];
            inner.textContent = text.data;
            outer.append(inner);
            done.add(outer).add(inner);
            parent.replaceChild(outer, text);
        }
    };
    new MutationObserver(translate).observe(document.body, { childList: true, subtree: true });
    translate();
}"""
LET_IT = "() => { document.documentElement.translate = true; }"


def test_a_page_that_a_browser_would_translate_goes_on(server: Server, devices: Devices) -> None:
    desk, wall, ana = _a_turn(server, devices)
    for page in (desk, wall, ana):
        page.evaluate(TRANSLATE)
    close_turn(desk)
    for page in (desk, wall, ana):
        expect(page.get_by_text(re.compile(r"\bTurn 2 of")).first).to_be_visible()
        assert page.locator("font").count() == 0


def test_red_control_a_page_that_lets_itself_be_translated_stands_still(
    server: Server, devices: Devices
) -> None:
    desk, _, ana = _a_turn(server, devices)
    ana.evaluate(LET_IT)
    ana.evaluate(TRANSLATE)
    close_turn(desk)
    wait_for_turn(ana, 2)  # its title, which no translator swaps
    expect(ana.get_by_text(re.compile(r"\bTurn 1 of")).first).to_be_visible()


def test_translators_are_told_in_every_way_they_know(server: Server, page: Page) -> None:
    page.goto(server.url)
    assert page.evaluate("document.documentElement.translate") is False
    expect(page.locator("html")).to_have_class(re.compile("notranslate"))
    expect(page.locator("meta[name=google]")).to_have_attribute("content", "notranslate")


def _a_turn(server: Server, devices: Devices) -> tuple[Page, Page, Page]:
    desk, wall, ana = devices.desk(), devices.wall(), devices.phone()
    code = open_game(desk, server.url)
    join(ana, server.url, code, "Ana")
    start(desk)
    begin(ana)
    wall.goto(f"{server.url}/board/{code}")
    expect(wall.get_by_text(re.compile(r"\bTurn 1 of"))).to_be_visible()
    return desk, wall, ana
