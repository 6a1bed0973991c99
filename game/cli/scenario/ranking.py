"""`linestop scenario ranking`: scores of ways to play, and how often one game ranks a pair rightly."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from ...compute.freed_memory import keep_freed
from ..output import MoneyUnit, as_json, say_json, say_table
from ..progress import progress
from ..scenario_source import open_scenario
from ..seed_option import seed_option

if TYPE_CHECKING:
    from ....agents.scenario.scenario import Scenario
    from ....agents.studies.ranking import RankedRightly, WayToPlay


@click.command(
    epilog="""\b
Examples:
  linestop scenario ranking pacific_squeeze
  linestop scenario ranking my_crisis.toml --worlds 500 --json
"""
)
@click.argument("sources", metavar="[NAME|FILE]...", nargs=-1)
@click.option(
    "--worlds", default=100, show_default=True, type=click.IntRange(2, 10_000), help="Games of each."
)
@seed_option
@as_json
def ranking(sources: tuple[str, ...], worlds: int, seed: int, wants_json: bool) -> None:
    """Measure how well the score tells players apart.

    JIT, JIC, the mix, a rumour follower, a late reactor, a phantom orderer and a panicker play every seat
    against rivals on the mix. Phantom orderer: all JIC, and a week's use on top of each week's order for
    whatever any news threatens ("hoarder" in --json). Without a name, the scenarios that come with the game.
    Takes a minute or two each.
    """
    from ....agents.studies.ranking import WAYS, ranked_rightly, ways_to_play
    from ....scenarios import names

    keep_freed()
    reports = []
    for source in sources or tuple(names()):
        scenario = open_scenario(source)
        with progress(scenario.name, len(WAYS) * len(scenario.seat) * worlds) as played:
            ways = ways_to_play(scenario, seed, worlds, played)
        rightly = ranked_rightly(ways), ranked_rightly(ways, close_only=True)
        reports.append(_report(scenario, ways, rightly))
        if not wants_json:
            _say(scenario, ways, rightly, worlds, seed)
    if wants_json:
        say_json({"seed": seed, "worlds": worlds, "scenarios": reports})


def _report(
    scenario: Scenario, ways: list[WayToPlay], rightly: tuple[RankedRightly, RankedRightly]
) -> dict[str, Any]:
    from msgspec import to_builtins

    from ....agents.studies.study import estimate

    return {
        "scenario": scenario.name,
        "ways": [
            {
                "way": way.name,
                "score": to_builtins(estimate(way.score.ravel())),
                "total_cost": to_builtins(estimate(way.cost.ravel())),
            }
            for way in ways
        ],
        "ranked_rightly": {
            name: {"same_fate": each.same_fate, "different_games": each.different_games}
            for name, each in zip(("all_pairs", "close_pairs"), rightly, strict=True)
        },
    }


def _say(
    scenario: Scenario,
    ways: list[WayToPlay],
    rightly: tuple[RankedRightly, RankedRightly],
    worlds: int,
    seed: int,
) -> None:
    from ....agents.studies.ranking import PHANTOM_ORDERER

    rows, money = [], MoneyUnit(scenario.currency, (way.cost.mean() for way in ways))
    for way in _report(scenario, ways, rightly)["ways"]:
        score, cost = way["score"], way["total_cost"]
        shares = [f"{score[key]:.0f}" for key in ("p05", "mean", "p95")]
        name = "phantom orderer" if way["way"] == PHANTOM_ORDERER else way["way"]
        rows.append([name, *shares, money(cost["mean"])])
    say_table(
        f"{scenario.title}: scores of {worlds} games of seed {seed} in each of {len(scenario.seat)} seats",
        ["way to play", "p05", "mean", "p95", f"cost, {money.name}"],
        rows,
    )
    say_table(
        "Chance that one game ranks a pair rightly",
        ["pairs", "same fate", "different games"],
        [
            [name, _percent(each.same_fate), _percent(each.different_games)]
            for name, each in zip(("all", "mean cost within 25 %"), rightly, strict=True)
        ],
    )


def _percent(share: float | None) -> str:
    return "no such pair" if share is None else f"{share:.1%}"
