"""A page whose device sleeps: its sockets are dead and look open, and its clocks may stand still."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from playwright.sync_api import Page, WebSocketRoute

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
