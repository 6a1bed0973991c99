"""Exceptions that become messages: each has a code for programs and a sentence for people.

GameError
├── Refused        a command was refused and changed nothing
│   ├── Conflict   a command's id was used for something else before
│   └── ReadOnly   a game can be shown here but not gone on with
├── StorageError   the log could not be written: nothing may be answered, the server must stop
└── SetupError     the server cannot start: the sentence says what to do about it
"""

from __future__ import annotations


class GameError(Exception):
    """An English sentence that says what to do, and a code by which the client words it in its own language.

    fields: values that stand in the sentence, by name, for the client's wording.
    """

    code = "error"

    def __init__(self, message: str, *, code: str | None = None, **fields: str) -> None:
        super().__init__(message)
        self.message = message
        self.fields = fields
        if code is not None:
            self.code = code


class Refused(GameError):
    """A command that is not allowed, or not now; nothing was changed."""

    code = "refused"


class Conflict(Refused):
    """A command under an id that another command was given under."""

    code = "id_reused"


class ReadOnly(Refused):
    """A game that can be shown here but not gone on with: this engine is another, or its records differ."""

    code = "read_only"


class StorageError(GameError):
    """The log could not be written or read; the server can be trusted no longer and must stop."""

    code = "storage"


class SetupError(GameError):
    """The server cannot start with these settings or on this machine."""

    code = "setup"
