"""The host PIN, which a server can require for opening a game: checked, with limits on wrong tries.

A PIN is short enough to guess. It is kept as a slow hash; above all, wrong tries are limited, by address
(so that one address cannot lock out the others) and in total.
"""

from __future__ import annotations

import asyncio

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from limits import RateLimitItemPerMinute
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import MovingWindowRateLimiter

from ..errors import Refused

WRONG_PER_ADDRESS = RateLimitItemPerMinute(5)
WRONG_IN_ALL = RateLimitItemPerMinute(30)
"""To guess one of a million PINs then takes eleven days on average."""


class HostPin:
    """The PIN of this server; if it is empty, `check` accepts every try."""

    def __init__(self, pin: str) -> None:
        self._hasher = PasswordHasher()
        self._hash = self._hasher.hash(pin) if pin else None
        self._wrong = MovingWindowRateLimiter(MemoryStorage())
        self._one_at_a_time = asyncio.Lock()

    async def check(self, tried: str, address: str) -> None:
        """Return if `tried` is the PIN.

        Raises:
            Refused: if it is not, or if there were too many wrong tries.
        """
        if self._hash is None:
            return
        if not tried:
            raise Refused("This server asks for its host PIN to open a game.", code="pin_needed")
        # One at a time: a hash takes much memory and a core, and a second try must not be checked before
        # the first is counted.
        async with self._one_at_a_time:
            await self._not_too_many(address)
            if await asyncio.to_thread(self._is_right, tried):
                return
            await self._wrong.hit(WRONG_PER_ADDRESS, address)
            await self._wrong.hit(WRONG_IN_ALL)
        raise Refused("That is not this server's host PIN; ask whoever runs it.", code="wrong_pin")

    async def _not_too_many(self, address: str) -> None:
        allowed = await self._wrong.test(WRONG_PER_ADDRESS, address) and await self._wrong.test(WRONG_IN_ALL)
        if not allowed:
            raise Refused("Too many wrong PINs; try again in a minute.", code="too_many_tries")

    def _is_right(self, tried: str) -> bool:
        assert self._hash is not None
        try:
            return self._hasher.verify(self._hash, tried)
        except VerifyMismatchError:
            return False
