"""Where figures of the debrief stand that compare a seat with others: the room, company, other years."""

from __future__ import annotations

from spots import once, spots, within

BEYOND, ROOM, COMPANY, TALK = map(within, ("beyond", "room", "company", "talk"))
TARGET = {"when": "year", "public": True}

ROOMS = (
    *spots(
        "ranking",
        f"{ROOM} .ranking tbody tr",
        ("cost", "money", "td:last-child"),
        ("uptime", "share", "td:nth-last-child(2)"),
        ("score", "score", "td strong"),
        ("uptime", "share", ".narrow > span"),
        ("cost", "money", ".narrow.small"),
        ("place by score", "whole", ".place"),
        name=".title",
        of="seats",
    ),
    *spots("plot of the room", ROOM, ("uptime target", "target", ".aim", "room.target", "target"), **TARGET),
    *spots(
        "stances of the room",
        f"{ROOM} .stances tbody tr",
        ("seats Just in Case", "whole", "td"),
        name="th",
        of="parts",
        columns="thead th:not(:first-child)",
        columns_of="weeks",
        when="column",
        public=True,
    ),
    *once("the scale of an axis", f"{ROOM} .tick", f"{ROOM} .stances thead th"),
)

COMPANIES = (
    *spots(
        "alone and together",
        f"{COMPANY} .way",
        ("cost in company", "money", ".end strong"),
        ("uptime in company", "share", ".end .soft"),
        name="dt",
        of="company.",
        owner=(".seat", "h3"),
    ),
    *(
        spot
        for value, company in (("alone", "lean"), ("together", "alike"))
        for spot in spots(
            "the most crowded",
            f"{COMPANY} .point",
            ("cost in company", "money", "", "company.most", value),
            named="name",
            of="people",
            always=company,
        )
    ),
    *spots(
        "the most crowded",
        f"{COMPANY} .point",
        ("cost more in company", "money", "", "company.most", "more"),
        named="name",
        of="people",
    ),
)

QUESTIONS = (
    *spots(
        "question",
        f"{TALK} li",
        ("cost beside the mix", "money", "", "talk.mix_cheaper talk.mix_dearer", "money"),
        ("cost more in company", "money", "", "talk.crowd", "money"),
    ),
    *spots(
        "question",
        f"{TALK} li",
        ("cost without a buffer", "money", "", "talk.worth", "money"),
        named="part",
        of="parts",
    ),
    *spots(
        "question",
        f"{TALK} li",
        ("stock of a part", "money", "", "talk.calm", "money"),
        named="part",
        of="parts",
    ),
    *spots("question", f"{TALK} li", ("cost of lacking parts", "money", "", "talk.no_buffer", "money")),
    *once("weeks of the calendar", f"{TALK} li", key="talk.heard_late", value="later"),
)

AFTERMATH = (
    *spots(
        "the price of not knowing",
        BEYOND,
        ("cost of perfect foresight", "money", "p", "beyond.regret_said", "bound"),
        ("cost above perfect foresight", "money", "p", "beyond.regret_said", "regret"),
    ),
    *once(
        "of a plan that nothing else tells of", BEYOND, figure="p", key="beyond.regret_said", value="uptime"
    ),
    *spots("luck", BEYOND, ("cost", "money", "p", "beyond.luck_said", "drawn")),
    *(
        spot
        for value in ("dearer", "low", "middle", "high")
        for spot in once(
            "of other years, which nothing else tells of",
            BEYOND,
            figure="p",
            key="beyond.luck_said",
            value=value,
        )
    ),
    *(
        spot
        for value in ("luck", "holds")
        for spot in once(
            "of other years, which nothing else tells of",
            BEYOND,
            figure="p",
            key="beyond.room_said",
            value=value,
        )
    ),
    *spots(
        "borne by rivals",
        BEYOND,
        ("measure", "money", "p", "beyond.borne", "money"),
        always="borne_by_rivals",
        size=True,
    ),
    *spots(
        "cost against uptime, rivals as they played",
        f"{BEYOND} .wide tbody tr",
        ("cost by way", "money", "td:last-child .sum:first-child"),
        ("uptime by way", "share", "td:last-child .sum:last-child"),
        name="th",
        of="way.",
    ),
    *once(
        "another plan of the rivals; the words above the table say so",
        f"{BEYOND} .wide tbody td:nth-of-type(1)",
    ),
    *once(
        "a plan among thousands that nothing else tells of",
        BEYOND,
        figure="p",
        key="beyond.efficiency",
        value="share",
    ),
    *once("the scale of an axis", f"{BEYOND} .tick", f"{BEYOND} .ends span"),
    *spots(
        "weeks above perfect foresight",
        f"{BEYOND} details tbody tr",
        ("cost above perfect foresight", "money", "td"),
        name="th",
        of="weeks",
        when="row",
    ),
    *once("the number of a week", f"{BEYOND} details tbody th"),
)
