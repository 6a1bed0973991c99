"""The simulated world: decisions in, records out.

It knows no clock, socket, file or generator of its own, and nothing of `game`.
"""

from .manufacturer import Manufacturer
from .model import SupplyChain
from .outlook import Offer, outlook
from .scenario import Scenario
from .stances import POLICIES, Decision, SeatView

__all__ = [
    "POLICIES",
    "Decision",
    "Manufacturer",
    "Offer",
    "Scenario",
    "SeatView",
    "SupplyChain",
    "outlook",
]
