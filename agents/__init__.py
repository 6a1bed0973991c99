"""The simulated world: decisions in, records out.

It knows no clock, socket, file or generator of its own, and nothing of `game`.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .chain.model import SupplyChain
    from .chain.outlook import Offer, offers_to
    from .manufacturers.manufacturer import Manufacturer
    from .manufacturers.stances import POLICIES, Decision, SeatView
    from .scenario.reader import ScenarioError, read_scenario
    from .scenario.scenario import Scenario

__all__ = [
    "POLICIES",
    "Decision",
    "Manufacturer",
    "Offer",
    "Scenario",
    "ScenarioError",
    "SeatView",
    "SupplyChain",
    "offers_to",
    "read_scenario",
]

_HOME = {
    "Manufacturer": "manufacturers.manufacturer",
    "SupplyChain": "chain.model",
    "Offer": "chain.outlook",
    "offers_to": "chain.outlook",
    "Scenario": "scenario.scenario",
    "ScenarioError": "scenario.reader",
    "read_scenario": "scenario.reader",
    "POLICIES": "manufacturers.stances",
    "Decision": "manufacturers.stances",
    "SeatView": "manufacturers.stances",
}


def __getattr__(name: str) -> Any:
    # Mesa and pandas take a second to import; who only checks a scenario file need not wait for them.
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_HOME[name]}", __name__), name)
