"""A browser that lacks something either plays or says in a sentence what is wrong; no page is a brand alone.

Old browsers are made up: this one, with a property deleted before any script of the page runs.
"""

from __future__ import annotations

import re

import pytest
from devices import Devices
from play import begin, confirm, open_practice, switch, wait_for_turn
from playwright.sync_api import Page, Route, expect
from server import Server

SCRIPTS = re.compile(r"/assets/index-[^/]+\.js$")
CHECK = re.compile(r"/start_check\.js$")
TOO_OLD = "This browser is too old for Linestop. It needs Chrome or Edge 117, Firefox 121, Safari 16.4"
NOT_STARTED = "Linestop could not start here. Reload the page."

NEEDED = {
    "modules": "delete HTMLScriptElement.prototype.noModule",
    "Object.hasOwn": "delete Object.hasOwn",
    "Object.fromEntries": "delete Object.fromEntries",
    "Array.prototype.at": "delete Array.prototype.at",
    "String.prototype.replaceAll": "delete String.prototype.replaceAll",
    "Element.prototype.replaceChildren": "delete Element.prototype.replaceChildren",
    "ResizeObserver": "delete window.ResizeObserver",
    "IntersectionObserver": "delete window.IntersectionObserver",
    "AbortController": "delete window.AbortController",
    "WebSocket": "delete window.WebSocket",
    "matchMedia": "delete window.matchMedia",
    "dialogs": "delete HTMLDialogElement.prototype.showModal",
    "crypto.getRandomValues": "delete Crypto.prototype.getRandomValues",
    "Intl.ListFormat": "delete Intl.ListFormat",
    "CSS.supports": "delete CSS.supports",
    "container queries": "const was = CSS.supports; CSS.supports = (...all) => "
    "!all.join().includes('container-type') && was.apply(CSS, all)",
    ":has()": "const was = CSS.supports; CSS.supports = (...all) => "
    "!all.join().includes(':has') && was.apply(CSS, all)",
}
"""What the client cannot do without, and how a browser comes to lack it."""

DENIED = "{ get() { throw new DOMException('denied', 'SecurityError') } }"
STORAGE = {
    "in a private window": f"""for (const name of ["localStorage", "sessionStorage"])
        Object.defineProperty(window, name, {DENIED})""",
    "where cookies are blocked": f"Object.defineProperty(Document.prototype, 'cookie', {DENIED})",
    "without room": "Storage.prototype.setItem = () => { throw new DOMException('', 'QuotaExceededError') }",
}
SPARED = """
    delete window.structuredClone; delete window.indexedDB;
    delete window.visualViewport; delete window.requestIdleCallback; delete window.BroadcastChannel;
    delete Crypto.prototype.randomUUID; delete Crypto.prototype.subtle;
    for (const name of ["clipboard", "wakeLock", "share", "serviceWorker", "vibrate", "connection"])
        delete Navigator.prototype[name];
    Object.defineProperty(Navigator.prototype, "languages", { get: () => undefined });
    for (const name of ["animate", "checkVisibility", "requestFullscreen"]) delete Element.prototype[name];
    for (const name of ["showPopover", "hidePopover", "togglePopover"]) delete HTMLElement.prototype[name];
    for (const name of ["findLast", "findLastIndex", "toSorted", "toReversed", "toSpliced", "with"])
        delete Array.prototype[name];
    for (const name of ["union", "intersection", "difference", "isSubsetOf"]) delete Set.prototype[name];
    for (const name of ["map", "filter", "take", "drop", "flatMap", "reduce", "toArray", "some", "every"])
        delete Iterator.prototype[name];
    delete Object.groupBy; delete Map.groupBy; delete Array.fromAsync;
    delete Promise.withResolvers; delete Promise.try;
    delete AbortSignal.timeout; delete AbortSignal.any; delete URL.canParse; delete URL.parse;
    delete Intl.Segmenter; delete Intl.DurationFormat; delete Intl.DisplayNames;
"""
"""What it does without, all at once: older browsers, plain http and browsers inside other apps lack these."""


def says(page: Page, sentence: str, patience: float | None = None) -> None:
    """In place of the game, beside the brand, and to a screen reader at once."""
    expect(page.get_by_role("alert")).to_contain_text(sentence, timeout=patience)
    expect(page.get_by_text("Linestop", exact=True)).to_be_visible()
    expect(page.get_by_role("button")).to_have_count(0)


@pytest.mark.parametrize("lacking", NEEDED)
def test_a_browser_that_is_too_old_is_told_so_and_which_ones_are_not(
    server: Server, devices: Devices, lacking: str
) -> None:
    page = devices.phone()
    page.add_init_script(NEEDED[lacking])
    page.goto(f"{server.url}/join")
    says(page, TOO_OLD)
    devices.guards.complaints.clear()  # the client's scripts are read all the same, and some lack it at once


@pytest.mark.parametrize("storage", STORAGE)
def test_a_turn_is_played_where_nothing_can_be_kept(server: Server, devices: Devices, storage: str) -> None:
    page = devices.phone()
    page.add_init_script(STORAGE[storage])
    a_turn_is_played(page, server)


def test_a_turn_is_played_without_what_older_browsers_lack(server: Server, devices: Devices) -> None:
    page = devices.phone()
    page.add_init_script(SPARED)
    a_turn_is_played(page, server)


def a_turn_is_played(page: Page, server: Server) -> None:
    open_practice(page, server.url)
    begin(page)
    switch(page, row=1)
    confirm(page)
    wait_for_turn(page, 2)


def test_the_sentence_comes_in_the_language_of_the_browser(server: Server, devices: Devices) -> None:
    page = devices.phone()
    page.add_init_script(NEEDED["Object.hasOwn"])
    page.add_init_script("Object.defineProperty(Navigator.prototype, 'language', { get: () => 'de-AT' })")
    page.goto(server.url)
    says(page, "Dieser Browser ist zu alt für Linestop.")
    expect(page.get_by_role("alert")).to_have_attribute("lang", "de")


def test_scripts_that_do_not_come_are_missed_in_a_sentence(server: Server, devices: Devices) -> None:
    page = devices.phone()
    page.route(SCRIPTS, lambda route: route.fulfill(status=404))
    with devices.failing_request():
        page.goto(server.url)
        says(page, NOT_STARTED)


@pytest.mark.parametrize(
    "script", ["throw new Error('broken')", "const = 1", "Promise.reject(new Error('late'))"]
)
def test_scripts_that_fail_at_once_are_told_of(server: Server, devices: Devices, script: str) -> None:
    page = devices.phone()
    page.route(SCRIPTS, lambda route: route.fulfill(body=script, headers={"content-type": "text/javascript"}))
    page.goto(server.url)
    says(page, NOT_STARTED)
    assert devices.guards.complaints, "the browser did not run the broken script"
    devices.guards.complaints.clear()


def test_scripts_that_take_long_are_waited_for_in_words(server: Server, devices: Devices) -> None:
    page = devices.phone()
    held: list[Route] = []
    page.clock.install()
    page.route(SCRIPTS, lambda route: held.append(route))
    page.goto(server.url, wait_until="commit")
    expect(page.get_by_text("Linestop", exact=True)).to_be_visible()
    page.clock.run_for(11_000)
    expect(page.get_by_text("Still loading.")).to_be_visible()
    for route in held:
        route.continue_()
    expect(page.get_by_role("button", name="Play Calm Seas")).to_be_visible()
    expect(page.get_by_text("Still loading.")).to_have_count(0)


def test_red_control_without_the_check_an_old_browser_shows_the_brand_alone(
    server: Server, devices: Devices
) -> None:
    page = devices.phone()
    page.add_init_script(NEEDED["Object.hasOwn"])
    page.route(CHECK, lambda route: route.fulfill(body="", headers={"content-type": "text/javascript"}))
    page.goto(server.url)
    with pytest.raises(AssertionError):
        says(page, TOO_OLD, patience=1_000)
    devices.guards.complaints.clear()
