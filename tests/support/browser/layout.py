"""What a screen must never do with its words: cut them off, lay one over the other, cover them or strike them
through, run out of the window, or ask a finger to hit what is smaller than a finger. Measured in the page, as
it is drawn."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page

# Cut off on purpose, and where the whole text stands.
ALLOWED = (
    ".strip[role=img] .words",  # the year as a strip: in its own label and in the table below it
    "figure .box[role=img] .name",  # cost against uptime: in the ranking below it
    ".crowded .title",  # a company among twelve tables: under the pointer and in the seat's dialog
)

FAULTS = (Path(__file__).parent / "layout.js").read_text(encoding="utf-8")


def faults(page: Page, touch: bool = False) -> list[str]:
    """What is wrong with how this page is laid out now, in words; `touch`: it is moved by fingers."""
    found: list[str] = page.evaluate(FAULTS, {"touch": touch, "allowed": list(ALLOWED)})
    return found
