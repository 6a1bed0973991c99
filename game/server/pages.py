"""The built client as it lies on disk: one page for every address, its assets by their hashed names."""

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
    "/leaderboard",
    "/play/{code}",
    "/host/{code}",
    "/board/{code}",
    "/debrief/{code}",
)

NO_CLIENT = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Linestop</title></head><body>
<h1>The server runs, its web client has not been built yet</h1>
<p>In a checkout: run <code>make play</code>, or <code>npm install</code> and <code>npm run build</code>
in <code>web_client</code>, and reload this page.</p>
</body></html>
"""


class Assets(StaticFiles):
    """Hashed names never change their content, so they are kept for ever.

    Where the build has laid `name.gz` beside a file, that is sent to whoever takes it.
    """

    def file_response(
        self, full_path: PathLike, stat_result: os.stat_result, scope: Scope, status_code: int = 200
    ) -> Response:
        pressed = f"{full_path}.gz"
        is_pressed = takes_gzip(scope) and os.path.isfile(pressed)
        if is_pressed:
            full_path, stat_result = pressed, os.stat(pressed)
        response = super().file_response(full_path, stat_result, scope, status_code)
        response.headers["cache-control"] = "public, max-age=31536000, immutable"
        response.headers["vary"] = "Accept-Encoding"
        if is_pressed:
            response.headers["content-encoding"] = "gzip"
        return response


def takes_gzip(scope: Scope) -> bool:
    return "gzip" in Headers(scope=scope).get("accept-encoding", "")


def client_folder() -> Path | None:
    """Where the built client is: in the package, or beside it in a checkout."""
    here = Path(__file__).resolve().parents[1]  # game/
    for folder in (here / "static", here.parent / "web_client" / "dist"):
        if (folder / "index.html").is_file():
            return folder
    return None


def wants_page(request: Request) -> bool:
    """A person with a browser, not a program: for people there is a page at every address but the API's."""
    asked_for = request.headers.get("accept", "")
    return request.method in ("GET", "HEAD") and "text/html" in asked_for and not _is_api(request)


def _is_api(request: Request) -> bool:
    path = request.url.path.removeprefix(_root(request.scope))
    return path.startswith(("/api/", "/assets/"))


def _root(scope: Scope) -> str:
    """Where a proxy mounts the server, without a slash at its end; not where a mounted route stands."""
    root: str = scope.get("app_root_path", scope.get("root_path", ""))
    return root.rstrip("/")


async def page(request: Request, status: int = 200) -> Response:
    """The one page; which screen it shows is its own affair."""
    folder = client_folder()
    if folder is None:
        return HTMLResponse(NO_CLIENT, status_code=503)
    base = html.escape(_root(request.scope) + "/")
    text = (folder / "index.html").read_text(encoding="utf-8")
    headers = {"cache-control": "no-cache"}
    return HTMLResponse(text.replace("%BASE%", base), status, headers)


def client_routes() -> list[BaseRoute]:
    """Pages, assets, and the few plain files at the client's root (icon, licences)."""
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
