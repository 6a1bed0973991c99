"""The routes: pages and their headers, a small API, and what they refuse."""

from __future__ import annotations

import gzip
import json
import socket
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from game_support import PATIENCE, post
from serving_support import Serving, serving

from linestop.game.server import pages
from linestop.game.server.forwarded import Named, same_origin
from linestop.game.server.security import content_policy

SCRIPT = "export const weeks = 52;\n" * 100


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built client as small as one can be."""
    folder = tmp_path_factory.mktemp("dist")
    (folder / "assets").mkdir()
    (folder / "index.html").write_text('<!doctype html><base href="%BASE%"><div id="app"></div>')
    (folder / "icon.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    (folder / "assets" / "main-abc123.js").write_text(SCRIPT)
    (folder / "assets" / "main-abc123.js.gz").write_bytes(gzip.compress(SCRIPT.encode()))
    (folder / "assets" / "plain-abc123.css").write_text("p { color: red }")
    return folder


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, client: Path) -> Iterator[Serving]:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(pages, "client_folder", lambda: client)
        with serving(tmp_path_factory.mktemp("server") / "linestop.db") as server:
            yield server


def get(url: str, **headers: str) -> tuple[int, dict[str, str], str]:
    asked = Request(url, headers={name.replace("_", "-"): value for name, value in headers.items()})
    try:
        with urlopen(asked, timeout=PATIENCE) as answer:
            return answer.status, dict(answer.headers), answer.read().decode()
    except HTTPError as error:
        with error:
            return error.code, dict(error.headers), error.read().decode()


@pytest.mark.parametrize("path", ["/", "/join", "/play/ABCDEF"])
def test_every_page_is_the_client_with_its_base(server: Serving, path: str) -> None:
    status, _, body = get(server.url + path)
    assert status == 200
    assert '<base href="/">' in body


BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.mark.parametrize("path", ["/nowhere", "/play", "/play/ABCDEF/x", "/ws"])
def test_a_person_at_an_unknown_address_gets_a_page_and_a_program_gets_json(
    server: Serving, path: str
) -> None:
    status, headers, body = get(server.url + path, accept=BROWSER)
    assert (status, headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert '<base href="/">' in body
    assert "script-src 'self'" in headers["content-security-policy"]
    status, headers, body = get(server.url + path)
    assert (status, headers["content-type"]) == (404, "application/json")
    assert json.loads(body)["code"] == "not_found"


@pytest.mark.parametrize("path", ["/api/nowhere", "/api/games/ABCDEF", "/assets/main-old.js"])
def test_below_the_api_and_the_assets_there_is_no_page_for_anybody(server: Serving, path: str) -> None:
    status, headers, _ = get(server.url + path, accept=BROWSER)
    assert (status, headers["content-type"]) == (404, "application/json")


def test_what_was_pressed_while_building_goes_so_to_whoever_takes_it(server: Serving) -> None:
    url = f"{server.url}/assets/main-abc123.js"
    with urlopen(Request(url, headers={"Accept-Encoding": "gzip, deflate"}), timeout=PATIENCE) as answer:
        assert answer.headers["content-encoding"] == "gzip"
        assert answer.headers["content-type"] == "text/javascript; charset=utf-8"
        assert "accept-encoding" in answer.headers["vary"].lower()
        assert gzip.decompress(answer.read()).decode() == SCRIPT
    _, headers, body = get(url)
    assert "content-encoding" not in headers
    assert "immutable" in headers["cache-control"]
    assert body == SCRIPT
    _, headers, body = get(f"{server.url}/assets/plain-abc123.css", accept_encoding="gzip")
    assert ("content-encoding" not in headers) and body == "p { color: red }"


def test_long_answers_are_pressed_on_the_way(server: Serving) -> None:
    asked = Request(f"{server.url}/api/scenarios", headers={"Accept-Encoding": "gzip"})
    with urlopen(asked, timeout=PATIENCE) as answer:
        assert answer.headers["content-encoding"] == "gzip"
        pressed = answer.read()
    plain = get(f"{server.url}/api/scenarios")[2].encode()
    assert gzip.decompress(pressed) == plain
    assert len(pressed) < len(plain)


def test_a_server_under_a_path_says_so_in_its_pages(tmp_path: Path, client: Path) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(pages, "client_folder", lambda: client)
        with serving(tmp_path / "linestop.db", root_path="/games/linestop") as server:
            assert '<base href="/games/linestop/">' in get(server.url + "/play/ABCDEF")[2]
            assert get(server.url + "/healthz")[0] == 200
            assert get(server.url + "/assets/main-abc123.js")[0] == 200
            status, _, body = get(server.url + "/nowhere", accept=BROWSER)
            assert (status, '<base href="/games/linestop/">' in body) == (404, True)


def test_assets_are_kept_for_ever_and_pages_are_asked_for_again(server: Serving) -> None:
    status, headers, _ = get(server.url + "/assets/main-abc123.js")
    assert (status, headers["cache-control"]) == (200, "public, max-age=31536000, immutable")
    assert headers["content-type"].startswith("text/javascript")
    assert get(server.url + "/")[1]["cache-control"] == "no-cache"
    assert get(server.url + "/icon.svg")[0] == 200
    assert get(server.url + "/api/scenarios")[1]["cache-control"] == "no-store"


def test_without_a_built_client_the_page_says_what_to_do(tmp_path: Path) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(pages, "client_folder", lambda: None)
        with serving(tmp_path / "linestop.db") as server:
            status, _, body = get(server.url + "/")
            assert status == 503
            assert "make play" in body and "npm run build" in body


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/nothing",
        "/healthz",
        "/api/scenarios",
        "/assets/main-abc123.js",
        "/assets/none.js",
        "/api/practice",
    ],
)
def test_every_answer_carries_the_security_headers(server: Serving, path: str) -> None:
    headers = get(server.url + path)[1]
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy and "script-src 'self';" in policy and "style-src 'self';" in policy
    assert "frame-ancestors 'none'" in policy and "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert "server" not in {name.lower() for name in headers}


def test_a_host_header_cannot_write_the_policy() -> None:
    assert "ws://192.168.0.7:8000 " in content_policy("192.168.0.7:8000")
    assert "evil" not in content_policy("x; script-src evil")


@pytest.mark.parametrize(
    ("headers", "same"),
    [
        ({}, True),
        ({"origin": "http://a.example:8000", "host": "a.example:8000"}, True),
        ({"origin": "http://A.example:8000", "host": "a.example:8000"}, True),
        ({"origin": "https://a.example", "host": "a.example"}, True),
        ({"origin": "http://a.example:8001", "host": "a.example:8000"}, False),
        ({"origin": "http://a.example.evil", "host": "a.example"}, False),
        ({"origin": "null", "host": "a.example"}, False),
        ({"origin": "file://a.example", "host": "a.example"}, False),
        ({"sec-fetch-site": "cross-site"}, False),
        ({"sec-fetch-site": "same-origin"}, True),
    ],
)
def test_a_page_of_another_origin_is_told_apart(headers: dict[str, str], same: bool) -> None:
    assert same_origin(headers, Named()) is same


def test_health_says_what_runs_here(server: Serving) -> None:
    status, _, body = get(server.url + "/healthz")
    health = json.loads(body)
    assert status == 200
    assert health.keys() == {"status", "version", "database", "sqlite", "connections", "rooms"}
    assert health["status"] == "ok" and health["database"] == "linestop.db"


def test_the_scenarios_are_listed_with_their_size(server: Serving) -> None:
    cards = {card["name"]: card for card in json.loads(get(server.url + "/api/scenarios")[2])}
    assert {"calm_seas", "pacific_squeeze", "one_seat"} <= cards.keys()
    assert (cards["pacific_squeeze"]["weeks"], cards["pacific_squeeze"]["turns"]) == (52, 13)


def test_a_practice_game_is_opened_with_a_code_and_a_token_in_the_fragment(server: Serving) -> None:
    status, opened = post(f"{server.url}/api/practice", b'{"scenario":"pacific_squeeze"}')
    assert status == 201
    assert opened["path"] == f"play/{opened['game']}#token={opened['token']}"
    assert len(opened["game"]) == 6 and not set(opened["game"]) & set("01OIL")


@pytest.mark.parametrize(
    ("body", "headers", "status", "code"),
    [
        (b"", {}, 400, "bad_body"),
        (b"{", {}, 400, "bad_body"),
        (b"[]", {}, 400, "bad_body"),
        (b'{"seed":7}', {}, 400, "bad_body"),
        (b'{"scenario":7}', {}, 400, "bad_body"),
        (b'{"scenario":"../secrets"}', {}, 400, "bad_body"),
        (b"\xff\xfe{\x00}\x00", {}, 400, "bad_body"),
        (b'{"scenario":"atlantis"}', {}, 404, "unknown_scenario"),
        (b" " * 5000, {}, 413, "body_too_big"),
        (b"{}", {"content-type": "text/plain"}, 415, "not_json_type"),
        (b"{}", {"origin": "http://evil.example"}, 403, "wrong_origin"),
        (b"{}", {"sec-fetch-site": "cross-site"}, 403, "wrong_origin"),
    ],
)
def test_a_bad_request_is_refused_and_opens_nothing(
    server: Serving, body: bytes, headers: dict[str, str], status: int, code: str
) -> None:
    before = games(server)
    answered, error = post(f"{server.url}/api/practice", body, **headers)
    assert (answered, error["code"]) == (status, code)
    assert games(server) == before


def test_a_body_without_end_is_cut_off(server: Serving) -> None:
    host, _, port = server.url.removeprefix("http://").partition(":")
    with socket.create_connection((host, int(port)), timeout=PATIENCE) as line:
        line.sendall(
            b"POST /api/practice HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n"
            b"transfer-encoding: chunked\r\n\r\n"
            + b"1000\r\n"
            + b" " * 4096
            + b"\r\n1000\r\n"
            + b" " * 4096
            + b"\r\n"
        )
        assert line.recv(64).startswith(b"HTTP/1.1 413")


@pytest.mark.parametrize(
    "path", ["/assets/../index.html", "/assets/%2e%2e/index.html", "/..%2f..%2fetc/passwd", "/%00"]
)
def test_nothing_outside_the_client_s_folder_is_served(server: Serving, path: str) -> None:
    assert get(server.url + path)[0] in (400, 404)


def test_a_wrong_method_is_named(server: Serving) -> None:
    status, _, body = get(f"{server.url}/api/practice")
    assert (status, json.loads(body)["code"]) == (405, "wrong_method")


def test_strangers_can_open_only_so_many_games_a_minute(tmp_path: Path) -> None:
    with serving(tmp_path / "linestop.db", games_a_minute=2) as server:
        answers = [post(f"{server.url}/api/practice", b'{"scenario":"one_seat"}')[0] for _ in range(3)]
        assert answers == [201, 201, 429]


def games(server: Serving) -> int:
    count: int = server.do(
        server.hub.store.run(lambda db: db.execute("select count(*) from games").fetchone()[0])
    )
    return count
