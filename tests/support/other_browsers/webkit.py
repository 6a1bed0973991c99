"""Finds WebKit's MiniBrowser and its driver, installs Debian's where that is ours to do, and starts devices.

WebKitGTK's driver is Debian's `webkit2gtk-driver`; Selenium speaks its protocol. It needs a screen, which
Xvfb gives it without showing it to anybody. Each device is a browser of its own, with nothing of the others'.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from debian import apt_install
from selenium import webdriver
from selenium.webdriver.remote.client_config import ClientConfig
from selenium.webdriver.remote.remote_connection import RemoteConnection
from selenium.webdriver.webkitgtk.options import Options
from selenium.webdriver.webkitgtk.service import Service
from webkit_page import WebKitPage

DRIVER, SCREEN = "WebKitWebDriver", "Xvfb"
MINI_BROWSERS = "webkitgtk-6.0/MiniBrowser", "webkit2gtk-4.1/MiniBrowser", "webkit2gtk-4.0/MiniBrowser"
PACKAGES = "webkit2gtk-driver", "xvfb"
NOT_FOUND = (
    "The tests in other browsers need WebKitGTK with its driver, and Xvfb, and not all of them were found: "
    "install them (on Debian `apt install webkit2gtk-driver xvfb`; `make test-browser` runs the tests in "
    "Chromium)."
)
CALM = "[Settings]\ngtk-enable-animations=0\n"
"""Nothing moves: WebKit tells its pages so, too."""
# The toolbar would keep a window from being as narrow as a phone.
NO_TOOLBAR = "* { min-width: 0; min-height: 0; padding: 0; margin: 0; border-width: 0; font-size: 1px; }"


def find() -> tuple[str, str, str] | None:
    """The paths of the driver, the MiniBrowser and the screen."""
    driver, screen = shutil.which(DRIVER), shutil.which(SCREEN)
    places = (path for name in MINI_BROWSERS for path in sorted(Path("/usr").glob(f"lib*/**/{name}")))
    browser = next(places, None) if driver and screen else None
    return (driver, str(browser), screen) if driver and screen and browser else None


def find_or_install() -> tuple[str, str, str]:
    """The paths of all three, or the end of the program with a sentence."""
    found = find()
    if found is None and apt_install(*PACKAGES):
        found = find()
    if found is None:
        raise SystemExit(NOT_FOUND)
    return found


class WebKit:
    """Makes people's devices, on one screen that nobody sees."""

    def __init__(
        self, driver: str, browser: str, environment: dict[str, str], downloads: Path, open_until: ExitStack
    ) -> None:
        self._driver, self._browser = driver, browser
        self._environment, self._open_until = environment, open_until
        self.downloads = downloads
        """The folder into which they all save files."""

    def phone(self) -> WebKitPage:
        return self.page(390, 844)

    def desk(self) -> WebKitPage:
        return self.page(1440, 900)

    def wall(self) -> WebKitPage:
        return self.page(1920, 1080)

    def page(self, width: int, height: int) -> WebKitPage:
        options = Options()
        options.binary_location = self._browser
        options.add_argument("--automation")
        service = Service(self._driver, env=self._environment)
        service.start()
        self._open_until.callback(service.stop)
        connection = RemoteConnection(client_config=ClientConfig(remote_server_addr=service.service_url))
        driver = webdriver.Remote(command_executor=connection, options=options)
        self._open_until.callback(driver.quit)
        page = WebKitPage(driver)
        page.resize(width, height)
        return page


@contextmanager
def started() -> Iterator[WebKit]:
    """Devices of WebKit, which all end with this."""
    found = find()
    assert found, NOT_FOUND
    driver, browser, screen = found
    with TemporaryDirectory() as folder, ExitStack() as open_until:
        style = Path(folder) / "gtk-3.0" / "gtk.css"
        style.parent.mkdir()
        style.write_text(NO_TOOLBAR)
        style.with_name("settings.ini").write_text(CALM)
        downloads = Path(folder) / "downloads"
        downloads.mkdir()
        style.parent.with_name("user-dirs.dirs").write_text(f'XDG_DOWNLOAD_DIR="{downloads}"\n')
        display = open_until.enter_context(_screen(screen))
        environment = {**os.environ, "DISPLAY": display, "XDG_CONFIG_HOME": folder}
        environment |= {
            "LC_ALL": "C.UTF-8",
            "LIBGL_ALWAYS_SOFTWARE": "1",
            "WEBKIT_DISABLE_COMPOSITING_MODE": "1",
        }
        environment.pop("WAYLAND_DISPLAY", None)
        yield WebKit(driver, browser, environment, downloads, open_until)


@contextmanager
def _screen(path: str) -> Iterator[str]:
    """The name of a display that is large enough for a projector."""
    command = [path, "-displayfd", "1", "-screen", "0", "2048x1280x24", "-nolisten", "tcp"]
    with subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        assert process.stdout
        number = process.stdout.readline().strip()
        assert number, "Xvfb gave no display"
        try:
            yield f":{number}"
        finally:
            process.terminate()


if __name__ == "__main__":
    print(*find_or_install())
