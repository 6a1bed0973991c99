"""A good scenario file, and the mistakes that a check must tell, each with the line that it says."""

from __future__ import annotations

import tomllib

from places import BAD_SCENARIOS

GOOD = (BAD_SCENARIOS / "good.toml").read_text(encoding="utf-8")
MISTAKES: list[dict[str, str]] = [
    mistake
    for file in sorted(BAD_SCENARIOS.glob("mistakes*.toml"))
    for mistake in tomllib.loads(file.read_text(encoding="utf-8"))["mistake"]
]
"""`name`, the text `good` of the good file, the text `bad` in its place, and what the check `says`."""

LESSON = 'lesson = "Clay keeps; cane does not."\n'
TAUGHT = (
    GOOD.replace(
        LESSON,
        LESSON
        + """difficulty = "easy"
minutes = 20
background = "Clay is dug in the hills."
news_rule = "cane at press"
guide = { goals = ["Know where clay belongs."], questions = ["Where does cane belong?"] }
true_story = { title = "The kiln", text = "Out.", source = [{ title = "A", url = "https://a.org/b" }] }
""",
    ).replace(
        'component = "cane"\n', 'component = "cane"\nreserve = { capacity = 0.3, asked_weeks = 1 }\n', 1
    )
    + """
[[shock]]
name = "dark_kiln"
title = "The kiln is dark"
kind = "line_outage"
target = "every_seat"
first_week = [6, 10]
profile = [[0, 0.0], [2, 1.2], [4, 1.0]]

[[shock]]
name = "duty"
title = "A duty on cane"
kind = "price_rise"
target = "cane"
lasting = true
first_week = [12, 12]
profile = [[0, 1.2], [1, 1.2]]

[[shock]]
name = "thrift"
title = "Thinner pots"
kind = "use_cut"
target = "clay"
probability = 0.5
first_week = [3, 12]
profile = [[0, 0.7], [4, 1.0]]
"""
)
"""The good file with what a scenario is played for, a reserve, and shocks of lines, prices and use."""


def spoiled(mistake: dict[str, str]) -> str:
    """The good file with this mistake in it."""
    assert mistake["good"] in GOOD
    return GOOD.replace(mistake["good"], mistake["bad"], 1)
