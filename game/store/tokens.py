"""The secrets that open a seat or a desk, and the names of people: what is no history.

A secret is long and random, so the file keeps a plain hash of it and nothing else. A device's
token opens its game again and again; a recovery code is shown once and moves the desk; a code
for handing over lives in memory alone, opens one seat once, and is soon forgotten.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Literal

from ..names import plain_code
from .store import Store, token_hash
from .tables import TableRow

CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Without 0 and O, 1, I and L."""
HAND_OVER_SECONDS = 600
MOST_HAND_OVERS = 1000

SecretKind = Literal["device", "recovery"]


def new_token() -> str:
    return secrets.token_urlsafe(32)


def new_player() -> str:
    return secrets.token_hex(8)


def new_code(letters: int = 6) -> str:
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(letters))


def new_recovery() -> str:
    """Sixteen letters to write down: 79 bits."""
    return "-".join(new_code(4) for _ in range(4))


def secret_row(secret: str, player: str, game: str, at: str, kind: SecretKind = "device") -> TableRow:
    row = {"hash": token_hash(secret), "player": player, "game": game, "given_at": at, "kind": kind}
    return "tokens", row


async def revocations(store: Store, player: str, at: str) -> list[TableRow]:
    """Every secret of this player, to be taken back."""
    sql = "select hash from tokens where player = ? and revoked_at is null"
    hashes = await store.run(lambda db: [row[0] for row in db.execute(sql, [player])])
    return [("tokens", {"hash": each, "revoked_at": at}) for each in hashes]


async def holder_of_recovery(store: Store, typed: str) -> tuple[str, str] | None:
    """Game and player that a recovery code belongs to."""
    letters = plain_code(typed)
    code = "-".join(letters[start : start + 4] for start in range(0, 16, 4))
    sql = "select game, player from tokens where hash = ? and revoked_at is null and kind = 'recovery'"
    row = await store.run(lambda db: db.execute(sql, [token_hash(code)]).fetchone())
    return (row[0], row[1]) if row else None


async def is_known(store: Store, secret: str) -> bool:
    """Whether it was ever given out, though it may have been taken back since."""
    sql = "select 1 from tokens where hash = ?"
    return await store.run(lambda db: db.execute(sql, [token_hash(secret)]).fetchone()) is not None


async def names_in(store: Store, game: str) -> dict[str, str]:
    """Everybody who was ever given a secret of this game, by name."""
    sql = "select distinct p.id, p.name from players p join tokens t on t.player = p.id where t.game = ?"
    return await store.run(lambda db: {row[0]: row[1] or "?" for row in db.execute(sql, [game])})


@dataclass(frozen=True, slots=True)
class HandedOver:
    game: str
    player: str
    until: float


class HandOvers:
    """One-time codes that move a seat to another device."""

    def __init__(self) -> None:
        self._waiting: dict[str, HandedOver] = {}

    def offer(self, game: str, player: str, now: float) -> str:
        """A new code; one given out before for this seat is void."""
        kept = {
            code: each for code, each in self._waiting.items() if each.until > now and each.player != player
        }
        while len(kept) >= MOST_HAND_OVERS:
            del kept[next(iter(kept))]
        code = secrets.token_urlsafe(18)
        self._waiting = {**kept, code: HandedOver(game, player, now + HAND_OVER_SECONDS)}
        return code

    def take(self, code: str, now: float) -> HandedOver | None:
        """What it opens; never again."""
        offered = self._waiting.pop(code, None)
        return offered if offered is not None and offered.until > now else None
