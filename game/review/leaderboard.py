"""The leaderboard: best scores of a scenario, and the filters that keep comparable games together.

The default list, which the database's view `leaderboard` holds too: segmented depth, no practice, a drawn
seed, the full length, no live shocks, at least 90 % of turns decided by a person. Here the filters are read
and the rows made; the caller passes the function that asks the database.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta, Struct

from ..errors import Refused
from ..messages import Leaderboard, LeaderboardRow, Measured, ScenarioName
from ..names import plain_code
from ..views.measures import units

MOST_ROWS = 200
"""Of one page; more are asked for by `offset`."""
DECIDED = 0.9
"""Least share of turns that a person decided, for a game to stand on the default list."""

_COUNTED = """
s.scoring_version = (select max(scoring_version) from scores)
and (s.player is null or s.player not in (select id from players where removed_at is not null))
"""
_NAMED = "join games as g on g.code = s.game left join players as p on p.id = s.player"
_SEATED = "join seats as t on t.game = s.game and t.table_number = s.table_number and t.seat = s.seat"
DEFAULT_VIEW = f"""
select rank() over (partition by s.scenario order by s.score desc) as place, s.scenario, p.name,
round(s.score, 1) as score, round(s.cost) as cost, round(s.uptime, 4) as uptime, s.reached_target,
s.seat, s.table_number, s.game, g.seed, s.decided_share, s.scoring_version, s.scored_at
from scores as s {_NAMED}
where {_COUNTED}
and s.depth = 'segmented' and s.kind <> 'practice' and not s.seed_given
and s.weeks_played = s.weeks and s.live_shocks = 0
and s.held_by = 'person' and s.decided_share >= {DECIDED}
order by s.scenario, s.score desc, s.scored_at
"""

_A_CODE = re.compile(r"[0-9A-Za-z -]{1,24}")
_A_DAY = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])")


class Filters(Struct, frozen=True, forbid_unknown_fields=True):
    """Which rows of the leaderboard are asked for; the defaults are those of the default list."""

    scenario: ScenarioName
    depth: Literal["segmented", "classic", "any"] = "segmented"
    kind: Literal["game", "practice", "any"] = "game"
    who: Literal["person", "bot", "any"] = "person"
    seed: Literal["drawn", "given", "any"] = "drawn"
    length: Literal["full", "any"] = "full"
    live: Literal["none", "any"] = "none"
    decided: Annotated[float, Meta(ge=0.0, le=1.0)] | None = None
    since: str | None = None
    until: str | None = None
    game: str | None = None
    limit: Annotated[int, Meta(ge=1, le=MOST_ROWS)] = 50
    offset: Annotated[int, Meta(ge=0, le=1_000_000)] = 0

    @property
    def least_decided(self) -> float:
        """Least share of turns decided by a person: as asked; else 0.9 for people, and 0 where bots count."""
        if self.decided is not None:
            return self.decided
        return DECIDED if self.who == "person" else 0.0


def filters_in(query: Mapping[str, str]) -> Filters:
    """The filters in the values of a query string or of command-line options, by name.

    Raises:
        Refused: if there is no such filter, or it takes no such value.
    """
    asked = dict(query)
    if "game" in asked:
        if not _A_CODE.fullmatch(asked["game"]):
            raise _refused(f"game takes a code of letters and digits, not {asked['game'][:24]!r}.")
        asked["game"] = plain_code(asked["game"])
    for name in asked.keys() & {"since", "until"}:
        if not _A_DAY.fullmatch(asked[name]):
            raise _refused(f"{name} takes a day such as 2026-09-30, not {asked[name][:20]!r}.")
    try:
        return msgspec.convert(asked, Filters, strict=False)
    except msgspec.ValidationError as error:
        raise _refused(f"{error}.") from None


def _refused(why: str) -> Refused:
    return Refused(f"The leaderboard cannot be asked that: {why}", code="bad_filter")


Execute = Callable[[str, list[Any]], list[tuple[Any, ...]]]
"""Asks the database: SQL and parameters in, rows out."""


def ask(execute: Execute, filters: Filters, *, every: bool = False) -> Leaderboard:
    """A page of the list, or all of it."""
    conditions, parameters = _conditions(filters)
    [[total]] = execute(f"select count(*) {conditions}", parameters)
    page = ("", []) if every else (" limit ? offset ?", [filters.limit, filters.offset])
    # The page is cut first and named afterwards, so that a long list is not joined for twenty rows.
    cut = f"select s.* {conditions} {_ORDER}{page[0]}"
    asked = [*parameters, *page[1]]
    found = execute(f"{_COLUMNS} from ({cut}) as s {_NAMED} {_SEATED} {_ORDER}", asked)
    measured: dict[tuple[Any, ...], dict[str, float | None]] = {}
    for game, table, seat, name, value in execute(f"{_MEASURES} from ({cut}) as s {_MEASURED}", asked):
        measured.setdefault((game, table, seat), {})[name] = value
    offset = 0 if every else filters.offset
    place = 0
    rows: list[LeaderboardRow] = []
    for number, values in enumerate(found):
        row = _row(values, measured)
        if number == 0:
            better = f"select count(*) {conditions} and s.score > ?"
            [[place]] = execute(better, [*parameters, row.score])
            place += 1
        elif row.score < rows[-1].score:
            place = offset + number + 1
        rows.append(msgspec.structs.replace(row, place=place))
    return Leaderboard(filters.scenario, total, offset, rows)


def plain_rows(found: Leaderboard) -> list[dict[str, Any]]:
    """Rows for a CSV file: the columns of the list, then one for each measure that is not among them."""
    rows = []
    for row in found.rows:
        plain = {"place": row.place, "scenario": found.scenario} | msgspec.to_builtins(row)
        del plain["measures"]
        measures = {each.name: each.value for each in row.measures if each.name not in plain}
        rows.append(plain | measures)
    return rows


_COLUMNS = """
select p.name, s.held_by, s.bots, t.title, s.score, s.cost, g.currency, s.uptime, s.reached_target,
s.seat, s.table_number, s.kind, s.depth, s.decided_share, g.seed, s.seed_given, s.live_shocks,
s.weeks_played, s.weeks, s.scoring_version, s.scored_at, case when g.published then s.game end, s.game
"""
_MEASURES = "select m.game, m.table_number, m.seat, m.measure, m.value"
_MEASURED = (
    "join measures as m on m.game = s.game and m.table_number = s.table_number and m.seat = s.seat "
    "and m.component = ''"
)
_ORDER = "order by s.score desc, s.scored_at, s.game, s.table_number, s.seat"


def _row(
    found: Sequence[Any], measured: Mapping[tuple[Any, ...], Mapping[str, float | None]]
) -> LeaderboardRow:
    name, held_by, bots, title, score, cost, currency, uptime, reached, seat, table, *rest = found
    kind, depth, decided, seed, seed_given, live, weeks_played, weeks, version, scored_at, game, code = rest
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
        scoring_version=version,
        finished_at=scored_at,
        game=game,
        measures=[Measured(name, unit, values.get(name)) for name, unit in units().items()],
    )


def _conditions(filters: Filters) -> tuple[str, list[Any]]:
    """From where, under which conditions, with which parameters: what was asked never becomes SQL."""
    plain = {
        "segmented": "s.depth = 'segmented'",
        "classic": "s.depth = 'classic'",
        "game": "s.kind <> 'practice'",
        "practice": "s.kind = 'practice'",
        "person": "s.held_by = 'person'",
        "bot": "s.held_by <> 'person'",
        "drawn": "not s.seed_given",
        "given": "s.seed_given",
        "full": "s.weeks_played = s.weeks",
        "none": "s.live_shocks = 0",
    }
    chosen = (filters.depth, filters.kind, filters.who, filters.seed, filters.length, filters.live)
    conditions = ["s.scenario = ?", "s.decided_share >= ?"]
    parameters: list[Any] = [filters.scenario, filters.least_decided]
    conditions += [plain[choice] for choice in chosen if choice != "any"]
    for condition, value in (
        ("s.scored_at >= ?", filters.since),
        ("date(s.scored_at) <= ?", filters.until),
        ("s.game = ?", filters.game),
    ):
        if value is not None:
            conditions.append(condition)
            parameters.append(value)
    return f"from scores as s where {' and '.join([_COUNTED, *conditions])}", parameters
