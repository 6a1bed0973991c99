"""One WebSocket connection: reads and checks commands, queues and sends frames.

Reading never waits for the game, since a connection that is not read from fails its keep-alive. Answers
are sent at once and in order; status and state by a loop, and of these only the latest, so a slow device
skips states and delays no other device.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections import deque
from collections.abc import Callable
from typing import Literal, Protocol

import msgspec
from msgspec.structs import fields
from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState

from ..errors import GameError, Refused
from ..messages import Ack, Bye, Command, Decide, Error, Frame, Look, Waiting
from ..rules.events import Place
from .limits import (
    COMMANDS_AT_ONCE,
    COMMANDS_PER_SECOND,
    FRAME_BYTES,
    REFUSED_FRAMES,
    SEND_SECONDS,
    UNSENT_ANSWERS,
)
from .rate_limits import LeakyBucket

# WebSocket close codes. The page reconnects after codes up to 4499; from 4500 on it would only be
# refused again.
CLOSE_RESTART, CLOSE_SLOW, CLOSE_FLOOD, CLOSE_HELLO = 4001, 4002, 4003, 4004
CLOSE_TOKEN, CLOSE_NO_GAME, CLOSE_MOVED, CLOSE_PROTOCOL = 4501, 4504, 4505, 4506

DIRECT = "linestop.direct"
"""Name of the ASGI extension that is a `DirectSocket`."""

_decoder = msgspec.json.Decoder(Command)
_encoder = msgspec.json.Encoder()


def encode(frame: Frame) -> bytes:
    """The frame as JSON text in UTF-8, as it goes out: a text of Python's would take twice the memory."""
    return _encoder.encode(frame)


def decode(text: str) -> Command:
    """The command in a frame's JSON text.

    Raises:
        Refused: if it is not JSON, or not a command; the message names the field that is wrong.
    """
    try:
        command: Command = _decoder.decode(text)
    except msgspec.ValidationError as error:
        raise Refused(f"This frame is not what the protocol says: {error}", code="bad_frame") from None
    except (msgspec.DecodeError, RecursionError):
        raise Refused("This frame is not JSON; send one object a frame.", code="not_json") from None
    # Each name has a colon: where a decision has no more colons than names, none stands there twice. To read
    # it key by key takes three times as long as to decode it, and a whole room decides at once.
    if not (isinstance(command, Decide) and text.count(":") == NAMES_OF_DECIDE + len(command.stances)):
        _key_by_key.decode(text)
    return command


def _each_once(pairs: list[tuple[str, object]]) -> None:
    """Refuse an object with a repeated key: a decoder would silently keep one of the values."""
    if len(dict(pairs)) < len(pairs):
        raise Refused("This frame names something twice; say it once.", code="bad_frame")


NAMES_OF_DECIDE = 1 + sum(field.required for field in fields(Decide))
"""With `type`; none of them may be left out. A decision with more names is read key by key."""
_key_by_key = json.JSONDecoder(object_pairs_hook=_each_once)


Shown = Literal["status", "ahead", "chosen", "state"]
IN_ORDER: tuple[Shown, ...] = ("status", "ahead", "chosen", "state")
"""Frames of which the latest counts, in the order in which they are sent."""


class DirectSocket(Protocol):
    """A WebSocket that is read and written without a task for each frame (server/direct_sockets.py)."""

    def read_by(self, take: Callable[[str], None] | None) -> None:
        """Call `take` with each text frame from now on; with None, let ASGI have them again."""

    def write_now(self, text: bytes) -> bool:
        """Send a text frame, in UTF-8, at once; False if the device reads too slowly, or is leaving."""


class Connection:
    """The WebSocket of one device: who it is, what waits to be sent to it.

    `player`, `role`, `key`, `device` and `language` are set when the hub admits it, `place` again by the
    room. on_answer: called with the outcome of each command, `done` or an error code.
    """

    def __init__(self, socket: WebSocket, on_answer: Callable[[str], None] = lambda outcome: None) -> None:
        self._socket = socket
        self._direct: DirectSocket | None = socket.scope["extensions"].get(DIRECT)
        self._on_answer = on_answer
        self._answers: deque[bytes] = deque()
        self._latest: dict[Shown, bytes] = {}
        self._shown: dict[Shown, int] = {}
        """Hash of the frame that was sent last: of a full room the frames themselves would be 10 MB."""
        self._wake = asyncio.Event()
        self._sending = False
        """A frame is on its way to a device that reads slowly; no other may overtake it."""
        self._close_code: int | None = None
        self.player = ""
        """Id of the player or facilitator; empty for an observer."""
        self.role: Literal["player", "facilitator", "observer"] = "observer"
        self.place: Place | None = None
        """The seat; None before hello, for the desk and for observers."""
        self.key = ""
        """Hash of the token that it showed."""
        self.device = ""
        """Id that the page chose for itself."""
        self.language = ""
        """Wanted for the scenario's texts, such as de-CH; empty: the scenario's own language."""
        self.address = socket.client.host if socket.client else ""
        self.look = Look(id="")
        """Which seats it asks for, where there are too many to list."""
        self.unanswered = 0
        """Commands in the room's mailbox."""
        self._bucket = LeakyBucket(COMMANDS_PER_SECOND, COMMANDS_AT_ONCE)
        self._refused_frames = 0

    # ------------------------------------------------------------ called by the room

    def answer(self, frame: Ack | Error) -> None:
        """Queue the answer to a command; close the connection if too many wait unsent."""
        if self._queue(frame):
            self._on_answer("done" if isinstance(frame, Ack) else frame.code)

    def pong(self, ping: str) -> None:
        """Queue the answer to the ping with this id, which is no command of a person and is not counted."""
        self._queue(Ack(ping, None))

    def _queue(self, frame: Ack | Error) -> bool:
        if len(self._answers) >= UNSENT_ANSWERS:
            self.leave("slow", "Your device does not read what the server says.", CLOSE_SLOW, come_back=True)
            return False
        self._send_in_order(encode(frame))
        return True

    def _send_in_order(self, frame: bytes) -> None:
        if self._answers or self._sending or self.leaving or not self._write_now(frame):
            self._answers.append(frame)
            self._wake.set()

    def _write_now(self, frame: bytes) -> bool:
        return self._direct is not None and self._direct.write_now(frame)

    def tell(self, frame: Waiting) -> None:
        """Queue a frame that answers nothing, unless the device does not read."""
        if len(self._answers) < UNSENT_ANSWERS:
            self._send_in_order(encode(frame))

    def refuse(self, refused: GameError, command_id: str | None) -> None:
        """Answer a command with an error; the id is None where the frame could not be read."""
        self.answer(Error(command_id, refused.code, refused.message, refused.fields))

    def show(self, kind: Shown, text: bytes) -> None:
        """Send an encoded frame soon, in place of an older one not yet sent; never the last one again."""
        waiting = self._latest.get(kind)
        if self._shown.get(kind) != hash(text) if waiting is None else waiting != text:
            self._latest[kind] = text
            self._wake.set()

    def leave(self, code: str, message: str, close_code: int, *, come_back: bool) -> None:
        """Send `bye` and close, after the answers that wait; the first call counts.

        come_back: whether the page should reconnect by itself.
        """
        if self._close_code is None:
            self._answers.append(encode(Bye(code, message, come_back)))
            self._close_code = close_code
            self._wake.set()

    @property
    def leaving(self) -> bool:
        """Whether `bye` was queued or sent."""
        return self._close_code is not None

    # ------------------------------------------------------------ reading and writing

    def read_by(self, take: Callable[[Command], None] | None) -> None:
        """Call `take` with each valid command that `read` does not return, from now on; with None, no longer.

        Commands that came before are still to be read. Where the socket cannot be read directly, all are.
        """
        if self._direct is not None:
            self._direct.read_by(None if take is None else lambda text: self._hand_on(text, take))

    def _hand_on(self, text: str, take: Callable[[Command], None]) -> None:
        if not self.leaving and (command := self._valid(text)) is not None:
            take(command)

    async def read(self) -> Command | None:
        """The next valid command; None when the connection has ended or must end.

        Frames that are malformed or too frequent are answered here with an error.
        """
        while not self.leaving:
            try:
                message = await self._socket.receive()
            except (WebSocketDisconnect, RuntimeError):
                return None
            if message["type"] == "websocket.disconnect" or self.leaving:
                return None
            if (command := self._valid(message.get("text"))) is not None:
                return command
        return None

    def _valid(self, text: str | None) -> Command | None:
        """The command in a frame's text, None if it is refused; text is None for a binary frame."""
        command: Command | None = None
        try:
            command = self._command_in(text)
            self._check_rate()  # after decoding, so that the refusal can name the command's id
        except Refused as refused:
            self._refused_frames += 1
            if self._refused_frames > REFUSED_FRAMES:
                words = "Your device sends far too much that is refused."
                self.leave("flood", words, CLOSE_FLOOD, come_back=True)
            else:
                self.refuse(refused, command.id if command else None)
            return None
        return command

    def _check_rate(self) -> None:
        if not self._bucket.take(asyncio.get_running_loop().time()):
            raise Refused("Slower: send it again in a moment.", code="too_fast")

    def _command_in(self, text: str | None) -> Command:
        if text is None:
            raise Refused("Send text frames; this one was binary.", code="not_text")
        # Counting characters first is cheap, and no text has more characters than bytes.
        if len(text) > FRAME_BYTES or len(text.encode()) > FRAME_BYTES:
            raise Refused(f"A frame may have {FRAME_BYTES} bytes.", code="frame_too_long")
        return decode(text)

    async def write(self) -> None:
        """Send what is queued, until the connection ends or `bye` was sent."""
        # Any of these means that the device has gone or does not read; `device.py` then ends reading too.
        with contextlib.suppress(WebSocketDisconnect, RuntimeError, OSError, TimeoutError):
            while await self._write_next():
                pass

    async def _write_next(self) -> bool:
        """Send one frame or wait for one; False at the end. Answers go before `bye`, `bye` before states."""
        if self._answers:
            await self._send(self._answers.popleft())
        elif self._close_code is not None:
            if self._socket.application_state is WebSocketState.CONNECTED:
                await self._socket.close(self._close_code)
            return False
        elif self._latest:
            # In this order: meanwhile the room may replace the state by a newer one.
            kind = next(each for each in IN_ORDER if each in self._latest)
            text = self._latest.pop(kind)
            # Before the send, during which `show` may be called and compares with it.
            self._shown[kind] = hash(text)
            await self._send(text)
        else:
            self._wake.clear()
            await self._wake.wait()
        return True

    async def _send(self, frame: bytes) -> None:
        if self._write_now(frame):
            return
        self._sending = True
        try:
            await asyncio.wait_for(self._socket.send_text(frame.decode()), SEND_SECONDS)
        finally:
            self._sending = False
