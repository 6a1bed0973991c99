"""Logging set-up: one line an event on stderr, as text for a terminal or as JSON, without tokens.

All modules, and uvicorn, log by the standard library's `logging`, with `extra` for fields. No module logs
a token on purpose; as a second line of defence, all that looks like one is replaced in the finished
line, tracebacks included.
"""

from __future__ import annotations

import logging
import re
import sys
from typing import Literal

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

TOKEN_LIKE = re.compile(r"(?<![A-Za-z0-9_-])[A-Za-z0-9_-]{43}(?![A-Za-z0-9_-])")
"""32 random bytes in URL-safe base 64, as all tokens are."""
NOISE = {"Invalid HTTP request received.", "Unsupported upgrade request."}
"""uvicorn's warnings about clients that do not speak HTTP, such as port scanners."""
QUERY = re.compile(r"\?[^\s\"'\\]+")
"""A URL's query, where programs other than ours might send a token."""


def set_up(level: str, form: Literal["auto", "text", "json"]) -> None:
    """Send all logs of this process to stderr. form: auto is text at a terminal, else JSON."""
    as_text = form == "text" or (form == "auto" and sys.stderr.isatty())
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.PositionalArgumentsFormatter(),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,
    )
    lines = logging.StreamHandler(sys.stderr)
    lines.addFilter(_worth_a_line)
    lines.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[*shared, structlog.stdlib.ExtraAdder(), _once],
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *_form(as_text)],
        )
    )
    logging.basicConfig(level=level.upper(), handlers=[lines], force=True)


def _worth_a_line(record: logging.LogRecord) -> bool:
    """False for noise unless the level is info or lower: scanners must not fill a brief log."""
    return record.msg not in NOISE or logging.getLogger().isEnabledFor(logging.INFO)


def _once(logger: WrappedLogger, name: str, event: EventDict) -> EventDict:
    """Drop uvicorn's second copy of the message, which has colour codes and unfilled placeholders."""
    event.pop("color_message", None)
    return event


def _form(as_text: bool) -> list[Processor]:
    if as_text:
        # A plain traceback: the default one shows local variables, tokens among them.
        plain = structlog.dev.plain_traceback
        return [
            _Redacting(structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty(), exception_formatter=plain))
        ]
    return [
        structlog.processors.format_exc_info,
        _Redacting(structlog.processors.JSONRenderer(default=str)),
    ]


class _Redacting:
    """A last processor, which renders a line and removes tokens and queries from it."""

    def __init__(self, render: Processor) -> None:
        self._render = render

    def __call__(self, logger: WrappedLogger, name: str, event: EventDict) -> str:
        return redacted(str(self._render(logger, name, event)))


def redacted(line: str) -> str:
    """The line without queries of URLs, and with [token] for whatever looks like a token."""
    return TOKEN_LIKE.sub("[token]", QUERY.sub("", line))
