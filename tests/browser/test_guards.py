"""The guards hear each kind of fault: for each a page that has it, and the complaint it must cause."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from devices import Devices
from playwright.sync_api import Browser, Page, expect
from server import LINESTOP, Server, running

FAULTS = {
    "an error in the console": ("console.error('broken')", "broken"),
    "a warning in the console": ("console.warn('shaky')", "shaky"),
    "an error nobody caught": ("setTimeout(() => { throw new Error('uncaught') })", "uncaught"),
    "a promise nobody caught": ("void Promise.reject(new Error('refused'))", "refused"),
    "an answer of 404": ("fetch('api/nothing')", "404"),
    "a script in the page's text": (
        "document.body.append(Object.assign(document.createElement('script'), { text: '1' }))",
        "CSP: script-src-elem refused inline",
    ),
    "a style in an attribute": (
        "document.body.insertAdjacentHTML('beforeend', '<p style=\\'color: red\\'>')",
        "CSP: style-src-attr refused inline",
    ),
    "a picture from another host": (
        "document.body.append(Object.assign(new Image(), { src: 'http://127.0.0.1:9/x.png' }))",
        "CSP: img-src refused http://127.0.0.1:9/x.png",
    ),
    "a socket to another host": (
        "try { new WebSocket('ws://127.0.0.1:9/') } catch {}",
        "CSP: connect-src refused ws://127.0.0.1:9/",
    ),
}


@pytest.fixture(scope="module")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server for all: no test here changes it."""
    folder = tmp_path_factory.mktemp("standing")
    with running([LINESTOP, "serve"], folder / "linestop.db", folder) as started:
        yield started


@pytest.mark.parametrize(("does", "complaint"), FAULTS.values(), ids=FAULTS)
def test_a_page_that_does_this_fails_its_test(
    standing: Server, browser: Browser, does: str, complaint: str
) -> None:
    devices = Devices(browser)
    page = devices.desk()
    _open(page, standing.url)
    page.evaluate(f"() => {{ {does} }}")
    # Whatever else it caused has been heard when a later word has.
    with page.expect_console_message(lambda said: said.text == "done"):
        page.evaluate("async () => { await fetch('healthz'); setTimeout(() => console.log('done')) }")
    assert complaint in _complaints(devices)


@pytest.mark.parametrize("asked", ["http://localhost:{port}/icon.svg", "ws://localhost:{port}/ws/ABCDEF"])
def test_a_request_to_another_host_is_heard_where_no_policy_would_refuse_it(
    standing: Server, browser: Browser, asked: str
) -> None:
    devices = Devices(browser)
    page = devices.desk()
    url = asked.format(port=standing.port)
    page.route("**/icon.svg?free", lambda route: route.fulfill(body="<p>No policy here</p>"))
    page.goto(f"{standing.url}/icon.svg?free")
    with page.expect_console_message(lambda said: said.text == "done"):
        page.evaluate(
            """(url) => {
                const done = () => console.log("done");
                if (url.startsWith("ws")) new WebSocket(url).onclose = done;
                else fetch(url, { mode: "no-cors" }).then(done, done);
            }""",
            url,
        )
    assert f"asked another host: {url}" in _complaints(devices)


def test_a_page_without_a_fault_is_let_through(standing: Server, browser: Browser) -> None:
    devices = Devices(browser)
    _open(devices.desk(), standing.url)
    devices.close()


def test_a_refusal_that_is_expected_lets_no_other_fault_through(standing: Server, browser: Browser) -> None:
    devices = Devices(browser)
    page = devices.desk()
    _open(page, standing.url)
    with pytest.raises(AssertionError, match="something else"), devices.failing_request():
        with page.expect_console_message(lambda said: said.text == "something else"):
            page.evaluate("fetch('api/nothing').then(() => console.error('something else'))")
    assert "404" in _complaints(devices)


def test_a_server_that_may_go_excuses_broken_lines_alone(server: Server, browser: Browser) -> None:
    devices = Devices(browser)
    devices.server_may_go = True
    page = devices.desk()
    _open(page, server.url)
    server.kill()
    with page.expect_console_message(lambda said: said.text == "something else"):
        page.evaluate("fetch('healthz').catch(() => console.error('something else'))")
    assert _complaints(devices) == "something else"


def _complaints(devices: Devices) -> str:
    """What the test of these devices fails with."""
    with pytest.raises(AssertionError) as failure:
        devices.close()
    return str(failure.value).partition("\nassert ")[0]


def _open(page: Page, url: str) -> None:
    page.goto(url)
    expect(page.get_by_role("button").first).to_be_visible()
    page.wait_for_load_state("networkidle")
