"""Who comes in from where: a room's memory of addresses, and when the desk must say whether to let in more.

A class shares one address, so an address is never shut out for good, nor by itself: once too many came in
from it at a time, or somebody from it was sent away, newcomers from there wait for the facilitator's word.
Addresses are kept here alone, in no log and on no disk, and are forgotten with the room. That somebody was
sent away is in the log: where it is not known any more from which address, newcomers of every address wait.
"""

from __future__ import annotations

from collections import OrderedDict, deque
from dataclasses import dataclass, field
from itertools import islice

from ..errors import Refused
from ..messages import Knock
from .limits import (
    ADDRESSES_OF_A_ROOM,
    JOIN_WINDOW_SECONDS,
    JOINS_IN_THE_WINDOW,
    KNOCKS_SHOWN,
    LET_IN_TIMES,
)


@dataclass(slots=True)
class _Gate:
    """One address: who came in from it lately, and whether the next one must wait."""

    number: int
    came: deque[tuple[float, str]] = field(default_factory=deque)
    """When, in seconds, and which player; of the last `JOIN_WINDOW_SECONDS`."""
    asks: bool = False
    many: bool = False
    """It asks because many came at a time, not because one of them was sent away."""
    hidden: bool = False
    """The facilitator said no, and is not asked again."""
    turned_away: int = 0
    at_a_time: int = JOINS_IN_THE_WINDOW
    """How many may come in within `JOIN_WINDOW_SECONDS` before the desk is asked."""


class Doorkeeper:
    """The door of one room.

    asks_all: somebody was sent away before this room was made, so that their address is not known.
    """

    def __init__(self, *, asks_all: bool = False) -> None:
        self._asks_all = asks_all
        self._gates: OrderedDict[str, _Gate] = OrderedDict()
        self._from: dict[str, str] = {}
        """Player -> the address that they joined or connected from last."""
        self._numbers = 0

    def knows(self, address: str) -> bool:
        """Whether somebody at this address has been let into the game."""
        return address in self._gates

    def came_in(self, address: str, player: str) -> None:
        """A device at this address opened the game; `player` is empty for a board."""
        self._gate(address)
        if player:
            self._from[player] = address

    def must_not_ask(self, address: str, now: float) -> None:
        """Let a new player from this address pass, unless the desk must be asked.

        Raises:
            Refused: if the facilitator must say so first; the desk shows that somebody waits.
        """
        gate = self._gate(address) if self._asks_all else self._gates.get(address)
        if gate is None:
            return
        while gate.came and gate.came[0][0] <= now - JOIN_WINDOW_SECONDS:
            # While it asks, those who came in the burst stay listed: the desk may send them away together.
            if gate.asks:
                break
            gate.came.popleft()
        if len(gate.came) >= gate.at_a_time:
            gate.asks = gate.many = True
        if gate.asks:
            gate.turned_away += 1
            raise Refused(
                "Whoever leads this game must let you in from where you are: ask them, then try again.",
                code="ask_desk",
            )

    def seated(self, address: str, player: str, now: float) -> None:
        """A new player from this address has a seat."""
        self._gate(address).came.append((now, player))
        self._from[player] = address

    def sent_away(self, player: str) -> None:
        """The facilitator removed this player: whoever comes from the same address next must ask."""
        address = self._from.pop(player, None)
        if address is not None:
            self._gate(address).asks = True
            return
        # They have not been here since the server was restarted, and may come from anywhere.
        self._asks_all = True
        for gate in self._gates.values():
            gate.asks = True

    def knocks(self) -> list[Knock]:
        """The addresses from which people wait for the facilitator's word, as the desk shows them."""
        waiting = (
            Knock(gate.number, gate.many, gate.turned_away, [player for _, player in gate.came])
            for gate in self._gates.values()
            if gate.asks and gate.turned_away and not gate.hidden
        )
        return list(islice(waiting, KNOCKS_SHOWN))

    def answer(self, number: int, *, let_in: bool) -> None:
        """The facilitator's word on one of `knocks`; a number that is no longer among them has no effect."""
        for gate in self._gates.values():
            if gate.number == number and gate.asks:
                gate.hidden = not let_in
                if let_in:
                    # A hall of a thousand behind one address would be asked about every sixty of them.
                    gate.at_a_time *= LET_IN_TIMES if gate.many else 1
                    self._open(gate)

    def open_all(self) -> None:
        """The facilitator opened the door: to everybody."""
        self._asks_all = False
        for gate in self._gates.values():
            self._open(gate)

    def _open(self, gate: _Gate) -> None:
        gate.asks = gate.many = gate.hidden = False
        gate.turned_away = 0
        gate.came.clear()

    def _gate(self, address: str) -> _Gate:
        if address not in self._gates:
            self._numbers += 1
            self._gates[address] = _Gate(self._numbers, asks=self._asks_all)
            while len(self._gates) > ADDRESSES_OF_A_ROOM:
                # Never one that asks, which a flood of addresses could push out to come in again; where all
                # ask, one that comes again asks again.
                idle = next(
                    (each for each, gate in self._gates.items() if self._asks_all or not gate.asks), None
                )
                if idle is None:
                    break
                del self._gates[idle]
        return self._gates[address]
