"""The simulated world: decisions in, records out.

It knows no clock, socket, file or generator of its own, and nothing of `game`.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .manufacturer import Manufacturer
    from .model import SupplyChain
    from .outlook import Offer, offers_to
    from .scenario import Scenario
    from .scenario_file import ScenarioError, read_scenario
    from .stances import POLICIES, Decision, SeatView

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
    "Manufacturer": "manufacturer",
    "SupplyChain": "model",
    "Offer": "outlook",
    "offers_to": "outlook",
    "Scenario": "scenario",
    "ScenarioError": "scenario_file",
    "read_scenario": "scenario_file",
    "POLICIES": "stances",
    "Decision": "stances",
    "SeatView": "stances",
}


def __getattr__(name: str) -> Any:
    # Mesa and pandas take a second to import; who only checks a scenario file need not wait for them.
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_HOME[name]}", __name__), name)
