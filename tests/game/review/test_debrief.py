"""The debrief: from the log alone, and every number is one that the game had."""

from __future__ import annotations

import msgspec
import pytest
from after_support import NAMES, PLANS, Played, workshop

from linestop.agents.studies.alone_and_together import alone_and_together
from linestop.game.errors import Refused
from linestop.game.messages import Fact, Results, SeatDebrief, WhatIf, YearShock
from linestop.game.review.debrief import ranking, results
from linestop.game.review.export import tables_of
from linestop.game.review.part_debrief import part_debrief
from linestop.game.review.verification import verify
from linestop.game.rules import measure_functions, record_sums
from linestop.game.rules.events import GameScored, Place, decode, encode
from linestop.game.rules.session import Session
from linestop.game.views.player_view import player_view


def page(player: str | None = "ann", game: Played | None = None) -> Results:
    game = game or workshop()
    place = game.session.state.place_of(player) if player else None
    return results(game.session, game.hindsight, NAMES, place)


def seat_of(player: str) -> SeatDebrief:
    seat = page(player).seat
    assert seat is not None
    return seat


def test_the_page_comes_from_the_log_alone_and_nothing_is_played_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = msgspec.json.encode(page("ann"))
    monkeypatch.setattr("linestop.agents.chain.model.SupplyChain.step", None)
    events = [decode(encode(event)) for event in workshop().events]
    session = Session.replay(events, "another version")
    again = results(session, workshop().hindsight, NAMES, Place(0, session.state.seat_names[0]))
    assert msgspec.json.encode(again) == before


def test_the_room_is_ranked_by_score_and_a_bot_has_neither_name_nor_rank() -> None:
    rows = page(None).ranking
    assert [row.score for row in rows] == sorted((row.score for row in rows), reverse=True)
    people = [row for row in rows if row.name is not None]
    assert [row.place for row in people] == [1, 2, 3] and not any(row.bot for row in people)
    assert [(row.place, row.bot) for row in rows if row.name is None] == [(None, True)]
    assert {row.name for row in rows} == {"Ann", "=1+1", "Eve, the 3rd", None}
    assert page(None).seat is None and page(None).seed == "11" and page(None).weeks_played == 52


def test_a_rows_score_is_its_cost_on_the_scale_of_its_own_two_marks() -> None:
    for row in page(None).ranking:
        seat = page("ann", None).seat if row.name == "Ann" else None
        assert row.score == pytest.approx(
            100.0 * (row.cost_of_0 - row.cost) / (row.cost_of_0 - row.cost_of_100), abs=1e-3
        )
        if seat is not None:
            marks = {mark.way: mark.cost for mark in seat.marks}
            assert (row.cost_of_0, row.cost_of_100) == (max(marks["jit"], marks["jic"]), marks["best"])
    assert len({row.cost_of_0 for row in page(None).ranking}) == 4, "each seat has a scale of its own"


def test_each_seat_is_told_beside_lean_rivals_as_it_was_and_with_everybody_alike() -> None:
    """The page and the export hold what the study finds, and one figure stands for what was played."""
    game = workshop()
    found = alone_and_together(game.session.played())
    exported = tables_of(game.session, game.hindsight, NAMES)["company"]
    for row in page(None).ranking:
        number = game.session.state.seat_names.index(row.seat)
        assert row.company is not None
        lean, alike = found.beside_lean_rivals, found.all_alike
        assert row.company.lean_cost == pytest.approx(float(lean.cost[number, 0]), abs=1e-3)
        assert row.company.alike_cost == pytest.approx(float(alike.cost[number, 0]), abs=1e-3)
        assert row.company.lean_uptime == pytest.approx(float(lean.uptime[number, 0]), abs=1e-3)
        assert row.company.alike_uptime == pytest.approx(float(alike.uptime[number, 0]), abs=1e-3)
        told = {each["company"]: each for each in exported if each["seat"] == row.seat}
        assert told["as_played"]["cost"] == pytest.approx(row.cost, abs=1e-3)
        assert told["as_played"]["uptime"] == pytest.approx(row.uptime, abs=1e-3)
        assert told["lean_rivals"]["cost"] == pytest.approx(row.company.lean_cost, abs=1e-3)
        assert told["all_alike"]["cost"] == pytest.approx(row.company.alike_cost, abs=1e-3)


@pytest.mark.slow
def test_an_older_log_without_it_is_shown_and_exported_without_it() -> None:
    game = workshop()
    seats = [msgspec.structs.replace(seat, company=None, unbuffered=None) for seat in game.hindsight.seats]
    older = msgspec.structs.replace(game.hindsight, seats=seats)
    assert all(row.company is None for row in ranking(game.session, older, NAMES))
    assert tables_of(game.session, older, NAMES)["company"] == []
    scored = [
        msgspec.structs.replace(event, hindsight=older) if isinstance(event, GameScored) else event
        for event in game.events
    ]
    assert verify(scored).turns == 13, "what was not stored then is not missed"


@pytest.mark.slow
def test_equal_scores_share_a_place_and_bots_are_ranked_where_nobody_else_plays() -> None:
    """Two programs and two bots."""
    game = Played("AFTERM").sit("ann", "bob", program=True).start().play({"ann": PLANS["ann"]})
    alike = ranking(game.session, game.hindsight, {})
    assert all(row.bot for row in alike)
    assert [row.place for row in alike] == [
        1 + sum(other.score > row.score for other in alike) for row in alike
    ]


@pytest.mark.slow
def test_a_program_among_people_has_a_name_and_no_rank() -> None:
    game = Played("AFTERP").sit("ann").sit("bob", program=True).start().play({"ann": PLANS["ann"]})
    rows = {row.name: row for row in ranking(game.session, game.hindsight, NAMES)}
    assert (rows["Ann"].place, rows["=1+1"].place, rows[None].place) == (1, None, None)
    assert rows["=1+1"].bot
    place = game.session.state.place_of("bob")
    assert place is not None
    view = player_view(game.session, place, NAMES)
    assert (view.place, view.places) == (None, 1)
    assert [standing.bot for standing in view.standings if standing.name != "Ann"] == [True] * 3


def test_a_seats_numbers_are_those_of_its_records() -> None:
    session = workshop().session
    seat, turns = seat_of("bob"), [turn.tables[0] for turn in session.state.turns]
    number = session.state.seat_names.index(seat.row.seat)
    assert seat.row.cost == pytest.approx(record_sums.total_cost(turns, number, closed=True), abs=1e-3)
    assert seat.row.uptime == pytest.approx(measure_functions.uptime(turns, number), abs=1e-4)
    assert sum(seat.cost_by_turn) == pytest.approx(seat.row.cost, abs=0.01)
    assert sum(seat.ways[0].costs.values()) == pytest.approx(seat.row.cost, abs=0.01)
    assert len(seat.weeks) == 52 and [week.week for week in seat.weeks] == list(range(1, 53))
    lost = sum(week.lost_sales for week in seat.weeks)
    assert sum(row.units for row in seat.losses) == pytest.approx(lost, rel=1e-3)


def test_the_weeks_lost_units_name_their_culprits_and_add_up() -> None:
    session, seat = workshop().session, seat_of("eve")
    number = session.state.seat_names.index(seat.row.seat)
    rows = [turn.tables[0].rows for turn in session.state.turns]
    made = [week[number] for row in rows for week in row["made"]]
    required = [week[number] for row in rows for week in row["required"]]
    for week, of_made, of_required in zip(seat.weeks, made, required, strict=True):
        missing = sum(max(0.0, r - m) for m, r in zip(of_made, of_required, strict=True))
        assert sum(week.lost_by.values()) == pytest.approx(missing, abs=1e-3)
    assert any("chip" in week.lost_by for week in seat_of("eve").weeks)


def test_the_marks_stand_on_the_ruler_0_the_dearer_slogan_100_the_best_plan() -> None:
    for player in PLANS:
        seat = seat_of(player)
        marks = {mark.way: mark.score for mark in seat.marks}
        assert marks[seat.dearer] == 0.0 and marks["best"] == 100.0
        assert marks["played"] == pytest.approx(seat.row.score, abs=1e-3)
        assert marks["jit" if seat.dearer == "jic" else "jic"] >= 0.0


def test_costs_of_parts_and_line_make_up_the_whole() -> None:
    seat = seat_of("bob")
    parts = sum(part.holding + part.shortage + part.other for part in seat.parts)
    game = workshop()
    number = game.session.state.seat_names.index(seat.row.seat)
    weeks = [week for turn in game.session.state.turns for week in turn.tables[0].rows["cost"]]
    line = sum(
        costs[number][-1]
        for week in [*weeks, game.session.state.turns[-1].tables[0].closing]
        for costs in week
    )
    assert parts + line == pytest.approx(seat.row.cost, abs=0.1)


def test_each_part_tells_what_was_set_and_the_line_stood_for() -> None:
    parts = {part.component: part for part in seat_of("eve").parts}
    assert parts["chip"].stances == ["JIT"] * 13 and parts["chip"].recommended == "JIC"
    codes = [fact.code for fact in parts["chip"].facts]
    assert codes[0] == "otherwise" and "waited" in codes
    waited = next(fact for fact in parts["chip"].facts if fact.code == "waited")
    assert waited.numbers["weeks"] == parts["chip"].weeks_waited > 0
    assert waited.numbers["units"] == pytest.approx(parts["chip"].units_not_made, abs=0.01)
    mine = {part.component: part for part in seat_of("ann").parts}
    assert mine["chip"].facts[0] == Fact("as_recommended", {}, None)
    assert mine["chip"].if_recommended.cost == 0.0
    assert all(
        fact.shock is None or fact.shock in {s.name for s in page().shocks}
        for p in mine.values()
        for fact in p.facts
    )


def test_a_part_shows_its_bin_by_week_and_how_the_table_and_the_room_stood() -> None:
    told, seat = page("ann"), seat_of("ann")
    for part, room in zip(seat.parts, told.stances, strict=True):
        assert len(part.bin_weeks) == 52 and len(part.table_jic) == len(room.jic) == 13
        assert min(part.bin_weeks) == pytest.approx(part.lowest_bin_weeks, abs=0.05)
        assert (room.component, room.recommended) == (part.component, part.recommended)
        assert part.table_jic == room.jic, "one table is the whole room"
    chip = next(part for part in seat.parts if part.component == "chip")
    assert chip.table_jic == [2] * 13, "Ann and the bot"


def test_the_room_counts_the_seats_of_all_tables() -> None:
    game = Played("AFTERT").sit(*(f"player-{number}" for number in range(5))).start()
    told = page("player-0", game.turn({}).last_turn().play({}, until=2))
    assert told.game.tables == 2 and told.seat is not None
    tables = [page(player, game).seat for player in ("player-0", "player-4")]
    for slot, room in enumerate(told.stances):
        both = [seat.parts[slot].table_jic for seat in tables if seat]
        assert room.jic == [sum(counts) for counts in zip(*both, strict=True)]


def shock(**told: object) -> YearShock:
    plain = {"name": "flood", "title": "Flood", "target": "x", "components": ["chip"], "origin": "scenario"}
    plain |= {"comes": True, "rumoured": 5, "official": 12, "cleared": None, "first_week": 9, "last_week": 20}
    return YearShock(**(plain | {"news": []} | told))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("jic_turns", "waits", "struck", "codes"),
    [
        ([], [], shock(), ["otherwise", "carried"]),
        ([4, 5], [13, 14], shock(), ["otherwise", "waited", "behind", "late"]),
        ([1, 2, 3, 4, 5], [], shock(), ["as_recommended", "carried"]),
        (
            [3, 4],
            [],
            shock(comes=False, cleared=10, first_week=None, last_week=None),
            ["otherwise", "false_alarm", "quiet"],
        ),
        ([4], [], shock(comes=False, cleared=10, first_week=None, last_week=None), ["otherwise", "quiet"]),
        ([], [30], shock(), ["otherwise", "waited", "carried", "thin"]),
        ([], [14, 30], shock(), ["otherwise", "waited", "behind", "thin"]),
        ([1], [], shock(components=["frame"]), ["otherwise", "quiet"]),
        ([1], [], shock(origin="everyday"), ["otherwise", "quiet"]),
    ],
)
def test_facts_say_late_carried_or_false_alarm_by_the_weeks(
    jic_turns: list[int], waits: list[int], struck: YearShock, codes: list[str]
) -> None:
    session = workshop().session
    slot = [part.name for part in session.scenario.component].index("chip")
    turns = []
    for turn in session.state.turns:
        told = msgspec.json.decode(msgspec.json.encode(turn.tables[0]), type=type(turn.tables[0]))
        for i, week in enumerate(range(turn.first_week, turn.last_week + 1)):
            told.rows["stance"][i][0][slot] = float(turn.turn in jic_turns or (jic_turns == [1, 2, 3, 4, 5]))
            for product in told.rows["shortfall_by"][i][0]:
                product[slot] = 5.0 if week in waits else 0.0
        turns.append(told)
    part = part_debrief(
        session.scenario.component[slot],
        slot,
        seat=0,
        turns=turns,
        first_weeks=[turn.first_week for turn in session.state.turns],
        closed_lines={line: [0.0] * 7 for line in session.state.started.lines}
        if session.state.started
        else {},
        shocks=[struck],
        if_recommended=WhatIf("chip", 0.0, 0.0),
        unbuffered=None,
        measures=[],
    )
    assert [fact.code for fact in part.facts] == codes


def test_a_game_ended_early_has_its_page_over_the_weeks_played() -> None:
    game = Played("AFTERE").sit("ann").start()
    game.turn({"ann": PLANS["ann"]}).turn({}).last_turn().play({}, until=3)
    told = page("ann", game)
    assert told.weeks_played == 12 and told.seat is not None and len(told.seat.weeks) == 12
    assert all((shock.first_week or 0) <= 12 for shock in told.shocks)


def test_a_seat_that_is_not_there_is_refused() -> None:
    with pytest.raises(Refused, match="no seat"):
        results(workshop().session, workshop().hindsight, NAMES, Place(3, "tarnholm"))
