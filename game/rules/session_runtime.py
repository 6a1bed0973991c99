"""What a session holds beside its state: caches, and what could not be done on this machine.

A replayed log makes an equal state and an empty runtime, so no rule may depend on it; only whether a
game can go on here, and whether a score is still to be worked out.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from ...agents.chance.shocks import Shock
from ..errors import ReadOnly
from ..messages import TableBoard
from .events import GameStarted
from .replayed_world import PlayedTurns, ReplayedWorld
from .seat_totals import FinalRanks, GameSums, StanceChanges


@dataclass(slots=True)
class SessionRuntime:
    """Caches and failures of one game, on this machine, since it was last read from its log."""

    engine: str
    """The version of the engine that runs here."""
    diverged: ReadOnly | None = None
    """A turn came out otherwise when it was played again here."""
    unscored: bool = False
    """The scores could not be worked out here."""
    sums: GameSums = field(default_factory=GameSums)
    played: PlayedTurns = field(default_factory=PlayedTurns)
    world: ReplayedWorld = field(default_factory=ReplayedWorld)
    """For whoever plays in this process; a server's rooms leave it empty."""
    opening: GameStarted | None = None
    """The opening, if it was worked out beforehand."""
    changes: StanceChanges = field(default_factory=StanceChanges)
    ranks: FinalRanks = field(default_factory=FinalRanks)
    table_boards: tuple[int, list[TableBoard]] | None = None
    """What boards show of all tables, and after how many turns."""
    sheets: tuple[int, list[list[bytes]]] | None = None
    """A turn, the last one or the one that is about to be, and what each seat's view tells of its records, by
    table and seat, as a worker has made it (`views/own_sheet.py`)."""
    drawn: list[Shock] | None = None
    """The scenario's shocks as the seed draws them; None until they are first asked for."""
