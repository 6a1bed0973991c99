"""What the web client takes from the server's code is made anew whenever that code changes."""

from __future__ import annotations

import runpy
import shutil
from pathlib import Path

import pytest
from places import ROOT

CLIENT = ROOT / "web_client"
main = runpy.run_path(str(CLIENT / "protocol_schema.py"))["main"]


def test_the_clients_schema_and_shock_kinds_are_current_with_the_server() -> None:
    assert main(["--check"]) == 0


@pytest.mark.parametrize("name", ["protocol.schema.json", "shock_kinds.json"])
def test_a_stale_file_is_found(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for file in (CLIENT / "src/generated").glob("*.json"):
        shutil.copy(file, tmp_path)
    (tmp_path / name).write_text("{}\n", encoding="utf-8")
    assert main(["--check"], tmp_path) == 1
    assert name in capsys.readouterr().out
