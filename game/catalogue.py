"""The scenarios that can be played here: those that come along, and a folder's of your own."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from .. import scenarios
from ..agents.scenario import Scenario
from ..agents.scenario_file import ScenarioError, read_scenario
from .errors import Refused, SetupError
from .messages import ScenarioCard


@dataclass(frozen=True, slots=True)
class Listed:
    """A scenario that was read without a mistake, with the text it was read from."""

    text: str
    scenario: Scenario

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
        self._listed = {name: _read(scenarios.text_of(name), f"{name}.toml") for name in scenarios.names()}
        if folder is not None:
            self._listed |= _folder(folder)

    def cards(self) -> list[ScenarioCard]:
        return [listed.card for listed in self._listed.values()]

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
    listed = [_read(path.read_text(encoding="utf-8"), str(path)) for path in sorted(folder.glob("*.toml"))]
    return {each.scenario.name: each for each in listed}


def _read(text: str, file_name: str) -> Listed:
    try:
        return Listed(text, read_scenario(text, file_name))
    except ScenarioError as error:
        raise SetupError(str(error)) from error
