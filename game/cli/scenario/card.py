"""`linestop scenario card`: a scenario on one page, for whoever chooses it and for whoever leads it."""

from __future__ import annotations

from contextlib import ExitStack
from os import cpu_count
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ...compute.freed_memory import keep_freed
from ..output import MoneyUnit, as_json, say_json, say_table, say_text
from ..processes import pool
from ..progress import progress
from ..scenario_source import open_scenario
from ..seed_option import seed_option

if TYPE_CHECKING:
    from ....agents.scenario.scenario import Scenario
    from ....agents.studies.card.pieces import Card
    from ...messages.card import CardTimeline, RulesOfThumb

WAYS = {"jit": "all JIT", "jic": "all JIC", "mix": "the mix"}


@click.command(
    epilog="""\b
Examples:
  linestop scenario card pacific_squeeze
  linestop scenario card pacific_squeeze --html card.html --timeline
  linestop scenario card my_crisis.toml --svg map.svg --worlds 50
"""
)
@click.argument("source", metavar="NAME|FILE")
@click.option(
    "--worlds",
    default=1000,
    show_default=True,
    type=click.IntRange(2, 100_000),
    help="Worlds in which the three ways and each point of the questions are played.",
)
@seed_option
@click.option(
    "--html",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the card to this file, a page to be opened or printed.",
)
@click.option(
    "--svg", type=click.Path(dir_okay=False, path_type=Path), help="Write the map of the chain to this file."
)
@click.option(
    "--timeline",
    "wants_timeline",
    is_flag=True,
    help="Tell what the facilitator alone should know: shocks, news, and the recommended mix.",
)
@as_json
def card(
    source: str,
    worlds: int,
    seed: int,
    html: Path | None,
    svg: Path | None,
    wants_timeline: bool,
    wants_json: bool,
) -> None:
    """A scenario on one page: the map of its chain, goals and minutes, the three ways to play it (all JIT,
    all JIC, the recommended mix), how much of that is luck, cost against uptime, and the five questions that
    decide between the two stances.

    One seat plays, rivals on the recommended mix. Scores and the frontier take longer and are worked out in
    fewer worlds; the card says in how many. Without --timeline it tells nothing that players must not know
    before the end.
    \f

    Raises:
        SetupError: if a file cannot be written.
    """
    from ...review.card.numbers import rules_of
    from ...review.card.plan import plan_of
    from ...review.card.timeline import timeline_of
    from ...store.whole_file import whole_file
    from .card_page import card_page
    from .map_picture import map_picture

    keep_freed()
    scenario = open_scenario(source)
    with ExitStack() as stack:
        page, picture = (
            None if path is None else stack.enter_context(whole_file(path)) for path in (html, svg)
        )
        found = _work(scenario, seed, worlds)
        plan = plan_of(scenario)
        timeline = timeline_of(scenario) if wants_timeline else None
        rules = rules_of(scenario, found) if wants_timeline else None
        if page is not None:
            page.write(card_page(scenario, plan, found, timeline, rules).encode())
        if picture is not None:
            mix = timeline.recommended if timeline else None
            picture.write(map_picture(scenario.title, plan.map, mix).encode())
    for path, what in ((html, "the card"), (svg, "the map of the chain")):
        if path is not None:
            click.echo(f"{path}: {what}.", err=True)
    if wants_json:
        say_json(_report(scenario, seed, found, timeline, rules))
    else:
        _say(scenario, found, rules)


def _work(scenario: Scenario, seed: int, worlds: int) -> Card:
    """All pieces of the card, on all cores."""
    from ....agents.studies.card.pieces import PIECES, put_together, sizes_of, work_out

    sizes, processes = sizes_of(worlds), min(len(PIECES), cpu_count() or 1)
    with pool(processes) as workers, progress(f"{scenario.name}: card", len(PIECES)) as done:
        waiting = {piece: workers.submit(work_out, scenario, piece, seed, sizes) for piece in PIECES}
        found = {}
        for piece, future in waiting.items():
            found[piece] = future.result()
            done(1)
    return put_together(found, sizes)


def _report(
    scenario: Scenario, seed: int, found: Card, timeline: CardTimeline | None, rules: RulesOfThumb | None
) -> dict[str, Any]:
    """One object of everything; `timeline` and `rules` only where they were asked for."""
    import msgspec

    from ...review.card.numbers import numbers_of
    from ...review.card.plan import plan_of

    told: dict[str, Any] = {
        "scenario": scenario.name,
        "seed": seed,
        **msgspec.to_builtins(plan_of(scenario)),
        **msgspec.to_builtins(numbers_of(scenario, found)),
    }
    if timeline is not None:
        told["timeline"] = msgspec.to_builtins(timeline)
        told["rules"] = msgspec.to_builtins(rules)
    return told


def _say(scenario: Scenario, found: Card, rules: RulesOfThumb | None) -> None:
    from .card_words import facts, luck_sentence, question_rows

    say_text(f"{scenario.title}\n\n{scenario.summary}\n\n{facts(scenario)}")
    if scenario.guide:
        say_text("\n".join(["Goals", "", *(f"- {line}" for line in scenario.guide.goals)]))
    money = MoneyUnit(scenario.currency, [way.cost.mean for way in found.ways.ways])
    say_table(
        f"The three ways over {found.sizes.worlds} worlds, cost in {money.name}; "
        f"scores over {found.sizes.scored}",
        ["way", "cost", "±", "5 % to 95 %", "uptime", "score", "cheapest in"],
        [
            [
                WAYS[way.name],
                money(way.cost.mean),
                money(way.cost.ci95),
                f"{money(way.cost.p05)} to {money(way.cost.p95)}",
                f"{way.uptime.mean:.1%}",
                f"{found.scores[way.name].mean:.1f}",
                f"{way.cheapest:.0%}",
            ]
            for way in found.ways.ways
        ],
    )
    say_text(luck_sentence(found.ways))
    columns = ["question", "varied", "from, to", "JIT minus JIC", "equal at", "more speaks for"]
    say_table("The five questions", columns, question_rows(scenario.currency, found.answers))
    if rules is not None:
        from .card_words import part_rows, profile_rows, rule_rows

        say_table("The two stances", ["", "all JIT", "all JIC"], profile_rows(scenario, rules))
        say_table(
            "Parts by value (ABC) and by how much their use varies (XYZ)",
            ["part", "class", "of spend", "variation", "weeks", "the mix"],
            part_rows(rules),
        )
        say_table("Rules of thumb", ["rule", "cost", "uptime", "parts right"], rule_rows(scenario, rules))
