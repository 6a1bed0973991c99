"""Registers every site of a scenario as a Mesa agent, with its name and its index in the kind's arrays.

A new kind of site is one module in `sites`, one entry of `KINDS`, and the phase of the week that calls it.
A bot that decides in its own way is a `Manufacturer` subclass, given for its seat.
"""

from __future__ import annotations

from collections.abc import Mapping

from ..manufacturers.manufacturer import Manufacturer
from ..manufacturers.stances import POLICIES, Policy
from ..sites.depot import Depot
from ..sites.market import Market
from ..sites.port import Port
from ..sites.supplier import Supplier
from .state import ChainState

PolicyLike = str | Policy | type[Manufacturer]
"""What decides for a seat: a policy by name, a policy function, or a `Manufacturer` subclass."""

KINDS: dict[str, type[Supplier] | type[Port] | type[Depot] | type[Market]] = {
    "suppliers": Supplier,
    "ports": Port,
    "depots": Depot,
    "markets": Market,
}
"""Kinds of sites that no seat holds, by the attribute of `Network` that lists their names."""


def register_sites(
    chain: ChainState, policies: PolicyLike | Mapping[str, PolicyLike]
) -> dict[str, Manufacturer]:
    """Make all agents of a chain.

    Args:
        chain: the chain; agents register themselves with it.
        policies: what decides, for all seats or by seat name; seats not named play `hybrid`.

    Returns:
        The agents of the seats, by name.

    Raises:
        ValueError: if a policy's name or a seat's is unknown.
    """
    # A misspelt seat would otherwise play the default without a word.
    if isinstance(policies, Mapping) and (unknown := policies.keys() - set(chain.network.seats)):
        raise ValueError(
            f"no seat is called {sorted(unknown)[0]!r}; there are {', '.join(chain.network.seats)}"
        )
    for sites, kind in KINDS.items():
        for index, name in enumerate(getattr(chain.network, sites)):
            kind(chain, name, index)
    seats: dict[str, Manufacturer] = {}
    for index, name in enumerate(chain.network.seats):
        chosen = policies.get(name, "hybrid") if isinstance(policies, Mapping) else policies
        kind_of_seat, policy = _class_and_policy(chosen)
        seats[name] = kind_of_seat(chain, name, index, policy)
    return seats


def _class_and_policy(chosen: PolicyLike) -> tuple[type[Manufacturer], Policy]:
    """The class of a seat's agent, and its policy; a subclass may ignore the policy."""
    if isinstance(chosen, str):
        if chosen not in POLICIES:
            raise ValueError(f"no policy is called {chosen!r}; there are {', '.join(POLICIES)}")
        return Manufacturer, POLICIES[chosen]
    # Before functions: a class can be called too.
    if isinstance(chosen, type):
        return chosen, POLICIES["hybrid"]
    return Manufacturer, chosen
