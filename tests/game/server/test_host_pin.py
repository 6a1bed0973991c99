"""The host PIN opens games for who knows it, and is not to be guessed."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest
from game_support import post
from serving_support import serving

from linestop.game.errors import Refused
from linestop.game.server.host_pin import WRONG_IN_ALL, WRONG_PER_ADDRESS, HostPin

pytestmark = pytest.mark.slow


async def code_of(pin: HostPin, tried: str, address: str = "192.0.2.7") -> str:
    try:
        await pin.check(tried, address)
    except Refused as refused:
        return refused.code
    return "open"


def test_without_a_pin_nothing_is_asked() -> None:
    assert asyncio.run(code_of(HostPin(""), "")) == "open"


@pytest.mark.parametrize(
    ("tried", "outcome"),
    [
        ("246810", "open"),
        ("", "pin_needed"),
        ("246811", "wrong_pin"),
        ("2468100", "wrong_pin"),
        ("\0", "wrong_pin"),
    ],
)
def test_only_the_right_pin_opens(tried: str, outcome: str) -> None:
    assert asyncio.run(code_of(HostPin("246810"), tried)) == outcome


def test_an_address_has_few_tries_even_all_at_once_and_locks_out_no_other() -> None:
    async def guess() -> tuple[list[str], str, str]:
        pin = HostPin("246810")
        outcomes = await asyncio.gather(*(code_of(pin, f"{n:06}") for n in range(40)))
        return outcomes, await code_of(pin, "246810"), await code_of(pin, "246810", "192.0.2.8")

    outcomes, here, elsewhere = asyncio.run(guess())
    assert outcomes.count("wrong_pin") == WRONG_PER_ADDRESS.amount
    assert outcomes.count("too_many_tries") == 40 - WRONG_PER_ADDRESS.amount
    assert (here, elsewhere) == ("too_many_tries", "open")


def test_many_addresses_together_have_few_tries_too() -> None:
    async def guess() -> list[str]:
        pin = HostPin("246810")
        return await asyncio.gather(*(code_of(pin, "000000", f"192.0.2.{n}") for n in range(40)))

    assert asyncio.run(guess()).count("wrong_pin") == WRONG_IN_ALL.amount


def test_asking_without_a_pin_costs_no_try() -> None:
    async def ask() -> str:
        pin = HostPin("246810")
        for _ in range(WRONG_PER_ADDRESS.amount + 1):
            assert await code_of(pin, "") == "pin_needed"
        return await code_of(pin, "246810")

    assert asyncio.run(ask()) == "open"


def test_a_server_with_a_pin_opens_games_for_who_knows_it_and_lets_everybody_join(tmp_path: Path) -> None:
    with serving(tmp_path / "linestop.db", host_pin="246810") as server:

        def ask(**pin: str) -> tuple[int, str]:
            wanted = {"scenario": "one_seat", "name": "Ada", **pin}
            status, body = post(f"{server.url}/api/games", json.dumps(wanted).encode())
            return status, body.get("code") or body["game"]

        assert ask() == (403, "pin_needed")
        assert ask(pin="246811") == (403, "wrong_pin")
        status, game = ask(pin="246810")
        assert status == 201
        assert post(f"{server.url}/api/games/{game}/join", b'{"name":"Bea"}')[0] == 201
        assert [ask(pin="000000")[0] for _ in range(5)] == [403, 403, 403, 403, 429]
