"""A page whose device sleeps: its sockets are dead and look open, and its clocks may stand still."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field

from playwright.sync_api import Page, WebSocket, WebSocketRoute

# `performance.now` stops while some phones and laptops sleep.
STOP_STEADY_CLOCK = "() => { const now = performance.now(); performance.now = () => now; }"
STOP_BOTH_CLOCKS = """() => {
    const [steady, wall] = [performance.now(), Date.now()];
    performance.now = () => steady;
    Date.now = () => wall;
}"""
LATER = "(ms) => { const now = Date.now; Date.now = () => now.call(Date) + ms; }"
SEEN = """(state) => {
    Object.defineProperty(document, "visibilityState", { value: state, configurable: true });
    Object.defineProperty(document, "hidden", { value: state === "hidden", configurable: true });
    document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
}"""


@dataclass(slots=True)
class Line:
    """The sockets of one page, each of which can be cut in such a way that neither side hears of it."""

    alive: list[bool] = field(default_factory=list)

    def cut(self) -> None:
        """All that are open now are dead from here on; new ones work."""
        self.alive[:] = [False] * len(self.alive)


def line_of(page: Page) -> Line:
    """Call it before the page opens a socket."""
    line = Line()

    def pass_on(socket: WebSocketRoute) -> None:
        here = socket.connect_to_server()
        number = len(line.alive)
        line.alive.append(True)
        socket.on_message(lambda frame: here.send(frame) if line.alive[number] else None)
        here.on_message(lambda frame: socket.send(frame) if line.alive[number] else None)
        # What a dead line's other end does is not heard either.
        socket.on_close(lambda code, reason: here.close(code=code, reason=reason))
        here.on_close(
            lambda code, reason: socket.close(code=code, reason=reason) if line.alive[number] else None
        )

    page.route_web_socket(re.compile("/ws/"), pass_on)
    return line


STEP_MS = 5_000
"""Less than a page waits for the server's answer to its question."""


def pause(page: Page) -> None:
    """Stop the page's clock where it is; a leap to a later time would look like a sleep."""
    page.clock.pause_at(page.evaluate("Date.now()") / 1000 + 1)  # in seconds


@dataclass  # without slots, since Playwright marks the object whose method it calls
class Hurry:
    """Lets a page's time pass faster than it does, while the server answers its questions in true time."""

    page: Page
    open: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, page: Page) -> Hurry:
        """Call it before the page opens a socket."""
        hurry = cls(page)
        page.on("websocket", hurry._listen)
        return hurry

    def pass_time(self, ms: int) -> None:
        for step in range(0, ms, STEP_MS):
            self.page.clock.run_for(min(STEP_MS, ms - step))
            while self.open:
                self.page.evaluate("null")  # Playwright hears of frames while it is busy

    def _listen(self, socket: WebSocket) -> None:
        socket.on("framesent", lambda text: self._note(text, "ping", self.open.add))
        socket.on("framereceived", lambda text: self._note(text, "ack", self.open.discard))

    @staticmethod
    def _note(text: str | bytes, kind: str, note: Callable[[str], None]) -> None:
        frame = json.loads(text)
        if frame["type"] == kind:
            note(frame["id"])
