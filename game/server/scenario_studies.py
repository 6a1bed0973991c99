"""The numbers of scenarios' cards: worked out by the pool when first asked for, and kept in the database.

They take a minute or so of a processor, so nobody waits for an answer: the first who asks begins the work, at
lower priority than any game, and everybody is told how far it is. They are stored by the scenario's digest
and the engine, in the file: a server that was restarted need not work them out again.
"""

from __future__ import annotations

import asyncio
from pathlib import Path

from ...agents.scenario.scenario import Scenario
from ..compute import card_jobs
from ..compute.compute_pool import ComputePool
from ..compute.long_work import LongWork
from ..messages.card import CardFound, Studied
from ..store.derived_cache import cached_card, card_row
from ..store.read_only_database import open_read_only
from ..store.store import Store
from ..version import ENGINE

WORLDS = 200
"""Worlds of a card on a page: a fifth of the command's, so that it is there within a minute or two."""


class ScenarioStudies:
    """The cards of one server, by what they depend on."""

    def __init__(self, database: Path, pool: ComputePool, store: Store) -> None:
        self._database, self._pool, self._store, self._worlds = database, pool, store, WORLDS
        self._work = LongWork[CardFound]()

    async def studied(self, scenario: Scenario, digest: str) -> tuple[Studied, CardFound | None]:
        """How far the card of a scenario is, and all of it once it is there.

        Raises:
            GameError: if the server is stopping.
            Exception: what ended the work, once; who asks next has it begun anew.
        """
        # A game may have turns of another length than its scenario says.
        subject = f"{digest} {scenario.weeks_per_turn} {self._worlds}"
        work = await self._work.asked(subject, lambda: self._found(scenario, subject))
        of = len(card_jobs.PIECES) + 1
        if not work.task.done():
            return Studied(work.done, of, None), None
        found = work.task.result()
        return Studied(of, of, found.numbers), found

    async def _found(self, scenario: Scenario, subject: str) -> CardFound:
        """The card, from the database or worked out now."""
        known = await asyncio.to_thread(self._cached, subject)
        if known is not None:
            return known
        waiting = [
            asyncio.wrap_future(
                self._pool.submit("card", subject, card_jobs.work_out_piece, scenario, piece, self._worlds)
            )
            for piece in card_jobs.PIECES
        ]
        for future in waiting:
            future.add_done_callback(lambda _: self._work.one_more(subject))
        pieces = await asyncio.gather(*waiting)
        body = await asyncio.wrap_future(
            self._pool.submit("card", subject, card_jobs.put_pieces_together, scenario, pieces, self._worlds)
        )
        await self._store.remember([card_row(subject, ENGINE, body)])
        return card_jobs.decoded(body)

    def _cached(self, subject: str) -> CardFound | None:
        with open_read_only(self._database) as db:
            return cached_card(db, subject, ENGINE)
