"""What the scenes are played on: one server with one file, which can be stopped, and people's devices."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from devices import Devices
from hands import Person, gives, said, write
from play import button, code_of
from playwright.sync_api import Locator, Page, WebSocketRoute
from server import LINESTOP, Server, running

SCENARIO = Path(__file__).resolve().parents[2] / "scenarios" / "eight_parts.toml"
EIGHT = "Eight Parts|Acht Teile"
PIN = "246810"
# They go on from where they stood, so that the page does not believe that its device slept.
CLOCKS_STAND = """() => {
    const go = [performance.now.bind(performance), Date.now.bind(Date)];
    const stood = go.map((now) => now());
    const [steady, wall] = stood;
    [performance.now, Date.now] = [() => steady, () => wall];
    window.clocksGoOn = () => {
        const lost = go.map((now, which) => now() - stood[which]);
        [performance.now, Date.now] = go.map((now, which) => () => now() - lost[which]);
    };
}"""
LONGEST = "Wilhelmina-Alexandrina X"
"""As long as a name may be."""


@dataclass(frozen=True, slots=True)
class Scene:
    """A screen in one of its states, on a device that stands still until the next one is asked for."""

    name: str
    page: Page
    seen: str
    """What must be seen, in a few words."""


def each_as_it_was(scenes: Iterable[Scene]) -> Iterator[Scene]:
    """The scenes, one after another; the size of a page that was changed to look at it is set back."""
    for scene in scenes:
        size = scene.page.viewport_size
        yield scene
        if size is not None:
            scene.page.set_viewport_size(size)


class Stage:
    """Everybody speaks one language here, and the server asks for a PIN."""

    def __init__(
        self, devices: Devices, folder: Path, language: str = "en", texts: Mapping[str, str] | None = None
    ) -> None:
        """`texts`: files of scenarios that it has beside those that come along; else those of `SCENARIO`."""
        self.devices, self.language = devices, language
        self._folder, self._server = folder, ExitStack()
        shelf = folder / "scenarios"
        shelf.mkdir()
        for name, text in (texts_of(SCENARIO) if texts is None else texts).items():
            (shelf / name).write_text(text, encoding="utf-8")
        devices.server_may_go = True
        self._settings = {"LINESTOP_SCENARIOS": str(shelf), "LINESTOP_HOST_PIN": PIN}
        self.server = self._start()

    @property
    def url(self) -> str:
        return self.server.url

    def phone(self) -> Page:
        return self._given(self.devices.phone())

    def desk(self) -> Page:
        return self._given(self.devices.desk())

    def wall(self) -> Page:
        return self._given(self.devices.wall())

    def said(self, key: str, **values: object) -> re.Pattern[str]:
        return said(self._anybody, key, **values)

    def refused(self) -> AbstractContextManager[None]:
        return self.devices.failing_request()

    def stop_server(self) -> None:
        self.server.kill()
        self._server.close()

    def start_server(self) -> None:
        """At the same address, with the same file."""
        self.server = self._start(LINESTOP_PORT=str(self.server.port))

    @contextmanager
    def time_standing_still(self, page: Page) -> Iterator[None]:
        """No turn closes meanwhile, and this page's clock shows what it showed; its line stays open."""
        page.evaluate(CLOCKS_STAND)
        with self.server.held():
            yield
        page.evaluate("() => window.clocksGoOn()")

    def close(self) -> None:
        self._server.close()

    def bots(self, code: str, count: int) -> AbstractContextManager[None]:
        return bots(self.url, code, count, self._folder, "--scenario", str(SCENARIO))

    def _start(self, **more: str) -> Server:
        db = self._folder / "linestop.db"
        return self._server.enter_context(
            running([LINESTOP, "serve"], db, self._folder, **self._settings, **more)
        )

    def _given(self, page: Page) -> Page:
        self._anybody = gives(page, Person(self.language))
        return page


def texts_of(scenario: Path) -> dict[str, str]:
    """A scenario's file and those of its translations, by name."""
    files = scenario.parent.glob(f"{scenario.stem}.*")
    return {file.name: file.read_text(encoding="utf-8") for file in files}


@contextmanager
def bots(url: str, code: str, count: int, folder: Path, *more: str) -> Iterator[None]:
    """Real clients, by the command that fills a game, that decide until it is over or they are sent away."""
    command = [LINESTOP, "bots", code, "--count", str(count), "--url", url, "--json", *more]
    with (folder / "bots.txt").open("w") as log:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        try:
            yield
        finally:
            process.terminate()
            process.wait()


def fill_in_new_game(page: Page, url: str, *, name: str, scenario: str = EIGHT, pin: str = PIN) -> None:
    """The form of a new game, ready to be sent."""
    page.goto(f"{url}/host")
    page.get_by_label(re.compile(scenario)).check()
    write(page.get_by_label(said(page, "host.name")), name)
    if not page.get_by_label(said(page, "host.pin")).is_visible():
        page.get_by_text(said(page, "host.more")).click()
    write(page.get_by_label(said(page, "host.pin")), pin)


def opened(page: Page) -> str:
    """Send the form and note the recovery code: the game's code."""
    button(page, "host.button").click()
    button(page, "recovery.noted").click()
    return code_of(page)


def mistyped(page: Page) -> None:
    """From here on this page's decisions name a part that the game does not have: the server refuses them."""

    def bend(line: WebSocketRoute) -> None:
        server = line.connect_to_server()

        def send(frame: str | bytes) -> None:
            text = frame if isinstance(frame, str) else frame.decode()
            server.send(text.replace('"chip"', '"chop"') if '"decide"' in text else text)

        line.on_message(send)

    page.route_web_socket(re.compile("/ws/"), bend)


def silent(page: Page) -> None:
    """From here on nothing that this page's sockets send arrives, and nothing comes back."""
    page.route_web_socket(re.compile("/ws/"), lambda line: line.on_message(lambda frame: None))


def alert(page: Page) -> Locator:
    return page.get_by_role("alert").filter(has_text=re.compile(r"\S"))


@dataclass(frozen=True, slots=True)
class Room:
    """A workshop under way: who leads it, who plays, and the wall."""

    stage: Stage
    code: str
    desk: Page
    hero: Page
    other: Page
    wall: Page
