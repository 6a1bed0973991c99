"""The commands that end in a running server, run to the page they promise."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from devices import Devices
from places import ROOT, TESTS
from play import begin, close_turn, join, open_game, start, wait_for_turn
from playwright.sync_api import Page, expect
from server import LINESTOP, running


def test_make_play_opens_a_game_that_waits_for_its_first_decision(page: Page, tmp_path: Path) -> None:
    with running(["make", "play"], tmp_path / "linestop.db", ROOT) as server:
        page.goto(server.opened)
        wait_for_turn(page, 1)
        page.close()  # before the server goes, of which it would complain


def test_a_bare_linestop_installed_without_the_checkout_serves_its_own_client(
    page: Page, tmp_path: Path
) -> None:
    installed = tmp_path / "installed"
    # The README's `pip install .`, into a folder of its own and with what is here instead of a download.
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-build-isolation"]
    subprocess.run(
        [*command, "--target", str(installed), "."], cwd=ROOT, check=True, stdin=subprocess.DEVNULL
    )
    assert (installed / "linestop" / "game" / "static" / "index.html").is_file()

    script = str(installed / "bin" / "linestop")
    with running([script], tmp_path / "linestop.db", tmp_path, PYTHONPATH=str(installed)) as server:
        page.goto(server.opened)
        wait_for_turn(page, 1)
        page.close()  # before the server goes, of which it would complain


def test_all_pages_links_and_sockets_hang_below_the_path_of_the_printed_address(
    devices: Devices, tmp_path: Path
) -> None:
    db = tmp_path / "linestop.db"
    with running([LINESTOP, "serve"], db, tmp_path, LINESTOP_ROOT_PATH="/linestop") as server:
        site = f"{server.url}/linestop"
        assert server.opened == site
        desk, wall, ana = devices.desk(), devices.wall(), devices.phone()
        wall.goto(site)  # without a slash at the end, as it is printed
        expect(wall.get_by_role("button", name=re.compile("^Play "))).not_to_have_count(0)
        code = open_game(desk, site)
        wall.goto(f"{site}/board/{code}")
        link = f"{site}/join/{code}"
        expect(wall.get_by_role("img", name=link)).to_be_visible()
        join(ana, site, code, "Ana")
        start(desk)
        begin(ana)
        close_turn(desk)
        for page in (desk, ana):
            wait_for_turn(page, 2)
            assert page.url.startswith(f"{site}/")
        for page in (desk, wall, ana):
            page.close()  # before the server goes, of which it would complain


@pytest.mark.parametrize("script", ["pictures", "front", "trace"])
def test_what_takes_pictures_and_times_starts_without_pytest(script: str) -> None:
    """Only pytest puts the build's own modules on the path: what is started by hand must not ask for them."""
    subprocess.run([sys.executable, "-c", f"import {script}"], cwd=TESTS / "support" / "browser", check=True)
