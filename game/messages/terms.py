"""Words that several messages share: their form, before any rule is asked.

Words that a scenario file uses too are taken from there, so that each is written once.
"""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

from ...agents.scenario.words import Grade as Grade
from ...agents.scenario.words import PolicyName as PolicyName
from ...agents.scenario.words import ShockKind as ShockKind
from ...agents.scenario.words import StanceName as StanceName

PROTOCOL = 1
NEWS_LASTS_WEEKS = 8
"""So long a view tells a piece of news, and bots that listen to news heed it."""

CommandId = Annotated[str, Meta(pattern=r"\A[A-Za-z0-9_-]{8,40}\Z")]
GameCode = Annotated[str, Meta(min_length=1, max_length=16)]
Token = Annotated[str, Meta(pattern=r"\A[A-Za-z0-9_-]{16,64}\Z")]
Phase = Literal["lobby", "deciding", "resolving", "finished", "archived"]
GameKind = Literal["practice", "workshop", "open"]
"""Alone against bots; led by a facilitator; among players alone, by deadline."""
Depth = Literal["classic", "segmented"]
"""One switch for all components, or one for each."""
MeasureUnit = Literal["share", "ratio", "money", "weeks"]
PlayerId = Annotated[str, Meta(pattern=r"\A[a-z0-9]{1,40}\Z")]
TypedName = Annotated[str, Meta(max_length=200)]
"""A name as it was typed; the rules trim it and say what is wrong with it."""
TypedText = Annotated[str, Meta(max_length=600)]
Seconds = Annotated[int, Meta(ge=10, le=86400)]


class Measured(Struct, frozen=True, forbid_unknown_fields=True):
    """One measure of a seat or of one of its components over the weeks played; a client words it by name."""

    name: str
    unit: MeasureUnit
    value: float | None
    """None: there is nothing to measure."""
