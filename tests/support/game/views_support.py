"""Puts made-up numbers in the place of what is private to other seats."""

from __future__ import annotations

from typing import Any

PUBLIC = {"quote", "port_queue_weeks"}
SUMMED_IN_PUBLIC = {"made", "required", "cost"}
"""A seat's uptime and cost so far are public, so what they are the sums of is scrambled apart."""


def made_up(values: Any, axes: str, own: int) -> Any:
    """Other numbers everywhere but in the own seat's rows."""
    if not isinstance(values, list):
        return (values or 0.0) * 3.0 + 17.0
    return [
        value if axes[0] == "N" and number == own else made_up(value, axes[1:], own)
        for number, value in enumerate(values)
    ]
