"""Why more of something speaks for Just in Time: a sentence, from what the difference in cost is made of."""

from __future__ import annotations

from collections.abc import Callable

from .answers import GAPS, Answer, Gap

WORDS: dict[Gap, str] = {
    "stock": "stock costs",
    "parts": "goods short for want of parts cost",
    "line": "goods short that no part could have saved cost",
    "other": "freight, fees and prices cost",
}
"""A kind of gap, as the subject of a sentence."""


def reason(answer: Answer, money: Callable[[float], str], unit: str) -> str | None:
    """Why Just in Case is worth less at the last point than at the first; None where it is worth more.

    The sentence names the kind of cost by which most is lost. Where the loss is within its 95 % interval it
    says so, and gives no reason.

    Args:
        answer: what was found.
        money: writes an amount of money in the unit.
        unit: its name.
    """
    if answer.direction == "jic" or answer.change is None:
        return None
    lost, width = -answer.change.mean, answer.change.ci95
    if lost <= width:
        chance = f"{money(-lost)} ± {money(width)} {unit}"
        return f"Just in Case is worth as much at both ends, within chance ({chance})."
    first, last = answer.points[0].gaps, answer.points[-1].gaps
    kind = min(GAPS, key=lambda gap: last[gap] - first[gap])
    return (
        f"Just in Case is worth {money(lost)} ± {money(width)} {unit} less, mostly since {WORDS[kind]} "
        f"{_dearer(last[kind], money)} where there is most of it, and {_dearer(first[kind], money)} where "
        "there is least."
    )


def _dearer(gap: float, money: Callable[[float], str]) -> str:
    """Which stance pays more, and how much."""
    return f"Just in {'Time' if gap > 0.0 else 'Case'} {money(abs(gap))} more"
