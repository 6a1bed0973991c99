"""Counter-based streams of uniform random numbers: one for each seed, site and purpose.

The only module that makes random numbers. A draw depends on the seed, the names and the world's number
alone: not on how many worlds are drawn, nor in which order, nor on any decision. So all who compare
decisions do so on common random numbers.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from operator import index

import numpy as np

from ..arithmetic import Array, whole_number

LARGEST_SEED = 2**64 - 1
WORDS_PER_COUNT = 4
"""64-bit words that Philox yields for each step of its counter."""
DROPPED_BITS = np.uint64(11)
"""Of a word's 64 bits a double holds 53."""


def key_of(seed: int, *names: str) -> np.ndarray:
    """Key of the stream that these names have under this seed: two 64-bit words, shape (2,).

    A cryptographic hash, so two streams share a key as good as never. Each name goes in with its length:
    ("ab", "c") and ("a", "bc") are different streams.
    """
    digest = hashlib.blake2b(digest_size=16)
    # Bytes in one stated order, so that a seed gives the same worlds on every machine.
    digest.update(index(seed).to_bytes(8, "little"))
    for name in names:
        encoded = name.encode()
        digest.update(len(encoded).to_bytes(4, "little"))
        digest.update(encoded)
    return np.frombuffer(digest.digest(), dtype="<u8").copy()


@dataclass(frozen=True, slots=True)
class Chance:
    """Source of uniforms for `worlds` worlds of one seed, the first of which is number `first_world`."""

    seed: int
    worlds: int
    first_world: int = 0

    def __post_init__(self) -> None:
        """Check the three numbers, and keep them as `int` where they are whole numbers of another type.

        Raises:
            ValueError: if the seed is out of range, or there are no such worlds.
        """
        for name in ("seed", "worlds", "first_world"):
            # A frozen value is filled in once, here.
            object.__setattr__(self, name, whole_number(getattr(self, name), name))
        if not 0 <= self.seed <= LARGEST_SEED:
            raise ValueError(f"a seed is a whole number from 0 to {LARGEST_SEED}, not {self.seed!r}")
        if self.worlds < 1 or self.first_world < 0:
            raise ValueError(
                f"{self.worlds} worlds from world {self.first_world} on are none; take 1 or more"
            )

    def uniforms(self, site: str, purpose: str, count: int) -> Array:
        """`count` uniforms in (0, 1) for each world, from the stream of this site and purpose: (count, W).

        Made from the raw words of Philox (Salmon, Moraes, Dror and Shaw, 2011): NumPy promises that these
        stay the same from release to release, which it does not of its distributions (NEP 19).
        """
        # A world reads a whole number of counter steps, so it starts at a place that its number alone gives.
        steps = -(-count // WORDS_PER_COUNT)
        stream = np.random.Philox(key=key_of(self.seed, site, purpose), counter=steps * self.first_world)
        raw = stream.random_raw(steps * WORDS_PER_COUNT * self.worlds)
        raw = raw.reshape(self.worlds, steps * WORDS_PER_COUNT)[:, :count]
        # Half a step up keeps 0 and 1 out: an inverse CDF is infinite there.
        uniform = ((raw >> DROPPED_BITS).astype(np.float64) + 0.5) * 2.0**-53
        return np.ascontiguousarray(uniform.T)
