"""Simulation of supply chains whose manufacturers share suppliers and ports: decisions in, records out.

It imports nothing of `game` and uses no clock, socket, file or random generator of its own.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .chain.model import SupplyChain
    from .chain.outlook import Offer, Outlook
    from .manufacturers.manufacturer import Manufacturer
    from .manufacturers.stances import POLICIES, Decision, SeatView
    from .scenario.reader import ScenarioError, read_scenario
    from .scenario.scenario import Scenario

__all__ = [
    "POLICIES",
    "Decision",
    "Manufacturer",
    "Offer",
    "Outlook",
    "Scenario",
    "ScenarioError",
    "SeatView",
    "SupplyChain",
    "read_scenario",
]

_HOME = {
    "Manufacturer": "manufacturers.manufacturer",
    "SupplyChain": "chain.model",
    "Outlook": "chain.outlook",
    "Offer": "chain.outlook",
    "Scenario": "scenario.scenario",
    "ScenarioError": "scenario.reader",
    "read_scenario": "scenario.reader",
    "POLICIES": "manufacturers.stances",
    "Decision": "manufacturers.stances",
    "SeatView": "manufacturers.stances",
}


def __getattr__(name: str) -> Any:
    # Lazily, since Mesa and pandas take a second to import, and checking a scenario file needs neither.
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_HOME[name]}", __name__), name)
