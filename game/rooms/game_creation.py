"""Creates a new game: its first events, its opener, and the tokens that open it.

A created game is not stored yet and has no room: the hub appends it to the store, and only then answers.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Literal, Self

from ..compute.compute_pool import ComputePool
from ..messages import Depth, NewGame, Opened
from ..rules.events import GameOpened, Place
from ..rules.practice_rivals import practice_rivals
from ..rules.session import Session
from ..store import tokens
from ..store.event_log import StoredEvent
from ..store.store import Store
from ..store.tables import TableRow
from .game_options import GameOptions
from .recording import apply_and_record, timestamp
from .room_work import prepare_start
from .scenario_catalogue import LoadedScenario

SEED_BITS = 53
"""As many as a JavaScript number holds exactly."""


async def new_code(store: Store) -> str:
    """A code that no game of the store has."""
    while await store.load(code := tokens.new_code()):
        pass
    return code


@dataclass(frozen=True, slots=True)
class CreatedGame:
    """A new game as its session, with what must be stored of it."""

    session: Session
    events: tuple[StoredEvent, ...]
    player: str
    """Id of the opener."""
    name: str
    """Of the opener."""
    token: str
    """Of the opener's device."""
    recovery: str | None
    """Recovery code of the facilitator's desk; None if the opener is a player."""

    @classmethod
    async def of_one_player(
        cls,
        code: str,
        listed: LoadedScenario,
        engine: str,
        pool: ComputePool,
        depth: Depth = "segmented",
    ) -> Self:
        """A game alone, against bots where there are more seats: its player is seated and it is started."""
        player, seed = tokens.new_player(), secrets.randbits(SEED_BITS)
        own, *free = (seat.name for seat in listed.scenario.seat)
        opened = GameOpened(
            code=code,
            kind="tutorial" if listed.tutorial else "practice",
            scenario=listed.scenario.name,
            text=listed.text,
            digest=listed.digest,
            seed=seed,
            engine=engine,
            bots="hybrid",
            bots_by_seat=practice_rivals(free, seed),
            opener=player,
            depth=depth,
            reader=tokens.new_token(),
            options=True,
            translations=dict(listed.brought),
        )
        session = Session(opened, engine)
        events = [apply_and_record(session, opened)]
        place = Place(0, own)
        events += [apply_and_record(session, each) for each in session.take_seat(player, place)]
        await prepare_start(session, pool)
        events += [apply_and_record(session, each) for each in session.start()]
        return cls(session, tuple(events), player, "You", tokens.new_token(), None)

    @classmethod
    def for_others(
        cls, code: str, listed: LoadedScenario, engine: str, wanted: NewGame, options: GameOptions
    ) -> Self:
        """A game that others join; the opener facilitates it, or takes its first seat."""
        player = tokens.new_player()
        opened = GameOpened(
            code=code,
            kind="workshop" if wanted.facilitated else "open",
            scenario=listed.scenario.name,
            text=listed.text,
            digest=listed.digest,
            seed=secrets.randbits(SEED_BITS) if wanted.seed is None else int(wanted.seed),
            engine=engine,
            bots=options.bots,
            opener=player,
            depth=wanted.depth,
            turn_seconds=options.turn_seconds,
            first_turn_seconds=options.first_turn_seconds,
            seed_given=wanted.seed is not None,
            weeks_per_turn=options.weeks_per_turn,
            reader=tokens.new_token(),
            options=True,
            translations=dict(listed.brought),
        )
        session = Session(opened, engine)
        events = [apply_and_record(session, opened)]
        if not wanted.facilitated:
            events += [apply_and_record(session, each) for each in session.join(player)]
        recovery = tokens.new_recovery() if wanted.facilitated else None
        return cls(session, tuple(events), player, options.name, tokens.new_token(), recovery)

    @property
    def code(self) -> str:
        """The game's code."""
        return self.session.opened.code

    def people(self) -> list[TableRow]:
        """Rows of the opener and their tokens, which are stored outside the log."""
        at = timestamp()
        people: list[TableRow] = [("players", {"id": self.player, "name": self.name, "joined_at": at})]
        people.append(tokens.secret_row(self.token, self.player, self.code, at))
        if self.recovery is not None:
            people.append(tokens.secret_row(self.recovery, self.player, self.code, at, "recovery"))
        return people

    def opened(self) -> Opened:
        """The answer to the opener."""
        page = "play" if self.recovery is None else "host"
        role: Literal["player", "facilitator"] = "player" if self.recovery is None else "facilitator"
        return Opened(self.code, self.token, f"{page}/{self.code}#token={self.token}", role, self.recovery)
