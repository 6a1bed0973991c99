"""Types that several messages share, with the form that a decoder checks (patterns, lengths, limits).

Types that scenario files use, too, are imported from there, so that each is defined once.
"""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

from ...agents.scenario.words import ContractName as ContractName
from ...agents.scenario.words import Grade as Grade
from ...agents.scenario.words import PolicyName as PolicyName
from ...agents.scenario.words import RationingRule as RationingRule
from ...agents.scenario.words import ShockKind as ShockKind
from ...agents.scenario.words import StanceName as StanceName

PROTOCOL = 1
"""Version of the frames: a page of another version is told to reload."""
NEWS_LASTS_WEEKS = 8
"""How long a view shows a piece of news, and bots react to it."""
MOST_LISTED_TABLES = 25
"""Tables of a game whose seats all stand in every status, desk and board; of more there is an overview."""
PACKED_WITH = "".join(map(chr, range(35, 127))).replace("\\", "")
"""The 91 characters of a packed status: printable ASCII that JSON leaves as it is, from # to ~."""

CommandId = Annotated[str, Meta(pattern=r"\A[A-Za-z0-9_-]{8,40}\Z")]
GameCode = Annotated[str, Meta(min_length=1, max_length=16)]
Token = Annotated[str, Meta(pattern=r"\A[A-Za-z0-9_-]{16,64}\Z")]
Phase = Literal["lobby", "deciding", "resolving", "finished", "archived"]
GameKind = Literal["practice", "workshop", "open", "tutorial"]
"""practice: one player against bots. workshop: with a facilitator. open: without one, by deadlines.
tutorial: one player alone, led step by step; it stands on no leaderboard and in no list of games."""
ALONE: frozenset[GameKind] = frozenset({"practice", "tutorial"})
"""Games of one player, without a clock: a turn closes with that player's decision."""
Depth = Literal["classic", "segmented", "expert"]
"""classic: one switch for all components. segmented: one for each component. expert: the numbers behind the
stances, regional shelves and the plan of demand can be set too."""
ListedDepth = Literal["classic", "segmented", "options", "expert"]
"""Lists of the leaderboard by what was decided. options: a segmented game in which anybody chose express or
a second source, on or off."""
MeasureUnit = Literal["share", "ratio", "money", "weeks"]
PlayerId = Annotated[str, Meta(pattern=r"\A[a-z0-9]{1,40}\Z")]
SeatGroup = Literal["all", "needs_you", "undecided", "away", "left", "stopped"]
"""needs_you: undecided, away or left. undecided: the open turn waits for them. away: held, and no device is
connected. left: a bot plays where somebody sat before. stopped: the line stood still in the last turn."""
TypedName = Annotated[str, Meta(max_length=200)]
"""A name as it was typed; the rules trim it and refuse it with a reason."""
TypedText = Annotated[str, Meta(max_length=600)]
Seconds = Annotated[int, Meta(ge=10, le=86400)]


class Measured(Struct, frozen=True, forbid_unknown_fields=True):
    """One measure of a seat or of a component over the weeks played; the client has its title by `name`."""

    name: str
    unit: MeasureUnit
    value: float | None
    """None: undefined, as a share of nothing is."""
