"""What a card says in words and in rows of its tables, on the terminal and on its page."""

from __future__ import annotations

from collections.abc import Sequence

from ....agents.scenario.scenario import Scenario
from ....agents.studies.card.ways import ThreeWays
from ....agents.studies.questions.answers import Answer
from ....agents.studies.questions.sweeps import UNITS
from ...messages.card import RulesOfThumb, StanceProfile
from ..output import MoneyUnit
from ..questions_picture import TITLES, plain

RULES = {
    "value": "by value: buffer all but A parts",
    "variation": "by variation: buffer Y and Z parts",
    "value_and_variation": "by both: buffer C, BY, BZ and AZ parts",
    "distance": "by distance: buffer what comes from farther than the average",
}


def facts(scenario: Scenario) -> str:
    """Minutes, difficulty, turns, seats and parts in one line."""
    found = [
        f"{scenario.minutes} minutes" if scenario.minutes else "",
        scenario.difficulty or "",
        f"{scenario.turns} turns of {scenario.weeks_per_turn} weeks",
        f"{len(scenario.seat)} {'seat' if len(scenario.seat) == 1 else 'seats'}",
        f"{len(scenario.component)} parts",
    ]
    return " · ".join(filter(None, found))


def luck_sentence(found: ThreeWays) -> str:
    """How much luck decides among the three ways."""
    if found.luck is None or found.holds is None:
        return "Luck: the three ways cost the same in every world."
    return (
        f"Luck: in one world, {found.luck:.0%} of what sets the costs of the three ways apart is luck, "
        f"the rest is the way itself. One world ranks two of them as the average does in "
        f"{found.holds:.0%} of cases."
    )


def question_rows(currency: str, answers: Sequence[Answer]) -> list[list[str]]:
    """One row a question: what was varied, what it does to the difference, where both cost the same."""
    rows = []
    for answer in answers:
        means = [point.jit_minus_jic.mean for point in answer.points]
        money = MoneyUnit(currency, means)
        rows.append(
            [
                TITLES[answer.question],
                UNITS[answer.question],
                f"{plain(answer.points[0].x)} to {plain(answer.points[-1].x)}",
                f"{money(means[0])} to {money(means[-1])} {money.name}",
                "nowhere" if answer.crossing is None else plain(answer.crossing),
                answer.direction.upper(),
            ]
        )
    return rows


def profile_rows(scenario: Scenario, rules: RulesOfThumb) -> list[list[str]]:
    """The article's table, in the scenario's own numbers."""
    jit, jic = rules.jit, rules.jic
    amounts = [each for side in (jit, jic) for each in (side.stock_money, side.holding, side.cost.p95)]
    money = MoneyUnit(scenario.currency, amounts)
    mix = {
        stance: ", ".join(each.title for each in rules.parts if each.recommended == stance) or "no part"
        for stance in ("JIT", "JIC")
    }

    def column(side: StanceProfile, stance: str) -> list[str]:
        return [
            f"{side.stock_weeks:.1f} weeks of parts, {money(side.stock_money)} {money.name}",
            f"little money in stock: holding costs {money(side.holding)}"
            if stance == "JIT"
            else f"a line that runs: {side.uptime.mean:.1%} uptime",
            f"{money(side.cost.mean)}, of it {money(side.holding)} for stock and "
            f"{money(side.standing_still)} for what was not made",
            f"in a bad year (1 in 20) {money(side.cost.p95)} and {side.uptime.p05:.1%} uptime",
            f"without deliveries the line runs {side.scarcest_weeks:.1f} weeks ({side.scarcest})",
            f"{side.bound_weeks:.1f} weeks of goods cannot be undone; {money(side.obsolescence)} lost on "
            "what went out of date",
            f"{mix[stance]}; the cheaper of the two in {side.cheaper:.0%} of years",
        ]

    heads = ("levels", "goal", "cost", "risk", "dependence", "flexibility", "ideal use")
    return [list(row) for row in zip(heads, column(jit, "JIT"), column(jic, "JIC"), strict=True)]


def part_rows(rules: RulesOfThumb) -> list[list[str]]:
    """Each part's class, and what the mix does with it."""
    return [
        [
            each.title,
            each.by_value + each.by_variation,
            f"{each.value_share:.0%}",
            f"{each.variation:.2f}",
            f"{each.weeks:.1f}",
            each.recommended,
        ]
        for each in rules.parts
    ]


def rule_rows(scenario: Scenario, rules: RulesOfThumb) -> list[list[str]]:
    """What each rule costs, beside the slogans and the mix."""
    amounts = [*(rule.cost for rule in rules.rules), rules.mix_cost, rules.jit.cost.mean, rules.jic.cost.mean]
    money = MoneyUnit(scenario.currency, amounts)
    parts = len(rules.parts)
    rows: list[tuple[str, float, float, str]] = [
        (RULES[rule.rule], rule.cost, rule.uptime, f"{rule.right} of {parts}")
        for rule in sorted(rules.rules, key=lambda rule: rule.cost)
    ]
    jit = sum(each.recommended == "JIT" for each in rules.parts)
    rows += [
        ("all JIT", rules.jit.cost.mean, rules.jit.uptime.mean, f"{jit} of {parts}"),
        ("all JIC", rules.jic.cost.mean, rules.jic.uptime.mean, f"{parts - jit} of {parts}"),
        ("the recommended mix", rules.mix_cost, rules.mix_uptime, f"{parts} of {parts}"),
    ]
    return [[name, f"{money(cost)} {money.name}", f"{up:.1%}", right] for name, cost, up, right in rows]
