"""Where figures stand on the desk, on the wall and on the leaderboard."""

from __future__ import annotations

from spots import once, spots

TIMES = "section[aria-labelledby=times] tbody tr"
SEAT = "button.row"
QUESTION = "section[aria-labelledby=question]"
RANKING = ".ranking tbody tr"
SLOW = "section[aria-labelledby=market] li"
RACE = "section[aria-labelledby=race] svg"
PODIUM = "section[aria-labelledby=podium] li"
LIST = "table.card tbody tr"
PUBLIC_PART = {"of": "parts", "public": True}
PUBLIC_PORT = {"of": "ports", "public": True}
TARGET = {"when": "year", "public": True}

DESK = (
    *spots("row of a seat", SEAT, ("cost", "money", ".worth .cost"), name=".title", of="seats"),
    *spots("row of a seat", f"{SEAT}:not(.over)", ("uptime", "share", ".worth"), name=".title", of="seats"),
    *spots(
        "row of a seat",
        f"{SEAT}.over",
        ("score", "score", ".worth"),
        ("place by score", "whole", ".place"),
        name=".title",
        of="seats",
    ),
    *spots(
        "lead times",
        TIMES,
        ("quoted weeks", "number", "td:nth-of-type(1)"),
        name="th",
        **PUBLIC_PART,
        when="week",
    ),
    *spots(
        "lead times",
        TIMES,
        ("usual weeks", "number", "td:nth-of-type(2)"),
        name="th",
        **PUBLIC_PART,
        when="year",
    ),
    *spots(
        "lead times",
        TIMES,
        ("weeks in the queue", "number", "td:nth-of-type(1)"),
        name="th",
        **PUBLIC_PORT,
        when="week",
    ),
    *spots(
        "lead times",
        TIMES,
        ("usual weeks in the queue", "number", "td:nth-of-type(2)"),
        name="th",
        **PUBLIC_PORT,
        when="year",
    ),
    *spots(
        "question for the room",
        QUESTION,
        ("quoted weeks", "whole", "p", "question.exposed_why", "weeks"),
        ("quoted weeks", "whole", "blockquote", "question.exposed question.crowd", "weeks"),
        named="part",
        **PUBLIC_PART,
        when="week",
    ),
    *spots(
        "question for the room",
        QUESTION,
        ("usual weeks", "whole", "p", "question.exposed_why", "usual"),
        ("usual weeks", "whole", "blockquote", "question.crowd", "usual"),
        named="part",
        **PUBLIC_PART,
        when="year",
    ),
    *once("the numbers of turns", ".strip .turns span"),
)

SEAT_DIALOG = tuple(
    spot
    for quantity, kind in (("uptime", "share"), ("cost", "money"), ("score", "score"))
    for spot in spots(
        "window of a seat",
        "dialog[open] dl > div",
        (quantity, kind, "dd"),
        name="dt",
        only=f"standings.{quantity}",
    )
)

WALL = (
    *spots(
        "ranking",
        RANKING,
        ("cost", "money", "td:last-child"),
        ("uptime", "share", "td:nth-last-child(2)"),
        ("score", "score", "td strong"),
        name="th",
        of="seats",
    ),
    *spots(
        "ranking", f"{RANKING}:not(:has(strong))", ("place by cost", "whole", ".place"), name="th", of="seats"
    ),
    *spots("ranking", f"{RANKING}:has(strong)", ("place by score", "whole", ".place"), name="th", of="seats"),
    *spots(
        "slower than usual",
        SLOW,
        ("quoted weeks", "number", "strong"),
        name=".name",
        **PUBLIC_PART,
        when="week",
    ),
    *spots(
        "slower than usual",
        SLOW,
        ("usual weeks", "number", ".usual", "board.quote", "weeks"),
        name=".name",
        **PUBLIC_PART,
        when="year",
    ),
    *spots(
        "slower than usual",
        SLOW,
        ("weeks in the queue", "number", "strong"),
        name=".name",
        **PUBLIC_PORT,
        when="week",
    ),
    *spots(
        "slower than usual",
        SLOW,
        ("usual weeks in the queue", "number", ".usual", "board.queue", "weeks"),
        name=".name",
        **PUBLIC_PORT,
        when="year",
    ),
    *spots(
        "the first turn",
        "section[aria-labelledby=first] li",
        ("usual weeks", "number", ".soft", "board.comes", "weeks"),
        name=".",
        **PUBLIC_PART,
        when="year",
    ),
    *spots(
        "the best",
        PODIUM,
        ("uptime", "share", "p.soft", "board.result", "uptime"),
        ("cost", "money", "p.soft", "board.result", "cost"),
        ("score", "score", ".score strong"),
        ("place by score", "whole", ".place"),
        name=".who",
        of="people",
    ),
    *spots("race", RACE, ("uptime target", "target", ".aim", "board.aim", "target"), **TARGET),
    *once("the scale of an axis", f"{RACE} text.end:not(.aim)", f"{RACE} text.middle"),
)

LEADERBOARD = (
    *spots(
        "list",
        LIST,
        ("score", "score", "td.score"),
        ("uptime", "share", "td.score + td"),
        ("cost", "money", "td.score + td + td"),
        ("place by score", "whole", ".place"),
        ("uptime", "share", ".narrow > span"),
        ("cost", "money", ".narrow:has(> span)"),
        name="th .soft",
        of="seats",
    ),
)
