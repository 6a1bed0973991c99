"""Bind, run, stop: the server's life between two signals.

The port is bound before anything is opened, so what is printed is true. A signal says goodbye
to every page before the sockets close, and leaves one whole file behind; a second one ends at
once, which is safe, since nothing is acknowledged that is not on disk.
"""

from __future__ import annotations

import asyncio
import contextlib
import errno
import signal
import socket
import sys
import threading
from collections.abc import Awaitable, Callable, Iterator

import uvicorn

from ..errors import SetupError, StorageError
from ..rooms.hub import Hub
from . import log_format
from .app import create_app, open_hub
from .connection_limits import LONGEST_HEADERS, Doorstep, Proxies
from .settings import Settings

PORTS_TO_TRY = 20
OTHER_LINES = 256
"""Open besides one a device: requests, the database, what Python holds."""
LARGEST_SOCKET_FRAME = 16384
"""Beyond it the transport closes; up to it a frame that is too long is answered."""

WhenReady = Callable[[Hub, str], Awaitable[None]]


def bind(host: str, port: int) -> tuple[socket.socket, int]:
    """A listening address: the port asked for, or the next that is free.

    Raises:
        SetupError: if there is none.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for candidate in range(port, port + (PORTS_TO_TRY if port else 1)):
        try:
            bound = socket.create_server((host, candidate), family=family)
        except OSError as error:
            if error.errno not in (errno.EADDRINUSE, errno.EACCES):
                raise SetupError(
                    f"There is no listening on {host}: {error.strerror}. Choose another --host."
                ) from error
            continue
        return bound, bound.getsockname()[1]
    raise SetupError(f"Ports {port} to {port + PORTS_TO_TRY - 1} are all in use; choose another with --port.")


def address(host: str, port: int) -> str:
    """An address of this machine that a browser on it can open."""
    shown = {"0.0.0.0": "127.0.0.1", "::": "::1", "": "127.0.0.1"}.get(host, host)
    return f"http://[{shown}]:{port}" if ":" in shown else f"http://{shown}:{port}"


def run(settings: Settings, when_ready: WhenReady) -> None:
    """Serve until a signal.

    Raises:
        SetupError: if it cannot start.
        StorageError: if the database failed on the way.
    """
    log_format.set_up(settings.log_level, settings.log)
    _allow_files(settings.most_connections)
    bound, port_bound = bind(settings.host, settings.port)
    with bound:
        if settings.port and port_bound != settings.port:
            print(f"Port {settings.port} is in use, so this is port {port_bound}.", file=sys.stderr)  # noqa: T201
        hub = open_hub(settings)
        if hub.store.warning:
            print(hub.store.warning, file=sys.stderr)  # noqa: T201
        try:
            server = Server(
                uvicorn_config(settings, hub),
                hub,
                lambda: when_ready(hub, address(settings.host, port_bound)),
            )
            server.run(sockets=[bound])
        finally:
            hub.store.close()
    if server.failure is not None:
        raise server.failure


def uvicorn_config(settings: Settings, hub: Hub) -> uvicorn.Config:
    """uvicorn with limits: by default it has none."""
    proxies = Proxies(settings.proxy)
    requests, sockets = Doorstep(
        settings.request_seconds, settings.connections_per_address, proxies
    ).protocols()
    return uvicorn.Config(
        create_app(settings, hub),
        root_path=settings.root_path,
        forwarded_allow_ips=proxies.addresses,
        http=requests,
        h11_max_incomplete_event_size=LONGEST_HEADERS,
        ws=sockets,
        ws_max_size=LARGEST_SOCKET_FRAME,
        ws_per_message_deflate=False,
        ws_ping_interval=15.0,
        ws_ping_timeout=15.0,
        server_header=False,
        limit_concurrency=settings.most_connections + OTHER_LINES,
        timeout_graceful_shutdown=5,
        log_config=None,
        lifespan="on",
    )


class Server(uvicorn.Server):
    """uvicorn, but pages are told before their sockets close, and a failed store ends it."""

    def __init__(self, config: uvicorn.Config, hub: Hub, when_ready: Callable[[], Awaitable[None]]) -> None:
        super().__init__(config)
        self.failure: StorageError | None = None
        self._hub = hub
        self._when_ready = when_ready
        self._goodbye: asyncio.Task[None] | None = None
        hub.on_failure = self._fail

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            await self._when_ready()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        loop = asyncio.get_running_loop()
        signals = [signal.SIGINT, signal.SIGTERM]
        before = [signal.signal(each, lambda *_: loop.call_soon_threadsafe(self.stop)) for each in signals]
        try:
            yield
        finally:
            for each, handler in zip(signals, before, strict=True):
                signal.signal(each, handler)

    def stop(self) -> None:
        if self._goodbye is None:
            self._goodbye = asyncio.get_running_loop().create_task(self._say_goodbye())
        else:
            self.should_exit = self.force_exit = True

    async def _say_goodbye(self) -> None:
        await self._hub.close()
        self.should_exit = True

    def _fail(self, error: StorageError) -> None:
        if self.failure is None:
            self.failure = error
            self._hub.meters.failed("storage")
            self.stop()


def _allow_files(connections: int) -> None:
    """Each device is an open file, and many systems allow 1,024 unless asked."""
    try:
        import resource
    except ImportError:  # Windows counts otherwise
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = connections + OTHER_LINES
    if soft != resource.RLIM_INFINITY and soft < wanted:
        allowed = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (allowed, hard))
        if allowed < wanted:
            print(  # noqa: T201
                f"This system allows {allowed} open files, too few for {connections} connections; "
                "raise the limit (ulimit -n) or lower --most-connections.",
                file=sys.stderr,
            )
