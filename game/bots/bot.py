"""A bot as a WebSocket client: it plays one seat to the end, deciding each turn from the seat's view.

It uses the same frames as the web client and knows no more than a player's view shows. A lost connection is
opened again; a decision without an answer is sent again under the same id, so it is never counted twice.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

import msgspec
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from ..errors import Refused
from ..messages import Ack, Ahead, Bye, ChosenNow, Decide, Error, Frame, Hello, View
from ..views.split_view import joined
from .stances import Choice

LARGEST_FRAME = 1 << 20
"""Bytes that a frame from the server may have."""
MOST_ATTEMPTS = 6
"""Attempts to connect, at growing intervals, before a bot gives up after about a minute."""
SCORE_SECONDS = 20.0
"""How long a bot waits for its score when the game is over."""
AGAIN_SECONDS = 0.2
"""Pause before a lost socket is opened again, or a refused decision sent again."""
FINAL_CODES = 4500
"""From this WebSocket close code on, the server would close a new connection for the same reason."""

TOO_LATE = {"turn_closed", "turn_not_open"}
"""Error codes of a decision whose turn is over: the next view says what to decide."""
TRY_AGAIN = {"busy", "too_fast"}
"""Error codes of a decision that may be sent again as it is."""

_frame_in = msgspec.json.Decoder(Frame).decode
_encode = msgspec.json.Encoder().encode


@dataclass(frozen=True, slots=True)
class Seat:
    """What a bot was given when it joined: its name, the game's code and the seat's token."""

    name: str
    game: str
    token: str


class Bot:
    """Plays one seat to the end of the game.

    `choose` makes a decision from a view (`stances.py`); `on_turn` is called with each turn that opens.
    """

    def __init__(self, socket_url: str, seat: Seat, choose: Choice, on_turn: Callable[[int], None]) -> None:
        self.seat = seat
        self.view: View | None = None
        """The newest view; after `play` the last one, with the score."""
        self.decided: list[int] = []
        """Turns whose decision the server has acknowledged."""
        self.connections = 0
        """How often a socket was opened."""
        self._url = socket_url
        self._choose = choose
        self._on_turn = on_turn
        self._open: Decide | None = None  # sent, and not yet answered
        self._attempts = 0
        # Frames that come before a view where a game offers more than stances.
        self._ahead: Ahead | None = None
        self._chosen: ChosenNow | None = None

    async def play(self) -> View:
        """Play until the game is over; returns the seat's last view.

        Raises:
            Refused: if the server closes the seat or refuses a decision for good.
            OSError, TimeoutError: if the server cannot be reached.
        """
        dial = connect(
            self._url,
            compression=None,
            max_size=LARGEST_FRAME,
            proxy=None if is_on_this_machine(self._url) else True,
            process_exception=self._unreached,
        )
        async for socket in dial:
            self._attempts = 0
            self.connections += 1
            try:
                return await self._play_on(socket)
            except ConnectionClosed as closed:
                if closed.rcvd is not None and closed.rcvd.code >= FINAL_CODES:
                    raise Refused(closed.rcvd.reason or "The server closed this seat.") from None
                await asyncio.sleep(AGAIN_SECONDS)
            finally:
                await socket.close()
        raise AssertionError("a socket is dialled again for ever")

    def _unreached(self, error: Exception) -> Exception | None:
        """Called by `connect` for a failed attempt: None to try again, an error to give up with."""
        if isinstance(error, ImportError):  # for which trying again does not help
            return Refused("A SOCKS proxy is set, which bots cannot use; name the server in NO_PROXY.")
        self._attempts += 1
        return error if self._attempts >= MOST_ATTEMPTS else None

    async def _play_on(self, socket: ClientConnection) -> View:
        """Say hello, then answer frames until the game is over."""
        hello = Hello(_new_id(), self.seat.game, self.seat.token)
        await _send(socket, hello)
        while (text := await self._next(socket)) is not None:
            match frame := _frame_in(text):
                case Ahead():
                    self._ahead = frame
                case ChosenNow():
                    self._chosen = frame
                case View():
                    self.view = view = joined(frame, self._ahead, self._chosen)
                    if view.phase == "finished" and view.score is not None:
                        return view
                    await self._decide(socket, view)
                case Ack() if self._open is not None and frame.id == self._open.id:
                    self.decided.append(self._open.turn)
                    self._open = None
                case Error():
                    await self._refused(socket, frame)
                case Bye(come_back=False):
                    raise Refused(frame.message, code=frame.code)
        assert self.view is not None, "only a finished game is given up waiting for"
        return self.view

    async def _next(self, socket: ClientConnection) -> str | bytes | None:
        """The next frame; None if the game is over and no score has come in time."""
        over = self.view is not None and self.view.phase in ("finished", "archived")
        try:
            async with asyncio.timeout(SCORE_SECONDS if over else None):
                return await socket.recv()
        except TimeoutError:
            return None

    async def _decide(self, socket: ClientConnection, view: View) -> None:
        """Decide the open turn, or send a decision again that has had no answer."""
        if view.phase != "deciding" or view.confirmed or view.late:
            return
        # An unanswered decision keeps its id, by which the server knows it again.
        if self._open is None or self._open.turn != view.turn:
            if view.turn in self.decided:
                return
            self._on_turn(view.turn)
            self._open = Decide(_new_id(), view.turn, self._choose(view))
        await _send(socket, self._open)

    async def _refused(self, socket: ClientConnection, error: Error) -> None:
        """Drop, repeat or give up, by the error's code."""
        if self._open is None or error.id != self._open.id:
            raise Refused(error.message, code=error.code)
        if error.code in TOO_LATE:
            self._open = None
        elif error.code in TRY_AGAIN:
            await asyncio.sleep(AGAIN_SECONDS)
            await _send(socket, self._open)
        else:
            raise Refused(error.message, code=error.code)


async def _send(socket: ClientConnection, command: Hello | Decide) -> None:
    await socket.send(_encode(command).decode())


def _new_id() -> str:
    return secrets.token_urlsafe(16)


def is_on_this_machine(url: str) -> bool:
    """Whether an address leads to this machine itself, where no proxy leads."""
    host = (urlsplit(url).hostname or "").rstrip(".")
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
