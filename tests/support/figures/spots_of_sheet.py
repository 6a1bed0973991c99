"""Where figures stand in the sheet of the parts, and in the same sheet as a table."""

from __future__ import annotations

from spots import once, spots

ROWS = "section[aria-labelledby=sheet] ol > li"
BY_SEA = f"{ROWS}:not(:has(.port .none))"
BY_LAND = f"{ROWS}:has(.port .none)"
TABLE = ".below details table tbody tr"
PART = {"name": "h3", "of": "parts"}
PORT = {"name": ".port .name", "of": "ports", "public": True}

SUPPLIER = (
    *spots(
        "row's supplier",
        ROWS,
        ("quoted weeks", "number", ".supplier .quote", "row.quotes", "weeks"),
        **PART,
        when="week",
        public=True,
    ),
    *spots(
        "row's supplier",
        ROWS,
        ("quoted weeks", "number", ".supplier", "row.quote_was", "weeks"),
        **PART,
        when="week before",
        public=True,
    ),
    *spots(
        "row's supplier",
        ROWS,
        ("usual weeks", "number", ".supplier", "row.quote_usual", "weeks"),
        **PART,
        when="year",
        public=True,
    ),
    *spots(
        "row's supplier",
        ROWS,
        ("units owed", "whole", ".supplier .owed", "row.unshipped", "units"),
        **PART,
        when="week",
    ),
    *once(
        "the units beside it, in weeks of use",
        ROWS,
        figure=".supplier .owed",
        key="row.unshipped",
        value="weeks",
    ),
)

WAY = (
    *(
        spot
        for place, attribute in (("row's way, as spoken", "aria-label"), ("row's way, as a hint", "title"))
        for spot in (
            *spots(
                place,
                BY_LAND,
                ("units that reach the plant", "whole", ".way .way", "row.way_slot", "units"),
                **PART,
                also="weeks",
                when="week",
                attribute=attribute,
            ),
            *spots(
                place,
                BY_SEA,
                ("units that reach the plant", "whole", ".way .way", "row.way_slot", "units"),
                **PART,
                also="weeks",
                when="week",
                attribute=attribute,
                behind="row.way_behind",
            ),
            *once(
                "at sea still: the table tells when it reaches the plant",
                ROWS,
                figure=".way .way",
                attribute=attribute,
            ),
        )
    ),
    *once("when it reaches the plant", TABLE, key="table.arrives_in", value="weeks"),
    *once("a scale", "section[aria-labelledby=sheet] .heads"),
)

PORTS = (
    *spots(
        "row's port",
        ROWS,
        ("weeks in the queue", "number", ".port", "row.port_queue", "weeks"),
        **PORT,
        when="week",
    ),
    *spots(
        "row's port",
        ROWS,
        ("usual weeks in the queue", "number", ".port", "row.port_note", "usual"),
        **PORT,
        when="year",
    ),
    *spots(
        "row's port", ROWS, ("units in port", "whole", ".port", "row.port_own", "units"), **PART, when="week"
    ),
    *once("the units beside it, in weeks of use", ROWS, figure=".port", key="row.port_own", value="weeks"),
)

BIN = (
    *spots(
        "row's bin",
        ROWS,
        ("weeks in the bin", "number", ".bin", "row.bin_stock", "weeks"),
        ("units in the bin", "whole", ".bin p", "row.bin_units", "units"),
        ("units used a week", "whole", ".bin p", "row.bin_units", "use"),
        **PART,
        when="week",
    ),
    *spots(
        "row's bin, as a hint",
        ROWS,
        ("units in the bin", "whole", ".bin .bin", "row.bin_units", "units"),
        ("units used a week", "whole", ".bin .bin", "row.bin_units", "use"),
        **PART,
        when="week",
        attribute="title",
    ),
    *spots(
        "row's bin", ROWS, ("weeks planned", "number", ".bin", "row.bin_plan", "weeks"), **PART, when="now"
    ),
    *once("a forecast of this row", f"{ROWS} .bin .build"),
)

FACTS = (
    *spots(
        "row's name",
        ROWS,
        ("worth of one", "money", ".part", "row.facts", "value"),
        ("share of worth lost in a year", "target", ".part", "row.facts", "ages"),
        **PART,
        when="year",
        public=True,
    ),
    *spots(
        "row's warning",
        ROWS,
        ("quoted weeks", "number", ".part", "row.hot", "quote"),
        **PART,
        when="week",
        public=True,
    ),
    *spots(
        "row's warning",
        ROWS,
        ("weeks until it is missing", "number", ".part", "row.hot", "weeks"),
        **PART,
        when="week",
    ),
)

BY_STANCE = "weeks planned by stance"
CHANGE = "stance.change_JIC stance.change_JIT"
SWITCHES = (
    *(
        spot
        for stance in ("JIT", "JIC")
        for spot in (
            *spots(
                "switch",
                ROWS,
                (BY_STANCE, "number", f".stance label.{stance} .plan", "row.bin_weeks", "weeks"),
                (
                    "stock a week by stance",
                    "money",
                    f".stance label.{stance} > .small",
                    "stance.price",
                    "money",
                ),
                **PART,
                always=stance,
                when="now",
            ),
            *spots(
                "switch, as spoken",
                ROWS,
                (BY_STANCE, "number", f".stance label.{stance} > .unseen", "stance.said", "weeks"),
                (
                    "stock a week by stance",
                    "money",
                    f".stance label.{stance} > .unseen",
                    "stance.said",
                    "money",
                ),
                **PART,
                always=stance,
                when="now",
            ),
        )
    ),
    *spots(
        "switch",
        ROWS,
        ("weeks planned", "number", ".stance label:has(:checked) .plan", "row.bin_weeks", "weeks"),
        ("weeks planned", "number", ".stance p", "stance.thin", "weeks"),
        **PART,
        when="now",
    ),
    *spots(
        "switch",
        ROWS,
        ("stock a week chosen", "money", ".stance label:has(:checked) > .small", "stance.price", "money"),
        **PART,
        when="now",
    ),
    *once("a plan of a game that is over has no switch beside it", f"{ROWS} .stance .word"),
    *(
        spot
        for place, within in (("words of the switch", ".wide"), ("words of the switch, short", ".narrow"))
        for spot in (
            *spots(
                place,
                ROWS,
                ("stock a week, more or less", "money", f".scale {within}", CHANGE, "change"),
                **PART,
                when="now",
                size=True,
            ),
            *spots(
                place,
                ROWS,
                ("price of a change", "money", f".scale {within}", "stance.fee", "fee"),
                **PART,
                when="now",
            ),
        )
    ),
    *spots(
        "words of the switch, short",
        ROWS,
        (BY_STANCE, "number", ".scale .narrow", "stance.offer", "weeks"),
        **PART,
        also="stance",
        when="now",
    ),
    *spots(
        "scale",
        ROWS,
        ("cost of a week without it", "money", ".scale", "stance.stop", "money"),
        ("units lost in a week without it", "whole", ".scale", "stance.stop", "products"),
        ("cost of the buffer this year", "money", ".scale", "stance.year", "money"),
        ("units that repay the buffer", "whole", ".scale", "stance.year", "products"),
        **PART,
        when="now",
    ),
    *once("a forecast of this row", ROWS, figure=".scale", key="switch.pause", value="weeks"),
)

AS_TABLE = (
    *spots(
        "table of the parts",
        TABLE,
        ("units used a week", "whole", "td:nth-of-type(1)"),
        ("units owed", "whole", "td:nth-of-type(2)"),
        ("units in port", "whole", "td:nth-of-type(3)"),
        ("units in the bin", "whole", "td:nth-of-type(4)"),
        ("weeks it lasts", "number", "td:nth-of-type(6)"),
        ("weeks until it is missing", "number", "td:nth-of-type(7)"),
        name="th",
        of="parts",
        when="week",
    ),
    *spots(
        "table of the parts",
        TABLE,
        ("units that reach the plant", "whole", "td:nth-of-type(5)", "table.arrives_in", "units"),
        name="th",
        of="parts",
        also="weeks",
        when="week",
    ),
)

SHEET = (*SUPPLIER, *WAY, *PORTS, *BIN, *FACTS, *SWITCHES, *AS_TABLE)
