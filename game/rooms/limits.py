"""Limits of a game's rooms and connections: devices per seat, frames, rates, idle time.

Limits that an operator sets (connections of the server and of one address, new games a minute,
timeouts of requests) are options: server/settings.py. How long a code for handing over a seat is
valid stands in store/tokens.py.
"""

from __future__ import annotations

DEVICES_PER_SEAT = 12
"""Devices that may be open at one seat, or at the facilitator's desk, at a time."""
OBSERVERS_PER_GAME = 40
"""Devices, such as projectors, that may watch a game without a token at a time."""

MAILBOX_MESSAGES = 2048
"""Messages that may wait for a room; beyond it commands are refused with `busy`."""
BURST_SECONDS = 0.001
"""So long a room waits for more commands while several in the process have no answer yet. What comes after a
room has begun to store waits until it is on disk, and then for a transaction of its own."""
IDLE_SECONDS = 300.0
"""A room without devices and without a running clock is closed after this; its game stays in the log."""

FRAME_BYTES = 4096
"""A longer frame is refused and the connection stays open."""
COMMANDS_PER_SECOND, COMMANDS_AT_ONCE = 20.0, 40.0
"""Of one device: in the long run, and in a burst."""
UNANSWERED_COMMANDS = 16
"""Commands of one device that may wait in the room's mailbox."""
UNSENT_ANSWERS = 64
"""Answers that may wait for a device that does not read; beyond it the connection is closed."""
REFUSED_FRAMES = 100
"""Malformed or too frequent frames of one device, after which the connection is closed."""
SEND_SECONDS = 10.0
"""How long one frame may take to be sent, after which the device counts as gone."""

# A classroom, or a whole school, shares one address: what one person needs, times many.
JOINS_PER_SECOND, JOINS_AT_ONCE = 5.0, 1200.0
"""Of one address."""
FAILED_CODES_PER_SECOND, FAILED_CODES_AT_ONCE = 0.5, 60.0
"""Codes of one address that open nothing: these are guesses, and beyond it they are answered as such. A code
that is right is looked up all the same: one who guesses must not shut out the room."""
FAILED_CODES_UNREAD = 600.0
"""Beyond it no code of the address is looked up, but for games that devices at this address are in."""
FAILED_CODES_OF_ALL_PER_SECOND, FAILED_CODES_OF_ALL_AT_ONCE = 20.0, 2000.0
"""The same for all addresses together; only addresses that have failed themselves are refused for it."""
JOIN_WINDOW_SECONDS, JOINS_IN_THE_WINDOW = 10.0, 60
"""When more than these come into one game from one address within so long, the desk must let them in."""
LET_IN_TIMES = 4
"""How many times as many may come from an address at a time each time the desk has let in its crowd."""
KNOCKS_SHOWN = 20
"""Addresses whose newcomers wait for the desk, shown to it at a time."""
HELLOS_PER_SECOND, HELLOS_AT_ONCE = 5.0, 300.0
"""Connections of one seat, or of one address's boards: each makes work for the whole room."""
ADDRESSES_OF_A_ROOM = 1000
"""Addresses that a room remembers as those of its people."""
ADDRESSES_REMEMBERED = 10_000
"""Addresses whose rates are counted at a time; the one not heard of for longest is forgotten."""
