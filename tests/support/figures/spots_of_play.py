"""Where figures stand on the page of a player; the sheet and the weeks have modules of their own."""

from __future__ import annotations

from spots import once, spots
from spots_of_sheet import SHEET
from spots_of_weeks import WEEKS

UPTIME_TILE, COST_TILE, STOCK_TILE = (f".kpis dl > div:nth-child({n})" for n in (1, 2, 3))
BILL = "section[aria-labelledby=bill]"
RIVALS = "section[aria-labelledby=standings] tbody"
CONFIRM = ".confirm section"
FINAL = "section[aria-labelledby=final]"
SHORT = "confirm.short_holding confirm.short_same"
LASTS = "confirm.survives confirm.survives_goods"
LASTS_SHORT = "confirm.short_survives confirm.short_survives_goods"
LAST_TURN = "kpi.last_turn kpi.last_turn_short"

TILES = (
    *spots(
        "tile of uptime",
        UPTIME_TILE,
        ("uptime", "share", ".value"),
        ("cost of stops", "money", ".note", "kpi.stops", "money"),
    ),
    *spots("tile of uptime", UPTIME_TILE, ("uptime", "share", ".note", LAST_TURN, "value"), when="turn"),
    *spots(
        "tile of cost",
        COST_TILE,
        ("cost", "money", ".value"),
        ("place by cost", "whole", ".note span:nth-child(2)", "kpi.cost_place kpi.place_short", "place"),
    ),
    *spots("tile of cost", COST_TILE, ("cost", "money", ".note", LAST_TURN, "value"), when="turn"),
    *once(
        "what is owned just now; the debrief has the average of the year, and says so", f"{STOCK_TILE} .value"
    ),
)

BILLS = (
    *spots(
        "bill",
        f"{BILL} tbody tr",
        ("cost by line", "money", "td:nth-of-type(1)"),
        name="th",
        of="bill.",
        when="turn",
    ),
    *spots("bill", f"{BILL} tbody tr", ("cost by line", "money", "td:nth-of-type(2)"), name="th", of="bill."),
    *spots("sum of the bill", f"{BILL} tfoot tr", ("cost", "money", "td:nth-of-type(1)"), when="turn"),
    *spots("sum of the bill", f"{BILL} tfoot tr", ("cost", "money", "td:nth-of-type(2)")),
    *spots("words below the bill", BILL, ("cost of the closing", "money", "p", "bill.closing", "money")),
    *once("the last week's stock alone: no page and no table of money goes by weeks and lines", f"{BILL} p"),
)

STANDINGS = spots(
    "rivals",
    RIVALS,
    ("cost", "money", "tr:last-child td.number:last-child"),
    ("uptime", "share", "tr:last-child td.number:nth-last-child(2)"),
    ("score", "score", "tr:last-child td.number:nth-last-child(3)"),
    name="th",
    of="seats",
)

BAR, SHORT_BAR = "bar of the decision", "bar of the decision, short"
DECISION = (
    *(
        spot
        for place, within, holding, change, survives, goods in (
            (BAR, ".wide", "confirm.holding", "confirm.more confirm.less", LASTS, "confirm.survives_goods"),
            (
                SHORT_BAR,
                ".narrow",
                SHORT,
                "confirm.short_holding",
                LASTS_SHORT,
                "confirm.short_survives_goods",
            ),
        )
        for spot in (
            *spots(place, CONFIRM, ("planned stock a week", "money", within, holding, "holding"), when="now"),
            *spots(
                place,
                CONFIRM,
                ("planned stock, more or less", "money", within, change, "change"),
                when="now",
                size=True,
            ),
            *spots(
                place,
                CONFIRM,
                ("weeks it lasts", "number", within, survives, "weeks"),
                named="part",
                of="parts",
                when="week",
            ),
            *spots(
                place, CONFIRM, ("weeks of finished goods", "number", within, goods, "goods"), when="week"
            ),
        )
    ),
    *spots(
        BAR,
        CONFIRM,
        ("cost by line", "money", ".wide", "confirm.fees", "fees"),
        always="changes",
        when="next turn",
    ),
    *once(
        "the longest of the rows' weeks",
        CONFIRM,
        figure=".wide",
        key="confirm.build confirm.build_late",
        value="weeks",
    ),
    *once("weeks of the calendar", CONFIRM, figure=".wide", key="confirm.build_late", value="left"),
)

END = (
    *spots(
        "the end",
        FINAL,
        ("uptime", "share", "strong", "final.made", "uptime"),
        ("cost of stops", "money", "strong", "final.made", "money"),
        ("cost", "money", "div > p", "final.cost", "cost"),
        ("score", "score", "div > p", "final.score", "score"),
        ("place by score", "whole", "div > p", "final.score", "place"),
        ("cost of score 0", "money", ".ruler p", "score.ruler", "zero"),
        ("cost of score 100", "money", ".ruler p", "score.ruler", "hundred"),
        ("score", "score", ".ruler .you", "score.you", "score"),
    ),
    *spots(
        "the end", FINAL, ("weeks played", "whole", "h2", "final.title", "weeks"), when="year", public=True
    ),
    *spots(
        "the end's scale, as spoken",
        FINAL,
        ("score by way", "score", "[role=img]", "score.said", "score"),
        named="way",
        of="way.",
        attribute="aria-label",
    ),
    *spots(
        "the end",
        FINAL,
        (
            "beside the recommendation",
            "money",
            "div > p",
            "debrief.difference_saved debrief.difference_more",
            "money",
        ),
        named="part",
        of="parts",
    ),
)

PLAY = (*TILES, *BILLS, *STANDINGS, *SHEET, *DECISION, *WEEKS, *END)
