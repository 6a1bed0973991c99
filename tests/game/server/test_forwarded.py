"""A server behind a proxy knows its own page, whatever the proxy makes of the Host header and of the path."""

from __future__ import annotations

from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from game_support import PATIENCE, Device, get, open_practice, post
from serving_support import serving
from websockets.exceptions import InvalidStatus

from linestop.game.server.forwarded import Named, same_origin

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("client_of_one_page")]

HERE = 8000
"""The port that the server listens on in these tables."""
PLAY = "https://play.example"


@pytest.mark.parametrize(
    ("what", "origin", "headers"),
    [
        ("nginx, $host:$server_port", PLAY, {"host": "play.example:443"}),
        ("nginx, $host:$server_port behind what ends https", PLAY, {"host": "play.example:80"}),
        ("nginx, $http_host", "http://play.example:8080", {"host": "play.example:8080"}),
        ("nginx, $host, which drops the port", "http://play.example:8080", {"host": "play.example"}),
        ("upper case", PLAY, {"host": "PLAY.example"}),
        ("a dot at the end", PLAY, {"host": "play.example."}),
        ("and in the page's address", "https://play.example.", {"host": "play.example"}),
        ("an IPv6 literal", "http://[fd00::2]:8000", {"host": "[fd00::2]:8000"}),
        ("one spelt in full", "http://[fd00::2]:8000", {"host": "[FD00:0:0:0:0:0:0:2]:8000"}),
        ("an IPv6 literal at the usual port", "http://[fd00::2]", {"host": "[fd00::2]:80"}),
        (
            "Caddy, Traefik: X-Forwarded-Host",
            PLAY,
            {"host": "linestop:8000", "x-forwarded-host": "play.example"},
        ),
        (
            "two proxies",
            PLAY,
            {"host": "inner", "x-forwarded-host": "play.example, inner.example"},
        ),
        (
            "X-Forwarded-Port",
            "https://play.example:8443",
            {"host": "linestop:8000", "x-forwarded-host": "play.example", "x-forwarded-port": "8443"},
        ),
        (
            "Host without its port, X-Forwarded-Port",
            "https://play.example:8443",
            {"host": "play.example", "x-forwarded-port": "8443"},
        ),
        (
            "RFC 7239",
            "https://play.example:8443",
            {"host": "upstream", "forwarded": 'for=1.2.3.4;host="play.example:8443";proto=https'},
        ),
    ],
)
def test_a_page_is_known_through_a_trusted_proxy(what: str, origin: str, headers: dict[str, str]) -> None:
    names = Named(trusted=True, own_port=HERE)
    assert same_origin({"origin": origin, **headers}, names), what


@pytest.mark.parametrize(
    ("origin", "headers"),
    [
        ("https://evil.example", {"host": "play.example"}),
        ("https://play.example.evil", {"host": "play.example"}),
        ("https://evil.example", {"host": "play.example", "x-forwarded-host": "play.example"}),
        ("http://play.example:9999", {"host": "play.example:8080"}),
        ("https://evil.example", {"host": "play.example", "forwarded": "for=1.2.3.4;proto=https"}),
        ("null", {"host": "play.example"}),
        ("https://play.example@evil.example", {"host": "play.example"}),
        ("https://", {"host": ""}),
        ("http://[::1", {"host": "[::1"}),
        ("http://play.example:99999", {"host": "play.example:99999"}),
        ("http://play.example:port", {"host": "play.example:port"}),
        ("ftp://play.example", {"host": "play.example"}),
        ("https://evil.example/play.example", {"host": "play.example"}),
    ],
)
@pytest.mark.parametrize("trusted", [True, False])
def test_a_page_of_another_site_is_not(origin: str, headers: dict[str, str], trusted: bool) -> None:
    names = Named(url=PLAY, trusted=trusted, own_port=HERE)
    assert not same_origin({"origin": origin, **headers}, names)


@pytest.mark.parametrize(
    ("origin", "headers"),
    [
        (PLAY, {"host": "linestop:8000", "x-forwarded-host": "play.example"}),
        (PLAY, {"host": "linestop:8000", "forwarded": "host=play.example"}),
        ("http://play.example:8080", {"host": "play.example"}),
    ],
)
def test_red_control_what_no_trusted_proxy_says_is_not_believed(origin: str, headers: dict[str, str]) -> None:
    assert not same_origin({"origin": origin, **headers}, Named(trusted=False, own_port=HERE))


def test_a_port_that_the_browser_did_not_say_was_dropped_by_nobody() -> None:
    """Who listens on port 80 is named without it."""
    headers = {"origin": "http://play.example:9999", "host": "play.example"}
    assert not same_origin(headers, Named(trusted=True, own_port=80))


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "linestop_upstream", "backend.internal:8000", ""])
def test_the_address_that_the_operator_gave_is_known_whatever_the_proxy_says(host: str) -> None:
    for url in (PLAY, f"{PLAY}:443", f"{PLAY}/linestop", "https://PLAY.example"):
        assert same_origin({"origin": PLAY, "host": host}, Named(url=url, own_port=HERE))


# ---------------------------------------------------------------- a whole server


def test_a_page_of_the_given_address_opens_games_and_sockets(tmp_path: Path) -> None:
    """nginx without any Host line: the server is called by the name of its upstream."""
    with serving(tmp_path / "linestop.db", url=PLAY) as server:
        opened = open_practice(server.url)
        assert post(f"{server.url}/api/practice", b'{"scenario":"one_seat"}', origin=PLAY)[0] == 201
        with Device(server.url, opened, origin=PLAY) as device:
            assert device.view["turn"] == 1
        policy = get(server.url + "/healthz")[2]["content-security-policy"]
        assert "wss://play.example" in policy


def test_a_page_of_a_name_that_the_server_does_not_know_is_told_what_helps(tmp_path: Path) -> None:
    with serving(tmp_path / "linestop.db") as server:
        opened = open_practice(server.url)
        status, error = post(f"{server.url}/api/practice", b"{}", origin=PLAY)
        assert (status, error["code"], error["fields"]) == (403, "wrong_origin", {"origin": PLAY})
        assert "start the server with --url" in error["message"]
        with pytest.raises(InvalidStatus) as refused:
            Device(server.url, opened, origin=PLAY)
        assert refused.value.response.status_code == 403
        assert b"--url" in (refused.value.response.body or b"")


def test_an_origin_that_is_no_address_is_refused_and_breaks_nothing(tmp_path: Path) -> None:
    with serving(tmp_path / "linestop.db") as server:
        for origin in ("http://[::1", "http://a:99999", "null", "://"):
            status, error = post(f"{server.url}/api/practice", b"{}", origin=origin)
            assert (status, error["code"]) == (403, "wrong_origin")


# ---------------------------------------------------------------- below a path

BELOW = "/linestop"
PATHS = ["/", "/join", "/join/ABCDEF", "/healthz", "/api/scenarios", "/nowhere", "/join/"]


def _asked(url: str, **headers: str) -> tuple[int, str]:
    """Status and text of a page, whatever the status; a redirect is not followed."""
    parts = urlsplit(url)
    with closing(HTTPConnection(parts.netloc, timeout=PATIENCE)) as line:
        line.request("GET", parts.path or "/", headers={"accept": "text/html", **headers})
        answer = line.getresponse()
        return answer.status, answer.read().decode()


@pytest.mark.slow
@pytest.mark.parametrize("path", PATHS)
def test_below_a_path_both_forms_lead_to_the_same(path: str, tmp_path: Path) -> None:
    """Proxies strip the path where they are told so, and pass it on where they are not."""
    with serving(tmp_path / "linestop.db", root_path=BELOW) as server:
        whole, stripped = _asked(server.url + BELOW + path), _asked(server.url + path)
        assert whole == stripped
        assert whole[0] == (404 if path == "/nowhere" else 200)


def test_below_a_path_the_bare_path_is_the_first_page(tmp_path: Path) -> None:
    with serving(tmp_path / "linestop.db", root_path=BELOW) as server:
        assert _asked(server.url + BELOW) == _asked(server.url + BELOW + "/") == _asked(server.url + "/")


def test_below_a_path_games_and_sockets_go_by_both_forms(tmp_path: Path) -> None:
    with serving(tmp_path / "linestop.db", root_path=BELOW) as server:
        for site in (server.url, server.url + BELOW):
            opened = open_practice(site)
            with Device(f"{site}/ws/{opened.game}", opened) as device:
                assert device.decide(1)["type"] == "ack"


@pytest.mark.parametrize("below", ["/play", "/assets", "/a/b", "/LineStop"])
def test_a_path_that_looks_like_one_of_ours_is_told_apart(below: str, tmp_path: Path) -> None:
    with serving(tmp_path / "linestop.db", root_path=below) as server:
        for path in ("/join/ABCDEF", "/play/ABCDEF", "/healthz"):
            assert _asked(server.url + below + path) == _asked(server.url + path)
        assert _asked(server.url + below + "/nowhere/at/all")[0] == 404


def test_no_redirect_leads_to_the_name_that_a_proxy_knows(tmp_path: Path) -> None:
    with serving(tmp_path / "linestop.db", root_path=BELOW) as server:
        for path in ("/join/", "/api/scenarios/", f"{BELOW}/leaderboard/"):
            assert _asked(server.url + path, host="upstream:8000")[0] == 200, path


def test_the_description_of_the_api_says_where_it_lies(tmp_path: Path) -> None:
    with serving(tmp_path / "linestop.db", root_path=BELOW) as server:
        for site in (server.url, server.url + BELOW):
            assert get(f"{site}/api/openapi.json")[1]["servers"] == [{"url": BELOW}]
