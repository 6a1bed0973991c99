"""The player's door as a program sees it: ask for a game, sit down in it.

Each bot makes its own token, so asking again after a lost answer gives the same seat.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlsplit, urlunsplit
from urllib.request import Request, urlopen

import msgspec

from ..errors import Refused
from ..messages import Error, GameCard, JoinGame, Opened
from ..names import plain_code
from .bot import Seat

ANSWER_SECONDS = 15.0
WAIT_SECONDS = 2.0
MOST_WAITS = 45
LARGEST_ANSWER = 1 << 20


class Door:
    """One game at a server's address."""

    def __init__(self, url: str, code: str) -> None:
        self._url = url.rstrip("/")
        if not _is_a_server_s(self._url):
            raise Refused(f"{url} is no address of a server; give one such as http://127.0.0.1:8000.")
        self.code = plain_code(code)
        if not self.code:
            raise Refused("Give the game's code, as desk and board show it.")

    @property
    def socket_url(self) -> str:
        parts = urlsplit(self._url)
        scheme = {"http": "ws", "https": "wss"}[parts.scheme]
        return urlunsplit((scheme, parts.netloc, f"{parts.path}/ws/{self.code}", "", ""))

    async def card(self) -> GameCard:
        """What the game is.

        Raises:
            Refused: if there is none, or nobody answers.
        """
        return await self._ask("", None, GameCard)

    async def sit_down(self, name_of: Callable[[int], str], number: int) -> tuple[Seat, int]:
        """A seat under the first free name from this number on, and that name's number."""
        token = secrets.token_urlsafe(32)
        for tried in range(number, number + 1000):
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


def _is_a_server_s(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def _fetch(address: str, body: Any) -> tuple[int, bytes]:
    """Status and body, whatever the status. The address comes from whoever typed the command."""
    content = None if body is None else msgspec.json.encode(body)
    request = Request(address, content, {"content-type": "application/json", "accept": "application/json"})
    try:
        with urlopen(request, timeout=ANSWER_SECONDS) as answer:
            return answer.status, answer.read(LARGEST_ANSWER)
    except HTTPError as error:
        with error:
            return error.code, error.read(LARGEST_ANSWER)
    except (URLError, OSError, HTTPException) as error:
        reason = getattr(error, "reason", None) or error
        raise Refused(f"{address} does not answer: {reason}. Is the server running there?") from None
