"""Options of `linestop serve`, one for each setting in server/settings.py, and their variables.

Defaults stand in `Settings` alone. `linestop` takes all of them as `linestop serve` does, and
shows the few that a first evening needs.
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

FIRST_EVENING = {"--host", "--port", "--db", "--scenarios"}

Command = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Option:
    flag: str
    setting: str
    type: Any
    help: str

    @property
    def variable(self) -> str:
        return "LINESTOP_" + self.flag.removeprefix("--").upper().replace("-", "_")


SECONDS = click.FloatRange(0.1, 3600.0)
COUNT = click.IntRange(1, 100_000)
FILE = click.Path(dir_okay=False, path_type=Path)
FOLDER = click.Path(file_okay=False, path_type=Path)

OPTIONS = (
    Option("--host", "host", str, "Address to listen on."),
    Option(
        "--port",
        "port",
        click.IntRange(0, 65535),
        "Port; the next free one if it is in use, any free one for 0.",
    ),
    Option("--db", "database", FILE, "The database file."),
    Option("--scenarios", "scenarios", FOLDER, "A folder of further scenario files."),
    Option("--url", "url", str, "The address others type, if it is not this machine's own; for the QR code."),
    Option("--root-path", "root_path", str, "Where a proxy mounts the server, e.g. /linestop."),
    Option("--proxy", "proxy", str, "Proxies whose X-Forwarded-For is believed, with commas between."),
    Option(
        "--host-pin",
        "host_pin",
        str,
        "Asked of whoever opens a game for others. Better given as the variable: other users of "
        "this machine see what stands on a command line.",
    ),
    Option(
        "--log-level", "log_level", click.Choice(["warning", "info"]), "info notes every request, on stderr."
    ),
    Option(
        "--log",
        "log",
        click.Choice(["auto", "text", "json"]),
        "How the log is written; auto is text at a terminal and JSON elsewhere.",
    ),
    Option(
        "--metrics",
        "metrics",
        click.Choice(["off", "local", "on"]),
        "Who may read /metrics: nobody, this machine, everybody.",
    ),
    Option("--most-connections", "most_connections", COUNT, "Devices that may be connected at once."),
    Option(
        "--connections-per-address",
        "connections_per_address",
        COUNT,
        "Connections from one address, behind which a whole school may sit; no limit for this "
        "machine and for proxies.",
    ),
    Option(
        "--hello-seconds", "hello_seconds", SECONDS, "How long a socket may stay without saying whose it is."
    ),
    Option("--request-seconds", "request_seconds", SECONDS, "How long a request may take to arrive."),
    Option("--games-a-minute", "games_a_minute", COUNT, "Games that strangers may open, all together."),
)

NO_BROWSER = "LINESTOP_NO_BROWSER"
OF_TESTS_AND_BUILD = {"LINESTOP_CHROMIUM", "LINESTOP_NO_CLIENT"}
"""Variables that set nothing of a server."""

DEFAULTS = {field.name: field.default for field in fields(Settings)}


def server_options(*, all_shown: bool, **defaults: Any) -> Callable[[Command], Command]:
    """Decorate a command with them; `defaults` are those that differ from the settings' own."""

    def decorate(command: Command) -> Command:
        for option in reversed(OPTIONS):
            default = defaults.get(option.setting, DEFAULTS[option.setting])
            command = click.option(
                option.flag,
                option.setting,
                type=option.type,
                default=default,
                envvar=option.variable,
                help=option.help,
                show_default=default not in (None, ""),
                show_envvar=all_shown,
                hidden=not all_shown and option.flag not in FIRST_EVENING,
            )(command)
        return command

    return decorate


def refuse_unknown_variables() -> None:
    """Or a misspelt LINESTOP_HOST_PIN leaves a server open, and a misspelt LINESTOP_DB begins another file.

    Raises:
        click.UsageError: if a LINESTOP_ variable stands in the environment that nothing reads.
    """
    known = {option.variable for option in OPTIONS} | {NO_BROWSER}
    for name in sorted(os.environ):
        if name.startswith("LINESTOP_") and name not in known | OF_TESTS_AND_BUILD:
            near = get_close_matches(name, sorted(known), n=1)
            meant = f"Did you mean {near[0]}? " if near else ""
            raise click.UsageError(
                f"The variable {name} sets nothing. {meant}`linestop serve --help` names them all."
            )
