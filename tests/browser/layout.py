"""What a screen must never do with its words: cut them off, lay one over the other, run out of the window,
or ask a finger to hit what is smaller than a finger. Measured in the page, as it is drawn."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page

# Cut off on purpose, with the whole text given elsewhere: each with where.
ALLOWED: tuple[str, ...] = ()

FAULTS = (Path(__file__).parent / "layout.js").read_text(encoding="utf-8")


def faults(page: Page, touch: bool = False) -> list[str]:
    """What is wrong with how this page is laid out now, in words; `touch`: it is moved by fingers."""
    found: list[str] = page.evaluate(FAULTS, {"touch": touch, "allowed": list(ALLOWED)})
    return found
