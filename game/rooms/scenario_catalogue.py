"""The scenarios that can be played here: those that come along, and a folder's of your own."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ... import scenarios
from ...agents.scenario.reader import ScenarioError, read_scenario
from ...agents.scenario.scenario import Scenario
from ...agents.scenario.translation import read_translation, translation_name
from ..errors import Refused, SetupError
from ..messages import ScenarioCard
from ..views.translation import Translation, translation_of


@dataclass(frozen=True, slots=True)
class Listed:
    """A scenario that was read without a mistake, with the text it was read from."""

    text: str
    scenario: Scenario
    translations: Mapping[str, Translation] = field(default_factory=dict)
    """By language."""

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.text.encode()).hexdigest()

    @property
    def card(self) -> ScenarioCard:
        scenario = self.scenario
        return ScenarioCard(
            name=scenario.name,
            title=scenario.title,
            summary=scenario.summary,
            weeks=scenario.weeks,
            turns=scenario.turns,
            seats=len(scenario.seat),
            components=len(scenario.component),
        )


class Catalogue:
    """All scenarios by name; a file in the folder stands before one of the same name that came along."""

    def __init__(self, folder: Path | None = None) -> None:
        self._listed = {name: _read(name) for name in scenarios.names()}
        if folder is not None:
            self._listed |= _folder(folder)

    def cards(self) -> list[ScenarioCard]:
        return [listed.card for listed in self._listed.values()]

    def translations(self, name: str) -> Mapping[str, Translation]:
        """Of a scenario, by language; none of one that is here no more."""
        listed = self._listed.get(name)
        return listed.translations if listed else {}

    def __getitem__(self, name: str) -> Listed:
        try:
            return self._listed[name]
        except KeyError:
            raise Refused(
                f"There is no scenario {name!r}; there are {', '.join(self._listed)}.",
                code="unknown_scenario",
                scenario=name,
            ) from None


def _folder(folder: Path) -> dict[str, Listed]:
    if not folder.is_dir():
        raise SetupError(f"{folder} is no folder; give --scenarios a folder of scenario files.")
    paths = []
    for path in sorted(folder.glob("*.toml")):
        told = translation_name(path.name)
        if told is None:
            paths.append(path)
        elif not path.with_name(f"{told[0]}.toml").exists():
            raise SetupError(f"{path} translates nothing: there is no {told[0]}.toml beside it.")
    listed = [_read(str(path)) for path in paths]
    return {each.scenario.name: each for each in listed}


def _read(source: str) -> Listed:
    """A scenario by its name or the path of its file, with the translations beside it."""
    try:
        text, file_name = scenarios.find(source)
        scenario = read_scenario(text, file_name)
        found: dict[str, Translation] = {}
        for name, raw in scenarios.translations(source).items():
            if told := translation_name(Path(name).name):
                texts = read_translation(raw, name, scenario)
                found[told[1]] = translation_of(told[1], scenario, texts)
        return Listed(text.decode(), scenario, found)
    except ScenarioError as error:
        raise SetupError(str(error)) from error
    except OSError as error:
        raise SetupError(f"{error.filename} could not be read: {error.strerror}.") from error
