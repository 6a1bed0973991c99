"""`linestop bots CODE`: joins a game with bots over real sockets, and prints their results.

Results go to stdout, messages to stderr. After Ctrl-C the seats stay taken, and the server repeats each one's
last decision.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable
from itertools import cycle, islice
from typing import TYPE_CHECKING, Any, get_args

import click

from ..bots.stances import BotName, choice
from .output import STOPPED, as_json, say_json, say_table
from .progress import progress
from .scenario_source import open_scenario

if TYPE_CHECKING:
    from ...agents.scenario.scenario import Scenario
    from ..bots.bot import Bot
    from ..bots.http_client import GameClient
    from ..messages import GameCard

MOST_BOTS = 1000
"""Bots of one command; one process has no sockets for more."""

Played = tuple[BotName, "Bot"]


@click.command(
    epilog="""\b
Examples:
  linestop bots KX4M7Q
  linestop bots KX4M7Q --count 40 --url http://192.168.0.7:8000
  linestop bots KX4M7Q --count 3 --stance rumour
"""
)
@click.argument("code")
@click.option(
    "--count", default=4, show_default=True, type=click.IntRange(1, MOST_BOTS), help="How many bots."
)
@click.option(
    "--stance",
    "stances",
    multiple=True,
    type=click.Choice(get_args(BotName)),
    help="How they decide: hybrid is the scenario's recommended mix, rumour buffers what is in the news. "
    "May be given several times; the bots take them in turn. Default: all four.",
)
@click.option(
    "--url",
    default="http://127.0.0.1:8000",
    envvar="LINESTOP_URL",
    show_default=True,
    help="The server's address.",
)
@click.option(
    "--scenario", "source", metavar="FILE", help="The scenario's file, if the game's is not of the library."
)
@as_json
def bots(
    code: str, count: int, stances: tuple[BotName, ...], url: str, source: str | None, wants_json: bool
) -> None:
    """Join a game with bots, as players do.

    They join by the game's CODE over real sockets, decide from what their seat sees, and stay until the game
    is over.
    """
    from ..bots.http_client import GameClient

    client = GameClient(url, code)
    scenario = open_scenario(source) if source else None
    try:
        card, played, sentences = asyncio.run(_play(client, count, stances, scenario))
    except KeyboardInterrupt:
        click.echo("The bots have left; their seats repeat what was decided last.", err=True)
        sys.exit(STOPPED)
    if wants_json:
        say_json(
            {
                "game": card.code,
                "scenario": card.scenario,
                "bots": [_row(stance, bot) for stance, bot in played],
            }
        )
    else:
        _say_rows(card, [_row(stance, bot) for stance, bot in played])
    for sentence in sentences:
        click.echo(sentence, err=True)
    sys.exit(1 if sentences else 0)


async def _play(
    client: GameClient, count: int, stances: tuple[BotName, ...], scenario: Scenario | None
) -> tuple[GameCard, list[Played], list[str]]:
    """Let the bots play; returns the game's card, the bots, and a sentence for each thing that went wrong."""
    card = await client.card()
    scenario = scenario or _scenario_at_hand(card.scenario)
    wanted = _stances_for(card, stances, scenario)
    with progress("Turns", count * card.turns) as advance:
        played = await _sit_down(client, count, wanted, scenario, lambda turn: advance(1))
        click.echo(f"{len(played)} bots sit in game {card.code}.", err=True)
        ended = await asyncio.gather(*(bot.play() for _, bot in played), return_exceptions=True)
    wrong = [
        f"{bot.seat.name}: {end}"
        for (_, bot), end in zip(played, ended, strict=True)
        if isinstance(end, BaseException)
    ]
    if len(played) < count:
        wrong.append(f"There was room for {len(played)} of {count} bots.")
    return card, played, wrong


async def _sit_down(
    client: GameClient,
    count: int,
    stances: list[BotName],
    scenario: Scenario | None,
    on_turn: Callable[[int], None],
) -> list[Played]:
    """Join with up to `count` bots; fewer if the game is full.

    One after the other, so that names and seats come in order.
    """
    from ..bots.bot import Bot
    from ..errors import Refused

    played: list[Played] = []
    number = 1
    for stance in islice(cycle(stances), count):
        choose = choice(stance, scenario)
        assert choose is not None, "stances that cannot be played were sorted out"
        try:
            seat, number = await client.sit_down(lambda n, stance=stance: f"Bot {n} ({stance})", number)  # type: ignore[misc]
        except Refused:
            if played:
                return played
            raise
        number += 1
        played.append((stance, Bot(client.socket_url, seat, choose, on_turn)))
    return played


def _stances_for(card: GameCard, asked: tuple[BotName, ...], scenario: Scenario | None) -> list[BotName]:
    """The stances asked for, or all that can be played in this game.

    Raises:
        click.UsageError: if hybrid is asked for where it cannot be played.
    """
    hybrid = card.depth != "classic" and scenario is not None
    if "hybrid" in asked and not hybrid:
        raise click.UsageError(
            "hybrid cannot be played in a classic game, which has one switch for all."
            if card.depth == "classic"
            else f"hybrid needs the file of scenario {card.scenario}; give it with --scenario."
        )
    return list(asked) or [name for name in get_args(BotName) if name != "hybrid" or hybrid]


def _scenario_at_hand(name: str) -> Scenario | None:
    """The library's scenario of this name; None if there is none."""
    from ...agents.scenario.reader import read_scenario
    from ...scenarios import names, text_of

    return read_scenario(text_of(name), f"{name}.toml") if name in names() else None


def _row(stance: BotName, bot: Bot) -> dict[str, Any]:
    view = bot.view
    return {
        "name": bot.seat.name,
        "stance": stance,
        "table": view.table if view else None,
        "seat": view.seat if view else None,
        "turns_decided": len(bot.decided),
        "connections": bot.connections,
        "uptime": view.uptime if view else None,
        "total_cost": view.total_cost if view else None,
        "score": view.score if view else None,
    }


def _say_rows(card: GameCard, rows: list[dict[str, Any]]) -> None:
    def number(value: float | None, form: str) -> str:
        return "" if value is None else format(value, form)

    # Bots that were cut off before the end have no score, and stand last.
    ranked = sorted(rows, key=lambda row: -1e9 if row["score"] is None else row["score"], reverse=True)
    say_table(
        f"{card.title}, game {card.code}",
        ["name", "table", "seat", "turns", "uptime", "cost", "score"],
        [
            [
                row["name"],
                str(row["table"] or ""),
                row["seat"] or "",
                str(row["turns_decided"]),
                number(row["uptime"], ".1%"),
                number(row["total_cost"], ",.0f"),
                number(row["score"], ".1f"),
            ]
            for row in ranked
        ],
    )
