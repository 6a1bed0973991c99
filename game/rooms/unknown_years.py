"""Years nobody knows: generated scenarios, each for one game, one of each difficulty ready at most.

The first who asks for a year has the next one made, by the pool, at lower priority than any game. A year is
kept in memory until a game is opened with it; a server that is restarted makes another.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Iterator
from contextlib import contextmanager

from ...agents.generator.middle import USUAL, minutes_of
from ..compute.compute_pool import ComputePool
from ..compute.long_work import LongWork
from ..compute.year_jobs import try_year
from ..errors import Refused
from ..messages import ScenarioCard
from ..messages.years import YEARS, YearInTheMaking
from .game_creation import SEED_BITS
from .scenario_catalogue import Catalogue, LoadedScenario, loaded_of_texts


def year_cards() -> list[ScenarioCard]:
    """What a list of scenarios shows of the years; how many parts one has is not known before it is made."""
    return [
        ScenarioCard(
            name=name,
            title=f"A year nobody knows ({difficulty})",
            summary="Made for one game: firms, parts, news and what happens. Nobody has played it before.",
            weeks=USUAL.weeks,
            weeks_per_turn=USUAL.weeks_per_turn,
            turns=-(-USUAL.weeks // USUAL.weeks_per_turn),
            seats=USUAL.seats,
            components=0,
            difficulty=difficulty,
            minutes=minutes_of(USUAL.weeks, USUAL.weeks_per_turn),
        )
        for name, difficulty in YEARS.items()
    ]


class UnknownYears:
    """The years of one server, by scenario name; `pool` makes them."""

    def __init__(self, pool: ComputePool) -> None:
        self._pool = pool
        self._work = LongWork[LoadedScenario]()

    async def how_far(self, name: str) -> YearInTheMaking:
        """Whether the next year of this name is ready; if none is being made, that begins now.

        Raises:
            Refused: if there are no years of this name.
            GameError: if the server is stopping.
            Exception: what ended the work, once; who asks next has it begun anew.
        """
        if name not in YEARS:
            raise Refused(
                f"There are no years {name!r}; there are {', '.join(YEARS)}.",
                code="unknown_scenario",
                scenario=name,
            )
        work = await self._work.asked(name, lambda: self._made(name))
        return YearInTheMaking(work.task.done(), work.done)

    @contextmanager
    def or_listed(self, scenario: str | None, catalogue: Catalogue) -> Iterator[LoadedScenario]:
        """What a game is opened with: the year of this name that is ready, or a scenario of the catalogue;
        the tutorial for None.

        Raises:
            Refused: if no year of this name is ready, or there is no such scenario.
        """
        if scenario in YEARS:
            with self.taken(scenario) as year:
                yield year
        else:
            yield catalogue.tutorial if scenario is None else catalogue[scenario]

    @contextmanager
    def taken(self, name: str) -> Iterator[LoadedScenario]:
        """Run the body of `with` with the year that is ready; if the body fails, the year stays ready.

        Raises:
            Refused: if none is ready.
        """
        work = self._work.works.get(name)
        if work is None or not work.task.done():
            raise Refused(
                "The next year is still being made; open the game when it is ready.", code="year_not_ready"
            )
        # Before the body: no other game may be opened with the same year meanwhile.
        del self._work.works[name]
        try:
            yield work.task.result()
        except BaseException:
            self._work.works.setdefault(name, work)
            raise

    async def _made(self, name: str) -> LoadedScenario:
        while True:
            found = await asyncio.wrap_future(
                self._pool.submit("card", name, try_year, name, YEARS[name], secrets.randbits(SEED_BITS))
            )
            self._work.one_more(name)
            if found is not None:
                return await asyncio.to_thread(loaded_of_texts, *found)
