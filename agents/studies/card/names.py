"""Names that a card uses, apart from what works it out: messages name them and load nothing."""

from __future__ import annotations

from typing import Literal

from ...scenario.teaching import QuestionName as QuestionName

WayName = Literal["jit", "jic", "mix"]
"""All Just in Time, all Just in Case, the recommended mix."""
ValueClass = Literal["A", "B", "C"]
"""Of a part, by its share of the money spent on material."""
VariationClass = Literal["X", "Y", "Z"]
"""Of a part, by how much a week's use varies."""
RuleName = Literal["value", "variation", "value_and_variation", "distance"]
"""A rule of thumb by which parts are sorted."""
Piece = Literal["ways", "scores", "frontier", "rules"] | QuestionName
"""A piece of a card's work."""
PIECES: tuple[Piece, ...] = (
    "complexity",
    "demand",
    "capital",
    "stockout",
    "supply",
    "scores",
    "frontier",
    "rules",
    "ways",
)
"""The longest first, so that several processes are done at about the same time."""
