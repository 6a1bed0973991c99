"""How much one device or one address may ask of the server, by a clock that is told.

A classroom sits behind one address, so an address is only stopped for what goes wrong there
again and again (codes that open nothing), or for far more than a room full of phones needs.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass

from ..errors import Refused

MOST_ADDRESSES = 10_000
"""Remembered at a time; the one not heard of for longest is forgotten."""


@dataclass(slots=True)
class Bucket:
    """`burst` at once, `per_second` in the long run."""

    per_second: float
    burst: float
    _level: float = 0.0
    _at: float = 0.0

    def has_room(self, now: float) -> bool:
        """Whether one more would be allowed."""
        self._level = max(0.0, self._level - (now - self._at) * self.per_second)
        self._at = now
        return self._level + 1.0 <= self.burst

    def take(self, now: float) -> bool:
        """Whether one more is allowed; then it counts."""
        if not self.has_room(now):
            return False
        self._level += 1.0
        return True


class ByAddress:
    """A bucket for each address."""

    def __init__(self, per_second: float, burst: float) -> None:
        self._per_second = per_second
        self._burst = burst
        self._buckets: OrderedDict[str, Bucket] = OrderedDict()

    def take(self, address: str, now: float) -> None:
        """Raises: Refused, if this address had enough for now."""
        bucket = self._buckets.pop(address, None) or Bucket(self._per_second, self._burst)
        self._buckets[address] = bucket
        while len(self._buckets) > MOST_ADDRESSES:
            self._buckets.popitem(last=False)
        if not bucket.take(now):
            raise _enough()

    def look(self, address: str, now: float) -> None:
        """Raises: Refused, if one more would be too many; it does not count."""
        bucket = self._buckets.get(address)
        if bucket is not None and not bucket.has_room(now):
            raise _enough()


def _enough() -> Refused:
    return Refused("That was a lot at once; wait a little and try again.", code="too_many_tries")


class Doorman:
    """What strangers may try by HTTP: joining, and codes that open nothing."""

    def __init__(self) -> None:
        self.joins = ByAddress(per_second=5.0, burst=300)
        self.misses = ByAddress(per_second=0.5, burst=60)
