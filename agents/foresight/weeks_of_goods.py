"""Goods by the weeks they come in: weeks are the last axis, and what comes after the last is left out."""

from __future__ import annotations

import numpy as np

from ..arithmetic import Array, Indices
from .linear_program import NONE


def first(values: Array, weeks: int) -> Array:
    """`values` in the first week, nothing after it: (…) -> (…, T)."""
    weekly = np.zeros((*values.shape, weeks))
    weekly[..., 0] = values
    return weekly


def gather(lanes: Array, places: Indices, number: int) -> Array:
    """Goods of lanes (J, T) by the place (J) that each leads to, of so many; NONE leads nowhere here."""
    units = np.zeros((number, lanes.shape[1]))
    there = places != NONE
    np.add.at(units, places[there], lanes[there])
    return units


def at(weeks: Indices, goods: Array) -> Array:
    """Goods (J, T) by the weeks (J, T) they come in; what comes after the last week is left out."""
    moved = np.zeros_like(goods)
    lanes = np.broadcast_to(np.arange(len(goods))[:, None], goods.shape)
    there = np.broadcast_to(weeks, goods.shape) < goods.shape[1]
    np.add.at(moved, (lanes[there], np.broadcast_to(weeks, goods.shape)[there]), goods[there])
    return moved


def rows_at(rows: Indices, weeks: Indices) -> Indices:
    """Rows (J, T) of the weeks (J, T); NONE after the last."""
    late = weeks >= rows.shape[1]
    found = np.take_along_axis(rows, np.where(late, 0, weeks), axis=1)
    return np.where(late, NONE, found)
