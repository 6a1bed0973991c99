"""HTTP client of a bot: reads a game's card and joins the game, by the routes that the web client uses.

Each bot makes its own token, so that joining again after a lost answer gives the same seat.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlsplit, urlunsplit
from urllib.request import ProxyHandler, Request, build_opener

import msgspec

from ..errors import Refused
from ..messages import Error, GameCard, JoinGame, Opened
from ..names import plain_code
from .bot import Seat, is_on_this_machine

ANSWER_SECONDS = 15.0
"""How long one request may take."""
WAIT_SECONDS = 2.0
"""Pause before a request is sent again that the server asked to repeat."""
MOST_WAITS = 45
"""Times that a bot waits while the server asks for patience (429, 503): more than a rate limit lasts."""
MOST_NAMES = 1000
"""Names that are tried before the game counts as full of bots."""
LARGEST_ANSWER = 1 << 20
"""Bytes that are read of an answer: a wrong address may send any amount."""


class GameClient:
    """One game on a server, by the server's address and the game's code.

    Raises:
        Refused: if the address is none of a server, or there is no code.
    """

    def __init__(self, url: str, code: str) -> None:
        self._url = url.rstrip("/")
        if not _is_server_address(self._url):
            raise Refused(f"{url} is no address of a server; give one such as http://127.0.0.1:8000.")
        self.code = plain_code(code)
        if not self.code:
            raise Refused("Give the game's code, as desk and board show it.")

    @property
    def socket_url(self) -> str:
        """Address of the game's WebSocket."""
        parts = urlsplit(self._url)
        scheme = {"http": "ws", "https": "wss"}[parts.scheme]
        return urlunsplit((scheme, parts.netloc, f"{parts.path}/ws/{self.code}", "", ""))

    async def card(self) -> GameCard:
        """The game's title, scenario, depth and number of turns.

        Raises:
            Refused: if there is no such game, or the server does not answer.
        """
        return await self._ask("", None, GameCard)

    async def sit_down(self, name_of: Callable[[int], str], number: int) -> tuple[Seat, int]:
        """Join under the first free name from `name_of(number)` on; returns the seat and its name's number.

        Raises:
            Refused: if the game has no seat or no name left, or the server does not answer.
        """
        token = secrets.token_urlsafe(32)
        for tried in range(number, number + MOST_NAMES):
            name = name_of(tried)
            try:
                opened = await self._ask("/join", JoinGame(name, token, True), Opened)
            except Refused as refused:
                if refused.code == "name_taken":
                    continue
                raise
            return Seat(name, opened.game, opened.token), tried
        raise Refused("A thousand bots have been here already; open another game.")

    async def _ask[T](self, path: str, body: JoinGame | None, answer: type[T]) -> T:
        """Send a request and read the answer; waits while the server says 429 or 503."""
        address = f"{self._url}/api/games/{quote(self.code, safe='')}{path}"
        for _ in range(MOST_WAITS):
            status, raw = await asyncio.to_thread(_fetch, address, body)
            if status not in (429, 503):
                break
            await asyncio.sleep(WAIT_SECONDS)
        try:
            if status < 400:
                return msgspec.json.decode(raw, type=answer)
            error = msgspec.json.decode(raw, type=Error)
        except msgspec.MsgspecError:
            raise Refused(f"{self._url} is no Linestop server of this version.") from None
        raise Refused(error.message, code=error.code)


def _is_server_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def open_url(request: Request, seconds: float) -> Any:
    """Send a request, by the proxy that the environment names unless it stays on this machine.

    Raises:
        HTTPError: for an answer with an error status.
        URLError, OSError: if there is no answer.
    """
    nowhere = [ProxyHandler({})] if is_on_this_machine(request.full_url) else []
    return build_opener(*nowhere).open(request, timeout=seconds)


def _fetch(address: str, body: Any) -> tuple[int, bytes]:
    """Status and body of a request, whatever the status.

    Raises:
        Refused: if the server does not answer.
    """
    content = None if body is None else msgspec.json.encode(body)
    request = Request(address, content, {"content-type": "application/json", "accept": "application/json"})
    try:
        with open_url(request, ANSWER_SECONDS) as answer:
            return answer.status, answer.read(LARGEST_ANSWER)
    # An answer with an error status, whose body is read; it is a URLError too, so it comes first.
    except HTTPError as error:
        with error:
            return error.code, error.read(LARGEST_ANSWER)
    except (URLError, OSError, HTTPException) as error:
        reason = getattr(error, "reason", None) or error
        raise Refused(f"{address} does not answer: {reason}. Is the server running there?") from None
