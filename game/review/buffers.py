"""What each buffer of a seat cost and saved in a finished game."""

from __future__ import annotations

from ...agents.arithmetic import Array
from ...agents.chain.model import SupplyChain
from ...agents.studies import buffers as studies
from ...agents.studies.replay import played_plan
from ..messages.aftermath import Buffers, BufferWorth, PartBuffer
from ..messages.rounding import for_screen


def buffers(played: SupplyChain, table: int, seat: int) -> Buffers:
    """The buffers of one seat, by the numbers from 0 of table and seat."""
    held, always = studies.buffers_of(played, seat)
    turns = played_plan(played, seat).flags[..., table].sum(axis=0)
    return Buffers(
        [
            PartBuffer(name, int(turns[slot]), _worth(held, slot, table), _worth(always, slot, table))
            for slot, name in enumerate(played.network.components)
        ]
    )


def _worth(found: studies.BufferWorth, slot: int, table: int) -> BufferWorth:
    return BufferWorth(cost=_money(found.cost, slot, table), saved=_money(found.saved, slot, table))


def _money(found: Array, slot: int, table: int) -> float:
    return for_screen(float(found[slot, table]))
