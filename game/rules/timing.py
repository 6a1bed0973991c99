"""Durations of a turn that no scenario and no facilitator sets, in milliseconds."""

from __future__ import annotations

COUNTDOWN_MS = 5000
"""How long a room waits after all have decided before the turn closes: time to change one's mind. A
decision that changes something gives all of it anew, within `CHANGES_MS`."""
CHANGES_MS = 25_000
"""What changed decisions may add to the countdown of a turn, all together: with the countdown itself, whoever
keeps pressing holds up the room for half a minute at most."""
SHOCK_MS = 30_000
"""What a countdown has left at least when a shock comes in the open turn: who has decided must see it."""
GRACE_MS = 750
"""How long after the deadline a decision still counts: it was sent in time and is on its way."""
AFTER_RESTART_MS = 30_000
"""What an open turn has left at least after a restart of the server: people must come back too."""
SAVE_EVERY_MS = 10_000
"""How often the time left is written to the log; a crash gives away no more than this."""
LONGEST_TURN_MS = 7 * 24 * 3600 * 1000
"""What a turn may have left at most, however often time is added."""
