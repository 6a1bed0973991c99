"""What a browser complains of, and what it asks for: everything counts until a test says why not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request

# The console tells of most violations, but not of each: a report-only one, say, or one in a worker.
TELL_OF_CSP = """addEventListener("securitypolicyviolation", (broken) => console.error(
    `CSP: ${broken.effectiveDirective} refused ${broken.blockedURI}`));"""
REFUSED = re.compile(r"Failed to load resource: the server responded with a status of [45]\d\d\b")
# What the browser says, and Playwright of a request, when nobody listens or the network is off.
BROKEN_LINE = re.compile(
    r"WebSocket connection to "
    r"|net::ERR_(CONNECTION_(REFUSED|RESET|CLOSED)|EMPTY_RESPONSE|INTERNET_DISCONNECTED)"
    # Firefox's words for the same.
    r"|NS_ERROR_(CONNECTION_REFUSED|NET_\w+|OFFLINE|ABORT)"
    r"|^Firefox can\N{RIGHT SINGLE QUOTATION MARK}t establish a connection to the server at ws:"
    r"|^The connection to ws:\S+ was interrupted"
)
WEB = {"http", "https", "ws", "wss"}


class Guards:
    """Hears the pages of any number of contexts. A context's own host is the one it asks first."""

    def __init__(self) -> None:
        self.complaints: list[str] = []
        self.server_may_go = False
        """A test that stops the server or the network hears of lines that broke, and of nothing else."""

    def watch(self, context: BrowserContext) -> None:
        """From before its first page on."""
        home: list[str] = []

        def asked(url: str) -> None:
            parts = urlsplit(url)
            if parts.scheme not in WEB:
                return
            if not home:
                home.append(parts.netloc)
            if parts.netloc != home[0]:
                self.complaints.append(f"asked another host: {url}")

        def opened(page: Page) -> None:
            page.on("websocket", lambda socket: asked(socket.url))

        context.add_init_script(TELL_OF_CSP)
        context.on("page", opened)
        context.on("request", lambda request: asked(request.url))
        context.on("requestfailed", self._failed)
        context.on("console", self._said)
        context.on("weberror", lambda error: self._unless_broken(str(error.error)))

    @contextmanager
    def failing_request(self) -> Iterator[None]:
        """What is asked here is refused, of which every browser tells its console."""
        before = len(self.complaints)
        yield
        told = self.complaints[before:]
        assert all(REFUSED.match(said) for said in told), told
        del self.complaints[before:]

    def _said(self, said: ConsoleMessage) -> None:
        if said.type in ("error", "warning"):
            self._unless_broken(said.text)

    def _failed(self, request: Request) -> None:
        # Who goes on to another page does not wait for what this one still asks for.
        if request.failure in ("net::ERR_ABORTED", "NS_BINDING_ABORTED"):
            return
        self._unless_broken(f"{request.url}: {request.failure}")

    def _unless_broken(self, said: str) -> None:
        if not (self.server_may_go and BROKEN_LINE.search(said)):
            self.complaints.append(said)
