"""Who has no mouse finds the way: dialogs keep the focus and give it back, and a fault would be found.

That every screen is gone round in the order in which it is read is held by `test_scenes`.
"""

from __future__ import annotations

import focus
import pytest
from devices import Devices
from hands import HAS_FOCUS, Person, gives, reach
from play import among, begin, button, join, open_game, open_practice, start
from playwright.sync_api import Locator, Page, expect
from server import Server


def test_every_dialog_of_the_desk_keeps_the_focus_and_gives_it_back(server: Server, devices: Devices) -> None:
    desk, phone = devices.desk(), devices.phone()
    code = open_game(desk, server.url)
    join(phone, server.url, code, "Ana")
    _goes_in_and_back(desk, desk.get_by_role("button", name=among(desk, "desk.show_join")))
    _goes_in_and_back(desk, desk.get_by_role("button", name="Ana"))
    start(desk)
    _goes_in_and_back(desk, button(desk, "year.add"))
    _goes_in_and_back(desk, desk.get_by_role("button", name="Ana"))


def test_the_story_keeps_the_focus_and_gives_it_back(server: Server, devices: Devices) -> None:
    page = gives(devices.desk(), Person(hands="keyboard"))
    open_practice(page, server.url)
    page.get_by_role("dialog").wait_for()
    assert all(stop.modal for stop in focus.stops(page))
    begin(page)
    _goes_in_and_back(page, button(page, "top.story"))


def _goes_in_and_back(page: Page, opener: Locator) -> None:
    reach(opener)
    page.keyboard.press("Enter")
    page.get_by_role("dialog").wait_for()
    inside = focus.stops(page)
    assert inside and all(stop.modal for stop in inside), [stop.name for stop in inside]
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert opener.evaluate(HAS_FOCUS), "the focus came back to what opened it"


# ---------------------------------------------------------------- that a fault would be found


FAULTS = {
    "nothing shows the focus": ("<button style='outline: none'>A</button>", "is not shown on button «A»"),
    "a bar lies over it": (
        "<button>A</button><div style='position: fixed; inset: 0; background: white'></div>",
        "is hidden on button «A»",
    ),
    "the order is not the one it is read in": (
        "<p style='display: flex; flex-direction: column-reverse'><button>A</button><button>B</button></p>",
        "from button «A» the focus goes back up to button «B»",
    ),
    "there is nothing to come to": ("<p>Words</p>", "leads nowhere"),
}


@pytest.mark.parametrize(("body", "fault"), FAULTS.values(), ids=FAULTS)
def test_a_planted_fault_is_found(page: Page, body: str, fault: str) -> None:
    page.set_content(f"<!doctype html><main>{body}</main>")
    assert any(fault in told for told in focus.faults(page)), focus.faults(page)


def test_a_page_that_is_read_in_columns_has_no_fault(page: Page) -> None:
    columns = "<p><button>A</button></p><p><button>B</button></p>"
    page.set_content(
        f"<!doctype html><div style='display: flex'><main>{columns}</main><aside>{columns}</aside></div>"
    )
    assert focus.faults(page) == []


def test_a_dialog_that_lets_the_focus_out_is_found_out(page: Page) -> None:
    page.set_content("<button>Outside</button><dialog open><button>Inside</button></dialog>")
    assert not all(stop.modal for stop in focus.stops(page))
