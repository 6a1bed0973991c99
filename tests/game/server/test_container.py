"""The container file cannot be built here, so what it says is held against what is so."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from game_support import PATIENCE
from places import ROOT
from serving_support import Process

from linestop.game.cli.main import main
from linestop.game.cli.server_options import OPTIONS
from linestop.game.server.settings import Settings

TEXT = (ROOT / "Containerfile").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")

# Continued lines made one, comments left out.
LINES = [
    line for line in re.sub(r"\\\n\s*", "", TEXT).splitlines() if line.strip() and not line.startswith("#")
]


def said(word: str) -> list[str]:
    return [line.removeprefix(word).strip() for line in LINES if line.startswith(word + " ")]


def environment() -> dict[str, str]:
    return dict(pair.split("=", 1) for line in said("ENV") for pair in line.split())


def test_both_stages_have_the_python_that_we_test_with() -> None:
    version = (ROOT / ".python-version").read_text().strip()
    assert [image.split()[0] for image in said("FROM")] == [f"python:{version}-slim"] * 2


def test_what_is_copied_is_there() -> None:
    for line in said("COPY"):
        source = line.split()[0]
        assert source.startswith("--from=build") or (ROOT / source).exists()


def test_it_installs_as_make_does() -> None:
    for words in ("--require-hashes -r .lock/play.txt", "--no-deps --no-build-isolation"):
        assert words in MAKEFILE and any(words in line for line in said("RUN"))


def test_what_it_takes_away_again_is_what_building_took() -> None:
    (removed,) = re.findall(r"uninstall --yes (.+)", TEXT)
    build = [re.split(r"[>=<]", need)[0] for need in PROJECT["dependency-groups"]["build"]]
    assert sorted(removed.split()) == sorted(build)


def test_it_runs_as_nobody_in_particular_and_keeps_its_file_on_a_volume() -> None:
    (user,) = said("USER")
    assert any(f" {user}" in line and line.startswith("useradd --uid 1") for line in said("RUN"))
    assert LINES.index(f"USER {user}") > max(i for i, line in enumerate(LINES) if line.startswith("RUN"))
    assert Path(environment()["LINESTOP_DB"]).parent == Path(said("VOLUME")[0])


def test_its_variables_are_settings_and_its_command_takes_them(monkeypatch: pytest.MonkeyPatch) -> None:
    ours = {name: value for name, value in environment().items() if name.startswith("LINESTOP_")}
    assert ours.keys() <= {option.variable for option in OPTIONS}
    for name, value in ours.items():
        monkeypatch.setenv(name, value)
    (command,) = (json.loads(line) for line in said("CMD"))
    assert command[0] in PROJECT["project"]["scripts"]
    context = main.get_command(main.make_context("linestop", []), command[1])
    assert context is not None
    chosen = Settings(**context.make_context(command[1], command[2:]).params)
    assert (chosen.host, chosen.port, chosen.log) == ("0.0.0.0", int(said("EXPOSE")[0]), "json")


HEALTH = [json.loads(line.partition("CMD")[2]) for line in said("HEALTHCHECK")]


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "::", "0.0.0.0"])
def test_its_health_is_asked_for_where_the_server_listens(host: str, tmp_path: Path) -> None:
    """Also when LINESTOP_PORT or LINESTOP_HOST is changed, below a path, and where a proxy is set."""
    with Process(tmp_path / "linestop.db", "--host", host, "--root-path", "/linestop") as server:
        port = server.url.removesuffix("/linestop").rpartition(":")[2]
        proxy = {"http_proxy": "http://127.0.0.1:9", "HTTP_PROXY": "http://127.0.0.1:9"}
        asked = healthy(LINESTOP_PORT=port, LINESTOP_HOST=host, **proxy)
        assert (asked.returncode, json.loads(asked.stdout)["status"]) == (0, "ok"), asked.stderr
    ended = healthy(LINESTOP_PORT=port, LINESTOP_HOST=host)
    assert (ended.returncode, ended.stdout) == (1, "")
    assert re.fullmatch(r"Error: http://\S+/healthz does not answer: .+\n", ended.stderr)


def healthy(**variables: str) -> subprocess.CompletedProcess[str]:
    ((program, *words),) = HEALTH
    assert program in PROJECT["project"]["scripts"]
    return subprocess.run(
        [sys.executable, "-m", "linestop.game", *words],
        env={**os.environ, **variables},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        stdin=subprocess.DEVNULL,
    )


def test_what_is_made_here_does_not_go_into_it() -> None:
    left_out = (ROOT / ".dockerignore").read_text(encoding="utf-8").split()
    assert {".git", ".venv", "**/node_modules", "web_client/dist", "*.db"} <= set(left_out)
    assert not {"web_client", ".lock", ".build", "game", "agents", "scenarios"} & set(left_out)


def test_the_composed_service_sets_settings_only() -> None:
    text = (ROOT / "compose.yaml").read_text(encoding="utf-8")
    assert set(re.findall(r"LINESTOP_\w+", text)) <= {option.variable for option in OPTIONS}
    assert "dockerfile: Containerfile" in text
