"""One device at one seat: a loop that only reads, a loop that only writes, nothing shared.

The reader parses a frame and puts it into the room's mailbox; it never waits for the game
(a connection that is not read from dies of its own keep-alive). The writer sends answers in
order and of each state only the latest, so a slow phone costs one view and delays nobody.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections import deque
from collections.abc import Callable
from typing import Literal

import msgspec
from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState

from ..errors import GameError, Refused
from ..messages import Ack, Bye, Command, Error, Frame
from ..rules.events import Place
from .rate_limits import Bucket

LARGEST_FRAME = 4096
MOST_UNSENT = 64
"""Answers that may wait for a device that does not read."""
MOST_STRIKES = 100
"""Frames of a device that may be refused before it is put out."""
COMMANDS_A_SECOND, COMMANDS_AT_ONCE = 20.0, 40.0
SEND_SECONDS = 10.0

# Up to 4499 the page comes back by itself; from 4500 on it would only be refused again.
CLOSE_RESTART, CLOSE_SLOW, CLOSE_FLOOD, CLOSE_HELLO = 4001, 4002, 4003, 4004
CLOSE_TOKEN, CLOSE_NO_GAME, CLOSE_MOVED, CLOSE_PROTOCOL = 4501, 4504, 4505, 4506

_decoder = msgspec.json.Decoder(Command)
_encoder = msgspec.json.Encoder()


def encode(frame: Frame) -> str:
    return _encoder.encode(frame).decode()


def decode(text: str) -> Command:
    """The command in a frame.

    Raises:
        Refused: if there is none, with the place where it went wrong.
    """
    try:
        command: Command = _decoder.decode(text)
    except msgspec.ValidationError as error:
        raise Refused(f"This frame is not what the protocol says: {error}", code="bad_frame") from None
    except (msgspec.DecodeError, RecursionError):
        raise Refused("This frame is not JSON; send one object a frame.", code="not_json") from None
    json.loads(text, object_pairs_hook=_each_once)
    return command


def _each_once(pairs: list[tuple[str, object]]) -> None:
    """Of two values under one key one would silently win."""
    if len(dict(pairs)) < len(pairs):
        raise Refused("This frame names something twice; say it once.", code="bad_frame")


class Connection:
    """The socket of one device. `place` is None until it has said hello."""

    def __init__(self, socket: WebSocket, on_answer: Callable[[str], None] = lambda outcome: None) -> None:
        self._socket = socket
        self._on_answer = on_answer
        self._answers: deque[str] = deque()
        self._latest: dict[Literal["status", "state"], str] = {}
        self._shown: dict[Literal["status", "state"], str] = {}
        self._wake = asyncio.Event()
        self._close_code: int | None = None
        self.player = ""
        """Empty for an observer."""
        self.role: Literal["player", "facilitator", "observer"] = "observer"
        self.place: Place | None = None
        self.key = ""
        """Hash of the token it came with."""
        self.device = ""
        """As it calls itself."""
        self.language = ""
        """In which it wants the scenario's texts; empty: their own."""
        self.address = socket.client.host if socket.client else ""
        self.unanswered = 0
        self._bucket = Bucket(COMMANDS_A_SECOND, COMMANDS_AT_ONCE)
        self._strikes = 0

    # ------------------------------------------------------------ what the room says

    def answer(self, frame: Ack | Error) -> None:
        if len(self._answers) >= MOST_UNSENT:
            self.leave("slow", "Your device does not read what the server says.", CLOSE_SLOW, come_back=True)
            return
        self._on_answer("done" if isinstance(frame, Ack) else frame.code)
        self._answers.append(encode(frame))
        self._wake.set()

    def refuse(self, refused: GameError, command_id: str | None) -> None:
        self.answer(Error(command_id, refused.code, refused.message, refused.fields))

    def show(self, kind: Literal["status", "state"], text: str) -> None:
        """Show a state: one not sent yet is forgotten, one already there is not sent again."""
        if self._latest.get(kind, self._shown.get(kind)) != text:
            self._latest[kind] = text
            self._wake.set()

    def leave(self, code: str, message: str, close_code: int, *, come_back: bool) -> None:
        """Say goodbye once and close."""
        if self._close_code is None:
            self._answers.append(encode(Bye(code, message, come_back)))
            self._close_code = close_code
            self._wake.set()

    @property
    def leaving(self) -> bool:
        return self._close_code is not None

    # ------------------------------------------------------------ the two loops

    async def read(self) -> Command | None:
        """The next command; None when the device has gone. Bad frames, and too many, are answered here."""
        while True:
            try:
                message = await self._socket.receive()
            except (WebSocketDisconnect, RuntimeError):
                return None
            if message["type"] == "websocket.disconnect":
                return None
            command: Command | None = None
            try:
                command = self._command_in(message)
                self._must_be_slow_enough()
                return command
            except Refused as refused:
                self._strikes += 1
                if self._strikes > MOST_STRIKES:
                    words = "Your device sends far too much that is refused."
                    self.leave("flood", words, CLOSE_FLOOD, come_back=True)
                    return None
                self.refuse(refused, command.id if command else None)

    def _must_be_slow_enough(self) -> None:
        if not self._bucket.take(asyncio.get_running_loop().time()):
            raise Refused("Slower: send it again in a moment.", code="too_fast")

    def _command_in(self, message: dict[str, object] | object) -> Command:
        text = message.get("text") if isinstance(message, dict) else None
        if not isinstance(text, str):
            raise Refused("Send text frames; this one was binary.", code="not_text")
        if len(text) > LARGEST_FRAME or len(text.encode()) > LARGEST_FRAME:
            raise Refused(f"A frame may have {LARGEST_FRAME} bytes.", code="frame_too_long")
        return decode(text)

    async def write(self) -> None:
        """Send what there is to say until the end."""
        with contextlib.suppress(WebSocketDisconnect, RuntimeError, OSError, TimeoutError):
            while await self._write_next():
                pass

    async def _write_next(self) -> bool:
        if self._answers:
            await self._send(self._answers.popleft())
        elif self._close_code is not None:
            if self._socket.application_state is WebSocketState.CONNECTED:
                await self._socket.close(self._close_code)
            return False
        elif self._latest:
            # Status before view: the view is what a player waits for, and it must be the newest.
            kind: Literal["status", "state"] = "status" if "status" in self._latest else "state"
            text = self._latest.pop(kind)
            self._shown[kind] = text
            await self._send(text)
        else:
            self._wake.clear()
            await self._wake.wait()
        return True

    async def _send(self, text: str) -> None:
        await asyncio.wait_for(self._socket.send_text(text), SEND_SECONDS)
