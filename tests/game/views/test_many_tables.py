"""What a game of 250 tables sends: frames for a crowded network, however many seats there are."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rules_support import Told, begun, new_id, opened

from linestop.game.messages import PACKED_WITH, Announce, Board, CloseTurn, Desk, Knock, Look, Standing, Start
from linestop.game.names import LONGEST_NAME, LONGEST_TEXT
from linestop.game.rooms.scenario_catalogue import Catalogue
from linestop.game.rules.events import Place
from linestop.game.rules.seating import MOST_TABLES
from linestop.game.views import public_state
from linestop.game.views.board_view import board
from linestop.game.views.desk_view import desk
from linestop.game.views.player_view import player_view
from linestop.game.views.public_state import LETTERS, packed
from linestop.game.views.translation import Translation
from linestop.scenarios import text_of

pytestmark = pytest.mark.slow
DESK, BOARD, STATUS, VIEW = 64 * 1024, 16 * 1024, 1024, 8 * 1024
SEATS = 1000
NAMES = {f"{number:016x}": f"{number:04}".rjust(LONGEST_NAME, "Ä") for number in range(SEATS)}
"""Each as long as a name may be, most of it letters of two bytes."""
KNOCKS = [Knock(number, True, 99, list(NAMES)[:960]) for number in range(20)]


def crowd(turns: int) -> Told:
    """So many turns played, and one more in which four of five have decided; all change a part in each."""
    told = Told(opened(scenario="pacific_squeeze", text=text_of("pacific_squeeze"))).join(*NAMES)
    assert told.session.state.tables == MOST_TABLES
    told.do(Start(new_id()))
    for turn in range(1, turns + 1):
        _decide(told, turn)
        told.do(CloseTurn(new_id(), turn))
        told.follow()
    _decide(told, turns + 1)
    told.do(Announce(new_id(), "W" * LONGEST_TEXT))
    return told


def _decide(told: Told, turn: int) -> None:
    parts = [part.name for part in told.session.scenario.component]
    for number, player in enumerate(NAMES):
        if number % 5:
            part = parts[(number + turn) % len(parts)]
            told.decide(player, **{part: "JIC" if turn % 2 else "JIT"})


@pytest.fixture(scope="module")
def told() -> Told:
    return crowd(turns=2)


@pytest.fixture(params=["en", "de"])
def translation(request: pytest.FixtureRequest) -> Translation | None:
    return Catalogue().translations("pacific_squeeze").get(request.param)


def connected(told: Told) -> Mapping[Place, int]:
    """All but every seventh."""
    return {place: 1 for number, place in enumerate(told.session.state.players) if number % 7}


def desk_of(told: Told, **look: object) -> Desk:
    away = {place: 1000 * number for number, place in enumerate(told.session.state.players) if not number % 7}
    asked = Look("", **look)  # type: ignore[arg-type]
    return desk(told.session, NAMES, connected(told), away_ms=away, knocks=KNOCKS, look=asked)


def size(state: msgspec.Struct, translation: Translation | None = None) -> int:
    """Bytes on the wire."""
    return len(msgspec.json.encode(translation(state) if translation else state))


@pytest.mark.parametrize("group", ["all", "needs_you", "undecided", "away", "left", "stopped"])
def test_the_desk_of_a_thousand_seats_fits_into_64_kib(
    told: Told, translation: Translation | None, group: str
) -> None:
    found = desk_of(told, group=group)
    assert found.overview is not None
    assert found.overview.found == found.overview.groups[found.overview.group]
    assert size(found, translation) <= DESK


def test_the_status_of_a_thousand_seats_fits_into_1_kib_with_the_longest_message(told: Told) -> None:
    assert size(public_state.status(told.session, connected(told))) <= STATUS


def test_the_board_of_a_thousand_seats_is_small(told: Told, translation: Translation | None) -> None:
    assert size(board(told.session, NAMES, text="Ä"), translation) <= BOARD


def test_a_players_view_does_not_grow_with_the_number_of_tables(told: Told) -> None:
    first, last = (player_view(told.session, Place(table, "tarnholm"), NAMES) for table in (0, 249))
    assert max(size(first), size(last)) <= VIEW
    assert {each.table for each in last.standings} == {250}  # type: ignore[union-attr]


def test_red_control_with_every_seat_listed_no_frame_fits(
    told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(public_state, "is_crowd", lambda session: False)
    monkeypatch.setattr(told.session.runtime, "table_boards", None)
    assert size(desk_of(told)) > 5 * DESK
    assert size(board(told.session, NAMES)) > 5 * BOARD
    assert size(public_state.status(told.session, connected(told))) > 2 * STATUS
    told.session.runtime.table_boards = None


# ---------------------------------------------------------------- what the frames say


def unpacked(text: str) -> str:
    pairs = (text[at : at + 2] for at in range(0, len(text), 2))
    base, place = len(PACKED_WITH), PACKED_WITH.index
    numbers = (place(first) * base + place(second) for first, second in pairs)
    return "".join(
        "".join(LETTERS[number // 6**power % 6] for power in (4, 3, 2, 1, 0)) for number in numbers
    )


@given(st.text(alphabet=LETTERS, max_size=60))
def test_the_letters_of_a_status_can_be_read_from_what_they_are_packed_in(letters: str) -> None:
    assert unpacked(packed(letters)).rstrip("f") == letters.rstrip("f")


def test_the_packed_status_says_of_each_seat_what_the_long_one_says(
    told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    short = public_state.status(told.session, connected(told))
    monkeypatch.setattr(public_state, "is_crowd", lambda session: False)
    long = public_state.status(told.session, connected(told))
    assert (short.tables, long.packed) == ([], "")
    assert unpacked(short.packed) == "".join(long.tables)


def test_the_pages_of_the_desk_show_every_seat_once(told: Told) -> None:
    first = desk_of(told)
    assert first.overview is not None
    pages = [desk_of(told, page=page + 1).seats for page in range(first.overview.pages)]
    assert [Place(seat.table - 1, seat.seat) for page in pages for seat in page] == told.session.state.places
    assert desk_of(told, page=999).overview.page == first.overview.pages  # type: ignore[union-attr]


def test_seats_are_found_by_a_part_of_a_name_and_by_the_number_of_a_table(told: Told) -> None:
    assert [seat.name for seat in desk_of(told, text="ä0123").seats] == ["0123".rjust(24, "Ä")]
    found = desk_of(told, text="17").seats
    assert [seat.table for seat in found[:4]] == [17] * 4
    assert all("17" in (seat.name or "") for seat in found[4:])
    assert desk_of(told, text="nobody").seats == []


def test_who_needs_somebody_comes_in_this_order_longest_away_undecided_left_to_a_bot(told: Told) -> None:
    overview = desk_of(told, group="needs_you").overview
    assert overview is not None
    away, undecided = overview.groups["away"], overview.groups["undecided"]
    assert (away, undecided) == (143, 200)
    seats = desk_of(told, group="needs_you").seats
    gone = [seat.away_ms for seat in seats if seat.away_ms is not None]
    assert len(gone) == len(seats) and gone == sorted(gone, reverse=True)  # type: ignore[type-var]
    assert overview.found == len(set(range(0, 1000, 7)) | set(range(0, 1000, 5)))
    assert len(overview.found_players) == 300


def test_the_best_ten_and_the_spread_of_all_stand_on_the_board_and_no_score(told: Told) -> None:
    wall: Board = board(told.session, NAMES)
    assert wall.overview is not None and wall.overview.cost is not None
    costs = sorted(each.total_cost for each in desk_costs(told))
    assert len(wall.standings) == 10
    assert [each.total_cost for each in wall.standings] == sorted(each.total_cost for each in wall.standings)
    assert wall.overview.best_ranks == [1 + costs.index(each.total_cost) for each in wall.standings]
    told_apart = {(each.seat, each.uptime, round(each.total_cost)) for each in wall.standings}
    assert len(told_apart) == 10 and sum(wall.overview.best_others) > 0
    assert sum(wall.overview.cost.counts) == 1000
    assert (wall.overview.cost.least, wall.overview.cost.most) == (costs[0], costs[-1])
    assert wall.overview.score is None
    assert all(each.score is None for each in wall.standings)


def desk_costs(told: Told) -> list[Standing]:
    return [
        each
        for table in range(250)
        for each in player_view(told.session, Place(table, "tarnholm"), NAMES).standings  # type: ignore[union-attr]
    ]


def test_a_table_is_found_on_the_board_by_a_name(told: Told) -> None:
    overview = board(told.session, NAMES, text="0999").overview
    assert overview is not None
    [person] = overview.found
    assert (person.table, person.name) == (250, "0999".rjust(24, "Ä"))
    assert overview.found_standings[0].table == 250
    costs = [each.total_cost for each in desk_costs(told)]
    assert overview.found_ranks == [1 + sum(cost < overview.found_standings[0].total_cost for cost in costs)]


def test_a_game_whose_seats_can_all_be_listed_has_no_overview() -> None:
    told = begun()
    assert desk(told.session, {}, {}).overview is None
    assert board(told.session, {}).overview is None
    assert public_state.status(told.session).packed == ""
