"""Types that all parts of a scenario file share: names, texts, shares, rates, each with its range."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal, Protocol

from msgspec import Meta, Struct

from .shock_kinds import SHOCK_KINDS

Name = Annotated[
    str,
    Meta(
        pattern=r"\A[a-z][a-z0-9_]{0,39}\Z",
        description="a name of at most 40 lower-case letters, digits and _",
    ),
]
Title = Annotated[str, Meta(min_length=1, max_length=60)]
Sentence = Annotated[str, Meta(min_length=1, max_length=400)]
Story = Annotated[str, Meta(min_length=1, max_length=6000)]
Lesson = Annotated[str, Meta(min_length=1, max_length=1200)]
Headline = Annotated[str, Meta(min_length=1, max_length=90)]
Share = Annotated[float, Meta(ge=0.0, le=1.0)]
YearlyRate = Annotated[float, Meta(ge=0.0, le=2.0)]
Stretch = Annotated[float, Meta(gt=0.0, le=5.0)]
StanceName = Literal["JIT", "JIC"]
PolicyName = Literal["jit", "jic", "hybrid"]
Grade = Literal["rumour", "press", "official"]
Mode = Literal["ocean", "truck", "air"]
RationingRule = Literal["proportional", "linear", "uniform", "lexicographic", "turn_and_earn"]
ContractName = Literal["firm", "cancel_freely", "firm_window", "non_cancellable"]
OUTSIDE = "outside"
"""Name of the outside world in a list of customers."""
ALL_SEATS = "All companies"
"""Title of what a shock strikes that strikes every seat."""
if TYPE_CHECKING:
    ShockKind = str
else:
    # The table's names as a type: what a file or a frame is refused for, and the JSON Schema, come from it.
    ShockKind = Literal[*SHOCK_KINDS]

# Limits that numbers set during play share with those of a file.
MOST_COVER_WEEKS = 26.0
MOST_SAFETY_FACTOR = 4.0
MOST_PRIORITY = 16
MOST_EXTRA_ORDERS = 1e9
MOST_SHELF_WEEKS = 26.0
MOST_PLANNED_UNITS = 1e9
MOST_PLANNED_WEEKS = 52


class Value(Struct, frozen=True, forbid_unknown_fields=True):
    """Base of all parts of a scenario: frozen, unknown keys forbidden.

    Each part repeats `kw_only`, which msgspec does not inherit.
    """


class Named(Protocol):
    """A part of a scenario that has a name."""

    @property
    def name(self) -> str:
        """The name, unique in its list."""
