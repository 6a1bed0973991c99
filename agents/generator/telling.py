"""What people read in a generated scenario, in one language: from a draft and the phrases of that language.

Which of several variants is taken is drawn by the draft's seed, alike in every language, so that a
translation says what the scenario says.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from .dice import Dice
from .draft import Draft, Part
from .numbers import PRODUCTS, Tables, news_items
from .phrases import Phrases

BY_NAME = ("component", "supplier", "port", "product", "market", "seat", "shock")
"""Lists whose texts a translation gives by name."""


class Teller:
    """Tells one draft in one language.

    Args:
        draft: what is told.
        phrases: of the language.
    """

    def __init__(self, draft: Draft, phrases: Phrases) -> None:
        self._draft, self._phrases = draft, phrases
        self._dice = Dice(draft.seed, f"texts, try {draft.attempt}")
        self._industry = phrases["industry"][draft.industry]
        count, goods = phrases["count"], self._industry["goods"]
        self.words: dict[str, str] = _both_cases(
            goods=goods,
            count_seats=count[len(draft.companies)],
            count_parts=count[len(draft.parts)],
        ) | {"town": draft.town, "port": f"Port {draft.port}"}

    def plural(self, names: Sequence[str]) -> str:
        """The parts of these names, listed."""
        parts = [self._industry["parts"][name][1] for name in names]
        if len(parts) < 2:
            return "".join(parts)
        return f"{', '.join(parts[:-1])} {self._phrases['and']} {parts[-1]}"

    def sentence(self, key: str, **words: str) -> str:
        """A sentence of the lesson, from `[claims]`."""
        return self._variant(f"claim {key}", self._phrases["claims"][key], _both_cases(**words))

    def told(self, claims: Sequence[str]) -> Tables:
        """All texts as a translation holds them; `claims` are the sentences of the lesson."""
        phrases, draft = self._phrases, self._draft
        alone = len(draft.companies) == 1
        opening = phrases["story"]["alone" if alone else "many"]
        paragraphs = [
            self._variant("opening", opening),
            self._parts_told(),
            self._variant("closing", phrases["story"]["closing"]),
        ]
        blurbs = self._dice.some(
            "blurbs", tuple(range(len(phrases["blurbs"]["lines"]))), len(draft.companies)
        )
        return {
            "title": self._variant("title", phrases["titles"]),
            "summary": self._variant("summary", phrases["summary"]),
            "good_for": phrases["good_for"],
            "story": "\n\n".join(paragraphs) + "\n",
            "background": self._variant("background", phrases["story"]["background"]).lstrip("\n"),
            "claim": [{"text": text} for text in claims],
            "guide": {key: list(phrases["guide"][key]) for key in ("goals", "questions")},
            "component": {part.name: self._component(part) for part in draft.parts},
            "supplier": {
                works.lower(): {"title": f"{works} {part.craft}"}
                for part in draft.parts
                for works in part.works
            },
            **({"port": {draft.port.lower(): {"title": self.words["port"]}}} if self._sails() else {}),
            "product": {
                name: {"title": title}
                for name, title in zip(PRODUCTS, self._industry["products"], strict=True)
            },
            "market": {
                name: {"title": self._variant(name, phrases["market"][name])} for name in phrases["market"]
            },
            "seat": {
                company.name: {"title": company.title, "blurb": phrases["blurbs"]["lines"][blurbs[n]]}
                for n, company in enumerate(draft.companies)
            },
            "shock": {
                f"{part.name}_{part.strike.cause}": self._shock(part) for part in draft.parts if part.strike
            },
        }

    def _sails(self) -> bool:
        return any(part.role == "sea" for part in self._draft.parts)

    def _variant(self, name: str, variants: Sequence[str] | str, words: dict[str, str] | None = None) -> str:
        """One of several ways to say something, its words filled in."""
        chosen = variants if isinstance(variants, str) else self._dice.one(name, variants)
        return chosen.format(**self.words, **(words or {}))

    def _parts_told(self) -> str:
        """The paragraph of the story on the parts: each with its character."""
        told = [
            f"{_upper(self.plural([part.name]))}: {self._character(part)}" for part in self._most_telling()
        ]
        return " ".join(told)

    def _most_telling(self) -> list[Part]:
        """Parts that the story speaks of, as many as it has room for; cards on the screen tell of all."""
        first = [part for part in self._draft.parts if part.buffered]
        return [*first, *(part for part in self._draft.parts if not part.buffered)][:3]

    def _words_of(self, part: Part) -> dict[str, str]:
        weeks, within = self._phrases["weeks"], self._phrases["within"]
        works = [f"{name} {part.craft}" for name in part.works]
        witness = self._dice.one(f"witness of {part.name}", self._phrases["witness"]["names"])
        words = _both_cases(
            parts=self.plural([part.name]),
            works=works[0],
            make=weeks[part.make_weeks],
            make_within=within[part.make_weeks],
            transit=weeks[part.transit_weeks],
            transit_within=within[part.transit_weeks],
            witness=witness,
        )
        return words | {"other": works[-1]}

    def _character(self, part: Part) -> str:
        variants = self._phrases["part"][part.role]["character"]
        return self._variant(f"character of {part.name}", variants, self._words_of(part))

    def _component(self, part: Part) -> dict[str, str]:
        reasons = self._phrases["part"][part.role]["reason"]
        return {
            "title": self._industry["parts"][part.name][0],
            "character": self._character(part),
            "reason": self._variant(f"reason of {part.name}", reasons, self._words_of(part)),
        }

    def _shock(self, part: Part) -> dict[str, Any]:
        assert part.strike is not None
        cause, words = self._phrases["cause"][part.strike.cause], self._words_of(part)
        items = [cause[item] for item, *_ in news_items(part, part.strike)]
        return {
            "title": self._variant("", cause["title"], words),
            "news": [
                {
                    "headline": self._variant("", headline, words),
                    "text": self._variant("", text, words),
                }
                for headline, text in items
            ],
        }


def with_texts(tables: Tables, told: Tables) -> Tables:
    """The tables of a file with the texts of its own language laid over them, in the order of a file."""
    merged = {key: told[key] for key in ("title", "summary", "good_for", "story", "background")}
    merged = {"schema": tables["schema"], "name": tables["name"], **merged}
    merged |= {key: value for key, value in tables.items() if key not in merged}
    merged["guide"] = told["guide"]
    for kind in BY_NAME:
        if kind in merged:
            merged[kind] = [_told_part(part, told[kind][part["name"]]) for part in merged[kind]]
    return merged


def _told_part(part: Tables, texts: Tables) -> Tables:
    """One table of a list with its texts: names first, then what is read, then the numbers."""
    news = [{**item, **text} for item, text in zip(part.get("news", []), texts.get("news", []), strict=True)]
    rest = {key: value for key, value in part.items() if key not in ("name", "news")}
    said = {key: value for key, value in texts.items() if key != "news"}
    return {"name": part["name"], **said, **rest, **({"news": news} if news else {})}


def _both_cases(**words: str) -> dict[str, str]:
    """The words, and each with a capital letter under a capital name."""
    return words | {_upper(name): _upper(word) for name, word in words.items()}


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]
