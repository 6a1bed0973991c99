"""A change that a command makes beside the logs: on disk when it returns, or a sentence why not."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from sqlite_utils import Database
from sqlite_utils.utils import sqlite3

from ..errors import StorageError
from .disk_errors import not_changed_sentence
from .store import Store


def change(store: Store, work: Callable[[Database], object]) -> None:
    """Run `work` in one transaction; it waits while another program holds the file.

    Raises:
        StorageError: if the change may not be on disk, or the file is no longer the one that was opened.
    """

    def in_one_transaction(db: Database) -> None:
        with db.atomic():
            work(db)

    try:
        asyncio.run(store.run(in_one_transaction))
    except sqlite3.Error as error:
        raise StorageError(not_changed_sentence(store.path, error)) from error
    # It may have been moved or replaced during the work before: then the change is in a file without a name.
    if asyncio.run(store.condition()) == "failing":
        raise StorageError(
            f"{store.path} is no longer the file that was opened, so nothing was changed in it; give the "
            "command again."
        )
