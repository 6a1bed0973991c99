"""How a game begins: who opens it, by which secrets, and the facts that stand first in its log.

A beginning is on no disk and in no room yet: the hub keeps it, and only then tells anybody.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Literal, Self

from ..messages import NewGame, Opened
from ..rules.events import GameOpened
from ..rules.session import Session
from ..store import tokens
from ..store.store import Fact
from ..store.tables import TableRow
from .game_options import Checked
from .recording import apply_and_record, timestamp
from .scenario_catalogue import Listed

SEED_BITS = 53


@dataclass(frozen=True, slots=True)
class Beginning:
    """A game that has just been opened by `player`, called `name`; recovery: of its desk, if it has one."""

    session: Session
    facts: tuple[Fact, ...]
    player: str
    name: str
    token: str
    recovery: str | None

    @classmethod
    def of_practice(cls, code: str, listed: Listed, engine: str) -> Self:
        """Alone against bots: seated and started."""
        player = tokens.new_player()
        opened = GameOpened(
            code=code,
            kind="practice",
            scenario=listed.scenario.name,
            text=listed.text,
            digest=listed.digest,
            seed=secrets.randbits(SEED_BITS),
            engine=engine,
            bots="hybrid",
            opener=player,
            reader=tokens.new_token(),
        )
        session = Session(opened, engine)
        facts = [apply_and_record(session, opened)]
        place = session.state.places[0]
        facts += [apply_and_record(session, each) for each in session.take_seat(player, place)]
        facts += [apply_and_record(session, each) for each in session.start()]
        return cls(session, tuple(facts), player, "You", tokens.new_token(), None)

    @classmethod
    def for_others(cls, code: str, listed: Listed, engine: str, wanted: NewGame, rules: Checked) -> Self:
        """A game that others join; the opener leads it, or sits down as its first player."""
        player = tokens.new_player()
        opened = GameOpened(
            code=code,
            kind="workshop" if wanted.facilitated else "open",
            scenario=listed.scenario.name,
            text=listed.text,
            digest=listed.digest,
            seed=secrets.randbits(SEED_BITS) if wanted.seed is None else int(wanted.seed),
            engine=engine,
            bots=rules.bots,
            opener=player,
            depth=wanted.depth,
            turn_seconds=rules.turn_seconds,
            first_turn_seconds=rules.first_turn_seconds,
            seed_given=wanted.seed is not None,
            reader=tokens.new_token(),
        )
        session = Session(opened, engine)
        facts = [apply_and_record(session, opened)]
        if not wanted.facilitated:
            facts += [apply_and_record(session, each) for each in session.join(player)]
        recovery = tokens.new_recovery() if wanted.facilitated else None
        return cls(session, tuple(facts), player, rules.name, tokens.new_token(), recovery)

    @property
    def code(self) -> str:
        return self.session.opened.code

    def people(self) -> list[TableRow]:
        """The opener and the secrets that open the game to them: what is no history."""
        at = timestamp()
        people: list[TableRow] = [("players", {"id": self.player, "name": self.name, "joined_at": at})]
        people.append(tokens.secret_row(self.token, self.player, self.code, at))
        if self.recovery is not None:
            people.append(tokens.secret_row(self.recovery, self.player, self.code, at, "recovery"))
        return people

    def opened(self) -> Opened:
        """What the opener is told."""
        page = "play" if self.recovery is None else "host"
        role: Literal["player", "facilitator"] = "player" if self.recovery is None else "facilitator"
        return Opened(self.code, self.token, f"{page}/{self.code}#token={self.token}", role, self.recovery)
