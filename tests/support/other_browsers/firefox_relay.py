"""Firefox as Playwright asks for it: starts it, with a relay before its socket of WebDriver BiDi.

Playwright sets the media features of every context by a command that Firefox 153 does not know yet
(`emulation.setMediaFeaturesOverride`), and gives up where it is refused. The relay passes
every message on as it is; where this one command is refused it says that it is done. What a test needs
of these features it sets by a preference of Firefox's own.

    python firefox_relay.py FIREFOX ARGUMENT...
"""

from __future__ import annotations

import asyncio
import json
import re
import signal
import sys
from collections.abc import Awaitable, Callable

from websockets.asyncio.client import ClientConnection, connect
from websockets.asyncio.server import ServerConnection, serve

LISTENING = re.compile(rb"WebDriver BiDi listening on (ws://[\d.:]+)")
NOT_YET = "emulation.setMediaFeaturesOverride"


async def run(firefox: str, arguments: list[str]) -> int:
    """Firefox, until it ends; its address is told as Firefox tells it, but for the relay's."""
    process = await asyncio.create_subprocess_exec(
        firefox, *arguments, stdin=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.PIPE
    )
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, process.terminate)
    assert process.stderr
    async for line in process.stderr:
        found = LISTENING.search(line)
        if not found:
            sys.stderr.buffer.write(line)
            sys.stderr.flush()
            continue
        async with serve(relay(found[1].decode()), "127.0.0.1", 0, max_size=None) as server:
            port = next(iter(server.sockets)).getsockname()[1]
            sys.stderr.write(f"WebDriver BiDi listening on ws://127.0.0.1:{port}\n")
            sys.stderr.flush()
            async for _ in process.stderr:
                pass  # so that a full pipe never stops it
            break
    return await process.wait()


def relay(address: str) -> Callable[[ServerConnection], Awaitable[None]]:
    """What to do with a driver that connects: everything to and fro, but for refusals of what is not yet."""

    async def between(driver: ServerConnection) -> None:
        forgiven: set[int] = set()
        async with connect(f"{address}/session", max_size=None, compression=None, proxy=None) as browser:
            ways = [
                asyncio.ensure_future(_down(driver, browser, forgiven)),
                asyncio.ensure_future(_up(browser, driver, forgiven)),
            ]
            await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
            for way in ways:
                way.cancel()
            await asyncio.gather(*ways, return_exceptions=True)

    return between


async def _down(driver: ServerConnection, browser: ClientConnection, forgiven: set[int]) -> None:
    async for message in driver:
        command = json.loads(message)
        if command["method"] == NOT_YET:
            forgiven.add(command["id"])
        await browser.send(message)


async def _up(browser: ClientConnection, driver: ServerConnection, forgiven: set[int]) -> None:
    async for message in browser:
        if forgiven:
            answer = json.loads(message)
            if answer.get("id") in forgiven:
                forgiven.discard(answer["id"])
                message = json.dumps({"type": "success", "id": answer["id"], "result": {}})
        await driver.send(message)


if __name__ == "__main__":
    sys.exit(asyncio.run(run(sys.argv[1], sys.argv[2:])))
