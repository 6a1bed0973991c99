"""The facilitator's message to the room: how it comes, and how it goes by itself.

What was said of a turn, a pause or a lobby is stale when that is over; only what the facilitator keeps stays.
"""

from __future__ import annotations

from typing import Literal

from msgspec.structs import replace

from .desk_events import Announced
from .game_state import GameState


def announced(state: GameState, event: Announced) -> GameState:
    """The state in which the room reads this message."""
    lasts: Literal["state", "pause", "kept"] = "pause" if state.clock.stopped else "state"
    return replace(state, announcement=event.text, announcement_lasts="kept" if event.keep else lasts)


def when_over(state: GameState) -> str:
    """What the room still reads when a turn, the lobby or the game is over."""
    return state.announcement if state.announcement_lasts == "kept" else ""


def after_a_pause(state: GameState) -> str:
    """What the room still reads when a paused game goes on."""
    return "" if state.announcement_lasts == "pause" else state.announcement
