"""A container system names services in variables that look like ours; a misspelt variable is still told."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from game_support import PATIENCE
from serving_support import Process

# What Kubernetes sets for the services linestop (its port is named) and linestop-proxy, Docker for a link.
KUBERNETES = {
    "LINESTOP_SERVICE_HOST": "10.0.0.1",
    "LINESTOP_SERVICE_PORT": "8000",
    "LINESTOP_SERVICE_PORT_HTTP": "8000",
    "LINESTOP_PORT": "tcp://10.0.0.1:8000",
    "LINESTOP_PORT_8000_TCP": "tcp://10.0.0.1:8000",
    "LINESTOP_PORT_8000_TCP_PROTO": "tcp",
    "LINESTOP_PORT_8000_TCP_PORT": "8000",
    "LINESTOP_PORT_8000_TCP_ADDR": "10.0.0.1",
    "LINESTOP_PROXY_SERVICE_HOST": "10.0.0.2",
    "LINESTOP_PROXY_SERVICE_PORT": "443",
    "LINESTOP_PROXY_PORT": "udp://10.0.0.2:443",
    "LINESTOP_PROXY_PORT_443_UDP": "udp://10.0.0.2:443",
    "LINESTOP_PROXY_PORT_443_UDP_ADDR": "10.0.0.2",
}
DOCKER = {
    "LINESTOP_PORT": "tcp://172.17.0.5:8000",
    "LINESTOP_PORT_8000_TCP": "tcp://172.17.0.5:8000",
    "LINESTOP_NAME": "/web/linestop",
    "LINESTOP_ENV_LINESTOP_HOST_PIN": "246810",
}


def run(*words: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "linestop.game", *words],
        env={**os.environ, **variables},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        stdin=subprocess.DEVNULL,
    )


@pytest.mark.parametrize("links", [KUBERNETES, DOCKER], ids=["Kubernetes", "Docker"])
def test_a_server_starts_beside_the_links_of_its_own_service(
    links: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in links.items():
        monkeypatch.setenv(name, value)
    with Process(tmp_path / "linestop.db") as server:  # which is given --port 0
        assert server.first_line.startswith("Linestop is at http://127.0.0.1:")


def test_a_link_is_no_port(tmp_path: Path) -> None:
    """It is passed over, so that the port is the usual one: also where health is asked for."""
    asked = run("health", "--seconds", "0.1", "--host", "127.0.0.9", **KUBERNETES)
    assert "http://127.0.0.9:8000/healthz" in asked.stderr


@pytest.mark.parametrize(
    ("variables", "sentence"),
    [
        ({"LINESTOP_PROT": "8000"}, "Did you mean LINESTOP_PORT?"),
        ({"LINESTOP_PORT_8000": "tcp://10.0.0.1:8000"}, "LINESTOP_PORT_8000 sets nothing"),
        ({"LINESTOP_HOST_PORT": "8000"}, "LINESTOP_HOST_PORT sets nothing"),
        ({"LINESTOP_NAME": "friday"}, "LINESTOP_NAME sets nothing"),
        ({"LINESTOP_ENV_X": "friday"}, "LINESTOP_ENV_X sets nothing"),
        ({"LINESTOP_PORT": "eight thousand"}, "'eight thousand' is not a valid integer"),
        ({"LINESTOP_PORT": "65536"}, "is not in the range"),
        ({**KUBERNETES, "LINESTOP_HOST_PINN": "246810"}, "Did you mean LINESTOP_HOST_PIN?"),
    ],
)
def test_red_control_a_variable_that_is_no_link_is_still_told(
    variables: dict[str, str], sentence: str, tmp_path: Path
) -> None:
    ended = run("serve", "--db", str(tmp_path / "linestop.db"), **variables)
    assert ended.returncode == 2 and sentence in ended.stderr
