"""A draft drawn from a seed: which industry, which parts of which characters, numbers within their ranges."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..scenario.teaching import Difficulty
from .characters import BUFFERED, CHARACTERS, FORETOLD, LEAN, USUAL_WEEKS, Role
from .dice import Dice
from .draft import Company, Draft, Part, Strike
from .industries import ANY_ROLES, INDUSTRIES, NAMES, Industry
from .middle import Middle, PartMiddle

QUIET_WEEKS = 4
"""Weeks before the first shock may begin: its earlier news can be heard in the game."""
ENDING_WEEKS = 10
"""Weeks at the end in which none begins any more."""
AROUND = (0.85, 1.15)
"""Factors on the numbers of a scenario that another is drawn like."""
COUNTS = (5, 5, 4, 6)
"""How many parts there may be, five twice as often as four or six."""
EVERY_YEAR: tuple[Role, ...] = ("frail", "batch")
"""Buffered parts that run short in nearly every year."""
CHEAP_TO_KEEP: tuple[Role, ...] = ("room", "twin", "bulky")
DEAR_TO_KEEP: tuple[Role, ...] = ("dear", "ages", "bulky", "room")


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for: how hard, how long, how many seats, around which middle."""

    difficulty: Difficulty
    weeks: int
    seats: int
    middle: Middle


def drawn(seed: int, attempt: int, wish: Wish) -> Draft:
    """The draft of one try; the same for the same arguments."""
    dice = Dice(seed, f"scenario, try {attempt}")
    industry = dice.one("industry", tuple(INDUSTRIES))
    middle = wish.middle
    roles = [part.role for part in middle.parts] or _roles(
        dice, wish.difficulty, jic=towards_jic(seed, attempt)
    )
    kinds = None
    while kinds is None:  # some industries have no part for some character
        kinds = _fitting(roles, INDUSTRIES[industry], dice)
        if kinds is None:
            industry = dice.one(f"not {industry}", [name for name in INDUSTRIES if name != industry])
            dice = Dice(seed, f"{dice.site}, {industry}")
    names = dice.some("names", NAMES, 2 + 2 * len(roles) + 2 * wish.seats)
    town, port, *others = names
    works = [tuple(others[2 * n : 2 * n + 2]) for n in range(len(roles))]
    parts = [
        _part(dice, wish, INDUSTRIES[industry], kind, role, works[n], _nth(middle.parts, n))
        for n, (kind, role) in enumerate(zip(kinds, roles, strict=True))
    ]
    low, high = AROUND
    return Draft(
        seed=seed,
        attempt=attempt,
        difficulty=wish.difficulty,
        weeks=wish.weeks,
        weeks_per_turn=middle.weeks_per_turn,
        industry=industry,
        town=town,
        port=port,
        currency=middle.currency,
        capital=round(middle.capital * dice.between("capital", low, high), 3),
        lost_margin=round(middle.lost_margin * dice.between("lost margin", low, high), 3),
        line_down=round(middle.line_down * dice.between("line down", low, high), 3),
        wait_share=middle.wait_share,
        line_ratio=1.2,
        finished_weeks=dice.one("finished goods", (0.5, 1.0)),
        everyday_chance=dice.one("everyday", (0.6, 0.7, 0.8)),
        parts=tuple(parts),
        companies=_companies(dice, INDUSTRIES[industry], others[2 * len(roles) :], wish.seats),
    )


def _nth(parts: Sequence[PartMiddle], index: int) -> PartMiddle | None:
    return parts[index] if parts else None


def towards_jic(seed: int, attempt: int) -> bool:
    """Whether an easy or medium year has all Just in Case near the best plan, or all Just in Time."""
    return Dice(seed, f"side, try {attempt}").uniform("side") < 0.5


def _roles(dice: Dice, difficulty: Difficulty, *, jic: bool) -> list[Role]:
    """Characters of the parts: two or three of each stance, one at least that news speak of.

    An easy year has parts that make one slogan nearly right: several that fail every year, and none that is
    dear to keep; or few that fail, and several that are dear to keep.
    """
    count = dice.one("parts", COUNTS)
    buffered = 2 if count == 4 else 3 if count == 6 else dice.whole("buffered parts", 2, 3)
    first = dice.one("foretold", FORETOLD)
    among, lean = BUFFERED, LEAN
    if difficulty == "easy":
        count, buffered = (5, 3) if jic else (5, 2)
        among, lean = (EVERY_YEAR, CHEAP_TO_KEEP) if jic else (FORETOLD, DEAR_TO_KEEP)
    rest = [role for role in dice.some("buffered", among, len(among)) if role != first]
    roles = [first, *rest[: buffered - 1], *dice.some("lean", lean, count - buffered)]
    return dice.some("order of parts", roles, count)


def _fitting(roles: Sequence[Role], industry: Industry, dice: Dice) -> list[str] | None:
    """A part of the industry for each character, all different; None if there are not enough."""
    shuffled = dice.some("kinds of parts", tuple(industry.parts), len(industry.parts))

    def search(left: Sequence[Role], taken: list[str]) -> list[str] | None:
        if not left:
            return taken
        for kind in shuffled:
            fits = left[0] in (*industry.parts[kind].roles, *ANY_ROLES)
            if fits and kind not in taken and (found := search(left[1:], [*taken, kind])):
                return found
        return None

    return search(roles, [])


def _part(
    dice: Dice,
    wish: Wish,
    industry: Industry,
    name: str,
    role: Role,
    works: Sequence[str],
    like: PartMiddle | None,
) -> Part:
    character, kind = CHARACTERS[role], industry.parts[name]

    def about(number: str, among: tuple[float, float], middle: float | None) -> float:
        """Within the character's range, around the middle as far as that allows."""
        if middle is None:
            return dice.between(f"{number} of {name}", *among)
        around = middle * dice.between(f"{number} of {name}", *AROUND)
        return min(max(around, among[0]), among[1])

    value = (kind.value if like is None else like.value) * dice.between(f"value of {name}", 0.8, 1.2)
    value = value if value < 10.0 else round(value)
    twice = role not in ("dear", "single") and dice.uniform(f"bill of {name}") < 0.5
    cover = 4.0 if like is None else min(8.0, max(3.0, like.cover_weeks))
    return Part(
        name=name,
        role=role,
        value=round(value, 2),
        storage=round(about("storage", character.storage, None if like is None else like.storage), 3),
        obsolescence=round(
            about("obsolescence", character.obsolescence, None if like is None else like.obsolescence), 3
        ),
        cover_weeks=cover + (dice.one(f"cover of {name}", (0.0, 0.5, 1.0)) if like is None else 0.0),
        make_weeks=dice.whole(f"making {name}", *character.make_weeks),
        transit_weeks=dice.whole(f"sending {name}", *character.transit_weeks),
        ratio=round(dice.between(f"ratio of {name}", *character.ratio), 2),
        outside=round(dice.between(f"outside of {name}", *character.outside), 2),
        works=tuple(works[: 2 if role == "twin" else 1]),
        craft=kind.craft,
        bill=(1.0, 2.0) if twice else (1.0, 1.0),
        strike=_strike(dice, wish, name, role),
    )


def _strike(dice: Dice, wish: Wish, name: str, role: Role) -> Strike | None:
    character = CHARACTERS[role]
    if not character.causes:
        return None
    scale = min(2.0, max(1.0, (wish.weeks / USUAL_WEEKS) ** 0.75))
    first = QUIET_WEEKS + dice.whole(f"window of {name}", 0, 1)
    return Strike(
        cause=dice.one(f"cause of {name}", character.causes),
        chance=round(dice.between(f"chance of {name}", *character.chance), 2),
        first_week=(first, max(first + 4, wish.weeks - ENDING_WEEKS)),
        left=round(dice.between(f"left of {name}", *character.left), 2),
        weeks=round(scale * dice.between(f"cut of {name}", *character.cut_weeks)),
    )


def _companies(dice: Dice, industry: Industry, names: Sequence[str], seats: int) -> tuple[Company, ...]:
    """Seats that buy alike and differ in size: so they are equally hard."""
    share = dice.between("share of the second product", 0.25, 0.4)
    forms = (
        "{0} {trade}",
        "{0}",
        "{0} & {1}",
        "{0} Works",
        "{0} Brothers",
        "{0} {trade}",
        "{1} & Sons",
        "{0}",
    )
    shuffled = dice.some("forms of names", forms, len(forms))
    found = []
    for n in range(seats):
        first, second = names[2 * n], names[2 * n + 1]
        units = dice.between(f"size of seat {n}", 75.0, 110.0)
        found.append(
            Company(
                first.lower(),
                shuffled[n % len(forms)].format(first, second, trade=industry.trade),
                (float(round(units * (1.0 - share))), float(round(units * share))),
            )
        )
    return tuple(found)
