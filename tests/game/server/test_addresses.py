"""Of a laptop's many addresses the one that phones can open comes first; the machines are made up."""

from __future__ import annotations

from pathlib import Path

import pytest
from game_support import Device, join_game, open_game
from serving_support import serving

from linestop.game.server import addresses
from linestop.game.server.addresses import Adapter, default_address, in_order, on_the_lan
from linestop.game.server.listening import Listening
from linestop.game.server.settings import Settings
from linestop.game.server.start import _keep_join_url, _sites_for_others


def adapter(names: str, *found: str) -> Adapter:
    return Adapter(tuple(names.split("|")), found)


LOOPBACK = adapter("lo", "127.0.0.1", "::1")
DOCKER = adapter("docker0", "172.17.0.1")
WIFI = adapter("wlan0", "192.168.1.20", "fe80::1", "2001:db8:1::20")
MACHINES = {
    "Docker beside Wi-Fi": ([LOOPBACK, DOCKER, WIFI], "192.168.1.20", ["192.168.1.20", "172.17.0.1"]),
    "Docker beside Wi-Fi without a way to the world": (
        [LOOPBACK, DOCKER, WIFI],
        None,
        ["192.168.1.20", "172.17.0.1"],
    ),
    "a cable beside Wi-Fi, which leads out": (
        [adapter("eth0", "10.1.2.3"), WIFI],
        "10.1.2.3",
        ["10.1.2.3", "192.168.1.20"],
    ),
    "a VPN that takes all": (
        [LOOPBACK, adapter("tun0", "10.8.0.2"), WIFI],
        "10.8.0.2",
        ["192.168.1.20", "10.8.0.2"],
    ),
    "Tailscale": (
        [adapter("tailscale0", "100.101.102.103"), adapter("eth0", "10.0.0.7")],
        "10.0.0.7",
        ["10.0.0.7", "100.101.102.103"],
    ),
    "no default route, each range once": (
        [
            adapter("eth0", "203.0.113.9"),
            adapter("eth1", "172.20.0.4"),
            adapter("eth2", "10.0.0.4"),
            adapter("eth3", "192.168.0.4"),
            adapter("eth4", "100.64.0.4"),
            adapter("eth5", "169.254.7.7"),
        ],
        None,
        ["192.168.0.4", "10.0.0.4", "172.20.0.4", "203.0.113.9", "100.64.0.4", "169.254.7.7"],
    ),
    "Windows with WSL, VirtualBox and a hotspot": (
        [
            adapter("{1}|vEthernet (WSL)", "172.28.0.1"),
            adapter("{2}|VirtualBox Host-Only Ethernet Adapter", "192.168.56.1"),
            adapter("{3}|Microsoft Wi-Fi Direct Virtual Adapter #2", "192.168.137.1"),
            adapter("{4}|Intel(R) Wi-Fi 6", "10.3.4.5"),
        ],
        "10.3.4.5",
        ["10.3.4.5", "192.168.137.1", "192.168.56.1", "172.28.0.1"],
    ),
    "macOS shares its cable's network": (
        [adapter("utun3", "10.10.0.2"), adapter("bridge100", "192.168.2.1"), adapter("en5", "10.0.0.9")],
        "10.0.0.9",
        ["10.0.0.9", "192.168.2.1", "10.10.0.2"],
    ),
    "an address that two adapters have": (
        [adapter("eth0", "10.0.0.4"), adapter("eth0:1", "10.0.0.4")],
        None,
        ["10.0.0.4"],
    ),
    "none but its own": ([LOOPBACK], None, []),
}


@pytest.mark.parametrize("machine", MACHINES)
def test_what_phones_can_open_comes_first(machine: str) -> None:
    found, default, wanted = MACHINES[machine]
    assert in_order(found, default) == wanted
    assert in_order(found[::-1], default)[:1] == wanted[:1], "in whatever order the system names them"


def test_red_control_by_the_order_of_the_system_the_code_would_lead_to_docker() -> None:
    found, default, wanted = MACHINES["Docker beside Wi-Fi"]
    private_first = [ip for each in found for ip in each.addresses if ip.startswith(("172.", "192."))]
    assert private_first[0] == "172.17.0.1" != wanted[0]
    assert in_order(found, default)[0] == wanted[0]


def test_ipv6_is_listed_only_where_there_is_no_ipv4(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(addresses, "default_address", lambda family=None: None)
    monkeypatch.setattr(addresses, "adapters", lambda: [LOOPBACK, WIFI])
    here = "http://[::1]:8000/linestop"
    assert on_the_lan(here, four=True, six=True) == ["http://192.168.1.20:8000/linestop"]
    assert on_the_lan(here, four=False, six=True) == ["http://[2001:db8:1::20]:8000/linestop"]
    monkeypatch.setattr(addresses, "adapters", lambda: [LOOPBACK, adapter("eth0", "fd00::2", "fe80::2")])
    assert on_the_lan(here, four=True, six=True) == ["http://[fd00::2]:8000/linestop"]
    assert on_the_lan(here, four=True, six=False) == []


def test_this_machine_s_own_list_begins_with_the_way_to_the_world() -> None:
    default = default_address()
    found = in_order(addresses.adapters(), default)
    assert default is None or default in found


@pytest.mark.parametrize(
    ("host", "address", "sites"),
    [
        ("127.0.0.1", "http://127.0.0.1:8000", []),
        ("localhost", "http://localhost:8000", []),
        ("::1", "http://[::1]:8000", []),
        ("192.168.1.20", "http://192.168.1.20:8000", ["http://192.168.1.20:8000"]),
        ("mylaptop", "http://mylaptop:8000", ["http://mylaptop:8000"]),
        ("0.0.0.0", "http://127.0.0.1:8000", ["http://192.168.1.20:8000", "http://172.17.0.1:8000"]),
        ("::", "http://[::1]:8000", ["http://192.168.1.20:8000", "http://172.17.0.1:8000"]),
    ],
)
def test_the_addresses_told_to_phones_follow_the_host(
    host: str, address: str, sites: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(addresses, "adapters", lambda: [LOOPBACK, DOCKER, WIFI])
    monkeypatch.setattr(addresses, "default_address", lambda family=None: "192.168.1.20")
    listening = Listening(address, host, four=True, six=host == "::")
    assert _sites_for_others(Settings(host=host), listening) == sites
    given = Settings(host=host, url="https://play.example/")
    assert _sites_for_others(given, listening) == ["https://play.example"]


@pytest.mark.slow
def test_a_laptop_that_changes_its_network_shows_the_new_address(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """On the desk, on the wall and in the opener's lobby, while the server runs; and in the terminal."""
    found = [LOOPBACK, WIFI]
    monkeypatch.setattr(addresses, "adapters", lambda: list(found))
    monkeypatch.setattr(addresses, "default_address", lambda family=None: None)
    everywhere = Listening("http://127.0.0.1:8000", "0.0.0.0", four=True, six=False)
    with serving(tmp_path / "linestop.db") as server:
        _keep_join_url(server.hub, Settings(host="0.0.0.0"), everywhere)
        game = open_game(server.url)
        ticket = join_game(server.url, game.game, "Ana")
        with Device(server.url, game) as desk, Device(server.url, ticket) as phone:
            assert desk.view["join_url"] == phone.view["join_url"] == "http://192.168.1.20:8000/join"
            assert not desk.view["join_url_given"]
            server.hub.reachability.phone_seen = True
            found[1] = adapter("wlan0", "10.9.8.7")
            for device in (desk, phone):
                device.until(lambda frame: frame.get("join_url") == "http://10.9.8.7:8000/join")
            assert not desk.view["phone_seen"], "no phone has come by the new one"
            found[1] = adapter("wlan0")  # between two networks there is none
            assert not server.hub.reachability.has_changed()
    assert "http://10.9.8.7:8000/join" in capsys.readouterr().out
