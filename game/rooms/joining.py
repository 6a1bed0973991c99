"""How somebody comes into a game that is open already: the card at its door, a seat, a moved seat or desk.

Whoever asks again after a lost answer gets the same: a page makes its own token before it asks.
"""

from __future__ import annotations

import asyncio

from ..errors import Refused
from ..messages import Claim, GameCard, JoinGame, Opened, PastWeeks, Recover, Told
from ..names import plain_code
from ..rules.events import Place
from ..rules.session import Session
from ..store import tokens
from ..views import player_view, public_state
from . import game_options
from .hub import Hub
from .room_messages import Joins, Moves


async def card(hub: Hub, typed: str) -> GameCard:
    """What the join page tells of a game.

    Raises:
        Refused: if there is none under this code.
    """
    return game_options.card((await hub.room(plain_code(typed))).session)


async def join(hub: Hub, typed: str, wanted: JoinGame) -> Opened:
    """A seat under a name; the same token again gets the same seat.

    Raises:
        Refused: if there is no such game, no seat left, or the name will not do.
    """
    room = await hub.room(plain_code(typed))
    token = wanted.token or tokens.new_token()
    holder = await hub.store.holder_of(token)
    if holder is None:
        if await tokens.is_known(hub.store, token):
            raise Refused("This token was taken back; make a new one.", code="bad_token")
        done = _future()
        room.post(Joins(tokens.new_player(), token, wanted.name, wanted.bot, done))
        await done
    elif holder[0] != room.code:
        raise Refused("This token belongs to another game; make a new one.", code="bad_token")
    return Opened(room.code, token, f"play/{room.code}#token={token}", "player", None)


async def recover(hub: Hub, wanted: Recover) -> Opened:
    """The desk moves to whoever knows its recovery code, which is another from now on.

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
    """A seat that was handed over moves here.

    Raises:
        Refused: if the code was used, replaced or forgotten.
    """
    offered = hub.hand_overs.take(wanted.code, hub.clock())
    if offered is None:
        raise Refused("This link was used or is too old; ask the facilitator for another.", code="bad_claim")
    return await _moved(hub, offered.game, offered.player)


async def _moved(hub: Hub, game: str, player: str) -> Opened:
    room = await hub.room(game)
    desk = player == room.session.state.facilitator
    token, recovery, done = tokens.new_token(), tokens.new_recovery() if desk else None, _future()
    room.post(Moves(player, token, recovery, done))
    await done
    page = "host" if desk else "play"
    path = f"{page}/{game}#token={token}"
    return Opened(game, token, path, "facilitator" if desk else "player", recovery)


async def past_weeks(hub: Hub, typed: str, token: str, place: Place | None) -> PastWeeks:
    """A seat's weeks so far: the holder's own, or any for the facilitator.

    Raises:
        Refused: if the token opens no such thing.
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
    """The game in which this token holds a seat or the desk, and what has been told there.

    Raises:
        Refused: if it holds nothing there.
    """
    session, holder = await _held(hub, typed, token)
    return session, public_state.story_and_news(session, session.state.place_of(holder))


async def _held(hub: Hub, typed: str, token: str) -> tuple[Session, str]:
    """The game, and who holds this token there."""
    holder = await hub.store.holder_of(token)
    if holder is None or holder[0] != plain_code(typed):
        raise Refused("This link opens no seat in this game; open your own link again.", code="bad_token")
    return (await hub.room(holder[0])).session, holder[1]


def _future() -> asyncio.Future[None]:
    return asyncio.get_running_loop().create_future()
