"""What can be refused, and why: one base, a code for programs, a sentence for people.

GameError
├── Refused        a command that changed nothing
│   ├── Conflict   an id used again with other content
│   └── ReadOnly   a game that this version may show but not go on with
├── StorageError   the log may not have it: nobody may be told, the server must stop
└── SetupError     the server cannot start: the sentence says what to do about it
"""

from __future__ import annotations


class GameError(Exception):
    """A sentence that says what to do, and a code that the client words in its own language."""

    code = "error"

    def __init__(self, message: str, *, code: str | None = None, **fields: str) -> None:
        super().__init__(message)
        self.message = message
        self.fields = fields
        if code is not None:
            self.code = code


class Refused(GameError):
    code = "refused"


class Conflict(Refused):
    code = "id_reused"


class ReadOnly(Refused):
    code = "read_only"


class StorageError(GameError):
    code = "storage"


class SetupError(GameError):
    code = "setup"
