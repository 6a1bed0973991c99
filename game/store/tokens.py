"""Access tokens: made, stored as hashes, checked and revoked; recovery codes and hand-over codes.

`holder_of` checks a device's token: the hub calls it for sockets, routes for HTTP. A recovery code moves
the facilitator's desk to another device. Both are long and random, so the file keeps a plain hash
of them and nothing else. A hand-over code moves a seat once, expires soon and is kept in memory alone.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from typing import Literal

from ..names import plain_code
from .store import Store
from .tables import TableRow

CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Without 0 and O, 1, I and L, which people mistake for one another."""
HAND_OVER_SECONDS = 600
"""How long a hand-over code is valid."""
MOST_HAND_OVERS = 1000
"""Hand-over codes valid at a time; beyond it the oldest is dropped."""

SecretKind = Literal["device", "recovery"]


# ---------------------------------------------------------------- made


def new_token() -> str:
    """A device's token: 256 random bits, URL-safe."""
    return secrets.token_urlsafe(32)


def new_player() -> str:
    """A player's id: 64 random bits in hexadecimal."""
    return secrets.token_hex(8)


def new_code(letters: int = 6) -> str:
    """A game's code, to be typed by people."""
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(letters))


def new_recovery() -> str:
    """A recovery code of sixteen letters to write down: 79 bits."""
    return "-".join(new_code(4) for _ in range(4))


# ---------------------------------------------------------------- stored


def token_hash(token: str) -> str:
    """SHA-256 of a token. A slow hash is for secrets that can be guessed; these are random."""
    return hashlib.sha256(token.encode()).hexdigest()


def secret_row(secret: str, player: str, game: str, at: str, kind: SecretKind = "device") -> TableRow:
    """The row of `tokens` by which a token or a recovery code opens `game` for `player`."""
    row = {"hash": token_hash(secret), "player": player, "game": game, "given_at": at, "kind": kind}
    return "tokens", row


async def revocations(store: Store, player: str, at: str) -> list[TableRow]:
    """Rows that revoke every token and recovery code of this player, to be appended to the store."""
    sql = "select hash from tokens where player = ? and revoked_at is null"
    hashes = await store.run(lambda db: [row[0] for row in db.execute(sql, [player])])
    return [("tokens", {"hash": each, "revoked_at": at}) for each in hashes]


# ---------------------------------------------------------------- checked


@dataclass(frozen=True, slots=True)
class GivenOut:
    """A token that was given out, and whether it still opens its seat or desk."""

    game: str
    player: str
    opens: bool


async def given_out(store: Store, token: str) -> GivenOut | None:
    """What is on disk about a device's token, in one read: between two it might be written; None if nothing.

    Raises:
        StorageError: if the database could not be read.
    """
    sql = "select game, player, revoked_at is null and kind = 'device' from tokens where hash = ?"
    row = await store.read(lambda db: db.execute(sql, [token_hash(token)]).fetchone())
    return GivenOut(row[0], row[1], bool(row[2])) if row else None


async def holder_of(store: Store, token: str) -> tuple[str, str] | None:
    """Game and player that a device's token opens; None if it is unknown or revoked.

    Raises:
        StorageError: if the database could not be read.
    """
    given = await given_out(store, token)
    return (given.game, given.player) if given is not None and given.opens else None


async def holder_of_recovery(store: Store, typed: str) -> tuple[str, str] | None:
    """Game and player that a recovery code opens, as people type it; None if unknown or revoked."""
    letters = plain_code(typed)
    code = "-".join(letters[start : start + 4] for start in range(0, 16, 4))
    sql = "select game, player from tokens where hash = ? and revoked_at is null and kind = 'recovery'"
    row = await store.run(lambda db: db.execute(sql, [token_hash(code)]).fetchone())
    return (row[0], row[1]) if row else None


async def names_in(store: Store, game: str) -> dict[str, str]:
    """Names by player's id of everybody who was ever given a token of this game; ? for no name."""
    sql = "select distinct p.id, p.name from players p join tokens t on t.player = p.id where t.game = ?"
    return await store.run(lambda db: {row[0]: row[1] or "?" for row in db.execute(sql, [game])})


# ---------------------------------------------------------------- handed over


@dataclass(frozen=True, slots=True)
class HandOverCode:
    """What a code that has not been used yet opens."""

    game: str
    player: str
    until: float
    """Seconds on the clock by which it was offered."""


class HandOverCodes:
    """One-time codes that move a seat to another device; lost when the server restarts."""

    def __init__(self) -> None:
        self._waiting: dict[str, HandOverCode] = {}

    def offer(self, game: str, player: str, now: float) -> str:
        """A new code for this player's seat; an earlier one for the same seat becomes invalid."""
        valid = {
            code: each for code, each in self._waiting.items() if each.until > now and each.player != player
        }
        while len(valid) >= MOST_HAND_OVERS:
            del valid[next(iter(valid))]  # a dict keeps its order: the oldest
        code = secrets.token_urlsafe(18)
        self._waiting = {**valid, code: HandOverCode(game, player, now + HAND_OVER_SECONDS)}
        return code

    def take(self, code: str, now: float) -> HandOverCode | None:
        """What the code opens, and from now on it opens nothing; None if it is unknown or expired."""
        offered = self._waiting.pop(code, None)
        return offered if offered is not None and offered.until > now else None
