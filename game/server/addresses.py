"""Addresses of this machine at which phones may find it, the likeliest first.

A laptop has many: of its Wi-Fi, a cable, a VPN, networks of Docker and of virtual machines. The order is:
first the address from which this machine itself reaches the world, then private ranges as rooms use them
(192.168, 10, 172.16), then public ones, 100.64 (VPNs, mobile providers) and 169.254 (no network gave an
address). Networks that live inside the machine, and tunnels, come after all others.
"""

from __future__ import annotations

import contextlib
import re
import socket
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import urlsplit, urlunsplit

import ifaddr

# Not a bridge of macOS nor a "Wi-Fi Direct Virtual Adapter" of Windows: these are hotspots for phones.
NOT_FOR_PHONES = re.compile(
    r"\A(docker|podman|br-[0-9a-f]|veth|virbr|vmnet|vboxnet|cni|flannel|cali|lxc|lxd|incus|kube|utun|tun|tap|wg|ppp"
    r"|ipsec|zt|tailscale|nordlynx|gpd|gif|stf)"
    r"|vethernet|virtualbox|vmware|hyper-v|wsl|wireguard|openvpn|tap-windows|tailscale|zerotier|anyconnect|vpn",
    re.IGNORECASE,
)
"""Names of adapters of containers, virtual machines and tunnels."""
RANGES = tuple(
    map(ip_network, ("192.168.0.0/16", "10.0.0.0/8", "172.16.0.0/12", "fc00::/7", "0.0.0.0/0", "2000::/3"))
)
"""In this order; what stands in LATER is looked for first."""
LATER = ip_network("100.64.0.0/10"), ip_network("169.254.0.0/16")
ELSEWHERE = {socket.AF_INET: "192.0.2.1", socket.AF_INET6: "2001:db8::1"}
"""Addresses for documentation (RFC 5737, RFC 3849), to which nothing is sent."""


@dataclass(frozen=True, slots=True)
class Adapter:
    """A network adapter: its names, and its addresses."""

    names: tuple[str, ...]
    addresses: tuple[str, ...]


def adapters() -> list[Adapter]:
    """The network adapters of this machine."""
    return [
        Adapter(
            (str(adapter.name), str(adapter.nice_name)),
            tuple(ip.ip if isinstance(ip.ip, str) else ip.ip[0] for ip in adapter.ips),
        )
        for adapter in ifaddr.get_adapters()
    ]


def default_address(family: socket.AddressFamily = socket.AF_INET) -> str | None:
    """The address from which this machine would reach the world; None without a way there."""
    with contextlib.suppress(OSError), socket.socket(family, socket.SOCK_DGRAM) as nobody:
        nobody.connect((ELSEWHERE[family], 9))  # of a datagram socket: it only chooses the way
        return str(nobody.getsockname()[0])
    return None


def in_order(found: Iterable[Adapter], default: str | None, *, six: bool = False) -> list[str]:
    """The addresses of these adapters that phones may open, the likeliest first.

    default: the one of the default route. six: IPv6 ones, instead of IPv4 ones.
    """
    ranked: dict[str, tuple[bool, bool, int]] = {}
    for adapter in found:
        inside = any(NOT_FOR_PHONES.search(name) for name in adapter.names)
        for address in adapter.addresses:
            ip = ip_address(address)
            rank = _rank(ip)
            if isinstance(ip, IPv6Address) is six and rank is not None and str(ip) not in ranked:
                ranked[str(ip)] = (inside, str(ip) != default, rank)
    return sorted(ranked, key=lambda each: ranked[each])


def _rank(ip: IPv4Address | IPv6Address) -> int | None:
    """Of the range that it lies in; None for one that no other machine can open."""
    if ip.is_loopback or ip.is_multicast or ip.is_unspecified or (ip.version == 6 and ip.is_link_local):
        return None
    for rank, range_ in (*enumerate(LATER, start=len(RANGES)), *enumerate(RANGES)):
        if ip in range_:
            return rank
    return None


def on_the_lan(url: str, *, four: bool = True, six: bool = False) -> list[str]:
    """A URL of this machine, with its host replaced by each of its network addresses in turn.

    IPv4 ones, if the server listens there; IPv6 ones if there are no others.
    """
    found = adapters()
    hosts = in_order(found, default_address()) if four else []
    if not hosts and six:
        hosts = [f"[{ip}]" for ip in in_order(found, default_address(socket.AF_INET6), six=True)]
    parts = urlsplit(url)
    return [urlunsplit(parts._replace(netloc=f"{host}:{parts.port}")) for host in hosts]
