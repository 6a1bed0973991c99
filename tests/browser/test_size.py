"""What a first visit loads, counted on the wire as phones in a classroom get it."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import pytest
from devices import Devices
from play import begin, open_game, open_practice
from playwright.sync_api import Browser, Page, expect
from server import Server
from words import said

log = logging.getLogger(__name__)
FIRST_SCREEN = 120_000
"""Bytes, headers and all."""


@dataclass
class Wire:
    """Everything a page loads, by address, and the bytes it took."""

    page: Page
    names: dict[str, str] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        network = self.page.context.new_cdp_session(self.page)
        network.send("Network.enable")
        network.on("Network.requestWillBeSent", self._asked)
        network.on("Network.loadingFinished", self._loaded)

    def _asked(self, event: dict[str, Any]) -> None:
        self.names[event["requestId"]] = urlsplit(event["request"]["url"]).path

    def _loaded(self, event: dict[str, Any]) -> None:
        name = self.names[event["requestId"]]
        self.sizes[name] = self.sizes.get(name, 0) + int(event["encodedDataLength"])

    @property
    def total(self) -> int:
        return sum(self.sizes.values())

    def table(self) -> str:
        rows = sorted(self.sizes.items(), key=lambda row: -row[1])
        return "\n".join(f"{size:9,d} B  {name}" for name, size in [*rows, ("in all", self.total)])


def _home(page: Page, server: Server, code: str, language: str) -> None:
    page.goto(server.url)
    expect(page.get_by_role("button", name=said("home.start", language)).first).to_be_visible()


def _join(page: Page, server: Server, code: str, language: str) -> None:
    page.goto(f"{server.url}/join/{code}")
    expect(page.get_by_label(said("join.name", language))).to_be_visible()


@pytest.mark.parametrize("locale", ["en-GB", "de-DE"])
def test_the_first_screen_of_a_first_visit_is_small(
    server: Server, devices: Devices, browser: Browser, locale: str
) -> None:
    code = open_game(devices.desk(), server.url)
    visitors = Devices(browser, locale)
    for visit in (_home, _join):
        page = visitors.phone()
        wire = Wire(page)
        visit(page, server, code, locale[:2])
        page.wait_for_load_state("networkidle")
        log.info(wire.table())
        assert any(name.endswith(".woff2") for name in wire.sizes), wire.table()
        assert wire.total < FIRST_SCREEN, wire.table()
    visitors.close()


def test_a_visit_that_loads_the_later_screens_too_would_be_too_big(server: Server, devices: Devices) -> None:
    """The control: the measure sees what a screen brings along."""
    page = devices.desk()
    wire = Wire(page)
    _home(page, server, "", "en")
    open_practice(page, server.url)
    begin(page)
    open_game(page, server.url)
    page.wait_for_load_state("networkidle")
    assert wire.total > FIRST_SCREEN, wire.table()
