"""Variables that Kubernetes and Docker set for a service that is called linestop, which set nothing here.

A Kubernetes service `linestop` puts LINESTOP_SERVICE_HOST, LINESTOP_PORT=tcp://10.0.0.1:8000 and more into
every container of its namespace, Linestop's own too; Docker's legacy links do the same. LINESTOP_PORT is also
the variable of an option, so its value tells them apart.
"""

from __future__ import annotations

import re

import click

_ADDRESS = re.compile(r"\A(?:tcp|udp|sctp)://", re.IGNORECASE)
# Of the service itself, and of others whose names begin with its own (linestop-proxy: LINESTOP_PROXY_PORT…).
_NAME = re.compile(
    r"\ALINESTOP_(?:\w+_)?"
    r"(?:SERVICE_HOST|SERVICE_PORT(?:_\w+)?|PORT_\d+_(?:TCP|UDP|SCTP)(?:_(?:PROTO|PORT|ADDR))?)\Z"
)
_OF_DOCKER = re.compile(r"\ALINESTOP_(?:\w+_)?(?:NAME|ENV_\w+)\Z")


def is_service_link(name: str, value: str, names: frozenset[str]) -> bool:
    """Whether a container system set this variable for a service. names: of all variables there are."""
    if _OF_DOCKER.match(name):
        # Only beside a link: alone it is a mistake, which must be told.
        link = re.sub(r"_(?:NAME|ENV_\w+)\Z", "_PORT", name)
        return link in names and ("_ENV_" in name or value.startswith("/"))
    return bool(_NAME.match(name) or (name.endswith("_PORT") and _ADDRESS.match(value)))


class PortOption(click.Option):
    """An option whose variable may hold a service link, which is passed over."""

    def resolve_envvar_value(self, ctx: click.Context) -> str | None:
        """The variable's value; None if it is a service link."""
        value = super().resolve_envvar_value(ctx)
        return None if value is not None and _ADDRESS.match(value) else value
