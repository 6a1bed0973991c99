"""German is longer than English: in an expert game, too, no frame of a view in German is above 8 KiB."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from chosen_support import choose, game_with_choices, german_of_eight_parts, play_turn, text_of_eight_parts
from rules_support import Told

from linestop.game.messages import Ahead, ChosenNow, NumberName, PartNumbers, View
from linestop.game.names import LONGEST_NAME
from linestop.game.rooms.scenario_catalogue import Catalogue
from linestop.game.views.player_view import seat_view
from linestop.game.views.split_view import split
from linestop.game.views.translation import Translation

LONGEST = 8 * 1024
NUMBERS: dict[NumberName, float] = {
    "cover_weeks": 1.25,
    "safety_factor": 1.645,
    "sourcing_split": 0.125,
    "expedite": 1.25,
    "priority": 12,
}
type Year = tuple[list[View], Translation]


def everything(told: Told) -> dict[str, Any]:
    """All that this game offers, each set."""
    offered = told.session.state.offered
    names = {product.name for product in told.session.scenario.product}
    return {
        "numbers": {
            part: msgspec.convert({name: NUMBERS[name] for name in own}, PartNumbers)
            for part, own in offered.numbers.items()
        },
        "express": list(offered.express),
        "second_source": dict.fromkeys(offered.second, True),
        "shelves": dict.fromkeys(offered.shelves, 2.25),
        "plan": {name: [112.5] * 52 for name in names},
    }


@pytest.fixture(scope="module", params=["far_shore", "two_roads", "eight_parts"])
def year(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Year:
    """Every turn of a year in which a seat sets all there is, and the scenario's German."""
    name, folder = request.param, None
    if name == "eight_parts":
        folder = tmp_path_factory.mktemp("scenarios")
        (folder / "eight_parts.toml").write_text(text_of_eight_parts(), encoding="utf-8")
        (folder / "eight_parts.de.toml").write_text(german_of_eight_parts(), encoding="utf-8")
    catalogue = Catalogue(folder)
    told = game_with_choices("expert", catalogue[name].text, scenario=name)
    place = told.session.state.place_of("ann")
    assert place is not None
    views = [seat_view(told.session, place)]
    choose(told, **everything(told))
    while not told.session.state.over:
        play_turn(told)
        views.append(seat_view(told.session, place))
    return views, catalogue.translations(name)["de"]


def frames(view: View, german: Translation | None) -> list[View | Ahead | ChosenNow]:
    """What is sent of a view to people of the longest names."""
    name = "W" * LONGEST_NAME
    standings = [msgspec.structs.replace(standing, name=name) for standing in view.standings]
    view = msgspec.structs.replace(view, name=name, standings=standings, decided_on=name)
    return [german(frame) if german else frame for frame in split(view) if frame is not None]


@pytest.mark.slow
def test_every_frame_is_short_in_german(year: Year) -> None:
    views, german = year
    for view in views:
        sizes = [len(msgspec.json.encode(frame)) for frame in frames(view, german)]
        assert len(sizes) == 3 and max(sizes) <= LONGEST, (view.turn, sizes)


@pytest.mark.slow
def test_red_control_the_frames_measured_are_german(year: Year) -> None:
    views, german = year
    for view in views:
        told = [msgspec.json.encode(frame) for frame in frames(view, german)]
        assert told != [msgspec.json.encode(frame) for frame in frames(view, None)]


@pytest.mark.slow
def test_red_control_one_frame_for_all_would_be_too_long(year: Year) -> None:
    views, german = year
    assert max(len(msgspec.json.encode(german(view))) for view in views) > LONGEST
