"""One page of WebKit, moved by WebDriver: what is pressed is found by its role and by what it says.

Both are WebKit's own answers, as it would give them to a screen reader. Whatever is asked for is waited for.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import words
from selenium.common.exceptions import StaleElementReferenceException, TimeoutException, WebDriverException
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webdriver import WebDriver
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.wait import WebDriverWait

PATIENCE = 60
"""Seconds: a ceiling for a busy machine; nothing waits for it."""
MOST_TABS = 200
CANDIDATES = {
    "button": "button, summary, [role=button]",
    "link": "a[href]",
    "field": "input, select, textarea",
    "heading": "h1, h2, h3",
    "region": "section, [role=region]",
    "img": "[role=img], img",
}
# Each with what it says, as a first guess at its name: to ask for the names of all takes long.
SEEN = """
    const by = (id) => document.getElementById(id);
    const labelOf = (each) => by(each.getAttribute("aria-labelledby")) ?? each.labels?.[0];
    const place = arguments[1] ?? document;
    return [...place.querySelectorAll(arguments[0])]
        .filter((each) => each.checkVisibility({ visibilityProperty: true }) && !each.closest("[inert]"))
        .map((each) => [each, each.ariaLabel ?? labelOf(each)?.innerText ?? each.innerText]);
"""
# What the page would write on a console that the driver does not pass on.
LISTEN = """
    if (window.complaints) return;
    window.complaints = [];
    addEventListener("error", (event) => complaints.push(String(event.message)));
    addEventListener("unhandledrejection", (event) => complaints.push(String(event.reason)));
    addEventListener("securitypolicyviolation", (event) =>
        complaints.push(`CSP: ${event.effectiveDirective} refused ${event.blockedURI}`));
"""
# A click goes to the place where something stood when it was asked for.
STANDS_STILL = """
    const [at, done] = arguments;
    const place = () => { const { x, y } = at.getBoundingClientRect(); return `${x} ${y}`; };
    const before = place();
    requestAnimationFrame(() => requestAnimationFrame(() => done(place() === before)));
"""
LISTEN_FOR_CLICK = """
    window.wasClicked = false;
    const note = () => { window.wasClicked = true; };
    arguments[0].addEventListener("click", note, { once: true, capture: true });
"""
WAS_CLICKED = "return window.wasClicked ?? true"  # another page than before was clicked for


class WebKitPage:
    """A device with a person at it, who reads one language."""

    def __init__(self, driver: WebDriver) -> None:
        self.driver, self.language = driver, "en"

    @property
    def url(self) -> str:
        return str(self.driver.current_url)

    def goto(self, url: str) -> None:
        self.driver.get(url)
        self.run(LISTEN)

    def reload(self) -> None:
        self.no_complaints()
        self.driver.refresh()
        self.run(LISTEN)

    def resize(self, width: int, height: int) -> None:
        """So that the page has this much room; the window's frame comes on top."""
        self.driver.set_window_size(width, height)
        inner = self.run("return [innerWidth, innerHeight]")
        self.driver.set_window_size(2 * width - inner[0], 2 * height - inner[1])
        assert self.until(lambda: self.run("return [innerWidth, innerHeight]") == [width, height])

    def run(self, script: str, *arguments: object) -> Any:
        return self.driver.execute_script(script, *arguments)

    def picture(self, path: Path) -> None:
        self.driver.save_screenshot(str(path))

    def no_complaints(self) -> None:
        complaints = self.run("return window.complaints ?? []")
        assert not complaints, "\n".join(complaints)

    # ---------------------------------------------------------------- what is there

    def said(self, key: str, **values: object) -> re.Pattern[str]:
        return words.said(key, self.language, **values)

    def find(self, role: str, name: str | re.Pattern[str], within: WebElement | None = None) -> WebElement:
        """The first that is seen, of this role and with this accessible name."""
        return self.until(lambda: self._found(role, name, within), f"{role} {name}")

    def has(self, role: str, name: str | re.Pattern[str]) -> bool:
        """Whether it is there now."""
        return self._found(role, name, None) is not None

    def sees(self, text: str | re.Pattern[str]) -> None:
        """Wait until it is read somewhere on the page, in one line."""
        self.until(lambda: self._reads(text), str(text))

    def sees_no_more(self, text: str | re.Pattern[str]) -> None:
        self.until(lambda: not self._reads(text), f"not {text}")

    def text(self) -> str:
        """All that is seen."""
        return str(self.run("return document.body.innerText"))

    def until[T](self, there: Callable[[], T], what: str = "") -> T:
        """Wait until it holds: what it was."""

        def ask(_: WebDriver) -> T | bool:
            try:
                return there()
            except StaleElementReferenceException:  # drawn anew while we looked
                return False

        try:
            return WebDriverWait(self.driver, PATIENCE, poll_frequency=0.1).until(ask)
        except TimeoutException:
            raise AssertionError(f"{what} is not on {self.url}:\n{self.text()}") from None

    def glued_names(self) -> list[str]:
        """What is pressed here and named with two words as one: a screen reader says them so."""
        shown = f"{CANDIDATES['button']}, {CANDIDATES['link']}"
        (told,) = self.until(lambda: ([(text, _name_of(at)) for at, text in self.run(SEEN, shown, None)],))
        return [name for text, name in told if name not in _lines(text) and _bare(name) == _bare(text)]

    # ---------------------------------------------------------------- what is done

    def press(self, role: str, name: str | re.Pattern[str]) -> None:
        """With the mouse."""
        self.click(self.find(role, name))

    def click(self, element: WebElement) -> None:
        """With the mouse; again where it met something else, since the page had moved meanwhile."""
        self.run("arguments[0].scrollIntoView({ block: 'center' })", element)
        self.until(lambda: self._click(element), f"a click on {_name_of(element)}")

    def _click(self, element: WebElement) -> bool:
        if not self.driver.execute_async_script(STANDS_STILL, element):
            return False
        self.run(LISTEN_FOR_CLICK, element)
        element.click()
        return bool(self.run(WAS_CLICKED))

    def write(self, name: str | re.Pattern[str], text: str) -> None:
        field = self.find("field", name)
        field.clear()
        field.send_keys(text)

    def keys(self, *keys: str) -> None:
        """On whatever has the focus."""
        ActionChains(self.driver).send_keys(*keys).perform()

    def reach(self, element: WebElement) -> None:
        """By the Tab key, until it has the focus."""
        for _ in range(MOST_TABS):
            if self.run("return document.activeElement === arguments[0]", element):
                return
            self.keys(Keys.TAB)
        focus = self.driver.switch_to.active_element
        raise AssertionError(f"the Tab key leads to {_name_of(focus)}, not to {_name_of(element)}")

    # ---------------------------------------------------------------- how it is found

    def _found(self, role: str, name: str | re.Pattern[str], within: WebElement | None) -> WebElement | None:
        for element, told in self.run(SEEN, CANDIDATES[role], within):
            likely = not told or _matches(name, told) or _matches(name, _flat(told))
            if likely and _matches(name, _name_of(element)):
                return element
        return None

    def _reads(self, text: str | re.Pattern[str]) -> bool:
        if isinstance(text, str):
            return _flat(text) in _flat(self.text())
        return any(text.search(line) for line in self.text().splitlines())


def _name_of(element: WebElement) -> str:
    """None for what is kept from screen readers, as all is that lies below a dialog."""
    try:
        return str(element.accessible_name)
    except StaleElementReferenceException:
        raise
    except WebDriverException:
        return ""


def _matches(name: str | re.Pattern[str], told: str) -> bool:
    return name == told if isinstance(name, str) else name.search(told) is not None


def _bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def _lines(text: str) -> tuple[str, str]:
    """As it is read, and as it is read in one line."""
    return text, _flat(text)


def _flat(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()
