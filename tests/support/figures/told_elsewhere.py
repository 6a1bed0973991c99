"""The same figures as files, answers of the server and commands tell them, with all their digits."""

from __future__ import annotations

import json
import subprocess
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from figures import Figure, Key, exactly
from server import LINESTOP

BILL = {
    "stock": ("capital", "storage", "insurance", "obsolescence"),
    "freight": ("freight_cost", "expedite_cost", "price_premium", "order_cost"),
    "changes": ("changeover_cost",),
    "idle": ("line_down_cost",),
    "lost": ("lost_margin", "backlog_cost"),
}
"""Lines of the ledger by line of a player's bill."""
LINE = {line: name for name, lines in BILL.items() for line in lines}
COMPANY = {"lean_rivals": "lean", "as_played": "played", "all_alike": "alike"}
END = "at the end"
Row = Mapping[str, Any]


def of_results(results: Mapping[str, Any]) -> Iterator[Figure]:
    """What the answer of the debrief of one seat tells."""
    place, debrief = "answer of the debrief", results["seat"]
    own = debrief["row"]["seat"]
    for row in results["ranking"]:
        seat, company = row["seat"], row["company"]
        told = {
            ("cost", ""): row["cost"],
            ("uptime", ""): row["uptime"],
            ("score", ""): row["score"],
            ("cost of score 0", ""): row["cost_of_0"],
            ("cost of score 100", ""): row["cost_of_100"],
            ("cost in company", "lean"): company["lean_cost"],
            ("uptime in company", "lean"): company["lean_uptime"],
            ("cost in company", "alike"): company["alike_cost"],
            ("uptime in company", "alike"): company["alike_uptime"],
        }
        for (quantity, of), value in told.items():
            yield exactly(Key(quantity, seat, of, END), f"{place}, ranking", value)
    for way in debrief["ways"]:
        yield from _way(own, way["way"], way, way["costs"], f"{place}, ways")
        if way["way"] == debrief["dearer"]:
            yield exactly(Key("cost of score 0", own, "", END), f"{place}, the dearer way", way["cost"])
    for mark in debrief["marks"]:
        yield from _mark(own, mark, f"{place}, marks")
    for measure in debrief["measures"]:
        yield from _measure(own, measure["name"], measure["value"], f"{place}, measures")
    for turn, uptime in enumerate(debrief["uptime_by_turn"], start=1):
        yield exactly(Key("uptime", own, "", f"in turn {turn}"), f"{place}, turns", uptime)
    for turn, cost in enumerate(debrief["cost_by_turn"][:-1], start=1):  # the last one has the closing in it
        yield exactly(Key("cost", own, "", f"in turn {turn}"), f"{place}, turns", cost)


def _way(seat: str, name: str, way: Row, costs: Mapping[str, float], place: str) -> Iterator[Figure]:
    if name == "played":
        yield exactly(Key("cost", seat, "", END), place, way["cost"])
        yield exactly(Key("uptime", seat, "", END), place, way["uptime"])
    else:
        cost = (
            Key("cost of score 100", seat, "", END) if name == "best" else Key("cost by way", seat, name, END)
        )
        yield exactly(cost, place, way["cost"])
        yield exactly(Key("uptime by way", seat, name, END), place, way["uptime"])
    for line, money in costs.items():
        yield exactly(Key("cost line by way", seat, f"{name} {line}", END), place, money)


def _mark(seat: str, mark: Row, place: str) -> Iterator[Figure]:
    quantity = ("score", "") if mark["way"] == "played" else ("score by way", mark["way"])
    yield exactly(Key(quantity[0], seat, quantity[1], END), place, mark["score"])


def _measure(seat: str, name: str, value: float | None, place: str) -> Iterator[Figure]:
    if value is not None:
        key = Key("uptime", seat, "", END) if name == "uptime" else Key("measure", seat, name, END)
        # A page tells of rivals' money in words: so much more, or less.
        yield exactly(key, place, abs(value) if name == "borne_by_rivals" else value)


def of_leaderboard(rows: Iterable[Row], place: str) -> Iterator[Figure]:
    for row in rows:
        for quantity in ("cost", "uptime", "score"):
            yield exactly(Key(quantity, row["seat"], "", END), place, float(row[quantity]))
        for measure in row.get("measures", ()):
            yield from _measure(row["seat"], measure["name"], measure["value"], f"{place}, measures")


def of_replay(report: Mapping[str, Any]) -> Iterator[Figure]:
    for row in report["seats"]:
        for quantity, column in (("cost", "total_cost"), ("uptime", "uptime"), ("score", "score")):
            yield exactly(Key(quantity, row["seat"], "", END), "linestop replay --verify", row[column])


# ---------------------------------------------------------------- tables of an export


def of_tables(tables: Mapping[str, Iterable[Row]], place: str) -> Iterator[Figure]:
    """What the tables of an export tell, or some of them."""
    readers = {
        "seats": _seats,
        "weeks": _weeks,
        "parts": _parts,
        "costs": _costs,
        "scores": _scores,
        "ways": _ways,
        "company": _companies,
        "what_ifs": _what_ifs,
        "part_measures": _part_measures,
    }
    for name, reader in readers.items():
        for key, value in reader(tables.get(name, ())):
            yield exactly(key, f"{place}, {name}", value)


Told = Iterator[tuple[Key, float]]


def _seats(rows: Iterable[Row]) -> Told:
    for row in rows:
        yield Key("cost", row["seat"], "", END), row["total_cost"]
        yield Key("uptime", row["seat"], "", END), row["uptime"]
        for name in (
            "worst_four_weeks",
            "fill_rate",
            "cycle_service_level",
            "bullwhip_ratio",
            "cash_tied_up",
        ):
            yield Key("measure", row["seat"], name, END), row[name]


def _weeks(rows: Iterable[Row]) -> Told:
    turns: defaultdict[tuple[str, int], list[Row]] = defaultdict(list)
    for row in rows:
        yield Key("units required", row["seat"], "", f"week {row['week']}"), row["required"]
        turns[row["seat"], row["turn"]].append(row)
    for (seat, turn), weeks in turns.items():
        yield Key("units required", seat, "", f"in turn {turn}"), sum(week["required"] for week in weeks)
        yield Key("cost", seat, "", f"in turn {turn}"), sum(week["total_cost"] for week in weeks)


def _parts(rows: Iterable[Row]) -> Told:
    rows = list(rows)
    waited: defaultdict[tuple[str, str, str], float] = defaultdict(float)
    for row in rows:
        seat, part, when = row["seat"], row["component"], f"week {row['week']}"
        yield Key("units in the bin", seat, part, when), row["on_hand"]
        yield Key("units used a week", seat, part, when), row["use"]
        yield Key("units owed", seat, part, when), row["unfilled"]
        yield Key("weeks in the bin", seat, part, when), row["on_hand"] / row["use"] if row["use"] else 0.0
        yield Key("units in port", seat, part, when), row["in_port"] + row["past_port"]
        yield Key("units waited for", seat, part, when), row["not_made"]
        for sum_of in (f"in turn {row['turn']}", END):
            waited[seat, part, sum_of] += row["not_made"]
    for (seat, part, when), units in waited.items():
        yield Key("units waited for", seat, part, when), units
    yield from _held(rows)


def _held(rows: Iterable[Row]) -> Told:
    """How many seats held a part Just in Case in a turn."""
    seats: defaultdict[tuple[str, int], set[str]] = defaultdict(set)
    for row in rows:
        seats[row["component"], row["turn"]] |= {row["seat"]} if row["stance"] == "JIC" else set()
    for (part, turn), held in seats.items():
        yield Key("seats Just in Case", "", part, f"in turn {turn}"), len(held)


def _costs(rows: Iterable[Row]) -> Told:
    rows = list(rows)
    sums: defaultdict[Key, float] = defaultdict(float)
    turns: defaultdict[tuple[str, str, int], float] = defaultdict(float)
    for row in rows:
        seat, line, money = row["seat"], LINE[row["line"]], row["money"]
        if row["book"] == "week":
            turns[seat, line, row["turn"]] += money
        sums[Key("cost", seat, "", END)] += money
        sums[Key("cost by line", seat, line, END)] += money
        sums[Key("cost line by way", seat, f"played {row['line']}", END)] += money
        sums[Key("stock of a part", seat, row["component"], END)] += money if line == "stock" else 0.0
        sums[Key("cost of stops", seat, "", END)] += money if line in ("idle", "lost") else 0.0
        sums[Key("cost of the closing", seat, "", END)] += money if row["book"] == "closing" else 0.0
    yield from sums.items()
    yield from _turns(turns)


def _turns(turns: Mapping[tuple[str, str, int], float]) -> Told:
    last = max(turn for _, _, turn in turns) if turns else 0
    for seat in {seat for seat, _, _ in turns}:
        so_far = dict.fromkeys(BILL, 0.0)
        for turn in range(1, last + 1):
            own = {line: turns.get((seat, line, turn), 0.0) for line in BILL}
            so_far = {line: money + own[line] for line, money in so_far.items()}
            for when, money in ((f"in turn {turn}", own), (f"after turn {turn}", so_far)):
                yield Key("cost", seat, "", when), sum(money.values())
                for line in BILL:
                    yield Key("cost by line", seat, line, when), money[line]
            yield Key("cost of stops", seat, "", f"after turn {turn}"), so_far["idle"] + so_far["lost"]


def _scores(rows: Iterable[Row]) -> Told:
    for row in rows:
        yield Key("score", row["seat"], "", END), row["score"]
        yield Key("cost", row["seat"], "", END), row["cost"]
        yield Key("cost of score 0", row["seat"], "", END), row["dearer"]
        yield Key("cost of score 100", row["seat"], "", END), row["best"]


def _ways(rows: Iterable[Row]) -> Told:
    for row in rows:
        costs = {line: row[line] for line in LINE if line in row}
        for figure in _way(row["seat"], row["way"], row, costs, ""):
            yield figure.key, (figure.low + figure.high) / 2.0


def _companies(rows: Iterable[Row]) -> Told:
    for row in rows:
        of = COMPANY[row["company"]]
        played = of == "played"
        yield (
            Key("cost" if played else "cost in company", row["seat"], "" if played else of, END),
            row["cost"],
        )
        yield (
            Key("uptime" if played else "uptime in company", row["seat"], "" if played else of, END),
            row["uptime"],
        )


def _what_ifs(rows: Iterable[Row]) -> Told:
    for row in rows:
        key = Key("beside the recommendation", row["seat"], row["component"], END)
        yield key, abs(row["cost_change"])
        without = Key("cost without a buffer", row["seat"], row["component"], END)
        yield without, abs(row["cost_change_if_just_in_time"])


def _part_measures(rows: Iterable[Row]) -> Told:
    for row in rows:
        for name in ("time_to_survive", "time_to_recover"):
            if row[name] is not None:
                yield Key("measure of a part", row["seat"], f"{name} {row['component']}", END), row[name]


def of_aftermath(seat: Row) -> Iterator[Figure]:
    """What the answer of the analysis tells of a seat."""
    place, regret = "answer of the analysis", seat["regret"]
    told = {
        "cost": regret["cost"],
        "cost of perfect foresight": regret["bound"],
        "cost above perfect foresight": regret["regret"],
    }
    for quantity, money in told.items():
        yield exactly(Key(quantity, seat["seat"], "", END), place, money)
    for week, money in enumerate(regret["by_week"], start=1):
        yield exactly(Key("cost above perfect foresight", seat["seat"], "", f"week {week}"), place, money)
    yield exactly(Key("cost", seat["seat"], "", END), f"{place}, luck", seat["luck"]["drawn"])
    borne = Key("measure", seat["seat"], "borne_by_rivals", END)
    yield exactly(borne, place, abs(seat["borne_by_rivals"]))


# ---------------------------------------------------------------- commands


def command(db: Path, *words: str) -> bytes:
    """What a command prints."""
    done = subprocess.run([LINESTOP, *words, "--db", str(db)], capture_output=True, stdin=subprocess.DEVNULL)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


def of_commands(db: Path, code: str) -> Iterator[Figure]:
    """What `leaderboard`, `replay --verify` and `export` tell of a game."""
    every = ("--who", "any", "--seed", "any", "--live", "any", "--scenario", "pacific_squeeze", "--json")
    lists = json.loads(command(db, "leaderboard", *every))["scenarios"]
    yield from of_leaderboard([row for each in lists for row in each["rows"]], "linestop leaderboard")
    yield from of_replay(json.loads(command(db, "replay", code, "--verify", "--json")))
    yield from of_tables(json.loads(command(db, "export", code, "--format", "json")), "linestop export")
