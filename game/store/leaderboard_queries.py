"""SQL of the leaderboard: the view of its default list, and the query for any other filters.

The view `leaderboard` and `Filters` without arguments give the same list; a test compares them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from sqlite_utils import Database

from ..messages import Leaderboard, LeaderboardRow, Measured, ScenarioFile
from ..messages.years import YEARS
from ..review.leaderboard import DECIDED, Filters
from ..views.measures import units

# Scores of another scoring version are on another scale; removed people stand on no list.
_COUNTED = """
s.scoring_version = (select max(scoring_version) from scores)
and (s.player is null or s.player not in (select id from players where removed_at is not null))
"""
_NAMED = "join games as g on g.code = s.game left join players as p on p.id = s.player"
_SEATED = "join seats as t on t.game = s.game and t.table_number = s.table_number and t.seat = s.seat"
# Each scenario's file of the game that was opened last, of those that have scores: SQLite takes the other
# columns from the row that holds the maximum.
_NEWEST = """
select n.scenario, n.scenario_sha256, max(n.opened_at) from games as n
where n.code in (select game from scores) group by n.scenario
"""
_YEARS = ", ".join(f"'{name}'" for name in YEARS)
DEFAULT_VIEW = f"""
select rank() over (partition by s.scenario order by s.score desc) as place, s.scenario, p.name,
round(s.score, 1) as score, round(s.cost) as cost, round(s.uptime, 4) as uptime, s.reached_target,
s.seat, s.table_number, s.game, g.seed, s.decided_share, s.scoring_version, s.scored_at
from scores as s {_NAMED}
join ({_NEWEST}) as newest on newest.scenario = s.scenario
and (newest.scenario_sha256 = g.scenario_sha256 or s.scenario in ({_YEARS}))
where {_COUNTED}
and s.depth = 'segmented' and not s.long_turns and s.kind <> 'practice' and not s.seed_given
and s.weeks_played = s.weeks and s.live_shocks = 0
and s.held_by = 'person' and s.decided_share >= {DECIDED}
order by s.scenario, s.score desc, s.scored_at
"""

_COLUMNS = """
select p.name, s.held_by, s.bots, t.title, s.score, s.cost, g.currency, s.uptime, s.reached_target,
s.seat, s.table_number, s.kind, s.depth, s.decided_share, g.seed, s.seed_given, s.live_shocks,
s.weeks_played, s.weeks, g.weeks_per_turn, s.long_turns, s.scoring_version, s.scored_at, g.scenario_sha256,
case when g.published then s.game end, s.game
"""
_MEASURES = "select m.game, m.table_number, m.seat, m.measure, m.value"
_MEASURED = (
    "join measures as m on m.game = s.game and m.table_number = s.table_number and m.seat = s.seat "
    "and m.component = ''"
)
# Seats of equal score in a fixed order, so that pages neither repeat nor skip a row.
_ORDER = "order by s.score desc, s.scored_at, s.game, s.table_number, s.seat"

_CONDITIONS = {
    "segmented": "s.depth = 'segmented'",
    "options": "s.depth = 'options'",
    "classic": "s.depth = 'classic'",
    "expert": "s.depth = 'expert'",
    "usual": "not s.long_turns",
    "long": "s.long_turns",
    "game": "s.kind <> 'practice'",
    "practice": "s.kind = 'practice'",
    "person": "s.held_by = 'person'",
    "bot": "s.held_by <> 'person'",
    "drawn": "not s.seed_given",
    "given": "s.seed_given",
    "full": "s.weeks_played = s.weeks",
    "none": "s.live_shocks = 0",
}
"""SQL by the value of a filter; `any` adds no condition."""

SeatKey = tuple[Any, ...]
"""Game, table from 1, seat."""


def scored_scenarios(db: Database) -> list[str]:
    """Names of the scenarios that have scores, sorted."""
    return [row[0] for row in db.execute("select distinct scenario from scores order by scenario")]


def _scored_last(db: Database) -> str:
    """The scenario of the game that got its scores last, practice after games with others; empty: of none."""
    sql = "select scenario from scores order by kind = 'practice', scored_at desc limit 1"
    return next((row[0] for row in db.execute(sql)), "")


def read_leaderboard(db: Database, filters: Filters, *, every: bool = False) -> Leaderboard:
    """The page of the list that `filters` ask for, or with `every` all rows that they let through."""
    scenario = filters.scenario or _scored_last(db)
    files = _files(db, scenario)
    digest = _digest(filters.digest, files, scenario)
    conditions, parameters = _conditions(filters, scenario, digest)
    [total] = db.execute(f"select count(*) {conditions}", parameters).fetchone()
    page = ("", []) if every else (" limit ? offset ?", [filters.limit, filters.offset])
    # The page is cut before the joins, so that a long list is not joined for twenty rows.
    cut = f"select s.* {conditions} {_ORDER}{page[0]}"
    asked = [*parameters, *page[1]]
    found = db.execute(f"{_COLUMNS} from ({cut}) as s {_NAMED} {_SEATED} {_ORDER}", asked).fetchall()
    measured: dict[SeatKey, dict[str, float | None]] = {}
    for *seat, name, value in db.execute(f"{_MEASURES} from ({cut}) as s {_MEASURED}", asked).fetchall():
        measured.setdefault(tuple(seat), {})[name] = value
    rows = [_row(values, measured) for values in found]
    offset = 0 if every else filters.offset
    better, before = 0, offset
    if rows:
        # Among people bots have no place; a list of bots alone ranks these.
        counted = "s.held_by = 'person'" if filters.who == "any" else "true"
        sql = f"select count(*) {conditions} and {counted} and s.score > ?"
        [better] = db.execute(sql, [*parameters, rows[0].score]).fetchone()
        sql = f"select count(*) from (select s.* {conditions} {_ORDER} limit ?) as s where {counted}"
        [before] = db.execute(sql, [*parameters, offset]).fetchone()
    placed = _placed(rows, better, before, bots_too=filters.who != "any")
    listed = "" if digest == "any" else digest
    return Leaderboard(scenario, listed, files, total, offset, placed)


def _digest(asked: str, files: Sequence[ScenarioFile], scenario: str) -> str:
    """The version of the file that is asked for, whole; `any` for all, and where there is none."""
    if asked == "newest" and scenario in YEARS:
        return "any"  # each is another year: the list tells how people do in a year that they do not know
    if asked == "newest":
        return files[0].digest if files else "any"
    return next((file.digest for file in files if file.digest.startswith(asked)), asked)


def _files(db: Database, scenario: str) -> list[ScenarioFile]:
    """The versions of a scenario's file that have scores, that of the game opened last first."""
    sql = (
        "select g.scenario_sha256, count(*), min(g.opened_at), max(g.opened_at) from games as g "
        "where g.scenario = ? and g.code in (select game from scores) group by g.scenario_sha256 "
        "order by max(g.opened_at) desc"
    )
    return [ScenarioFile(*found) for found in db.execute(sql, [scenario]).fetchall()]


def _placed(rows: list[LeaderboardRow], better: int, before: int, *, bots_too: bool) -> list[LeaderboardRow]:
    """The rows with their places; equal scores share a place.

    Args:
        rows: those of one page, best first.
        better: ranked rows with a score above the first row's.
        before: ranked rows on the pages before.
        bots_too: whether bots are ranked.
    """
    placed: list[LeaderboardRow] = []
    place = better + 1
    for row in rows:
        if placed and row.score < placed[-1].score:
            place = before + 1
        ranked = row.person or bots_too
        placed.append(msgspec.structs.replace(row, place=place if ranked else None))
        before += ranked
    return placed


def _row(found: Sequence[Any], measured: Mapping[SeatKey, Mapping[str, float | None]]) -> LeaderboardRow:
    """A row of `_COLUMNS` as a message, its place still 0."""
    name, held_by, bots, title, score, cost, currency, uptime, reached, seat, table, *rest = found
    kind, depth, decided, seed, seed_given, live, *rest = rest
    weeks_played, weeks, weeks_per_turn, long_turns, version, scored_at, digest, *rest = rest
    game, code = rest
    values = measured.get((code, table, seat), {})
    return LeaderboardRow(
        place=0,
        name=bots if name is None else name,
        title=title,
        person=held_by == "person",
        score=score,
        cost=cost,
        currency=currency,
        uptime=uptime,
        reached_target=bool(reached),
        seat=seat,
        table=table,
        kind=kind,
        depth=depth,
        decided_share=decided,
        seed=seed,
        seed_given=bool(seed_given),
        live_shocks=live,
        weeks_played=weeks_played,
        weeks=weeks,
        weeks_per_turn=weeks_per_turn,
        long_turns=bool(long_turns),
        scoring_version=version,
        finished_at=scored_at,
        digest=digest,
        game=game,
        measures=[Measured(name, unit, values.get(name)) for name, unit in units().items()],
    )


def _conditions(filters: Filters, scenario: str, digest: str) -> tuple[str, list[Any]]:
    """The SQL from `from` on, and its parameters: values that were typed never become SQL."""
    named = ("depth", "turns", "kind", "who", "seed", "length", "live")
    chosen = [getattr(filters, name) for name in named]
    conditions = ["s.scenario = ?", "s.decided_share >= ?"]
    parameters: list[Any] = [scenario, filters.least_decided]
    conditions += [_CONDITIONS[choice] for choice in chosen if choice != "any"]
    if digest != "any":
        conditions.append("s.game in (select code from games where scenario = ? and scenario_sha256 = ?)")
        parameters += [scenario, digest]
    # A day alone is compared by its date, so that the whole of the last day is in.
    a_moment = "T" in (filters.until or "")
    for condition, value in (
        ("s.scored_at >= ?", filters.since),
        ("s.scored_at < ?" if a_moment else "date(s.scored_at) <= ?", filters.until),
        ("s.game = ?", filters.game),
    ):
        if value is not None:
            conditions.append(condition)
            parameters.append(value)
    return f"from scores as s where {' and '.join([_COUNTED, *conditions])}", parameters
