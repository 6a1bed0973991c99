"""All seats of a game with many tables, put together for the desk, and the page of them that it looks at."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from ..messages import DeskOverview, DeskPart, DeskSeat, Knock, Look, SeatGroup
from ..names import folded
from ..rules.events import Place
from ..rules.session import Session
from .desk_changes import steady
from .desk_chosen import chosen_together
from .public_state import Names

SEATS_OF_A_PAGE = 48
FOUND_PLAYERS = 300
"""Ids of who holds the seats found: so many may be marked at a time, to be removed together."""
WAITED_FOR = 3
"""Seats that are told by name beside the clock."""
STEADY_TURNS = 3
LEAST_LOST = 0.5
"""Units a turn; a smaller loss is rounding, and the line did not stop for it."""
EVERYTHING = Look(id="")


@dataclass(frozen=True, slots=True)
class Seats:
    """The seats of a game in the groups that a facilitator asks for."""

    session: Session
    names: Names
    connected: Collection[Place]
    away_ms: Mapping[Place, int]

    def groups(self) -> dict[SeatGroup, list[Place]]:
        """The seats of each group; those that need somebody with the longest away first."""
        state = self.session.state
        going_on, places = not state.over, state.places
        held = [place for place in places if place in state.players]
        away = sorted(
            (place for place in held if going_on and place not in self.connected),
            key=lambda place: -self.away_ms.get(place, 0),
        )
        open_turn = state.phase == "deciding"
        undecided = [
            place for place in held if open_turn and place not in state.confirmed and not state.is_late(place)
        ]
        left = self._left(places) if going_on else []
        return {
            "needs_you": list(dict.fromkeys([*away, *undecided, *left])),
            "undecided": undecided,
            "away": away,
            "left": left,
            "stopped": [place for place in places if going_on and self._stopped(place)],
            "all": places,
        }

    def _left(self, places: list[Place]) -> list[Place]:
        """Seats that a bot plays where a player decided in an earlier turn."""
        state = self.session.state
        once = set().union(*(orders.held for orders in state.orders))
        return [place for place in places if place in once and place not in state.players]

    def _stopped(self, place: Place) -> bool:
        return bool(self.session.state.turns) and max(self.lost(place)) > LEAST_LOST

    def lost(self, place: Place) -> list[float]:
        """Units not made in the last turn, by the component that was missing, (K,)."""
        number = self.session.state.seat_names.index(place.seat)
        # The last slot is the line's own limit, which buying could not have changed.
        return self.session.sums()[-1][place.table].seats[number].lost[:-1]

    def found(self, look: Look, seats: list[Place]) -> list[Place]:
        """Those of the seats that a text or a list of players asks for; a table of this number first."""
        players = self.session.state.players
        if look.players:
            asked = set(look.players)
            seats = [place for place in seats if players.get(place) in asked]
        text = folded(look.text)
        if not text:
            return seats
        # As typed: folded, the digits 0 and 1 are letters.
        at_table = [place for place in seats if look.text.strip() == str(place.table + 1)]
        named = [place for place in seats if text in folded(self.names.get(players.get(place, ""), ""))]
        return list(dict.fromkeys([*at_table, *named]))


def overview(seats: Seats, look: Look, row: Callable[[Place], DeskSeat]) -> tuple[list[Place], DeskOverview]:
    """The places of the page that is looked at, and the overview; `row` makes a seat's row."""
    state, groups = seats.session.state, seats.groups()
    found = seats.found(look, groups[look.group])
    # Whole tables: a page that begins with a table's first seat ends with a table's last.
    size = SEATS_OF_A_PAGE // len(state.seat_names) * len(state.seat_names)
    pages = max(1, -(-len(found) // size))
    page = min(look.page, pages)
    programs = sum(player in state.programs for player in state.players.values())
    undecided = set(groups["undecided"])
    waiting = [place for place in groups["needs_you"] if place in undecided][:WAITED_FOR]
    asked = [place for place in groups["all"] if place in state.players] or groups["all"]
    return found[(page - 1) * size : page * size], DeskOverview(
        people=len(state.players) - programs,
        programs=programs,
        away=sum(state.players[place] not in state.programs for place in groups["away"]),
        groups={group: len(places) for group, places in groups.items()},
        group=look.group,
        text=look.text,
        players=list(look.players),
        found=len(found),
        page=page,
        pages=pages,
        found_players=[state.players[place] for place in found if place in state.players][:FOUND_PLAYERS],
        waiting=[row(place) for place in waiting],
        asked=len(asked),
        parts=_parts(seats, asked),
        steady=sum(steady(seats.session, place) >= STEADY_TURNS for place in asked),
        chosen=chosen_together(seats.session, asked),
    )


def shortened(knocks: Sequence[Knock]) -> list[Knock]:
    """The knocks with those alone who came in first, so that all together are no more than may be marked."""
    most = FOUND_PLAYERS // max(len(knocks), 3)
    return [replace(knock, players=knock.players[:most]) for knock in knocks]


def _parts(seats: Seats, asked: list[Place]) -> list[DeskPart]:
    state, scenario = seats.session.state, seats.session.scenario
    if not state.turns:
        return []
    numbers = {name: number for number, name in enumerate(state.seat_names)}
    tables = seats.session.sums()[-1]
    flags = [tables[place.table].stances[numbers[place.seat]] for place in asked]
    lost = [seats.lost(place) for place in asked]
    parts = []
    for slot, part in enumerate(scenario.component):
        jic = sum(bool(row[slot]) for row in flags)
        most, worst = max(zip((row[slot] for row in lost), asked, strict=True), key=lambda each: each[0])
        named = most > LEAST_LOST
        parts.append(
            DeskPart(
                component=part.name,
                jit=len(asked) - jic,
                jic=jic,
                stopped=sum(row[slot] > LEAST_LOST for row in lost),
                worst_table=worst.table + 1 if named else 0,
                worst_title=scenario.seat[numbers[worst.seat]].title if named else "",
            )
        )
    return parts
