"""Options of `linestop serve`, one for each setting in server/settings.py, and their variables.

A new option is a field of `server/settings.py`, which holds its default, and an entry of `OPTIONS`. The bare
`linestop` takes all of them too; its `--help` shows only those of `SHOWN_AT_FIRST`.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, fields
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import click

from ..server.settings import Settings
from .service_links import PortOption, is_service_link

SHOWN_AT_FIRST = {"--host", "--port", "--db", "--scenarios"}

Command = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Option:
    """A command-line option and the setting that it sets."""

    flag: str
    setting: str
    """Name of the field of `Settings`."""
    type: Any
    help: str

    @property
    def variable(self) -> str:
        """Name of its environment variable: LINESTOP_HOST_PIN for --host-pin."""
        return "LINESTOP_" + self.flag.removeprefix("--").upper().replace("-", "_")


PORT_TYPE = click.IntRange(0, 65535)
SECONDS = click.FloatRange(0.1, 3600.0)
COUNT = click.IntRange(1, 100_000)
FILE = click.Path(dir_okay=False, path_type=Path)
FOLDER = click.Path(file_okay=False, path_type=Path)

OPTIONS = (
    Option("--host", "host", str, "Address to listen on."),
    Option(
        "--port",
        "port",
        PORT_TYPE,
        "Port; the next free one if it is in use. 0: any free one.",
    ),
    Option("--db", "database", FILE, "The database file."),
    Option("--scenarios", "scenarios", FOLDER, "A folder of further scenario files."),
    Option(
        "--url",
        "url",
        str,
        "Address for the QR code, if others reach the server by another than this machine's own.",
    ),
    Option("--root-path", "root_path", str, "Where a proxy mounts the server, e.g. /linestop."),
    Option(
        "--proxy",
        "proxy",
        str,
        "Addresses of proxies whose X-Forwarded-For is believed, separated by commas.",
    ),
    Option(
        "--host-pin",
        "host_pin",
        str,
        "PIN that opening a game for others needs. Better set by the variable: other users of this machine "
        "can read its command lines.",
    ),
    Option(
        "--log-level",
        "log_level",
        click.Choice(["warning", "info"]),
        "What is logged on stderr; info adds every request.",
    ),
    Option(
        "--log",
        "log",
        click.Choice(["auto", "text", "json"]),
        "Format of the log; auto is text at a terminal and JSON elsewhere.",
    ),
    Option(
        "--metrics",
        "metrics",
        click.Choice(["off", "local", "on"]),
        "Who may read /metrics: nobody (off), this machine (local), everybody (on).",
    ),
    Option("--most-connections", "most_connections", COUNT, "Devices that may be connected at once."),
    Option(
        "--connections-per-address",
        "connections_per_address",
        COUNT,
        "Connections from one address; a whole school may share one. This machine and proxies have no limit.",
    ),
    Option(
        "--hello-seconds",
        "hello_seconds",
        SECONDS,
        "Seconds that a socket may stay open without saying which seat it is for.",
    ),
    Option("--request-seconds", "request_seconds", SECONDS, "Seconds that a request may take to arrive."),
    Option(
        "--compute",
        "compute",
        click.Choice(["processes", "threads"]),
        "What plays weeks and works out scores: processes beside the server, one for each core but one "
        "(on two cores, two), or threads in it, which take less memory and slow its answers down.",
    ),
    Option(
        "--games-a-minute",
        "games_a_minute",
        COUNT,
        "Games that strangers may open in a minute, all together.",
    ),
)

NO_BROWSER = "LINESTOP_NO_BROWSER"
OF_TESTS_AND_BUILD = {"LINESTOP_CHROMIUM", "LINESTOP_FIREFOX", "LINESTOP_NO_CLIENT"}
"""Variables that only tests and the build read."""

DEFAULTS = {field.name: field.default for field in fields(Settings)}
"""Default of each setting, by name."""


def server_options(*, all_shown: bool, **defaults: Any) -> Callable[[Command], Command]:
    """Decorator that gives a command all options.

    all_shown: list all of them in `--help`, with their variables. `defaults` replace those of `Settings`.
    """

    def decorate(command: Command) -> Command:
        for option in reversed(OPTIONS):  # a decorator applied last is listed first
            default = defaults.get(option.setting, DEFAULTS[option.setting])
            command = click.option(
                option.flag,
                option.setting,
                cls=PortOption if option.flag == "--port" else None,
                type=option.type,
                default=default,
                envvar=option.variable,
                help=option.help,
                show_default=default not in (None, ""),
                show_envvar=all_shown,
                hidden=not all_shown and option.flag not in SHOWN_AT_FIRST,
            )(command)
        return command

    return decorate


def refuse_unknown_variables() -> None:
    """Check that every LINESTOP_ variable is one that something reads.

    A misspelt LINESTOP_HOST_PIN would leave a server open, and a misspelt LINESTOP_DB begin another file.

    Raises:
        click.UsageError: if the environment holds a LINESTOP_ variable that is not known.
    """
    known = {option.variable for option in OPTIONS} | {NO_BROWSER}
    names = frozenset(os.environ)
    for name in sorted(names):
        if name.startswith("LINESTOP_") and name not in known | OF_TESTS_AND_BUILD:
            if is_service_link(name, os.environ[name], names):
                continue
            near = get_close_matches(name, sorted(known), n=1)
            meant = f"Did you mean {near[0]}? " if near else ""
            raise click.UsageError(
                f"The variable {name} sets nothing. {meant}`linestop serve --help` names them all."
            )
