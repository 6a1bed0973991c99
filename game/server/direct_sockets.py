"""WebSockets whose text frames are read and written without a task for each frame.

ASGI hands a frame over through a queue: a task is woken for it, and reading from the network is stopped
and begun anew around it. When a whole room decides at once, that takes longer than all that the frames ask
for. A device's connection therefore reads and writes here (rooms/connection.py); everything else, such as
the handshake, binary frames and closing, stays with ASGI.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.frames import apply_mask  # type: ignore[attr-defined]  # in C where it can be
from websockets.http11 import Request
from websockets.protocol import State

from ..rooms.connection import DIRECT

WHOLE_TEXT, MASKED = 0x81, 0x80
"""First byte of a frame that is a whole text; the bit beside the length of a frame from a client."""
IN_TWO_BYTES, IN_EIGHT_BYTES = 126, 127
"""Stand in place of a length that further bytes tell."""
LONGEST_COMMAND = 4096
"""Bytes; a longer frame is for the parser to judge."""


def mask_of(data: bytes) -> slice | None:
    """Where the mask stands in `data`, if that is one frame of a client, from its first byte to its last.

    None if it is more or less than that, or a long one.
    """
    if not 6 <= len(data) <= LONGEST_COMMAND or not data[1] & MASKED:
        return None
    length, start = data[1] - MASKED, 2
    if length == IN_TWO_BYTES:
        length, start = int.from_bytes(data[2:4]), 4
    elif length == IN_EIGHT_BYTES:
        return None
    return slice(start, start + 4) if len(data) == start + 4 + length else None


def text_frame(text: bytes) -> bytes:
    """A server's frame with a whole text, which is in UTF-8."""
    length = len(text)
    if length < IN_TWO_BYTES:
        return bytes((WHOLE_TEXT, length)) + text
    if length < 1 << 16:
        return bytes((WHOLE_TEXT, IN_TWO_BYTES)) + length.to_bytes(2) + text
    return bytes((WHOLE_TEXT, IN_EIGHT_BYTES)) + length.to_bytes(8) + text


class DirectSockets(WebSocketsSansIOProtocol):
    """uvicorn's WebSocket protocol, which the application can also reach directly: `scope["extensions"]`."""

    _take: Callable[[str], None] | None = None
    _between_frames = False
    """The next byte begins a frame, as far as is known without the parser."""

    def handle_connect(self, event: Request) -> None:
        """Begin as uvicorn does, and name this socket in the scope that the application is given."""
        super().handle_connect(event)
        self._between_frames = True
        scope: dict[str, Any] | None = getattr(self, "scope", None)  # none for a handshake that was refused
        if scope is not None:
            scope["extensions"][DIRECT] = self

    def data_received(self, data: bytes) -> None:
        """Take a text that has come as one frame and by itself; all else goes through the parser.

        That one reads piece by piece, since a frame may come in pieces, and takes three times as long.
        """
        mask = mask_of(data) if self._between_frames else None
        # Where a frame ends that has not come by itself only the parser knows: it has all that follows.
        self._between_frames = mask is not None
        if mask is None or data[0] != WHOLE_TEXT or self.conn.state is not State.OPEN or self._in_pieces:
            super().data_received(data)
        else:
            self.curr_msg_data_type = "text"
            self.frames = [apply_mask(data[mask.stop :], data[mask])]
            self.send_receive_event_to_app()

    @property
    def _in_pieces(self) -> bool:
        """Whether a message has begun whose last piece is still to come."""
        return self.conn.current_size is not None

    def read_by(self, take: Callable[[str], None] | None) -> None:
        """Call `take` with each text frame from now on; with None, let ASGI have them again."""
        self._take = take

    def write_now(self, text: bytes) -> bool:
        """Send a text frame, in UTF-8, at once; False if the device reads too slowly, or is leaving."""
        if not self.writable.is_set() or self.transport.is_closing() or self.conn.state is not State.OPEN:
            return False
        self.transport.write(text_frame(text))
        return True

    def send_receive_event_to_app(self) -> None:
        """Hand a frame to who reads directly; to ASGI if nobody does, or while it still has older ones."""
        text = self._text() if self._take is not None and self.queue.empty() else None
        if self._take is None or text is None:
            super().send_receive_event_to_app()
        else:
            self.frames = []
            self._take(text)

    def _text(self) -> str | None:
        """The frame that has arrived; None if it is not text, or the socket is being closed."""
        if self.curr_msg_data_type != "text" or self.close_sent:
            return None
        try:
            return b"".join(self.frames).decode()
        except UnicodeDecodeError:
            return None
