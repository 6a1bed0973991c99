"""Where figures of the weeks that closed last stand on the page of a player."""

from __future__ import annotations

from spots import once, spots

LAST = "section[aria-labelledby=last-turn]"
REPLAY = "section[aria-labelledby=sheet] > section"
BARS = (
    ("last turn's bars, as spoken", f"{LAST} .weeks li", ".frame", "aria-label"),
    ("last turn's bars, as hints", f"{LAST} .weeks li", "", "title"),
    ("buttons of the weeks", f"{REPLAY} .weeks button", "", "aria-label"),
    ("buttons of the weeks, as hints", f"{REPLAY} .weeks button", "", "title"),
)
WEEKS = (
    *(
        spot
        for place, each, of in (("last turn", LAST, "h2"), ("bar of the weeks", REPLAY, ".words h2"))
        for spot in spots(
            place,
            each,
            ("units made", "whole", of, "last.title", "made"),
            ("units required", "whole", of, "last.title", "required"),
            when="turn",
        )
    ),
    *spots(
        "word of the turn",
        ".table > p[role=status]",
        ("units made", "whole", "", "replay.result", "made"),
        ("units required", "whole", "", "replay.result", "required"),
        named="turn",
        of="weeks",
        when="named turn",
    ),
    *spots(
        "last turn's table",
        f"{LAST} tbody tr",
        ("units made", "whole", "td:nth-of-type(1)"),
        ("units required", "whole", "td:nth-of-type(2)"),
        name="th",
        of="weeks",
        when="row",
    ),
    *spots(
        "last turn's bars",
        f"{LAST} .weeks li",
        ("share made", "hundredth", ".share"),
        name=".small",
        of="weeks",
        when="row",
    ),
    *(
        spot
        for place, each, within, attribute in BARS
        for spot in (
            *spots(
                place,
                each,
                ("share made", "share", within, "last.bar", "made"),
                named="week",
                of="weeks",
                when="row",
                attribute=attribute,
            ),
            *spots(
                place,
                each,
                ("share not made", "share", within, "last.bar_missing", "share"),
                name=".small",
                of="weeks",
                also="part",
                when="row",
                attribute=attribute,
            ),
            *spots(
                place,
                each,
                ("share not made for want of no part", "share", within, "last.bar_no_part", "share"),
                name=".small",
                of="weeks",
                when="row",
                attribute=attribute,
            ),
        )
    ),
    *spots(
        "last turn",
        f"{LAST} .culprits li",
        ("units waited for", "whole", "", "last.waited", "units"),
        named="part",
        of="parts",
        when="turn",
    ),
    *spots(
        "bar of the weeks",
        REPLAY,
        ("units waited for", "whole", ".outcome", "last.waited", "units"),
        named="part",
        of="parts",
        when="turn",
    ),
    *spots(
        "word of the turn",
        ".table:not(:has(.over)) > p[role=status]",
        ("units waited for", "whole", "", "last.waited", "units"),
        named="part",
        of="parts",
        when="turn",
    ),
    *spots(
        "last turn",
        f"{LAST} .culprits li",
        ("units beyond the line", "whole", "", "last.line_lost", "units"),
        when="turn",
    ),
    *spots(
        "bar of the weeks",
        REPLAY,
        ("units beyond the line", "whole", ".outcome", "last.line_lost", "units"),
        when="turn",
    ),
    *spots(
        "last turn",
        f"{LAST} > p",
        ("quoted weeks", "number", "", "last.supplier", "weeks"),
        named="supplier",
        of="suppliers",
        when="week",
        public=True,
    ),
    *spots(
        "last turn",
        f"{LAST} > p",
        ("usual weeks", "number", "", "last.supplier", "usual"),
        named="supplier",
        of="suppliers",
        when="year",
        public=True,
    ),
    *spots(
        "last turn",
        f"{LAST} > p",
        ("weeks in the queue", "number", "", "last.port", "weeks"),
        named="port",
        of="ports",
        when="week",
        public=True,
    ),
    *once("the number of a week", f"{LAST} tbody th"),
    *once("of the turn before the last: the end is told by its result", ".table:has(.over) > p[role=status]"),
)
