"""Which addresses and ports the server listens on, and the sentence for each way in which it cannot."""

from __future__ import annotations

import errno
import os
import socket
from collections.abc import Callable
from contextlib import closing
from typing import Any

import pytest

from linestop.game.errors import SetupError
from linestop.game.server import listening
from linestop.game.server.listening import Listening, address, bind, is_loopback


def reached(family: socket.AddressFamily, host: str, port: int) -> bool:
    with closing(socket.socket(family)) as line:
        return line.connect_ex((host, port)) == 0


def test_all_ipv6_addresses_mean_all_ipv4_ones_too() -> None:
    bound, port = bind("::", 0)
    with bound:
        assert reached(socket.AF_INET6, "::1", port)
        assert reached(socket.AF_INET, "127.0.0.1", port)
        assert Listening.on("::", bound) == Listening(f"http://[::1]:{port}", "::", four=True, six=True)


def test_where_a_socket_takes_one_family_alone_it_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "has_dualstack_ipv6", lambda: False)
    bound, port = bind("::", 0)
    with bound:
        assert not reached(socket.AF_INET, "127.0.0.1", port)
        where = Listening.on("::", bound)
        assert (where.four, where.six) == (False, True)


@pytest.mark.parametrize(
    ("host", "site"),
    [
        ("127.0.0.1", "http://127.0.0.1"),
        ("0.0.0.0", "http://127.0.0.1"),
        ("", "http://127.0.0.1"),
        ("localhost", "http://localhost"),
        ("::1", "http://[::1]"),
        ("[::1]", "http://[::1]"),
        ("[::]", "http://[::1]"),
    ],
)
def test_a_host_is_listened_on_and_printed_as_a_browser_takes_it(host: str, site: str) -> None:
    bound, port = bind(host, 0)
    with bound:
        assert address(host, port) == f"{site}:{port}"
        family = socket.AF_INET6 if "[" in site else socket.AF_INET
        assert reached(family, "::1" if "[" in site else "127.0.0.1", port)


def test_what_leads_to_this_machine_alone_is_known() -> None:
    assert all(map(is_loopback, ("127.0.0.1", "127.1.2.3", "::1", "[::1]", "localhost", "LOCALHOST.")))
    assert not any(map(is_loopback, ("0.0.0.0", "::", "192.168.1.20", "laptop", "")))


REFUSED = [
    ("192.0.2.77", "it is no address of this machine. Take 0.0.0.0 for all it has, or one of "),
    ("2001:db8::77", "it is no address of this machine."),
    ("no.such.name.invalid", "this name leads to no address. Take 0.0.0.0"),
    ("a..b", "this name leads to no address."),
    ("fe80::1", "which open no link-local IPv6 address: take ::"),
    ("http://127.0.0.1", "--host takes an address alone"),
    ("127.0.0.1:8000", "--host takes an address alone"),
]


@pytest.mark.parametrize(("host", "sentence"), REFUSED)
def test_a_host_that_cannot_be_has_its_own_sentence(host: str, sentence: str) -> None:
    with pytest.raises(SetupError) as refused:
        bind(host, 0)
    assert sentence in refused.value.message


def failing(number: int) -> Callable[..., socket.socket]:
    def fail(*_: Any, **__: Any) -> socket.socket:
        raise OSError(number, os.strerror(number))

    return fail


def test_a_port_without_the_right_to_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """As port 80 for most people: all 20 ports after it were tried, and all were "in use"."""
    monkeypatch.setattr(socket, "create_server", failing(errno.EACCES))
    with pytest.raises(SetupError, match=r"This user may not listen on port 80: .* --port 8000"):
        bind("127.0.0.1", 80)


def test_a_port_that_windows_keeps_for_itself_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    real, tried = socket.create_server, []

    def reserved(where: tuple[str, int], **more: Any) -> socket.socket:
        tried.append(where[1])
        return real((where[0], 0), **more) if len(tried) > 2 else failing(errno.EACCES)()

    monkeypatch.setattr(listening.sys, "platform", "win32")
    monkeypatch.setattr(socket, "create_server", reserved)
    bound, _ = bind("127.0.0.1", 50_000)
    bound.close()
    assert tried == [50_000, 50_001, 50_002]
    monkeypatch.setattr(socket, "create_server", failing(errno.EACCES))
    with pytest.raises(SetupError, match="reserved by the system or in use"):
        bind("127.0.0.1", 50_000)


def test_twenty_ports_in_use_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "create_server", failing(errno.EADDRINUSE))
    with pytest.raises(SetupError, match="Ports 8000 to 8019 are all in use; choose another with --port"):
        bind("127.0.0.1", 8000)


def test_after_the_last_port_there_is_none() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(listening, "LAST_PORT", taken.getsockname()[1])
            with pytest.raises(SetupError, match=r"Port \d+ is in use; choose another with --port"):
                bind("127.0.0.1", taken.getsockname()[1])


@pytest.mark.parametrize("number", [errno.EAFNOSUPPORT, errno.EADDRNOTAVAIL], ids=["not built in", "off"])
def test_a_system_without_ipv6_says_so(monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    monkeypatch.setattr(socket, "create_server", failing(number))
    with pytest.raises(SetupError, match=r"this system has no IPv6\. Take 0\.0\.0\.0"):
        bind("::", 8000)
