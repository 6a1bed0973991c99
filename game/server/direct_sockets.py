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
from websockets.http11 import Request
from websockets.protocol import State

from ..rooms.connection import DIRECT


class DirectSockets(WebSocketsSansIOProtocol):
    """uvicorn's WebSocket protocol, which the application can also reach directly: `scope["extensions"]`."""

    _take: Callable[[str], None] | None = None

    def handle_connect(self, event: Request) -> None:
        """Begin as uvicorn does, and name this socket in the scope that the application is given."""
        super().handle_connect(event)
        scope: dict[str, Any] | None = getattr(self, "scope", None)  # none for a handshake that was refused
        if scope is not None:
            scope["extensions"][DIRECT] = self

    def read_by(self, take: Callable[[str], None] | None) -> None:
        """Call `take` with each text frame from now on; with None, let ASGI have them again."""
        self._take = take

    def write_now(self, text: bytes) -> bool:
        """Send a text frame, in UTF-8, at once; False if the device reads too slowly, or is leaving."""
        if not self.writable.is_set() or self.transport.is_closing() or self.conn.state is not State.OPEN:
            return False
        self.conn.send_text(text)
        self.transport.write(b"".join(self.conn.data_to_send()))
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
