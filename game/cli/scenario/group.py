"""`linestop scenario …`: lists, shows and checks scenario files, without a server.

Exit codes: 0 done, 1 a scenario is refused, 2 the command was misused.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from ..output import as_json, say_json, say_table, say_text
from ..scenario_source import check_source, open_scenario
from .balance import balance
from .card import card
from .compare import compare
from .new import new
from .ranking import ranking

if TYPE_CHECKING:
    from ....agents.scenario.reader import ScenarioError
    from ....agents.scenario.scenario import Scenario
    from ....agents.scenario.teaching import Contrast


@click.group(
    epilog="""\b
Examples:
  linestop scenario list
  linestop scenario show pacific_squeeze
  linestop scenario check my_crisis.toml
"""
)
def scenario() -> None:
    """List, show, check and measure scenarios."""


@scenario.command("list", epilog="\b\nExample:\n  linestop scenario list --json")
@as_json
def list_scenarios(wants_json: bool) -> None:
    """List the scenarios of the library."""
    from ....scenarios import names

    found = [open_scenario(name) for name in names()]
    if wants_json:
        say_json({"scenarios": [_outline(each) for each in found]})
        return
    rows = [
        [
            each.name,
            each.title,
            each.difficulty or "not stated",
            f"{each.minutes} min" if each.minutes else "not stated",
            str(each.turns),
            str(each.weeks),
            str(len(each.seat)),
            each.summary,
        ]
        for each in found
    ]
    columns = ["name", "title", "difficulty", "time", "turns", "weeks", "seats", "summary"]
    say_table("Scenarios", columns, rows)
    for title, members in sets_of(found):
        say_table(
            f"{title}: the same firms, to be played one after another",
            ["name", "title", "question", "what is turned over"],
            [[each.name, each.title, own.question or "none", own.turned] for own, each in members],
        )


@scenario.command(
    epilog="\b\nExamples:\n  linestop scenario show calm_seas\n  linestop scenario show my.toml --json"
)
@click.argument("source", metavar="NAME|FILE")
@as_json
def show(source: str, wants_json: bool) -> None:
    """Show a scenario: its story, companies, components, demand, lanes and shocks."""
    found = open_scenario(source)
    if wants_json:
        import msgspec

        say_json(msgspec.to_builtins(found))
        return
    texts = (found.title, found.summary, found.story.strip(), found.background.strip())
    say_text("\n\n".join(filter(None, texts)))
    if found.contrast:
        own = found.contrast
        say_text(f"{own.title}, number {own.place}. {own.turned}")
    for title, columns, rows in _tables(found):
        say_table(title, columns, rows)
    say_text(f"What it teaches\n\n{found.lesson.strip()}")
    _say_guide(found)


@scenario.command(
    epilog="\b\nExamples:\n  linestop scenario check my.toml\n  linestop scenario check *.toml --json"
)
@click.argument("sources", metavar="FILE...", nargs=-1, required=True)
@as_json
def check(sources: tuple[str, ...], wants_json: bool) -> None:
    """Check scenario files and the translations beside them.

    Each mistake is one line: file, line, key, what was found, what was expected. Nothing is played; whether
    the recommended mix is best, `balance` tells.
    """
    from pathlib import Path

    from ....agents.scenario.translation import translation_name

    refused: list[ScenarioError] = []
    good: list[str] = []
    for source in sources:
        well, badly = check_source(source)
        # A translation may be named beside its scenario, which finds it too: each is told of once.
        good += [name for name in well if name not in good]
        refused += [each for each in badly if str(each) not in map(str, refused)]
    if wants_json:
        import msgspec

        mistakes = [msgspec.to_builtins(mistake) for refusal in refused for mistake in refusal.mistakes]
        say_json({"good": good, "mistakes": mistakes})
    else:
        for name in good:
            click.echo(f"{name}: a good {'translation' if translation_name(Path(name).name) else 'scenario'}")
        for refusal in refused:
            click.echo(str(refusal), err=True)
    sys.exit(1 if refused else 0)


def sets_of(scenarios: Sequence[Scenario]) -> list[tuple[str, list[tuple[Contrast, Scenario]]]]:
    """Title and members of each set that is played to compare, in the order of play."""
    sets: dict[str, list[tuple[Contrast, Scenario]]] = {}
    for each in scenarios:
        if each.contrast is not None:
            sets.setdefault(each.contrast.group, []).append((each.contrast, each))
    ordered = [sorted(members, key=lambda member: member[0].place) for members in sets.values()]
    return [(members[0][0].title, members) for members in ordered]


def _say_guide(found: Scenario) -> None:
    """What whoever leads a game gets with it, and what really happened."""
    if found.guide:
        for title, lines in (("Goals", found.guide.goals), ("Questions afterwards", found.guide.questions)):
            say_text("\n".join([title, "", *(f"- {line}" for line in lines)]))
    if found.true_story:
        story = found.true_story
        sources = [f"- {each.title}{f', {each.url}' if each.url else ''}" for each in story.source]
        say_text(f"What really happened: {story.title}\n\n{story.text.strip()}\n\n" + "\n".join(sources))


def _outline(found: Scenario) -> dict[str, Any]:
    """What `list --json` says of a scenario."""
    import msgspec

    return {
        "name": found.name,
        "title": found.title,
        "summary": found.summary,
        "weeks": found.weeks,
        "weeks_per_turn": found.weeks_per_turn,
        "turns": found.turns,
        "difficulty": found.difficulty,
        "minutes": found.minutes,
        "contrast": msgspec.to_builtins(found.contrast),
        "seats": [seat.name for seat in found.seat],
        "components": [part.name for part in found.component],
        "recommended": {part.name: part.recommended for part in found.component},
    }


def _tables(found: Scenario) -> list[tuple[str, list[str], list[list[str]]]]:
    """Title, columns and rows of each table that `show` prints."""
    return [
        (
            "Companies",
            ["name", "title", "units a week", "blurb"],
            [[seat.name, seat.title, _amounts(seat.demand), seat.blurb] for seat in found.seat],
        ),
        (
            "Components",
            ["name", "value", "recommended", "character", "reason"],
            [
                [part.name, f"{part.value:g}", part.recommended, part.character, part.reason]
                for part in found.component
            ],
        ),
        ("Demand", ["product", "market", "share", "kind", "season", "life"], _demand(found)),
        ("Ways", ["component", "from", "to", "by", "weeks", "port", "otherwise"], _ways(found)),
        (
            "Changes of parts",
            ["title", "product", "from", "to", "chance", "first week"],
            [
                [
                    each.title,
                    each.product,
                    each.old,
                    each.new,
                    f"{each.probability:.0%}",
                    _between(each.first_week),
                ]
                for each in found.engineering_change
            ],
        ),
        (
            "Shocks (spoilers)",
            ["name", "title", "kind", "target", "chance", "first week"],
            [
                [
                    shock.name,
                    shock.title,
                    shock.kind,
                    shock.target,
                    f"{shock.probability:.0%}",
                    _between(shock.first_week) + (", to the end" if shock.lasting else ""),
                ]
                for shock in found.shock
            ],
        ),
    ]


def _between(weeks: Sequence[int]) -> str:
    """A window of weeks in words."""
    first, last = weeks
    return str(first) if first == last else f"{first} to {last}"


def _ways(found: Scenario) -> list[list[str]]:
    """One row a lane, with the weeks from order to plant when nothing waits."""
    from ....agents.network.derivation import network_of

    usual = network_of(found).usual_lead_time.tolist()
    makers = {site.name: (site.component, site.title) for site in found.supplier}
    makers |= {site.name: (site.component, site.title) for site in found.depot}
    depots = {site.name: site.title for site in found.depot}
    lanes = {lane.name: lane for lane in found.lane}
    ports = {port.name: port for port in found.port}
    kept = {site.name: site.reserve.capacity for site in found.supplier if site.reserve is not None}
    rows = []
    for lane, weeks in zip(found.lane, usual, strict=True):
        (component, maker), port = makers[lane.supplier], ports.get(lane.port or "")
        there = depots.get(lane.to or "", "plants")
        otherwise = f"{kept[lane.supplier]:.0%} more for who asks first" if lane.supplier in kept else ""
        if lane.diversion:
            other = ports.get(lanes[lane.diversion.lane].port or "")
            round_it = other.title if other else lanes[lane.diversion.lane].mode
            way = f"by {round_it} at a queue above {lane.diversion.above_weeks:g} weeks"
            otherwise = f"{way}; {otherwise}" if otherwise else way
        by = lane.mode + (" (near)" if lane.near else "")
        rows.append([component, maker, there, by, f"{weeks:g}", port.title if port else "none", otherwise])
    return rows


def _demand(found: Scenario) -> list[list[str]]:
    """How each product sells in each market, by the company that sells most of it."""
    from ....agents.chance.demand import demand_category

    rows = []
    for product in found.product:
        most = max(seat.demand.get(product.name, 0.0) for seat in found.seat)
        for market in found.market:
            regime = market.demand[product.name]
            season = f"{regime.season:.0%} in week {regime.season_peak_week:g}" if regime.season else "none"
            life = ", ".join(f"{factor:.0%} in week {week:g}" for week, factor in regime.life) or "none"
            kind = demand_category(regime, most * regime.share)
            rows.append([product.title, market.title, f"{regime.share:.0%}", kind, season, life])
    return rows


def _amounts(demand: dict[str, float]) -> str:
    return ", ".join(f"{units:g} {product}" for product, units in demand.items())


scenario.add_command(balance)
scenario.add_command(card)
scenario.add_command(compare)
scenario.add_command(new)
scenario.add_command(ranking)
