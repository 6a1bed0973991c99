"""`linestop health`: asks a server on this machine whether it can save, as a container's health check does.

It takes the same variables as the server, so that it asks where the server listens.
"""

from __future__ import annotations

import json
from http.client import HTTPException

import click

from .server_options import DEFAULTS, PORT_TYPE
from .service_links import PortOption


@click.command(
    epilog="\b\nExamples:\n  linestop health\n  linestop health --port 8080 || echo 'not well'",
)
@click.option(
    "--host",
    default=DEFAULTS["host"],
    envvar="LINESTOP_HOST",
    show_default=True,
    help="Address that the server listens on.",
)
@click.option(
    "--port",
    cls=PortOption,
    default=DEFAULTS["port"],
    type=PORT_TYPE,
    envvar="LINESTOP_PORT",
    show_default=True,
    help="Port that the server listens on.",
)
@click.option("--seconds", default=4.0, show_default=True, help="How long to wait for the answer.")
def health(host: str, port: int, seconds: float) -> None:
    """Ask whether the server on this machine can save: exit code 0 if so, 1 if not.

    The answer goes to stdout as one line of JSON.
    """
    from urllib.error import HTTPError
    from urllib.request import Request

    from ..bots.http_client import open_url
    from ..errors import Refused
    from ..server.listening import address

    # Not below --root-path: the server answers in both forms.
    asked = f"{address(host, port)}/healthz"
    try:
        with open_url(Request(asked), seconds) as answer:
            told = answer.read()
    except HTTPError as error:
        with error:
            told = error.read()
        raise Refused(f"{asked} says: {told.decode(errors='replace') or error.reason}") from None
    except (OSError, HTTPException) as error:
        raise Refused(f"{asked} does not answer: {getattr(error, 'reason', error)}.") from None
    click.echo(json.dumps(json.loads(told)))
