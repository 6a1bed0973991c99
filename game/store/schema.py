"""The database schema as migrations, and the settings (pragmas) under which SQLite is durable.

`events` is the only source; `games`, `seats`, `turn_results`, `week_results`, `scores` and `measures`
repeat it in plain columns for Datasette, pandas or the sqlite3 shell, and the view `leaderboard` is the
default list. `players` and `tokens` are not part of the log. A change of the schema is one more named
function at the end of the migrations; the derived tables are filled again from the log after it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlite_utils import Database, Migrations
from sqlite_utils.utils import sqlite3

from ..errors import SetupError
from .leaderboard_queries import DEFAULT_VIEW

SQLITE_VERSION: str = sqlite3.sqlite_version
"""Of the library that this process runs, such as 3.51.3."""
WAL_IS_SOUND = (3, 51, 3)
"""First version of SQLite without the bug by which two connections could lose commits in WAL mode."""

KEYS: dict[str, tuple[str, ...]] = {
    "players": ("id",),
    "tokens": ("hash",),
    "games": ("code",),
    "seats": ("game", "table_number", "seat"),
    "turn_results": ("game", "turn", "table_number", "seat"),
    "week_results": ("game", "week", "table_number", "seat"),
    "scores": ("game", "table_number", "seat"),
    "measures": ("game", "table_number", "seat", "component", "measure"),
    "worked_out": ("kind", "subject", "engine"),
}
"""Primary key by table."""
DERIVED = ("measures", "scores", "week_results", "turn_results", "seats", "games")
"""Tables that are rebuilt from the log; those that refer to others first, so that they can be emptied."""

migrations = Migrations("linestop")


@migrations()
def first_tables(db: Database) -> None:
    """The log, people and tokens, and the first derived tables."""
    _the_log(db)
    _create(db, "players", {"id": str, "name": str, "joined_at": str})
    _create(
        db,
        "tokens",
        {"hash": str, "player": str, "game": str, "given_at": str, "revoked_at": str},
        foreign_keys=[("player", "players", "id")],
    )
    _create(
        db,
        "games",
        {"code": str, "kind": str, "scenario": str, "title": str, "scenario_sha256": str, "seed": int}
        | {"engine": str, "opened_at": str, "finished_at": str, "weeks": int, "weeks_played": int},
    )
    game = ("game", "games", "code")
    place = {"game": str, "table_number": int, "seat": str}
    player = {"title": str, "player": str}
    _create(db, "seats", place | player, foreign_keys=[game, ("player", "players", "id")])
    turn = {"turn": int, "decided_by": str, "uptime": float, "total_cost": float}
    _create(db, "turn_results", place | turn, foreign_keys=[game])
    units = dict.fromkeys(("demand", "required", "made", "sold", "lost", "backlog", "finished_goods"), float)
    _create(
        db,
        "week_results",
        place | {"week": int, "turn": int} | units | {"total_cost": float},
        foreign_keys=[game],
    )


@migrations()
def scores_and_leaderboard(db: Database) -> None:
    """Games with several players, scores and the leaderboard; people can be removed."""
    for table in ("week_results", "turn_results", "seats", "games"):
        db.table(table).drop()
    # A removed player keeps only this row: the log names the random id, and no name belongs to it.
    db.table("players").add_column("removed_at", str)
    place = {"game": str, "table_number": int, "seat": str}
    game, player = ("game", "games", "code"), ("player", "players", "id")
    _create(
        db,
        "games",
        {"code": str, "kind": str, "depth": str, "scenario": str, "title": str, "scenario_sha256": str}
        # A seed may have more bits than an integer of SQLite.
        | {"seed": str, "seed_given": int, "bots": str, "engine": str, "opened_at": str}
        | {"finished_at": str, "archived_at": str, "published": int, "tables": int}
        | {"weeks": int, "weeks_played": int},
    )
    _create(db, "seats", place | {"title": str, "player": str, "held_by": str}, foreign_keys=[game, player])
    turn = {"turn": int, "decided_by": str, "uptime": float, "total_cost": float, "score": float}
    _create(db, "turn_results", place | turn, foreign_keys=[game])
    units = dict.fromkeys(("demand", "required", "made", "sold", "lost", "backlog", "finished_goods"), float)
    week = {"week": int, "turn": int} | units | {"total_cost": float}
    _create(db, "week_results", place | week, foreign_keys=[game])
    rules = {"scenario": str, "scoring_version": int, "depth": str, "kind": str, "bots": str}
    rules |= {"seed_given": int, "live_shocks": int, "weeks_played": int, "weeks": int}
    who = {"player": str, "held_by": str, "decided_share": float}
    money = dict.fromkeys(("cost", "uptime", "cost_jit", "cost_jic", "cost_mix", "cost_best"), float)
    result = {"score": float} | money | {"best_plan": str, "reached_target": int, "scored_at": str}
    _create(db, "scores", place | who | rules | result, foreign_keys=[game, player])
    # The index holds every column that the leaderboard filters by, so that it alone answers, best first.
    asked = ["depth", "kind", "held_by", "seed_given", "live_shocks", "weeks_played", "weeks"]
    db.table("scores").create_index(
        ["scoring_version", "scenario", "score", *asked, "decided_share", "player"]
    )
    db.table("scores").create_index(["player"])
    db.create_view("leaderboard", DEFAULT_VIEW)


@migrations()
def kinds_of_secrets(db: Database) -> None:
    """Tokens have a kind: a recovery code moves the desk and opens nothing by itself."""
    db.execute("alter table tokens add column kind text not null default 'device'")
    db.table("tokens").create_index(["player"])


@migrations()
def currencies(db: Database) -> None:
    """Games name the currency of their scenario."""
    db.table("games").add_column("currency", str)


@migrations()
def measures_of_seats(db: Database) -> None:
    """All measures of a finished game's seats, one a row; `component` is empty for those of the seat."""
    place = {"game": str, "table_number": int, "seat": str}
    named = {"component": str, "measure": str, "value": float}
    _create(db, "measures", place | named, foreign_keys=[("game", "games", "code")])


@migrations()
def worked_out_beside_the_log(db: Database) -> None:
    """A cache of results that take seconds to derive from a log; it may be emptied at any time."""
    _create(db, "worked_out", {"kind": str, "subject": str, "engine": str, "body": str})


@migrations()
def more_measures(db: Database) -> None:
    """No new column: derived tables are filled again after it, now with more measures."""


@migrations()
def longer_turns(db: Database) -> None:
    """A game may have turns of more weeks than its scenario says, and then stands on a list of its own."""
    db.execute("drop view leaderboard")
    db.table("games").add_column("weeks_per_turn", int)
    scores = db.table("scores")
    scores.add_column("long_turns", int)
    # The index of the leaderboard anew, with what it is filtered by now.
    [asked] = [index for index in scores.indexes if "score" in index.columns]
    db.execute(f'drop index "{asked.name}"')
    columns = [*asked.columns[:4], "long_turns", *asked.columns[4:]]
    scores.create_index(columns)
    db.create_view("leaderboard", DEFAULT_VIEW)


@migrations()
def lists_of_one_file(db: Database) -> None:
    """The default list holds scores under one version of a scenario's file: the newest that was played."""
    db.execute("drop view leaderboard")
    db.create_view("leaderboard", DEFAULT_VIEW)


@migrations()
def lists_of_years(db: Database) -> None:
    """Years that were generated for one game each stand together on a list of their difficulty."""
    db.execute("drop view leaderboard")
    db.create_view("leaderboard", DEFAULT_VIEW)


def _the_log(db: Database) -> None:
    """The table `events`: append-only by triggers, and a command is stored once (sender, client_id)."""
    event = {"game": str, "seq": int, "at": str, "sender": str, "client_id": str}
    log = db.table("events").create(
        event | {"kind": str, "body": str, "hash": str},
        pk=("game", "seq"),
        not_null={"at", "sender", "client_id", "kind", "body", "hash"},
        strict=True,
    )
    log.create_index(["game", "sender", "client_id"], unique=True)
    for change in ("update", "delete"):
        db.execute(
            f"create trigger events_no_{change} before {change} on events "
            "begin select raise(abort, 'the log is only ever added to'); end"
        )


def _create(db: Database, table: str, columns: dict[str, Any], foreign_keys: list[Any] | None = None) -> None:
    """A strict table with its key of `KEYS`: SQLite then refuses values of another type than the column's."""
    key = KEYS[table]
    db.table(table).create(
        columns, pk=key[0] if len(key) == 1 else key, foreign_keys=foreign_keys or [], strict=True
    )


def check_is_linestop_database(db: Database, file: Path) -> None:
    """Return if this version may use the file: it is empty, or a Linestop of this age or older made it.

    Nothing is written, so a file that is refused stays as it was.

    Raises:
        SetupError: if its tables are another program's, or a newer Linestop's.
    """
    applied = {migration.name for migration in migrations.applied(db)}
    others = [name for name in db.table_names() if not name.startswith(("sqlite_", "_sqlite_"))]
    if others and not applied:
        raise SetupError(f"{file} is another program's database; choose another file with --db.")
    if applied - {migration.name for migration in migrations.pending(Database(memory=True))}:
        raise SetupError(
            f"{file} was last used by a newer Linestop; use that one, or choose another file with --db."
        )


def pragmas(version: tuple[int, ...]) -> dict[str, str | int]:
    """Pragmas of the writing connection for this version of SQLite, with the values it reads back."""
    sound = version >= WAL_IS_SOUND
    return {
        "journal_mode": "wal" if sound else "delete",
        # WAL needs FULL, to sync at each commit; rollback mode EXTRA, to sync the folder after its journal.
        "synchronous": 2 if sound else 3,  # FULL, EXTRA
        # The store checkpoints by itself, between commits: so only its own checkpoints write the main file,
        # and a write by somebody else shows (open_file.py).
        "wal_autocheckpoint": 0,
        "foreign_keys": 1,
        # A file from elsewhere may hold triggers and views: these may call no unsafe function.
        "trusted_schema": 0,
    }


def set_pragmas(db: Database, version: tuple[int, ...]) -> None:
    """Set the pragmas and check each by reading it back: SQLite ignores what it cannot do.

    Raises:
        SetupError: if one did not take effect, as on some network disks.
    """
    for pragma, wanted in pragmas(version).items():
        db.execute(f"pragma {pragma} = {wanted}")
        found = db.execute(f"pragma {pragma}").fetchone()[0]
        if found != wanted:
            raise SetupError(
                f"SQLite keeps {pragma} at {found} and Linestop needs {wanted} to keep what it promises; "
                "put the database on another disk with --db."
            )


def old_sqlite_warning(version: tuple[int, ...]) -> str | None:
    """A warning for the server's log where WAL mode may not be used; None elsewhere."""
    if version >= WAL_IS_SOUND:
        return None
    numbers = ".".join(map(str, version))
    return (
        f"SQLite {numbers} may lose writes in WAL mode, so the database runs in its slower rollback mode; "
        "with pysqlite3 installed it would not."
    )
