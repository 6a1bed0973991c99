"""A disk that remembers and a disk that fails, under the very SQLite that the store uses.

SQLite reaches the disk through a table of functions (its VFS), and lets a process register
another. Here that is a copy of its own, made with ctypes, in which opening, writing, truncating,
synchronising and deleting go through Python and then on to SQLite's own. So the store, its SQL, its
pragmas and its threads are the real ones; nothing is compiled, and nothing further is installed.

`Recorder` keeps what was done in order; `crash_states` builds from it what a disk may hold after the
power went. `Failing` lets the real system call, or the synchronising, fail from a chosen one on.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import errno
import os
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from ctypes import CFUNCTYPE, POINTER, Structure, c_char_p, c_int, c_int64, c_size_t, c_void_p, cast
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path
from typing import Any, Literal

from sqlite_utils.utils import sqlite3

SECTOR = 512
OK, IO_ERROR_SYNC = 0, 1034
CREATE = 0x4

Fault = Literal["full", "broken", "sync", "read"]
"""No space for a write; a write, a synchronising or a read that the device cannot do."""


class IoMethods(Structure):
    """sqlite3_io_methods: what SQLite does with an open file."""


class File(Structure):
    """sqlite3_file, as far as every VFS has it."""

    _fields_ = (("methods", POINTER(IoMethods)),)


class Vfs(Structure):
    """sqlite3_vfs: how SQLite opens and deletes files."""


Write = CFUNCTYPE(c_int, POINTER(File), c_void_p, c_int, c_int64)
Truncate = CFUNCTYPE(c_int, POINTER(File), c_int64)
Sync = CFUNCTYPE(c_int, POINTER(File), c_int)
Close = CFUNCTYPE(c_int, POINTER(File))
# A name goes on as the address it came as: SQLite keeps it, and has written more behind its end.
Open = CFUNCTYPE(c_int, POINTER(Vfs), c_void_p, POINTER(File), c_int, c_void_p)
Delete = CFUNCTYPE(c_int, POINTER(Vfs), c_void_p, c_int)
SetSystemCall = CFUNCTYPE(c_int, POINTER(Vfs), c_char_p, c_void_p)
GetSystemCall = CFUNCTYPE(c_void_p, POINTER(Vfs), c_char_p)
OpenDirectory = CFUNCTYPE(c_int, c_char_p, POINTER(c_int))
SystemCallAt = CFUNCTYPE(ctypes.c_ssize_t, c_int, c_void_p, c_size_t, c_int64, use_errno=True)
SystemCall = CFUNCTYPE(ctypes.c_ssize_t, c_int, c_void_p, c_size_t, use_errno=True)

IoMethods._fields_ = (
    ("version", c_int),
    ("close", Close),
    ("read", c_void_p),
    ("write", Write),
    ("truncate", Truncate),
    ("sync", Sync),
    *((f"other_{number}", c_void_p) for number in range(13)),
)
Vfs._fields_ = (
    ("version", c_int),
    ("file_size", c_int),
    ("longest_path", c_int),
    ("next", c_void_p),
    ("name", c_char_p),
    ("own", c_void_p),
    ("open", Open),
    ("delete", Delete),
    *((f"other_{number}", c_void_p) for number in range(11)),
    ("set_system_call", SetSystemCall),
    ("get_system_call", GetSystemCall),
    ("next_system_call", c_void_p),
)


@cache
def sqlite_library() -> ctypes.CDLL | None:
    """The SQLite that the store uses, if its functions can be reached from here."""
    module = __import__(f"{sqlite3.__name__.partition('.')[0]}._sqlite3", fromlist=["_"]) if (
        sqlite3.__name__.startswith("pysqlite3")
    ) else None  # fmt: skip
    name = module.__file__ if module else ctypes.util.find_library("sqlite3")
    try:
        library = ctypes.CDLL(name)
        library.sqlite3_vfs_find.restype = POINTER(Vfs)
        library.sqlite3_libversion.restype = c_char_p
    except (OSError, AttributeError):
        return None
    same = library.sqlite3_libversion().decode() == sqlite3.sqlite_version
    return library if same and os.name == "posix" else None


class Disk:
    """Everything goes through unchanged; what comes after looks, or lets it fail."""

    def before_sync(self, path: str) -> int:
        return OK

    def after_open(self, path: str, *, created: bool) -> None: ...
    def after_write(self, path: str, offset: int, content: bytes) -> None: ...
    def after_truncate(self, path: str, size: int) -> None: ...
    def after_sync(self, path: str) -> None: ...
    def after_delete(self, path: str) -> None: ...
    def after_folder_sync(self) -> None: ...
    def write_error(self) -> int:
        """The errno that the next write is to fail with; 0 for none."""
        return 0

    def read_error(self) -> int:
        """The same for the next read."""
        return 0


@contextmanager
def under(disk: Disk, folder: Path) -> Iterator[None]:
    """All that SQLite does to files in this folder goes through the disk."""
    library = sqlite_library()
    assert library is not None
    own = library.sqlite3_vfs_find(None)
    tables = _Tables(own, disk, f"{folder.resolve()}{os.sep}")
    library.sqlite3_vfs_register(ctypes.byref(tables.vfs), 1)
    try:
        with tables.system_calls():
            yield
    finally:
        library.sqlite3_vfs_register(own, 1)
        library.sqlite3_vfs_unregister(ctypes.byref(tables.vfs))


class _Tables:
    """The copied tables, kept alive as long as SQLite may call them."""

    def __init__(self, own: Any, disk: Disk, folder: str) -> None:
        self._own, self._disk, self._folder = own, disk, folder
        self._paths: dict[int, str] = {}
        self._methods: dict[int, tuple[Any, IoMethods]] = {}
        self._kept: list[Any] = []
        self.vfs = Vfs()
        ctypes.memmove(ctypes.byref(self.vfs), own, ctypes.sizeof(Vfs))
        self.vfs.name = b"watched"
        self.vfs.open = Open(self._open)
        self.vfs.delete = Delete(self._delete)

    def _open(self, _: Any, name: int | None, file: Any, flags: int, given: Any) -> int:
        path = _text(name)
        existed = os.path.exists(path)
        result: int = self._own.contents.open(self._own, name, file, flags, given)
        if result == OK and path.startswith(self._folder) and ".lock" not in path:
            self._paths[_address(file)] = path
            file.contents.methods = ctypes.pointer(self._watched(file.contents.methods))
            self._disk.after_open(path, created=bool(flags & CREATE) and not existed)
        return result

    def _delete(self, _: Any, name: int, sync_folder: int) -> int:
        path = _text(name)
        if path.startswith(self._folder) and os.path.exists(path):
            self._disk.after_delete(path)
        return int(self._own.contents.delete(self._own, name, sync_folder))

    def _watched(self, methods: Any) -> IoMethods:
        """SQLite's table of this kind of file with four entries of ours."""
        where = ctypes.addressof(methods.contents)
        if where not in self._methods:
            real = IoMethods.from_address(where)
            ours = IoMethods()
            ctypes.memmove(ctypes.byref(ours), ctypes.byref(real), ctypes.sizeof(IoMethods))
            ours.write, ours.truncate = Write(self._write(real)), Truncate(self._truncate(real))
            ours.sync, ours.close = Sync(self._sync(real)), Close(self._close(real))
            self._methods[where] = (real, ours)
        return self._methods[where][1]

    def _write(self, real: IoMethods) -> Callable[..., int]:
        def write(file: Any, content: int, size: int, offset: int) -> int:
            result: int = real.write(file, content, size, offset)
            if result == OK:
                self._disk.after_write(self._path(file), offset, ctypes.string_at(content, size))
            return result

        return write

    def _truncate(self, real: IoMethods) -> Callable[..., int]:
        def truncate(file: Any, size: int) -> int:
            result: int = real.truncate(file, size)
            if result == OK:
                self._disk.after_truncate(self._path(file), size)
            return result

        return truncate

    def _sync(self, real: IoMethods) -> Callable[..., int]:
        def sync(file: Any, flags: int) -> int:
            path = self._path(file)
            result: int = self._disk.before_sync(path) or real.sync(file, flags)
            if result == OK:
                self._disk.after_sync(path)
            return result

        return sync

    def _close(self, real: IoMethods) -> Callable[..., int]:
        def close(file: Any) -> int:
            del self._paths[_address(file)]
            return int(real.close(file))

        return close

    def _path(self, file: Any) -> str:
        return self._paths[_address(file)]

    @contextmanager
    def system_calls(self) -> Iterator[None]:
        """Synchronising a folder has no entry in the tables, and a full disk shows in the system call."""
        failing_write = partial(_failing, self._disk.write_error)
        failing_read = partial(_failing, self._disk.read_error)
        wrapped: dict[bytes, tuple[Any, Callable[..., Any]]] = {
            b"openDirectory": (OpenDirectory, self._open_folder),
            b"pwrite64": (SystemCallAt, failing_write),
            b"pwrite": (SystemCallAt, failing_write),
            b"write": (SystemCall, failing_write),
            b"pread64": (SystemCallAt, failing_read),
            b"pread": (SystemCallAt, failing_read),
            b"read": (SystemCall, failing_read),
        }
        before = {name: self._own.contents.get_system_call(self._own, name) for name in wrapped}
        for name, (prototype, wrap) in wrapped.items():
            if before[name]:
                ours = prototype(wrap(prototype(before[name])))
                self._kept.append(ours)
                self._own.contents.set_system_call(self._own, name, cast(ours, c_void_p))
        try:
            yield
        finally:
            for name, real in before.items():
                if real:
                    self._own.contents.set_system_call(self._own, name, real)

    def _open_folder(self, real: Any) -> Callable[..., int]:
        def open_folder(path: bytes, given: Any) -> int:
            result: int = real(path, given)
            self._disk.after_folder_sync()  # SQLite opens a folder for this alone
            return result

        return open_folder


def _failing(fault: Callable[[], int], real: Any) -> Callable[..., int]:
    """The system call, or the error that the disk has for it."""

    def call(*arguments: Any) -> int:
        if error := fault():
            ctypes.set_errno(error)
            return -1
        return int(real(*arguments))

    return call


def _text(name: int | None) -> str:
    return os.fsdecode(ctypes.string_at(name)) if name else ""


def _address(file: Any) -> int:
    return ctypes.addressof(file.contents)


# ---------------------------------------------------------------- a disk that fails


class Failing(Disk):
    """Fails from the `first` occasion on that comes after `armed`, for `times` occasions or for ever."""

    def __init__(self, kind: Fault, first: int = 1, times: int = 1_000_000) -> None:
        self._kind, self._first, self._last = kind, first, first + times
        self._occasions = 0
        self.armed = False

    def write_error(self) -> int:
        if self._kind in ("sync", "read") or not self._now():
            return 0
        return errno.ENOSPC if self._kind == "full" else errno.EIO

    def read_error(self) -> int:
        return errno.EIO if self._kind == "read" and self._now() else 0

    def before_sync(self, path: str) -> int:
        return IO_ERROR_SYNC if self._kind == "sync" and self._now() else OK

    @property
    def failed(self) -> bool:
        return self._occasions >= self._first

    def _now(self) -> bool:
        self._occasions += self.armed
        return self.armed and self._first <= self._occasions < self._last


# ---------------------------------------------------------------- a disk that remembers


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
