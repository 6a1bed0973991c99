"""One line an event, on stderr: text for people at a terminal, a JSON object for machines.

Whoever logs uses the standard library's `logging`, with `extra` for fields, and needs to know nothing
of this module; uvicorn's lines come the same way. A token has no business in a log: nobody writes one,
and whatever looks like one is blotted out of the finished line, tracebacks included.
"""

from __future__ import annotations

import logging
import re
import sys
from typing import Literal

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

TOKEN_LIKE = re.compile(r"(?<![A-Za-z0-9_-])[A-Za-z0-9_-]{43}(?![A-Za-z0-9_-])")
"""32 random bytes in URL-safe base 64, as all our tokens are."""
GARBAGE = {"Invalid HTTP request received.", "Unsupported upgrade request."}
QUERY = re.compile(r"\?[^\s\"'\\]+")


def set_up(level: str, form: Literal["auto", "text", "json"]) -> None:
    """Send all logs of this process to stderr in this form."""
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
    """Whoever sends garbage shall not fill the log of a server that is told to be brief."""
    return record.msg not in GARBAGE or logging.getLogger().isEnabledFor(logging.INFO)


def _once(logger: WrappedLogger, name: str, event: EventDict) -> EventDict:
    """uvicorn says the same again for terminals, unfinished and with their escapes."""
    event.pop("color_message", None)
    return event


def _form(as_text: bool) -> list[Processor]:
    if as_text:
        # A plain traceback: the pretty one shows local variables, and what is in them.
        plain = structlog.dev.plain_traceback
        return [
            _Discreet(structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty(), exception_formatter=plain))
        ]
    return [
        structlog.processors.format_exc_info,
        _Discreet(structlog.processors.JSONRenderer(default=str)),
    ]


class _Discreet:
    """The finished line without tokens, and without queries, where others would put theirs."""

    def __init__(self, render: Processor) -> None:
        self._render = render

    def __call__(self, logger: WrappedLogger, name: str, event: EventDict) -> str:
        return discreet(str(self._render(logger, name, event)))


def discreet(line: str) -> str:
    return TOKEN_LIKE.sub("[token]", QUERY.sub("", line))
