"""Industries that generated scenarios are about: their parts, which characters these may have, and names.

What parts, goods and products are called stands in the phrases of each language, under the same names.
"""

from __future__ import annotations

from dataclasses import dataclass

from .characters import Role


@dataclass(frozen=True, slots=True)
class PartKind:
    """A part that an industry may buy.

    Attributes:
        value: about what it costs.
        craft: second word of its suppliers' names.
        roles: characters that fit it, beside `ANY_ROLES`.
    """

    value: float
    craft: str
    roles: tuple[Role, ...]


@dataclass(frozen=True, slots=True)
class Industry:
    """An industry: second word of its companies' names, and its parts by name."""

    trade: str
    parts: dict[str, PartKind]


ANY_ROLES: tuple[Role, ...] = ("room", "twin")
"""Characters that fit every part."""

_CHEAP: tuple[Role, ...] = ("frail", "batch", "sea")
_MADE: tuple[Role, ...] = ("single", "sea", "batch")
_FINE: tuple[Role, ...] = ("single", "dear")
_BULKY: tuple[Role, ...] = ("bulky", "sea")
_AGEING: tuple[Role, ...] = ("ages",)

INDUSTRIES: dict[str, Industry] = {
    "bicycles": Industry(
        "Cycles",
        {
            "frame": PartKind(70.0, "Tubes", _BULKY),
            "hub": PartKind(55.0, "Gears", ("single", "sea", "dear")),
            "tyre": PartKind(22.0, "Rubber", ("ages", "sea")),
            "chain": PartKind(18.0, "Chains", _CHEAP),
            "saddle": PartKind(25.0, "Saddlers", ("bulky", "frail", "sea")),
            "motor": PartKind(110.0, "Drives", _FINE),
            "light": PartKind(20.0, "Lamps", ("batch", "single", "ages")),
        },
    ),
    "coffee": Industry(
        "Coffee Machines",
        {
            "pump": PartKind(35.0, "Pumps", _MADE),
            "boiler": PartKind(48.0, "Boilers", ("sea", "frail", "bulky")),
            "board": PartKind(75.0, "Circuits", ("single", "dear", "ages")),
            "case": PartKind(40.0, "Castings", _BULKY),
            "grinder": PartKind(60.0, "Grinders", ("single", "sea", "dear")),
            "seal": PartKind(12.0, "Rubber", ("ages", "frail", "batch")),
            "valve": PartKind(20.0, "Valves", ("frail", "batch", "single")),
        },
    ),
    "heat_pumps": Industry(
        "Heat Pumps",
        {
            "compressor": PartKind(140.0, "Compressors", ("single", "dear", "sea")),
            "fan": PartKind(45.0, "Fans", _MADE),
            "valve": PartKind(28.0, "Valves", ("frail", "batch", "single")),
            "controller": PartKind(80.0, "Controls", ("single", "dear", "ages")),
            "case": PartKind(60.0, "Sheet Metal", _BULKY),
            "seal": PartKind(14.0, "Rubber", ("ages", "frail", "batch")),
            "sensor": PartKind(22.0, "Sensors", ("batch", "frail", "sea")),
        },
    ),
    "lamps": Industry(
        "Lighting",
        {
            "module": PartKind(70.0, "Diodes", ("dear", "single", "ages")),
            "driver": PartKind(38.0, "Electronics", _MADE),
            "pole": PartKind(55.0, "Masts", _BULKY),
            "lens": PartKind(20.0, "Glass", _CHEAP),
            "seal": PartKind(10.0, "Rubber", ("ages", "frail", "batch")),
            "sensor": PartKind(24.0, "Sensors", ("batch", "frail", "single")),
            "bracket": PartKind(18.0, "Forge", ("frail", "bulky", "sea")),
        },
    ),
    "wheelchairs": Industry(
        "Mobility",
        {
            "motor": PartKind(105.0, "Drives", _FINE),
            "wheel": PartKind(35.0, "Wheels", ("bulky", "sea", "frail")),
            "cushion": PartKind(28.0, "Foams", ("bulky", "ages")),
            "joystick": PartKind(40.0, "Controls", _MADE),
            "battery": PartKind(75.0, "Batteries", _AGEING),
            "frame": PartKind(65.0, "Tubes", _BULKY),
            "brake": PartKind(24.0, "Brakes", _CHEAP),
        },
    ),
    "pianos": Industry(
        "Pianos",
        {
            "keyboard": PartKind(80.0, "Keyworks", ("single", "sea")),
            "speaker": PartKind(35.0, "Acoustics", ("sea", "frail", "bulky")),
            "chip": PartKind(55.0, "Circuits", ("single", "dear", "ages")),
            "case": PartKind(60.0, "Joinery", _BULKY),
            "pedal": PartKind(22.0, "Castings", _CHEAP),
            "felt": PartKind(10.0, "Felts", ("frail", "batch", "ages")),
            "supply": PartKind(26.0, "Electronics", ("single", "batch", "sea")),
        },
    ),
    "ovens": Industry(
        "Ovens",
        {
            "heater": PartKind(38.0, "Heating", _MADE),
            "door": PartKind(55.0, "Glass", _BULKY),
            "fan": PartKind(32.0, "Fans", ("sea", "frail", "single")),
            "timer": PartKind(45.0, "Clocks", ("single", "dear", "ages")),
            "seal": PartKind(12.0, "Rubber", ("ages", "frail", "batch")),
            "thermostat": PartKind(24.0, "Controls", ("single", "batch", "frail")),
            "tray": PartKind(20.0, "Enamel", ("bulky", "sea")),
        },
    ),
    "mowers": Industry(
        "Mowers",
        {
            "motor": PartKind(75.0, "Drives", ("single", "dear", "sea")),
            "blade": PartKind(14.0, "Steel", _CHEAP),
            "battery": PartKind(80.0, "Batteries", _AGEING),
            "wheel": PartKind(25.0, "Wheels", ("bulky", "sea", "frail")),
            "sensor": PartKind(35.0, "Sensors", _MADE),
            "hood": PartKind(45.0, "Plastics", _BULKY),
            "board": PartKind(85.0, "Circuits", ("single", "dear", "ages")),
        },
    ),
    "sewing": Industry(
        "Sewing Machines",
        {
            "motor": PartKind(60.0, "Drives", ("single", "dear", "sea")),
            "needle_bar": PartKind(20.0, "Precision", _CHEAP),
            "gear": PartKind(28.0, "Gears", ("single", "frail", "batch")),
            "board": PartKind(70.0, "Circuits", ("single", "dear", "ages")),
            "pedal": PartKind(24.0, "Plastics", ("sea", "bulky", "frail")),
            "case": PartKind(50.0, "Castings", _BULKY),
            "belt": PartKind(10.0, "Rubber", ("ages", "frail", "batch")),
        },
    ),
    "scales": Industry(
        "Scales",
        {
            "cell": PartKind(60.0, "Strain Gauges", ("single", "sea", "dear")),
            "display": PartKind(50.0, "Displays", ("dear", "ages", "single")),
            "plate": PartKind(35.0, "Steel", _BULKY),
            "printer": PartKind(65.0, "Printers", ("dear", "sea", "single")),
            "battery": PartKind(40.0, "Batteries", _AGEING),
            "case": PartKind(38.0, "Plastics", _BULKY),
            "board": PartKind(45.0, "Circuits", _MADE),
        },
    ),
}

NAMES = (
    "Abermoor Aldwater Ambergate Arnwick Barrowby Belloway Birkholm Brackenrow Calverley Carrick Cinderford "
    "Clattering Cressel Dapplemere Darnley Dunmarrow Eastwold Eddermouth Elvaston Eskel Fallowden Farrow "
    "Fennimore Garrowby Gilsland Glimmer Gorsedale Greyling Halmer Harrowgill Hazelmark Hollin Hythe "
    "Inglemere Ivarsund Kelder Kettlewood Kirkhollow Lambrick Larkrise Lindal Lorne Lunedale Marrick Merrow "
    "Millbeck Mossgate Netherby Norrow Oakhanger Orrinsay Osmother Pellworth Pinmill Quarley Ravensby "
    "Redmarsh Rillington Rookhope Sallowfield Sandwath Selwick Skerry Starling Stonegrave Swale Tarnow "
    "Tavish Thornlea Tolland Ulverby Underwath Vellacott Wanderby Wexcombe Whinfell Winterset Withern "
    "Yarrowby Yewdale"
).split()
"""Invented first words of the names of firms, towns and ports."""
