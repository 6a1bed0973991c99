"""The real proxies in front of a real server, with the lines of SECURITY.md and with other usual ones."""

from __future__ import annotations

import re
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path

import pytest
from game_support import PATIENCE, Device, open_practice, post
from places import ROOT
from proxies import free_ports, proxy
from serving_support import Serving, serving
from websockets.exceptions import InvalidStatus

from linestop.game.server.uvicorn_server import PING_SECONDS

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("client_of_one_page")]

LINES = dict(re.findall(r"^```(\w+)\n(.*?)^```", (ROOT / "SECURITY.md").read_text("utf-8"), re.M | re.S))
UPGRADE = """proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade;
    proxy_set_header Connection "upgrade";"""
HOSTS = {
    "with the browser's port": "proxy_set_header Host $http_host;",
    "with the proxy's port": "proxy_set_header Host $host:$server_port;",
    "without a port": "proxy_set_header Host $host;",
    "of the upstream, and X-Forwarded-Host": "proxy_set_header X-Forwarded-Host $http_host;",
    "of the upstream, X-Forwarded-Host and -Port": "proxy_set_header X-Forwarded-Host $host; "
    "proxy_set_header X-Forwarded-Port $server_port;",
}
"""Lines about Host that people write for nginx, by what they pass on."""


def upstream(text: str, server: Serving) -> str:
    assert "127.0.0.1:8000" in text
    return text.replace("127.0.0.1:8000", server.url.removeprefix("http://"))


def nginx(*servers: str) -> str:
    return (
        "daemon off; pid nginx.pid; events {}\n"
        "http { access_log off; client_body_temp_path .; proxy_temp_path .; fastcgi_temp_path .; "
        "uwsgi_temp_path .; scgi_temp_path .;\n" + "\n".join(servers) + "\n}\n"
    )


def plays(site: str) -> None:
    """A browser's page of this site gets pages, answers, and a socket that carries a game."""
    origin = "/".join(site.split("/")[:3])
    with closing(HTTPConnection(origin.removeprefix("http://"), timeout=PATIENCE)) as line:
        line.request("GET", site.removeprefix(origin) + "/join/ABCDEF", headers={"accept": "text/html"})
        assert line.getresponse().status == 200
    assert post(f"{site}/api/practice", b'{"scenario":"one_seat"}', origin=origin)[0] == 201
    opened = open_practice(site)
    with Device(f"{site}/ws/{opened.game}", opened, origin=origin) as device:
        assert device.decide(1)["type"] == "ack"
        device.until_turn(2)
    status, error = post(f"{site}/api/practice", b"{}", origin="https://evil.example")
    assert (status, error["code"]) == (403, "wrong_origin"), "as a page of another site does not"


def test_the_lines_for_caddy_do(tmp_path: Path) -> None:
    (port,) = free_ports(1)
    with serving(tmp_path / "linestop.db") as server:
        lines = upstream(LINES["Caddyfile"], server).replace("play.example", f"http://127.0.0.1:{port}")
        with proxy("caddy", "{\n\tadmin off\n}\n" + lines, tmp_path, [port]):
            plays(f"http://127.0.0.1:{port}")


def test_the_lines_for_nginx_do_and_so_do_other_usual_ones(tmp_path: Path) -> None:
    ports = free_ports(1 + len(HOSTS))
    with serving(tmp_path / "linestop.db") as server:
        own = upstream(LINES["nginx"], server)
        servers = [f"server {{ listen 127.0.0.1:{ports[0]}; {own} }}"]
        for port, host in zip(ports[1:], HOSTS.values(), strict=True):
            servers.append(block(port, server.url, host))
        with proxy("nginx", nginx(*servers), tmp_path, ports):
            for port in ports:
                plays(f"http://127.0.0.1:{port}")


def block(port: int, to: str, lines: str = "", path: str = "/") -> str:
    """A server of nginx that hands on what comes below a path."""
    return f"server {{ listen 127.0.0.1:{port}; location {path} {{ proxy_pass {to}; {UPGRADE} {lines} }} }}"


def test_nginx_without_a_line_about_the_host_does_with_the_address_given(tmp_path: Path) -> None:
    (port,) = free_ports(1)
    with serving(tmp_path / "linestop.db", url=f"http://127.0.0.1:{port}") as server:
        with proxy("nginx", nginx(block(port, server.url)), tmp_path, [port]):
            plays(f"http://127.0.0.1:{port}")


def test_red_control_nginx_without_a_line_about_the_host_and_no_address_is_refused(tmp_path: Path) -> None:
    (port,) = free_ports(1)
    with serving(tmp_path / "linestop.db") as server:
        with proxy("nginx", nginx(block(port, server.url)), tmp_path, [port]):
            site = f"http://127.0.0.1:{port}"
            status, error = post(f"{site}/api/practice", b"{}", origin=site)
            assert status == 403 and "start the server with --url" in error["message"]


def test_nginx_without_the_lines_about_upgrade_is_told_what_is_missing(tmp_path: Path) -> None:
    """The page opens and nothing else does: the socket comes as a plain request."""
    (port,) = free_ports(1)
    with serving(tmp_path / "linestop.db") as server:
        lines = f"location / {{ proxy_pass {server.url}; proxy_set_header Host $http_host; }}"
        with proxy("nginx", nginx(f"server {{ listen 127.0.0.1:{port}; {lines} }}"), tmp_path, [port]):
            site = f"http://127.0.0.1:{port}"
            opened = open_practice(site)
            with pytest.raises(InvalidStatus) as refused:
                Device(f"{site}/ws/{opened.game}", opened, origin=site)
    assert refused.value.response.status_code == 426
    assert b"must pass on Upgrade and Connection" in (refused.value.response.body or b"")


def test_below_a_path_nginx_may_strip_it_or_not(tmp_path: Path) -> None:
    ports = free_ports(2)
    with serving(tmp_path / "linestop.db", root_path="/linestop") as server:
        host = "proxy_set_header Host $http_host;"
        servers = [
            block(port, to, host, "/linestop/")
            for port, to in zip(ports, (server.url, server.url + "/"), strict=True)
        ]
        with proxy("nginx", nginx(*servers), tmp_path, ports):
            for port in ports:
                plays(f"http://127.0.0.1:{port}/linestop")


def test_the_lines_for_haproxy_do(tmp_path: Path) -> None:
    (port,) = free_ports(1)
    with serving(tmp_path / "linestop.db") as server:
        lines = upstream(LINES["haproxy"], server)
        bind = "bind :443 ssl crt /etc/haproxy/play.example.pem"
        assert bind in lines
        with proxy("haproxy", lines.replace(bind, f"bind 127.0.0.1:{port}"), tmp_path, [port]):
            plays(f"http://127.0.0.1:{port}")


def test_a_proxy_that_closes_what_was_silent_for_a_minute_closes_no_game() -> None:
    """A ping may be lost on the way, and the next one still comes in time."""
    assert 3 * PING_SECONDS < 60
