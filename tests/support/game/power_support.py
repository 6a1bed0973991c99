"""What a disk may hold after the power went, built from a record of what was done to it."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from faults_disk import Disk

SECTOR = 512


@dataclass(frozen=True, slots=True)
class Done:
    """One thing that was done to one file (`what` it was), or to the folder."""

    what: Literal["create", "write", "truncate", "sync", "delete", "folder_sync"]
    path: str = ""
    at: int = 0
    content: bytes = b""


class Recorder(Disk):
    """Everything in order. One thread writes, so the order is the true one."""

    def __init__(self) -> None:
        self.done: list[Done] = []

    def after_open(self, path: str, *, created: bool) -> None:
        if created:
            self.done.append(Done("create", path))

    def after_write(self, path: str, offset: int, content: bytes) -> None:
        self.done.append(Done("write", path, offset, content))

    def after_truncate(self, path: str, size: int) -> None:
        self.done.append(Done("truncate", path, size))

    def after_sync(self, path: str) -> None:
        self.done.append(Done("sync", path))

    def after_delete(self, path: str) -> None:
        self.done.append(Done("delete", path))

    def after_folder_sync(self) -> None:
        self.done.append(Done("folder_sync"))


@dataclass(slots=True)
class Inode:
    """A file's content that is safe, and what was done to it since."""

    safe: bytearray = field(default_factory=bytearray)
    since: list[Done] = field(default_factory=list)

    def sync(self) -> None:
        self.safe, self.since = _carried_out(self.safe, self.since), []


@dataclass(slots=True)
class Folder:
    """Names that are safe, and names made or removed since."""

    safe: dict[str, Inode] = field(default_factory=dict)
    now: dict[str, Inode] = field(default_factory=dict)
    since: list[dict[str, Inode]] = field(default_factory=list)

    def carry_out(self, done: Done) -> None:
        match done.what:
            case "create" | "delete":
                self.now = {name: inode for name, inode in self.now.items() if name != done.path}
                if done.what == "create":
                    self.now[done.path] = Inode()
                self.since.append(self.now)
            case "folder_sync":
                self.safe, self.since = self.now, []
            case "sync":
                self.now[done.path].sync()
            case _:
                self.now[done.path].since.append(done)

    def after_power_cut(self, chance: random.Random) -> dict[str, bytes]:
        """One of the states that the disk may be in: names in order, content in any order."""
        names = chance.choice([self.safe, *self.since])
        keep = chance.choice(KEEPERS)
        return {
            path: bytes(
                _carried_out(inode.safe, [part for done in inode.since for part in keep(done, chance)])
            )
            for path, inode in names.items()
        }


def _carried_out(content: bytearray, done: list[Done]) -> bytearray:
    content = bytearray(content)
    for each in done:
        if each.what == "truncate":
            del content[each.at :]
            content.extend(bytes(each.at - len(content)))
        else:
            content.extend(bytes(max(0, each.at - len(content))))
            content[each.at : each.at + len(each.content)] = each.content
    return content


def _sectors(done: Done) -> Iterator[Done]:
    start = done.at
    while start < done.at + len(done.content):
        end = min((start // SECTOR + 1) * SECTOR, done.at + len(done.content))
        yield Done("write", done.path, start, done.content[start - done.at : end - done.at])
        start = end


def _torn(done: Done, chance: random.Random) -> list[Done]:
    """Any of its sectors."""
    if done.what == "truncate":
        return _some(done, chance)
    return [sector for sector in _sectors(done) if chance.random() < 0.5]


def _some(done: Done, chance: random.Random) -> list[Done]:
    return [done] if chance.random() < 0.5 else []


KEEPERS: tuple[Callable[[Done, random.Random], list[Done]], ...] = (
    lambda done, chance: [],
    lambda done, chance: [done],
    _some,
    _torn,
    lambda done, chance: [done] if chance.random() < 0.9 else _torn(done, chance),
    lambda done, chance: _torn(done, chance) if chance.random() < 0.1 else [],
)
"""What becomes of a thing done that was not synchronised: nothing, all, or any part of it."""


def crash_states(
    done: list[Done], count: int, seed: int, first: int = 0
) -> Iterator[tuple[int, dict[str, bytes]]]:
    """`count` times: how many things had been done when the power went, and what the disk holds."""
    chance = random.Random(seed)
    moments = sorted(chance.randint(first, len(done)) for _ in range(count))
    folder, at = Folder(), 0
    for moment in moments:
        for each in done[at:moment]:
            folder.carry_out(each)
        at = moment
        yield moment, folder.after_power_cut(chance)
