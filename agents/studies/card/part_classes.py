"""Classes of parts as the textbook makes them: ABC by value, XYZ by how much a week's use varies.

ABC after Dickie (1951): parts by falling share of the money spent on material; A until four fifths of it are
reached, B until nineteen twentieths, C the rest. XYZ by the coefficient of variation of weekly use, with the
bounds usual for weekly demand: X up to a quarter, Y up to a half, Z above.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ...arithmetic import Array
from ...chain.model import SupplyChain
from .names import ValueClass, VariationClass

A_UNTIL, B_UNTIL = 0.80, 0.95
"""Share of the money spent on material that the parts before it hold, up to which a part is A, or B."""
X_UNTIL, Y_UNTIL = 0.25, 0.50
"""Coefficient of variation of weekly use up to which a part is X, or Y."""


@dataclass(frozen=True, slots=True)
class PartClass:
    """One part's classes, for one seat.

    Attributes:
        part: its name.
        value_share: of the money spent on material.
        variation: coefficient of variation of weekly use, over weeks and worlds.
        lead_weeks: usual weeks from the order to the plant.
        by_value, by_variation: its classes.
        recommended: whether the recommended mix buffers it.
    """

    part: str
    value_share: float
    variation: float
    lead_weeks: float
    by_value: ValueClass
    by_variation: VariationClass
    recommended: bool


def classes_of(played: SupplyChain, seat: int) -> list[PartClass]:
    """The classes of all parts of a seat, by what markets asked of it in the worlds of a played chain."""
    network = played.network
    # Asked of the seat, by product, over its markets: (T, G, W); then in units of each part, (T, K, W).
    asked = played.record["demand"][:, seat].sum(axis=2)
    use = np.einsum("tgw,gk->tkw", asked, network.bill[seat])
    mean = use.mean(axis=(0, 2))
    variation = np.divide(use.std(axis=(0, 2)), mean, out=np.zeros_like(mean), where=mean > 0.0)
    spend = mean * network.value
    shares = spend / spend.sum() if spend.sum() > 0.0 else spend
    return [
        PartClass(
            part.name,
            float(shares[k]),
            float(variation[k]),
            float(network.usual_component_lead_time[k]),
            value_class,
            variation_class(float(variation[k])),
            part.recommended == "JIC",
        )
        for k, (part, value_class) in enumerate(
            zip(played.scenario.component, value_classes(shares), strict=True)
        )
    ]


def value_classes(shares: Array) -> list[ValueClass]:
    """The class of each part by its share of the money spent, (K,)."""
    # Stable, so that parts of equal value keep the scenario's order.
    order = np.argsort(-shares, kind="stable")
    before = np.zeros(len(shares))
    before[order] = np.concatenate([[0.0], np.cumsum(shares[order])[:-1]])
    return ["A" if held < A_UNTIL else "B" if held < B_UNTIL else "C" for held in before.tolist()]


def variation_class(variation: float) -> VariationClass:
    """The class of a coefficient of variation of weekly use."""
    return "X" if variation <= X_UNTIL else "Y" if variation <= Y_UNTIL else "Z"
