"""Runs the application in uvicorn: binds the port, sets limits, stops on a signal or a failed store.

The port is bound before the database is opened, so that the printed address is right. On the first signal
every page gets `bye` before its socket closes, and the database is left as one file. A second signal ends
the process at once, which loses nothing, since only what is on disk is acknowledged.
"""

from __future__ import annotations

import asyncio
import contextlib
import signal
import socket
import sys
import threading
from collections.abc import Awaitable, Callable, Iterator

import uvicorn

from ..compute.freed_memory import keep_little
from ..errors import StorageError
from ..rooms.hub import Hub
from . import interpreter, log_format
from .app import create_app, open_hub
from .connection_limits import LONGEST_HEADERS, ConnectionLimits, TrustedProxies
from .listening import Listening, bind
from .settings import Settings

OTHER_FILES = 256
"""Open files besides one for each device: requests, the database, Python's own."""
LARGEST_SOCKET_FRAME = 16384
"""Bytes: a longer frame closes the connection (1009). Shorter ones that are still too long are answered
with an error: rooms/limits.py."""
PING_SECONDS = 15.0
"""Between two keep-alive pings of a WebSocket, and how long each may stay unanswered."""
SHUTDOWN_SECONDS = 5
"""How long open requests may take to end after a signal."""

WhenReady = Callable[[Hub, Listening], Awaitable[None]]
"""Called with the hub and where the server listens when requests are accepted."""


def run_server(settings: Settings, when_ready: WhenReady) -> None:
    """Run the server until a signal or a failure of the store.

    Raises:
        SetupError: if it cannot start.
        StorageError: if the database failed while it ran.
    """
    log_format.set_up(settings.log_level, settings.log)
    if settings.compute != "threads":
        keep_little()
    _allow_files(settings.most_connections)
    bound, port_bound = bind(settings.host, settings.port)
    with bound:
        if settings.port and port_bound != settings.port:
            print(f"Port {settings.port} is in use, so this is port {port_bound}.", file=sys.stderr)  # noqa: T201
        hub = open_hub(settings)
        interpreter.set_up()
        for line in hub.catalogue.passed_over:
            print(line, file=sys.stderr)  # noqa: T201
        if hub.store.warning:
            print(hub.store.warning, file=sys.stderr)  # noqa: T201
        try:
            server = Server(
                uvicorn_config(settings, hub),
                hub,
                lambda: when_ready(hub, Listening.on(settings.host, bound)),
            )
            server.run(sockets=[bound])
        finally:
            hub.pool.close()  # again, for a server that was stopped at once
            hub.store.close()
    if server.failure is not None:
        raise server.failure


def uvicorn_config(settings: Settings, hub: Hub) -> uvicorn.Config:
    """uvicorn's configuration with limits, of which it has none by default."""
    proxies = TrustedProxies(settings.proxy)
    requests, sockets = ConnectionLimits(
        settings.request_seconds, settings.connections_per_address, proxies
    ).protocols()
    return uvicorn.Config(
        create_app(settings, hub),
        proxy_headers=False,  # forwarded.py reads them
        http=requests,
        h11_max_incomplete_event_size=LONGEST_HEADERS,
        ws=sockets,
        ws_max_size=LARGEST_SOCKET_FRAME,
        # Frames are small, and compression would take memory for each connection.
        ws_per_message_deflate=False,
        ws_ping_interval=PING_SECONDS,
        ws_ping_timeout=PING_SECONDS,
        server_header=False,
        limit_concurrency=settings.most_connections + OTHER_FILES,
        timeout_graceful_shutdown=SHUTDOWN_SECONDS,
        log_config=None,
        lifespan="on",
    )


STOPPING = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGBREAK") if hasattr(signal, name)]
"""Ctrl-C, a service manager, and on Windows Ctrl-Break or a console that is closed. Not SIGHUP: under `nohup`
it is to be ignored, and elsewhere it ends the process, which loses nothing that was acknowledged."""


class Server(uvicorn.Server):
    """uvicorn's server, which says `bye` to devices before their sockets close, and stops if the store fails.

    when_ready: called when requests are accepted. `failure` is the store's error after the end, or None.
    """

    def __init__(self, config: uvicorn.Config, hub: Hub, when_ready: Callable[[], Awaitable[None]]) -> None:
        super().__init__(config)
        self.failure: StorageError | None = None
        self._hub = hub
        self._when_ready = when_ready
        self._goodbye: asyncio.Task[None] | None = None
        hub.on_failure = self._fail

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start to accept requests, then call `when_ready`."""
        await super().startup(sockets)
        if self.started:
            await self._when_ready()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Stop on `STOPPING` signals while the server runs; in a test's thread do nothing."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        # Handlers run between any two instructions, so they only ask the loop to stop the server.
        loop = asyncio.get_running_loop()
        before = [signal.signal(each, lambda *_: loop.call_soon_threadsafe(self.stop)) for each in STOPPING]
        try:
            yield
        finally:
            for each, handler in zip(STOPPING, before, strict=True):
                signal.signal(each, handler)

    def stop(self) -> None:
        """Stop after saying `bye` to all devices; called again, stop at once."""
        if self._goodbye is None:
            self._goodbye = asyncio.get_running_loop().create_task(self._say_goodbye())
        else:
            self.should_exit = self.force_exit = True

    async def _say_goodbye(self) -> None:
        # Rooms first: once uvicorn closes the sockets, `bye` can no longer be sent.
        await self._hub.close()
        self.should_exit = True

    def _fail(self, error: StorageError) -> None:
        if self.failure is None:
            self.failure = error
            self._hub.metrics.failed("storage")
            self.stop()


def _allow_files(connections: int) -> None:
    """Raise this process's limit of open files: each device is one, and many systems allow 1,024."""
    try:
        import resource
    except ImportError:  # Windows counts otherwise
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = connections + OTHER_FILES
    if soft != resource.RLIM_INFINITY and soft < wanted:
        allowed = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (allowed, hard))
        if allowed < wanted:
            print(  # noqa: T201
                f"This system allows {allowed} open files, too few for {connections} connections; "
                "raise the limit (ulimit -n) or lower --most-connections.",
                file=sys.stderr,
            )
