"""Index arithmetic for goods by the week they come in: T weeks are the last axis.

What comes after the last week is left out: it is no part of the problem.
"""

from __future__ import annotations

import numpy as np

from ..arithmetic import Array, Indices
from .linear_program import NONE


def in_first_week(values: Array, weeks: int) -> Array:
    """The values in the first week and 0 after it: (…) -> (…, T)."""
    weekly = np.zeros((*values.shape, weeks))
    weekly[..., 0] = values
    return weekly


def sum_by_place(goods: Array, places: Indices, number: int) -> Array:
    """Units summed over the lanes that lead to one place: (J, T) -> (number, T).

    places: the place that each lane leads to, (J,); NONE is no place.
    """
    units = np.zeros((number, goods.shape[1]))
    there = places != NONE
    # Several lanes lead to one place: unlike `+=`, np.add.at adds every one of them.
    np.add.at(units, places[there], goods[there])
    return units


def in_arrival_weeks(goods: Array, weeks: Indices) -> Array:
    """Units by the week they arrive in, not the week they leave in: (J, T) -> (J, T).

    weeks: the week, from 0, in which what leaves in each week arrives, (J, T); T or more is too late.
    """
    moved = np.zeros_like(goods)
    lanes = np.broadcast_to(np.arange(len(goods))[:, None], goods.shape)
    there = np.broadcast_to(weeks, goods.shape) < goods.shape[1]
    # Several weeks may arrive in one: unlike `+=` with an index array, np.add.at adds them all.
    np.add.at(moved, (lanes[there], np.broadcast_to(weeks, goods.shape)[there]), goods[there])
    return moved


def rows_of_weeks(rows: Indices, weeks: Indices) -> Indices:
    """LP rows of each lane in these weeks, NONE where too late; rows (J, T), weeks (J, T) -> (J, T)."""
    late = weeks >= rows.shape[1]
    # A valid week stands in for a late one, and what is found there is dropped.
    found = np.take_along_axis(rows, np.where(late, 0, weeks), axis=1)
    return np.where(late, NONE, found)
