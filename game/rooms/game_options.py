"""Options of a new game: checks and defaults; and the card of a game for its join page."""

from __future__ import annotations

from dataclasses import dataclass

from ...agents.chance.random_streams import LARGEST_SEED
from ...agents.scenario.scenario import Scenario
from ..errors import Refused
from ..messages import GameCard, NewGame, PolicyName
from ..names import plain_name
from ..rules.seating import joinable
from ..rules.session import Session

FIRST_TURN_SECONDS = 600
"""Default deadline of the first turn in a game without a facilitator."""


@dataclass(frozen=True, slots=True)
class GameOptions:
    """Options of a new game that go together, defaults filled in."""

    name: str
    """Of the opener."""
    bots: PolicyName
    turn_seconds: int | None
    first_turn_seconds: int | None
    weeks_per_turn: int | None
    """None: the scenario's own."""


def checked(wanted: NewGame, scenario: Scenario) -> GameOptions:
    """The options of a wanted game of this scenario, defaults filled in.

    Raises:
        Refused: if the name will not do, or the options do not go together.
    """
    name = plain_name(wanted.name, [])
    bots: PolicyName = wanted.bots or ("jit" if wanted.depth == "classic" else "hybrid")
    if wanted.depth == "classic" and bots == "hybrid":
        raise Refused(
            "With one switch for all parts, bots play jit or jic; choose one of them.",
            code="no_mix_in_classic",
        )
    if wanted.seed is not None and int(wanted.seed) > LARGEST_SEED:
        raise Refused(f"A seed is at most {LARGEST_SEED}.", code="seed_too_big")
    weeks = _weeks_per_turn(wanted, scenario)
    if wanted.facilitated:
        return GameOptions(name, bots, wanted.turn_seconds, wanted.first_turn_seconds, weeks)
    if wanted.turn_seconds is None:
        raise Refused(
            "Nobody leads this game, so every turn needs a deadline: give its minutes.",
            code="deadline_needed",
        )
    first = wanted.first_turn_seconds or FIRST_TURN_SECONDS
    return GameOptions(name, bots, wanted.turn_seconds, first, weeks)


def _weeks_per_turn(wanted: NewGame, scenario: Scenario) -> int | None:
    """Weeks of a turn if it is not the scenario's own: twice as many, which is half as many turns.

    Just these two, so that each has a list of its own on the leaderboard, and like is compared with like.
    """
    own = scenario.weeks_per_turn
    if wanted.weeks_per_turn in (None, own):
        return None
    if wanted.weeks_per_turn != 2 * own or wanted.weeks_per_turn > scenario.weeks:
        raise Refused(
            f"A turn of {scenario.title} has {own} weeks, or {2 * own}; choose one of them.",
            code="bad_turn_weeks",
            weeks=str(own),
            twice=str(2 * own),
        )
    return wanted.weeks_per_turn


def card(session: Session) -> GameCard:
    """What anybody with the code may know of a game before they join."""
    opened, scenario = session.opened, session.scenario
    return GameCard(
        code=opened.code,
        scenario=scenario.name,
        title=scenario.title,
        summary=scenario.summary,
        kind=opened.kind,
        depth=opened.depth,
        phase=session.state.phase,
        turn=session.state.turn,
        turns=session.state.last_turn,
        joined=len(session.state.players),
        joinable=joinable(session.situation()),
        published=session.state.published,
        door_open=session.state.door_open,
    )
