"""The SQLite database: the event log, derived tables, people, tokens, and all SQL."""

from __future__ import annotations

import sys

if "pandas" not in sys.modules:
    # sqlite-utils imports pandas where it finds it, to know its types: a second, and 50 MB in every server.
    sys.modules["pandas"] = None  # type: ignore[assignment]
    try:
        import sqlite_utils  # noqa: F401
    finally:
        del sys.modules["pandas"]
