"""The built client as it lies on disk: one page for every address, its assets by their hashed names."""

from __future__ import annotations

import html
from collections.abc import Awaitable, Callable
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

PAGES = (
    "/",
    "/host",
    "/join",
    "/join/{code}",
    "/claim",
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
    """Hashed names never change their content, so they are kept for ever."""

    def file_response(self, *args: object, **kwargs: object) -> Response:
        response = super().file_response(*args, **kwargs)  # type: ignore[arg-type]
        response.headers["cache-control"] = "public, max-age=31536000, immutable"
        return response


def client_folder() -> Path | None:
    """Where the built client is: in the package, or beside it in a checkout."""
    here = Path(__file__).resolve().parent
    for folder in (here / "static", here.parent / "web_client" / "dist"):
        if (folder / "index.html").is_file():
            return folder
    return None


async def page(request: Request) -> Response:
    """The one page; which screen it shows is its own affair."""
    folder = client_folder()
    if folder is None:
        return HTMLResponse(NO_CLIENT, status_code=503)
    base = html.escape(request.scope.get("root_path", "").rstrip("/") + "/")
    text = (folder / "index.html").read_text(encoding="utf-8")
    return HTMLResponse(text.replace("%BASE%", base), headers={"cache-control": "no-cache"})


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
