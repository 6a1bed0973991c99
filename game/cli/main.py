"""The `linestop` command: finds the other commands, and turns errors into a sentence and an exit code.

A new command is a module or a folder here with a function of the same name, a word in `LATER` and a line in
`SUMMARIES`. Heavy imports stand inside the commands that need them, so that `--help` is quick. Exit codes: 0
done, 1 refused or failed, 2 misused, 130 ended by Ctrl-C. `--debug` shows the traceback of an error.
"""

from __future__ import annotations

import errno
import importlib
import sys
from pathlib import Path
from typing import Any

import click

from .output import STOPPED, replace_what_the_terminal_lacks
from .server_options import NO_BROWSER, refuse_unknown_variables, server_options

LATER = set(
    "backup bots export frontier health leaderboard people questions replay rescore scenario simulate".split()
)
"""Commands that are imported only when called; module and function are named like the command."""


class LazyGroup(click.Group):
    """A group of commands that are imported when called; an error becomes a sentence and exit code 1."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names of all commands, in alphabetical order."""
        return sorted({*super().list_commands(ctx), *filter(_exists, LATER)})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name, its module imported now; None if there is none."""
        if cmd_name in LATER and _exists(cmd_name):
            module = importlib.import_module(f".{cmd_name}", __package__)
            command: click.Command = getattr(module, cmd_name)
            return command
        return super().get_command(ctx, cmd_name)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands for `--help` from `SUMMARIES`, without importing any of them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, SUMMARIES[name]) for name in self.list_commands(ctx)])

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run from the command line, `--help` included, whatever stdout's encoding is."""
        replace_what_the_terminal_lacks()
        return super().main(*args, **kwargs)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; an error becomes one sentence on stderr, unless `--debug` is given."""
        from ..errors import GameError

        try:
            return super().invoke(ctx)
        except (click.ClickException, click.Abort, click.exceptions.Exit, BrokenPipeError):
            raise  # click handles these itself; a closed pipe (`| head`) is no error
        except KeyboardInterrupt:
            click.echo("\nStopped.", err=True)
            ctx.exit(STOPPED)
        except Exception as error:
            if ctx.params.get("debug"):
                raise
            sentence = error.message if isinstance(error, GameError) else _unexpected(error)
            click.echo(f"Error: {sentence}", err=True)
            ctx.exit(1)


SUMMARIES = {
    "backup": "Copy the database while the server runs, and check the copy.",
    "bots": "Join a game with bots, as players do.",
    "export": "Write a game as CSV, JSON, an Excel workbook or Parquet.",
    "frontier": "Compare cost and uptime of simple policies, and of a game's seats.",
    "health": "Ask whether the server on this machine can save.",
    "leaderboard": "Show the best scores of each scenario.",
    "people": "List people; rename, make anonymous or remove one.",
    "questions": "Sweep what decides between JIT and JIC: demand, supply, stockouts, parts, money.",
    "replay": "Show a game's results; replay it and compare.",
    "rescore": "Score finished games again, and work out their regret.",
    "serve": "Run the server with the web client.",
    "simulate": "Play many worlds of a scenario and compare stances.",
    "scenario": "List, show, check and measure scenarios.",
}

EXAMPLES = """
\b
Examples:
  linestop                      play at once: a server, a game against three bots, your browser
  linestop serve --port 8080    a server on this machine; --host 0.0.0.0 lets others reach it
"""


def _version(ctx: click.Context, parameter: click.Parameter, wanted: bool) -> None:
    if wanted:
        from ..version import linestop_version

        click.echo(f"linestop {linestop_version()}")
        ctx.exit()


@click.group(
    cls=LazyGroup,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=EXAMPLES,
)
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_version, help="Show the version."
)
@click.option("--debug", is_flag=True, help="Show the traceback of an error.")
@click.option("--no-browser", is_flag=True, envvar=NO_BROWSER, help="Open no browser.")
@server_options(all_shown=False, host="0.0.0.0")
@click.pass_context
def main(ctx: click.Context, /, debug: bool, no_browser: bool, **options: Any) -> None:
    """Linestop: Just in Time, or Just in Case? A game about running a factory.

    Without a command it serves on all addresses, opens a game against three bots and shows it in the browser.
    """
    if ctx.invoked_subcommand is None:
        refuse_unknown_variables()
        from ..server.settings import Settings
        from ..server.start import play

        play(Settings(**options), browser=not no_browser)


@main.command(epilog="\b\nExample:\n  linestop serve --host 0.0.0.0 --port 8080 --db workshop.db")
@server_options(all_shown=True)
def serve(**options: Any) -> None:
    """Run the server with the web client.

    The first line printed is its address. Ctrl-C stops it; all games are then in the database file.
    """
    refuse_unknown_variables()
    from ..server.settings import Settings
    from ..server.start import serve as run_server

    run_server(Settings(**options))


_NO_ANSWER = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EBADF)
"""What a stdout that goes to a full, failing or closed file says."""


def _unexpected(error: Exception) -> str:
    """A sentence for an error that no command foresaw."""
    if isinstance(error, OSError) and error.errno in _NO_ANSWER:
        return f"the answer could not be written ({error.strerror}); make room, or write elsewhere."
    return f"this should not have happened ({type(error).__name__}: {error}); --debug shows where."


def _exists(command: str) -> bool:
    """Whether the command's module is there, or its folder, found without importing it."""
    here = Path(__file__).parent
    return (here / f"{command}.py").is_file() or (here / command / "__init__.py").is_file()


if __name__ == "__main__":
    sys.exit(main())
