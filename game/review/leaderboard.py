"""The leaderboard: best scores of a scenario, and the filters that keep comparable games together.

The default list, which the database's view `leaderboard` holds too: segmented depth, turns as long as the
scenario says, no practice, a drawn seed, the newest version of the scenario's file, the full length, no live
shocks, at least 90 % of turns decided by a person. Here the filters are read and the rows made; the caller
passes the function that asks the database.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta, Struct

from ..errors import Refused
from ..letters import ascii_letters
from ..messages import Leaderboard, LeaderboardRow, ScenarioName
from ..names import plain_code
from ..views.measures import units

MOST_ROWS = 200
"""Of one page; more are asked for by `offset`."""
DECIDED = 0.9
"""Least share of turns that a person decided, for a game to stand on the default list."""

_A_CODE = re.compile(r"[0-9A-Za-z -]{1,24}")
_A_DAY = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])")
_A_MOMENT = re.compile(
    rf"(?P<second>{_A_DAY.pattern}T([01][0-9]|2[0-3])(:[0-5][0-9]){{2}})(?P<ms>\.[0-9]{{3}})?Z"
)


class Filters(Struct, frozen=True, forbid_unknown_fields=True):
    """Which rows of the leaderboard are asked for; the defaults are those of the default list."""

    scenario: ScenarioName | None = None
    """None: that of the game that got its scores last, practice after games with others."""
    depth: Literal["segmented", "options", "classic", "expert", "any"] = "segmented"
    turns: Literal["usual", "long", "any"] = "usual"
    kind: Literal["game", "practice", "any"] = "game"
    who: Literal["person", "bot", "any"] = "person"
    seed: Literal["drawn", "given", "any"] = "drawn"
    digest: Annotated[str, Meta(pattern=r"\A(newest|any|[0-9a-f]{8,64})\Z")] = "newest"
    """The version of the scenario's file: an edited file measures with another ruler.

    The newest is that of the game opened last, of those with scores; of a SHA-256 its first digits suffice.
    """
    length: Literal["full", "any"] = "full"
    live: Literal["none", "any"] = "none"
    decided: Annotated[float, Meta(ge=0.0, le=1.0)] | None = None
    since: str | None = None
    """A day in UTC, its beginning meant; or a moment, as 2026-09-29T15:00:00.000Z, for a day elsewhere."""
    until: str | None = None
    """A day in UTC, the whole of it; or the first moment that is left out."""
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
        if not _A_CODE.fullmatch(ascii_letters(asked["game"])):
            # Cut, since a stranger's text of any length would stand in the message.
            raise _refused(f"game takes a code of letters and digits, not {asked['game'][:24]!r}.")
        asked["game"] = plain_code(asked["game"])
    for name in asked.keys() & {"since", "until"}:
        if moment := _A_MOMENT.fullmatch(asked[name]):
            # As the log writes them, so that texts compare as moments do.
            asked[name] = f"{moment['second']}{moment['ms'] or '.000'}Z"
        elif not _A_DAY.fullmatch(asked[name]):
            raise _refused(
                f"{name} takes a day such as 2026-09-30, or a moment such as 2026-09-29T15:00:00Z, "
                f"not {asked[name][:24]!r}."
            )
    try:
        return msgspec.convert(asked, Filters, strict=False)
    except msgspec.ValidationError as error:
        raise _refused(f"{error}.") from None


def _refused(why: str) -> Refused:
    return Refused(f"The leaderboard cannot be asked that: {why}", code="bad_filter")


def plain_columns() -> tuple[str, ...]:
    """Columns of the CSV file, whether or not it has rows."""
    shown = ["place", "scenario", *(name for name in LeaderboardRow.__struct_fields__ if name != "measures")]
    return tuple(dict.fromkeys([*shown, *units()]))


def plain_rows(found: Leaderboard) -> list[dict[str, Any]]:
    """Rows for a CSV file: the columns of the list, then one for each measure that is not among them."""
    rows = []
    for row in found.rows:
        plain = {"place": row.place, "scenario": found.scenario} | msgspec.to_builtins(row)
        del plain["measures"]
        measures = {each.name: each.value for each in row.measures if each.name not in plain}
        rows.append(plain | measures)
    return rows
