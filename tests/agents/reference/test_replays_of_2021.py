"""The chip shortage of 2021 and the ships off Los Angeles come out of the model, and are not put in."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest
from replays import REPLAYS, Replay, picture
from world_support import changed, own_scenario

from linestop.agents.sites.supplier import Suppliers

REPLAYED = pytest.mark.parametrize("replay", REPLAYS, ids=lambda replay: replay.scenario)


def off(replay: Replay) -> list[str]:
    """The reported weeks at which the model is not near enough."""
    return [
        f"week {week}: reported {value}, {gap:+.2f}"
        for (week, value), gap in zip(replay.reported, replay.gaps(), strict=True)
        if abs(gap) > replay.within
    ]


@REPLAYED
def test_what_was_reported_emerges(replay: Replay) -> None:
    assert off(replay) == []


@REPLAYED
def test_only_causes_stand_in_the_scenario_file(replay: Replay) -> None:
    """One shock, on orders or on discharge; no lane is stretched, and before it nobody waits."""
    scenario = own_scenario(replay.scenario)
    assert [shock.kind for shock in scenario.shock] in (["outside_orders"], ["port_slowdown"])
    calm = replay.emerged()[0]
    assert calm == pytest.approx(replay.reported[0][1], abs=1e-9)


@REPLAYED
def test_red_control_without_its_cause_the_curve_is_missed(replay: Replay, monkeypatch) -> None:
    calm = changed(own_scenario(replay.scenario), shock=[])
    monkeypatch.setattr("replays.own_scenario", lambda name: calm)
    assert len(off(replay)) > len(replay.reported) // 2


def test_red_control_a_supplier_that_forgets_its_backlog_misses_the_curve(monkeypatch) -> None:
    fill = Suppliers.fill

    def forgetful(self, *args):
        shipped = fill(self, *args)
        self.outside_backlog[:] = 0.0
        return shipped

    monkeypatch.setattr(Suppliers, "fill", forgetful)
    assert off(REPLAYS[0]) != []


@REPLAYED
def test_its_picture_shows_every_reported_point_inside_the_frame(replay: Replay) -> None:
    svg = ET.fromstring(picture(replay))
    circles = [each for each in svg if each.tag.endswith("circle")]
    assert len(circles) == len(replay.reported)
    width, height = (float(side) for side in svg.attrib["viewBox"].split()[2:])
    for circle in circles:
        assert 0 < float(circle.attrib["cx"]) < width and 0 < float(circle.attrib["cy"]) < height
