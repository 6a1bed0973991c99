"""What lies between a browser and this server: proxies, the path where they mount it, and whose page asks.

A proxy may pass on the browser's Host header, or put its own or this server's name there. What a page of this
server is called is known from the Host header, from `--url`, and from what a trusted proxy says
(X-Forwarded-Host, X-Forwarded-Port, Forwarded).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from .connection_limits import TrustedProxies, plain_address

USUAL_PORTS = (80, 443)
"""What a browser leaves out. A proxy that ends HTTPS may name either, so they count as one."""
_FORWARDED_HOST = re.compile(r'(?:^|[;,\s])host="?([^";,\s]+)', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Site:
    """Host and port of an address, as two spellings of it agree; port None: the usual one, or not said."""

    host: str
    port: int | None

    @classmethod
    def named(cls, netloc: str) -> Site | None:
        """The site of a Host header, or of the middle of an address; None if it is none."""
        try:
            parts = urlsplit(f"//{netloc.strip()}")
            host, port = parts.hostname, parts.port
        except ValueError:
            return None
        if not host or parts.username is not None or parts.path:
            return None
        return cls(plain_address(host.removesuffix(".")), None if port in USUAL_PORTS else port)


@dataclass(frozen=True, slots=True)
class Named:
    """By which names this server may be known to whoever asks; `own_port` is the one it listens on."""

    url: str = ""
    trusted: bool = False
    """The connection comes from a proxy that is believed."""
    own_port: int | None = None

    def is_own(self, origin: str, headers: Mapping[str, str]) -> bool:
        """Whether a page of this origin is this server's."""
        try:
            scheme, netloc = urlsplit(origin)[:2]
        except ValueError:
            return False
        page = Site.named(netloc)
        if scheme not in ("http", "https") or page is None:
            return False
        if self.url and page == Site.named(urlsplit(self.url).netloc):
            return True
        sites = filter(None, map(Site.named, self._said(headers)))
        return any(page == site or self._lost_its_port(page, site) for site in sites)

    def hosts(self, headers: Mapping[str, str]) -> Iterator[str]:
        """All that the server may be called in this request, as it was written."""
        if self.url:
            yield urlsplit(self.url).netloc
        yield from self._said(headers)

    def _said(self, headers: Mapping[str, str]) -> Iterator[str]:
        yield headers.get("host", "")
        if not self.trusted:
            return
        # Of several proxies the first heard the browser.
        host = headers.get("x-forwarded-host", "").partition(",")[0].strip()
        port = headers.get("x-forwarded-port", "").partition(",")[0].strip()
        for name in filter(None, (host, headers.get("host", ""))):
            yield name
            if port.isdigit() and not re.search(r":\d+\Z", name):
                yield f"{name}:{port}"
        yield from _FORWARDED_HOST.findall(headers.get("forwarded", ""))[:1]

    def _lost_its_port(self, page: Site, site: Site) -> bool:
        """Whether a proxy passed on the name without the port: browsers always name one that is not usual."""
        direct = not self.trusted or self.own_port in (*USUAL_PORTS, None)
        return not direct and site.port is None and page.host == site.host


class BehindProxies:
    """ASGI middleware, the outermost: reads what a proxy says, and takes both forms of a path below `root`.

    root: where a proxy mounts the server. The proxy may strip it from the path or not; `heads` are the first
    parts of this server's own paths, by which the two are told apart.
    """

    def __init__(
        self, app: ASGIApp, *, root: str, heads: Collection[str], url: str, proxies: TrustedProxies
    ) -> None:
        self.app = app
        self._inner = ProxyHeadersMiddleware(app, proxies.addresses)  # type: ignore[arg-type]
        self._root, self._heads, self._url, self._proxies = root, heads, url, proxies

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] in ("http", "websocket"):
            client, server = scope.get("client"), scope.get("server")
            if client:
                scope["client"] = (plain_address(client[0]), client[1])
            if server:
                scope["server"] = (plain_address(server[0]), server[1])
            trusted = bool(client) and scope["client"][0] in self._proxies
            # A key of its own: lower layers put the browser's address in the place of the proxy's.
            scope["linestop.named"] = Named(self._url, trusted, server[1] if server else None)
            self._mount(scope)
        await self._inner(scope, receive, send)  # type: ignore[arg-type]

    def _mount(self, scope: Scope) -> None:
        path: str = scope["path"]
        if len(path) > 1:
            # Not by a redirect: it would name the host that the proxy knows.
            path = path.rstrip("/") or "/"
        if self._root:
            if path == self._root:
                path += "/"
            elif not (path.startswith(f"{self._root}/") and self._is_ours(path.removeprefix(self._root))):
                path = self._root + path
            scope["root_path"] = self._root
        scope["path"] = path

    def _is_ours(self, path: str) -> bool:
        return path.split("/")[1] in self._heads


def named(scope: Scope) -> Named:
    """By which names the server may be known in this request."""
    found: Named = scope.get("linestop.named", Named())
    return found


def same_origin(headers: Mapping[str, str], names: Named) -> bool:
    """Whether a request comes from a page of this server, or from a program that is no browser.

    Browsers say where a page came from (Sec-Fetch-Site, Origin). A program without these headers has no
    user's cookies that a foreign page could abuse, so it is let through.
    """
    if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return False
    origin = headers.get("origin")
    return origin is None or names.is_own(origin, headers)


def hosts_of(scope: Scope) -> list[str]:
    """Hosts, with their ports, by which pages of this server may open a WebSocket."""
    return list(dict.fromkeys(named(scope).hosts(Headers(scope=scope))))
