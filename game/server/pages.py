"""Serves the built web client: one HTML page for every address of a screen, and its assets.

The client chooses the screen from the address (a single-page application), so a new screen needs its
path in `PAGES`. Assets have a hash of their content in their name and are cached for ever.
"""

from __future__ import annotations

import html
import os
from collections.abc import Awaitable, Callable
from pathlib import Path

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import PathLike, StaticFiles
from starlette.types import Scope

PAGES = (
    "/",
    "/host",
    "/join",
    "/join/{code}",
    "/claim",
    "/guide",
    "/card/{name}",
    "/leaderboard",
    "/play/{code}",
    "/host/{code}",
    "/board/{code}",
    "/debrief/{code}",
)
"""Addresses of the client's screens."""

NO_CLIENT = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Linestop</title></head><body>
<h1>The server runs, its web client has not been built yet</h1>
<p>In a checkout: run <code>make play</code>, or <code>npm install</code> and <code>npm run build</code>
in <code>web_client</code>, and reload this page.</p>
</body></html>
"""


class Assets(StaticFiles):
    """Static files that may be cached for ever, since a change of content changes their hashed names.

    Where the build has put `name.gz` beside a file, it is sent to clients that accept gzip.
    """

    def file_response(
        self, full_path: PathLike, stat_result: os.stat_result, scope: Scope, status_code: int = 200
    ) -> Response:
        """The response with a file, or with its compressed twin."""
        compressed = f"{full_path}.gz"
        is_compressed = takes_gzip(scope) and os.path.isfile(compressed)
        if is_compressed:
            full_path, stat_result = compressed, os.stat(compressed)
        response = super().file_response(full_path, stat_result, scope, status_code)
        response.headers["cache-control"] = "public, max-age=31536000, immutable"
        response.headers["vary"] = "Accept-Encoding"
        if is_compressed:
            response.headers["content-encoding"] = "gzip"
        return response


def takes_gzip(scope: Scope) -> bool:
    """Whether the client accepts gzip."""
    return "gzip" in Headers(scope=scope).get("accept-encoding", "")


def client_folder() -> Path | None:
    """Folder of the built client, in the package or in a checkout; None if it has not been built."""
    here = Path(__file__).resolve().parents[1]  # game/
    for folder in (here / "static", here.parent / "web_client" / "dist"):
        if (folder / "index.html").is_file():
            return folder
    return None


def wants_page(request: Request) -> bool:
    """Whether the request comes from a browser that navigates, and not to an address of the API."""
    asked_for = request.headers.get("accept", "")
    return request.method in ("GET", "HEAD") and "text/html" in asked_for and not _is_api(request)


def _is_api(request: Request) -> bool:
    path = request.url.path.removeprefix(_root(request.scope))
    return path.startswith(("/api/", "/assets/"))


def _root(scope: Scope) -> str:
    """Path at which a proxy mounts the server, without a slash at the end."""
    # Inside a Mount, root_path also holds the mount's own path; app_root_path does not.
    root: str = scope.get("app_root_path", scope.get("root_path", ""))
    return root.rstrip("/")


async def page(request: Request, status: int = 200) -> Response:
    """The client's HTML page, its base set to where a proxy mounts the server; 503 if it is not built."""
    folder = client_folder()
    if folder is None:
        return HTMLResponse(NO_CLIENT, status_code=503)
    base = html.escape(_root(request.scope) + "/")
    text = (folder / "index.html").read_text(encoding="utf-8")
    # Asked for again each time, since it names the assets of the newest build.
    headers = {"cache-control": "no-cache"}
    return HTMLResponse(text.replace("%BASE%", base), status, headers)


def client_routes() -> list[BaseRoute]:
    """Routes of the client's pages, its assets, and the files at its root (icon, licences)."""
    routes: list[BaseRoute] = [Route(path, page) for path in PAGES]
    folder = client_folder()
    if folder is not None:
        if (folder / "assets").is_dir():
            routes.append(Mount("/assets", Assets(directory=folder / "assets")))
        routes += [
            Route(f"/{file.name}", _plain_file(file))
            for file in sorted(folder.iterdir())
            if file.is_file() and file.name != "index.html"
        ]
    return routes


def _plain_file(file: Path) -> Callable[[Request], Awaitable[Response]]:
    async def send(request: Request) -> Response:
        return FileResponse(file, headers={"cache-control": "no-cache"})

    return send
