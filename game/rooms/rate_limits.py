"""Rate limits: leaky buckets for devices and addresses, and a moving window for new games.

A classroom sits behind one address, so an address is refused only for repeated failures (codes that
open nothing) or for far more than a room full of phones needs, and never for the games it is in already.
Time is an argument: no clock is read.
"""

from __future__ import annotations

from collections import OrderedDict, deque
from dataclasses import dataclass
from ipaddress import ip_address, ip_network

from ..errors import Refused
from .limits import (
    ADDRESSES_REMEMBERED,
    FAILED_CODES_AT_ONCE,
    FAILED_CODES_OF_ALL_AT_ONCE,
    FAILED_CODES_OF_ALL_PER_SECOND,
    FAILED_CODES_PER_SECOND,
    FAILED_CODES_UNREAD,
    HELLOS_AT_ONCE,
    HELLOS_PER_SECOND,
    JOINS_AT_ONCE,
    JOINS_PER_SECOND,
)

WINDOW_SECONDS = 60.0
FAILED_CODES = {"no_such_game", "bad_recovery", "bad_claim"}
"""Refusals that count as a guess: the code that was tried opens nothing."""


@dataclass(slots=True)
class LeakyBucket:
    """Allows `burst` events at once and `per_second` in the long run."""

    per_second: float
    burst: float
    _level: float = 0.0
    _at: float = 0.0

    def level(self, now: float) -> float:
        """How many events count still at `now`, in seconds."""
        # Brought up to date only when it is looked at: no timer for each bucket.
        self._level = max(0.0, self._level - (now - self._at) * self.per_second)
        self._at = now
        return self._level

    def has_room(self, now: float) -> bool:
        """Whether one more event would be allowed at `now`, in seconds."""
        return self.level(now) + 1.0 <= self.burst

    def take(self, now: float) -> bool:
        """Whether one more event is allowed at `now`; if so it is counted."""
        if not self.has_room(now):
            return False
        self._level += 1.0
        return True


class AddressLimiter:
    """A leaky bucket for each network address."""

    def __init__(self, per_second: float, burst: float) -> None:
        self._per_second = per_second
        self._burst = burst
        self._buckets: OrderedDict[str, LeakyBucket] = OrderedDict()

    def take(self, address: str, now: float) -> None:
        """Count one event of this address.

        Raises:
            Refused: if the address is over its limit.
        """
        # Put back at the end, so that the first is always the one not heard of for longest.
        bucket = self._buckets.pop(address, None) or LeakyBucket(self._per_second, self._burst)
        self._buckets[address] = bucket
        while len(self._buckets) > ADDRESSES_REMEMBERED:
            self._buckets.popitem(last=False)
        if not bucket.take(now):
            raise too_many()

    def level(self, address: str, now: float) -> float:
        """How many events of the address count still; nothing is counted."""
        bucket = self._buckets.get(address)
        return 0.0 if bucket is None else bucket.level(now)


class FailedCodes:
    """Codes that opened nothing: of each address, and of all together, so that codes cannot be guessed."""

    def __init__(self) -> None:
        self._by_address = AddressLimiter(FAILED_CODES_PER_SECOND, FAILED_CODES_UNREAD)
        self._all = LeakyBucket(FAILED_CODES_OF_ALL_PER_SECOND, FAILED_CODES_OF_ALL_AT_ONCE)

    def may_look(self, address: str, now: float) -> bool:
        """Whether a code of this address, right or wrong, is looked up at all."""
        own = self._by_address.level(network_of(address), now)
        return own + 1.0 <= FAILED_CODES_UNREAD and (own < 1.0 or self._all.has_room(now))

    def count(self, address: str, now: float) -> None:
        """Count a code that opened nothing.

        Raises:
            Refused: if the address, or all of them together, had too many.
        """
        self._by_address.take(network_of(address), now)
        few = self._by_address.level(network_of(address), now) <= FAILED_CODES_AT_ONCE
        if not (self._all.take(now) and few):
            raise too_many()


def network_of(address: str) -> str:
    """The address itself, or the half of an IPv6 address that names its network: one machine has the rest."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if found.version == 4:
        return address
    mapped = found.ipv4_mapped
    return str(mapped) if mapped else str(ip_network((int(found) >> 64 << 64, 64)))


def too_many() -> Refused:
    """The refusal of whoever tries far more than a room full of phones needs."""
    return Refused("That was a lot at once; wait a little and try again.", code="too_many_tries")


class RateLimits:
    """Limits per address of what can be tried without a token: joining, guessing codes, coming and going."""

    def __init__(self) -> None:
        self.joins = AddressLimiter(JOINS_PER_SECOND, JOINS_AT_ONCE)
        self.failed_codes = FailedCodes()
        self.hellos = AddressLimiter(HELLOS_PER_SECOND, HELLOS_AT_ONCE)
        """By the hash of a seat's token; of boards, by address."""


class NewGamesLimit:
    """Allows `most` new games in any minute, of all addresses together."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._opened_at: deque[float] = deque()

    def take(self, now: float) -> None:
        """Count one new game.

        Raises:
            Refused: if too many were opened in the last minute.
        """
        while self._opened_at and self._opened_at[0] < now - WINDOW_SECONDS:
            self._opened_at.popleft()
        if len(self._opened_at) >= self._most:
            raise Refused(
                "Too many games were opened this minute; try again in a minute.", code="too_many_games"
            )
        self._opened_at.append(now)
