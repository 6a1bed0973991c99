"""A disk of our own under the very SQLite that the store uses.

SQLite reaches the disk through a table of functions (its VFS), and lets a process register
another. Here that is a copy of its own, made with ctypes, in which opening, writing, truncating,
synchronising and deleting go through Python and then on to SQLite's own. So the store, its SQL, its
pragmas and its threads are the real ones; nothing is compiled, and nothing further is installed.

`failing_support` and `power_support` make of it a disk that fails, and one that remembers.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from ctypes import CFUNCTYPE, POINTER, Structure, c_char_p, c_int, c_int64, c_size_t, c_void_p, cast
from functools import cache, partial
from pathlib import Path
from typing import Any, Literal

from sqlite_utils.utils import sqlite3

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
