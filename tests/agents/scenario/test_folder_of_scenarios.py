"""What other programs leave in a folder of scenarios is passed over, with a sentence; the server starts."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from serving_support import Process

from linestop import scenarios
from linestop.game.errors import SetupError
from linestop.game.rooms.scenario_catalogue import Catalogue

TWO_SEATS = Path(__file__).parents[2] / "scenarios" / "two_seats.toml"
TEXT = TWO_SEATS.read_bytes()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "two_seats.toml").write_bytes(TEXT)
    return tmp_path


def hidden_by_macos(folder: Path) -> Path:
    file = folder / "._two_seats.toml"
    file.write_bytes(b"\x00\x05\x16\x07\x00\x02\x00\x00Mac OS X        \x00\x02")
    return file


def lock_of_emacs(folder: Path) -> Path:
    file = folder / ".#two_seats.toml"
    file.symlink_to("me@here.1234:5678")
    return file


def written(name: str, content: bytes) -> Callable[[Path], Path]:
    def write(folder: Path) -> Path:
        (folder / name).write_bytes(content)
        return folder / name

    return write


def a_folder(folder: Path) -> Path:
    (folder / "crisis.toml").mkdir()
    return folder / "crisis.toml"


def a_translation_that_is_a_folder(folder: Path) -> Path:
    (folder / "two_seats.de.toml").mkdir()
    return folder / "two_seats.de.toml"


def a_pipe(folder: Path) -> Path:
    os.mkfifo(folder / "crisis.toml")  # reading it would wait for ever
    return folder / "crisis.toml"


def linked_to(target: str) -> Callable[[Path], Path]:
    def link(folder: Path) -> Path:
        (folder / "crisis.toml").symlink_to(target)
        return folder / "crisis.toml"

    return link


CASES: list[tuple[Callable[[Path], Path], str]] = [
    (hidden_by_macos, "its name begins with a dot"),
    (lock_of_emacs, "its name begins with a dot"),
    (written(".two_seats.toml.swp", b"b0VIM 8.2\x00"), "its name begins with a dot"),
    (written("two_seats.toml~", TEXT), "its name does not end in .toml"),
    (written("#two_seats.toml#", TEXT), "its name does not end in .toml"),
    (written("two_seats.toml.bak", TEXT), "its name does not end in .toml"),
    (written("crisis.toml.txt", TEXT), "its name does not end in .toml"),
    (written("CRISIS.TOML", TEXT), "its name does not end in .toml"),
    (written("crisis.toml", TEXT.decode().encode("utf-16")), "it is not UTF-8 text (UTF-16, perhaps)"),
    (written("crisis.toml", TEXT.decode().encode("utf-16-le")), "it is not UTF-8 text (UTF-16, perhaps)"),
    (written("two_seats.de.toml", "title = 'Zwei'".encode("utf-16")), "it is not UTF-8 text"),
    (a_folder, "it is no ordinary file"),
    (a_translation_that_is_a_folder, "it is no ordinary file"),
    (a_pipe, "it is no ordinary file"),
    (linked_to("nowhere.toml"), "it leads to no file"),
    (linked_to("/proc/self/mem"), "it could not be read (Input/output error)"),
]


@pytest.mark.parametrize(("put", "reason"), CASES, ids=lambda case: getattr(case, "__name__", None))
def test_what_is_no_scenario_is_passed_over_with_its_reason(
    put: Callable[[Path], Path], reason: str, folder: Path
) -> None:
    file = put(folder)
    listed = Catalogue(folder)
    assert [card.name for card in listed.cards()] == [*scenarios.names(), "two_seats"]
    assert listed.translations("two_seats") == {}
    [told] = listed.passed_over
    assert told.startswith(f"{file} is passed over: {reason}")


@pytest.mark.parametrize(
    "text",
    [b"\xef\xbb\xbf" + TEXT, TEXT.replace(b"\n", b"\r\n"), b"\xef\xbb\xbf" + TEXT.replace(b"\n", b"\r\n")],
)
def test_a_byte_order_mark_and_the_line_ends_of_windows_are_read(text: bytes, tmp_path: Path) -> None:
    (tmp_path / "two_seats.toml").write_bytes(text)
    listed = Catalogue(tmp_path)
    assert "two_seats" in [card.name for card in listed.cards()] and not listed.passed_over
    # Scores are ranked by it: one scenario, saved on Windows or elsewhere.
    assert listed["two_seats"].digest == hashlib.sha256(TEXT).hexdigest()


def test_files_that_have_nothing_to_do_with_it_are_not_told_of(folder: Path) -> None:
    for name in (".DS_Store", "Thumbs.db", "notes.md", "desktop.ini"):
        (folder / name).write_bytes(b"\x00")
    assert not Catalogue(folder).passed_over


def test_red_control_a_scenario_with_a_mistake_is_no_such_file(folder: Path) -> None:
    (folder / "crisis.toml").write_text("weeks = 'many'", encoding="utf-8")
    with pytest.raises(SetupError, match=r"crisis\.toml:1"):
        Catalogue(folder)


def test_a_server_starts_beside_them_and_names_each(folder: Path, tmp_path: Path) -> None:
    hidden_by_macos(folder)
    a_folder(folder)
    with Process(tmp_path / "linestop.db", "--scenarios", str(folder)) as server:
        _, told = server.stop()
    assert told.count("is passed over") == 2 and "._two_seats.toml is passed over" in told
