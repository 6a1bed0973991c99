"""What a pool does for a game: functions of values that can be pickled, run in whatever process there is.

Each gives an event, encoded as it stands in the log: that is read faster than a pickle, and is the same to
the last bit. A process keeps the worlds of the games that it played last. What plays them is imported by the
functions (`heavy_imports`), so that a server can name its jobs without it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..rules.events import encode
from ..rules.game_state import Orders, weeks_of_turn
from ..rules.replayed_world import PlayedGame, digest_of
from ..rules.seat_totals import TableSums, encoded_sums, sums_of
from ..rules.table_records import TableTurn
from ..views.own_sheet import encoded_sheets
from .world_cache import WorldCache

if TYPE_CHECKING:
    from ..messages import Aftermath
    from ..messages.aftermath import Buffers
    from ..review.foresight_cache import SeatForesight
    from ..views.component_row import Ground

WORLDS = WorldCache(forgets=True)
"""Of running games, in this process."""
REVIEWED = WorldCache(most_tables=1)
"""Of the game that was looked back on last, with all its weeks."""


@dataclass(frozen=True, slots=True)
class Worked:
    """An event as it stands in the log, and its digest (`replayed_world.digest_of`)."""

    body: bytes
    digest: bytes
    sums: bytes = b""
    """What the tables of a turn or an opening come to (`seat_totals.decode_sums`), so that the records, which
    are long, need not be read for it."""
    sheets: list[list[bytes]] = field(default_factory=list)
    """What the views of a turn tell of those records (`own_sheet.encoded_sheets`), for the same reason; none
    where the job was not told what it takes beside."""


def open_year(game: PlayedGame) -> Worked:
    """The event `GameStarted` of a game that nobody has played a turn of."""
    with WORLDS.world_of(game) as world:
        opening = world.opening(game)
    body = encode(opening)
    return Worked(body, digest_of(body), encoded_sums(map(sums_of, opening.tables)))


def play_turn(game: PlayedGame, orders: Orders, grounds: Sequence[Ground] = ()) -> Worked:
    """The event `TurnResolved` of the turn after those of `game`.

    grounds: by table, what players' sheets tell beside its records; without them no sheets are made.

    Raises:
        ReadOnly: if a turn that is played again comes out otherwise than the log says.
    """
    with WORLDS.world_of(game) as world:
        scenario = world.engine(game).chain.scenario
        first_week, _ = weeks_of_turn(scenario, len(game.turns) + 1)
        sums: list[TableSums] = []
        sheets: list[list[bytes]] = []

        def look(tables: Sequence[TableTurn]) -> None:
            if grounds:
                of_these = grounds[len(sums) : len(sums) + len(tables)]
                sheets.extend(encoded_sheets(scenario, of_these, tables, first_week))
            sums.extend(map(sums_of, tables))

        played = world.play(game, orders, look)
    return Worked(played.body, played.digest, encoded_sums(sums), sheets)


def score_game(game: PlayedGame) -> list[bytes]:
    """The events `TurnScored` of a game that has ended, then `GameScored` with its hindsight.

    Of a part of a game they tell of its tables alone, by the numbers that these have in the whole.

    Raises:
        ReadOnly: as `play_turn` does.
    """
    from ..rules.hindsight import scores_of_game

    with WORLDS.world_of(game) as world:
        return list(map(encode, scores_of_game(world.engine(game).chain, game.first_table)))


def price_buffers(game: PlayedGame, table: int, seat: int) -> Buffers:
    """What each buffer of one seat, by its numbers from 0, cost and saved in a game that has ended.

    Raises:
        ReadOnly: as `play_turn` does.
    """
    from ..review.buffers import buffers

    with REVIEWED.world_of(game) as world:
        return buffers(world.engine(game).chain, table, seat)


def look_back(
    game: PlayedGame, known: Mapping[str, SeatForesight]
) -> tuple[Aftermath, dict[str, SeatForesight]]:
    """The post-game analysis of a game that has ended, and the foresight of its seats by name.

    known: what is known of that foresight already.

    Raises:
        ReadOnly: as `play_turn` does.
    """
    # Imported here, since the LP solver takes long to load and most processes never need it.
    from ..review.post_game_analysis import analysis_of, foresight_of_seats

    with REVIEWED.world_of(game) as world:
        played = world.engine(game).chain
        foresight = foresight_of_seats(played, known)
        return analysis_of(played, foresight), foresight
