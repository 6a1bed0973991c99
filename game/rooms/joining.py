"""Joining an open game over HTTP: its card, a seat under a name, a seat or desk moved to another device.

A page makes its own token before it asks to join, so that asking again after a lost answer gives the
same seat. The routes are in server/api_routes.py.
"""

from __future__ import annotations

import asyncio

from ..errors import Refused
from ..messages import Claim, JoinGame, Opened, PastWeeks, Recover, Told
from ..names import plain_code
from ..rules.events import Place
from ..rules.session import Session
from ..store import tokens
from ..views import player_view, public_state
from .hub import Hub
from .room_messages import MoveSeat, TakeSeat
from .saving import in_time


async def met(hub: Hub, typed: str) -> Session:
    """The game that the join page shows; `typed` is its code as people type it.

    Raises:
        Refused: if there is no game under this code.
    """
    return (await hub.room(plain_code(typed))).session


async def join(hub: Hub, typed: str, wanted: JoinGame, address: str) -> Opened:
    """Take a free seat under a name; a token that holds a seat in this game already gets that seat.

    Raises:
        Refused: if there is no such game, no seat is free, the name is taken or unreadable, the token
            was revoked or belongs to another game, or too many joined from this address.
    """
    room = await hub.room(plain_code(typed))
    token = wanted.token or tokens.new_token()
    # One that was made just now has been given to nobody.
    given = await tokens.given_out(hub.store, token) if wanted.token else None
    if given is None:
        # Not for those who have a seat and ask again: a flood of others must not shut them out.
        hub.rate_limits.joins.take(address, hub.clock())
        done = _future()
        room.post(TakeSeat(tokens.new_player(), token, wanted.name, wanted.bot, address, done))
        await in_time(hub.store, done)
    elif not given.opens:
        # It stays revoked, so a seat taken with it could not be opened.
        raise Refused("This token was taken back; make a new one.", code="bad_token")
    elif given.game != room.code:
        raise Refused("This token belongs to another game; make a new one.", code="bad_token")
    return Opened(room.code, token, f"play/{room.code}#token={token}", "player", None)


async def recover(hub: Hub, wanted: Recover) -> Opened:
    """Move the desk to the device that knows its recovery code, and replace that code by a new one.

    Raises:
        Refused: if the code opens no desk.
    """
    holder = await tokens.holder_of_recovery(hub.store, wanted.recovery)
    if holder is None or holder[0] != plain_code(wanted.game):
        raise Refused(
            "This recovery code opens no desk of this game; look at what you wrote down.",
            code="bad_recovery",
        )
    return await _moved(hub, *holder)


async def claim(hub: Hub, wanted: Claim) -> Opened:
    """Move a seat to the device that shows its hand-over code.

    Raises:
        Refused: if the code was used, replaced, has expired or is unknown.
    """
    # Taken before anything is awaited: of two devices that show one code at once, one gets the seat.
    offered = hub.hand_overs.take(wanted.code, hub.clock())
    if offered is None:
        raise Refused("This link was used or is too old; ask the facilitator for another.", code="bad_claim")
    return await _moved(hub, offered.game, offered.player)


async def _moved(hub: Hub, game: str, player: str) -> Opened:
    """Give the player a new token, revoke the old ones, and answer when this is on disk."""
    room = await hub.room(game)
    desk = player == room.session.state.facilitator
    token, recovery, done = tokens.new_token(), tokens.new_recovery() if desk else None, _future()
    # A recovery code that was used has been seen on one more device, so the desk gets a new one.
    room.post(MoveSeat(player, token, recovery, done))
    await in_time(hub.store, done)
    page = "host" if desk else "play"
    path = f"{page}/{game}#token={token}"
    return Opened(game, token, path, "facilitator" if desk else "player", recovery)


async def past_weeks(hub: Hub, typed: str, token: str, place: Place | None) -> PastWeeks:
    """A seat's weeks so far: the player's own seat, or any `place` for the facilitator.

    Raises:
        Refused: if the token is not valid here, the seat is another player's, or there is none.
    """
    session, holder = await _held(hub, typed, token)
    own = session.state.place_of(holder)
    if holder != session.state.facilitator and place not in (None, own):
        raise Refused("You see the weeks of your own seat.", code="not_yours")
    shown = place or own
    if shown is None or shown not in session.state.places:
        raise Refused("Name a seat of this game, with ?table=1&seat=name.", code="no_such_seat")
    return player_view.past_weeks(session, shown)


async def told(hub: Hub, typed: str, token: str) -> tuple[Session, Told]:
    """The session that this token belongs to, and the story and news published so far.

    Raises:
        Refused: if the token opens neither a seat nor the desk in this game.
    """
    session, holder = await _held(hub, typed, token)
    place = session.state.place_of(holder)
    # Who leads and plays is told what players are told.
    leads = place is None and holder == session.state.facilitator
    return session, public_state.story_and_news(session, place, leads=leads)


async def led(hub: Hub, typed: str, token: str) -> Session:
    """The session of a game that this token leads, and does not play in.

    Raises:
        Refused: if it is not the token of this game's facilitator, or of one who holds a seat.
    """
    session, holder = await _held(hub, typed, token)
    if holder != session.state.facilitator or session.state.place_of(holder) is not None:
        raise Refused("Only whoever leads this game may see its timeline.", code="not_yours")
    return session


async def _held(hub: Hub, typed: str, token: str) -> tuple[Session, str]:
    """The session of a game, and the player whose token this is.

    Raises:
        Refused: if the token does not belong to this game.
    """
    holder = await tokens.holder_of(hub.store, token)
    if holder is None or holder[0] != plain_code(typed):
        raise Refused("This link opens no seat in this game; open your own link again.", code="bad_token")
    return (await hub.room(holder[0])).session, holder[1]


def _future() -> asyncio.Future[None]:
    return asyncio.get_running_loop().create_future()
