"""What a screen reader would say by itself: each change of a live region, once, as it comes."""

from __future__ import annotations

import re

from playwright.sync_api import Page

LISTEN = """
(() => {
  const LIVE = "[role=status], [role=alert], [role=log], [aria-live=polite], [aria-live=assertive]";
  const heard = (window.heard = []);
  const said = new WeakMap();
  const words = (region) => region.innerText.trim().replace(/\\s+/g, " ");
  const changed = (region) => {
    const now = words(region);
    if (now !== "" && now !== said.get(region)) heard.push(now);
    said.set(region, now);
  };
  const look = (records) => {
    const regions = new Set();
    for (const { target, addedNodes } of records) {
      const around = (target.nodeType === 1 ? target : target.parentElement)?.closest(LIVE);
      if (around) regions.add(around);
      for (const node of addedNodes) {
        if (node.nodeType !== 1) continue;
        if (node.matches(LIVE)) regions.add(node);
        for (const region of node.querySelectorAll(LIVE)) regions.add(region);
      }
    }
    for (const region of regions) if (region.isConnected) changed(region);
  };
  new MutationObserver(look).observe(document, { childList: true, characterData: true, subtree: true });
})();
"""


def listen(page: Page) -> None:
    """From the next page on, everything that is said by itself is kept."""
    page.add_init_script(LISTEN)


def heard(page: Page) -> list[str]:
    told: list[str] = page.evaluate("window.heard")
    return told


def forget(page: Page) -> None:
    """What was said so far."""
    page.evaluate("window.heard.length = 0")


def times(page: Page, words: re.Pattern[str] | str) -> int:
    """How often something was said that holds these words."""
    return sum(bool(re.search(words, said)) for said in heard(page))
