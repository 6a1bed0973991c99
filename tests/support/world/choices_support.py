"""A year in which two parts, one lean and one buffered, can also be bought nearer and sent faster."""

from __future__ import annotations

from linestop.agents import Scenario, read_scenario
from linestop.scenarios import text_of

CHOICES = """
[[supplier]]
name = "near_mouldings"
title = "Mouldings Next Door"
component = "housing"
make_weeks = 0
capacity_ratio = 1.0
capacity = 150.0
premium = 3.0

[[supplier]]
name = "near_displays"
title = "Displays Next Door"
component = "display"
make_weeks = 0
capacity_ratio = 1.0
capacity = 150.0
premium = 6.0

[[lane]]
name = "near_mouldings_lorry"
supplier = "near_mouldings"
mode = "truck"
transit_weeks = 0
share = 0.0
near = true

[[lane]]
name = "near_displays_lorry"
supplier = "near_displays"
mode = "truck"
transit_weeks = 0
share = 0.0
near = true

[[lane]]
name = "housing_flight"
supplier = "jade_harbour"
mode = "air"
transit_weeks = 1
share = 0.0

[[lane]]
name = "display_courier"
supplier = "brightpane"
mode = "truck"
transit_weeks = 0
share = 0.0
"""


def text_with_choices() -> str:
    """Pacific Squeeze with a near source and a fast lane for housings and for displays."""
    text = text_of("pacific_squeeze")
    for part, lane in (("housing", "housing_flight"), ("display", "display_courier")):
        named = f'[[component]]\nname = "{part}"\n'
        assert named in text
        fast = f'expedite = {{ lane = "{lane}", premium = 8.0, limit_weeks = 1.0 }}\n'
        text = text.replace(named, named + fast)
    return text + CHOICES


def with_choices() -> Scenario:
    return read_scenario(text_with_choices(), "pacific_squeeze.toml")
