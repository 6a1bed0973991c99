"""The scenarios of a server: those of the package, and those in the folder given by --scenarios."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

from ... import scenarios
from ...agents.scenario.reader import ScenarioError, read_scenario
from ...agents.scenario.scenario import Scenario
from ...agents.scenario.translation import read_translation, translation_name
from ..errors import Refused, SetupError
from ..messages import ScenarioCard
from ..review.card.plan import card_in_a_list
from ..rules.events import GameOpened
from ..views.translation import Translation, translation_of

GAMES_AT_HAND = 64
"""Games with a scenario of their own whose texts are kept in memory, as they are asked for all the time."""


@dataclass(frozen=True, slots=True)
class LoadedScenario:
    """A valid scenario, the text that it was read from, and its translations."""

    text: str
    scenario: Scenario
    translations: Mapping[str, Translation] = field(default_factory=dict)
    """By language."""
    tutorial: bool = False
    brought: Mapping[str, str] = field(default_factory=dict)
    """Texts of the translations by language, where no file holds them and the game must keep them."""

    @property
    def digest(self) -> str:
        """SHA-256 of the text, which the log stores with it."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    @property
    def card(self) -> ScenarioCard:
        """What the list of scenarios shows of it."""
        return card_in_a_list(self.scenario)


class Catalogue:
    """All scenarios by name; a file in `folder` replaces a scenario of the package of the same name.

    What no author meant as a scenario is passed over; a scenario with a mistake is refused, so that nobody
    plays another of the same name.

    Attributes:
        passed_over: a sentence for each file of the folder that was passed over, with the reason.
        tutorial: the scenario of the tutorial, which no list shows and no name opens.

    Raises:
        SetupError: if the folder cannot be read, or a scenario in it has a mistake.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._loaded = {name: _read(name) for name in scenarios.names()}
        self.tutorial = replace(_read(scenarios.TUTORIAL), tutorial=True)
        self.passed_over: list[str] = []
        if folder is not None:
            self._loaded |= _folder(folder, self.passed_over)

    def cards(self) -> list[ScenarioCard]:
        """The card of every scenario."""
        return [listed.card for listed in self._loaded.values()]

    def translations(self, name: str) -> Mapping[str, Translation]:
        """Translations of a scenario by language; none if the scenario is no longer here."""
        # An old game's scenario is in its log, and its file may be gone.
        listed = self._loaded.get(name)
        if listed is None and name == self.tutorial.scenario.name:
            listed = self.tutorial
        return listed.translations if listed else {}

    def of_game(self, opened: GameOpened) -> Mapping[str, Translation]:
        """Translations of what a game plays: those in its log or, without any, those of its scenario here."""
        if opened.translations:
            return loaded_of_texts(opened.text, opened.translations).translations
        return self.translations(opened.scenario)

    def __getitem__(self, name: str) -> LoadedScenario:
        """The scenario of this name.

        Raises:
            Refused: if there is none.
        """
        try:
            return self._loaded[name]
        except KeyError:
            raise Refused(
                f"There is no scenario {name!r}; there are {', '.join(self._loaded)}.",
                code="unknown_scenario",
                scenario=name,
            ) from None


def loaded_of_texts(text: str, translations: Mapping[str, str]) -> LoadedScenario:
    """The scenario of a text that no file holds, with its translations by language."""
    return _of_texts(text, tuple(translations.items()))


@lru_cache(maxsize=GAMES_AT_HAND)
def _of_texts(text: str, translations: tuple[tuple[str, str], ...]) -> LoadedScenario:
    scenario = read_scenario(text.encode(), "year.toml")
    found = {
        language: translation_of(
            language, scenario, read_translation(told, f"year.{language}.toml", scenario)
        )
        for language, told in translations
    }
    return LoadedScenario(text, scenario, found, brought=dict(translations))


def _folder(folder: Path, passed_over: list[str]) -> dict[str, LoadedScenario]:
    """The scenarios in a folder by name; files such as name.de.toml are translations of name.toml.

    Adds to `passed_over` a sentence for each file that has to do with TOML and is no scenario.
    """
    if not folder.is_dir():
        raise SetupError(f"{folder} is no folder; give --scenarios a folder of scenario files.")
    paths, translations = [], []
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        raise SetupError(f"{folder} could not be read: {error.strerror}.") from error
    for path in entries:
        if ".toml" not in path.name.lower():
            continue
        reason = scenarios.not_meant(path)
        if reason is not None:
            passed_over.append(f"{path} is passed over: {reason}.")
        elif (told := translation_name(path.name)) is None:
            paths.append(path)
        else:
            translations.append((path, told[0]))
    for path, scenario in translations:
        # A translation without its scenario is most likely a misspelt name: say so at the start.
        if not path.with_name(f"{scenario}.toml").exists():
            raise SetupError(f"{path} translates nothing: there is no {scenario}.toml beside it.")
    listed = [_read(str(path)) for path in paths]
    return {each.scenario.name: each for each in listed}


def _read(source: str) -> LoadedScenario:
    """A scenario by its name or the path of its file, with the translations beside it."""
    try:
        text, file_name = scenarios.find(source)
        scenario = read_scenario(text, file_name)
        found: dict[str, Translation] = {}
        for name, raw in scenarios.translations(source).items():
            told = translation_name(Path(name).name)
            # In a folder it has been told of; in the library there is no such file.
            if told and (scenarios.comes_along(source) or scenarios.not_meant(Path(name)) is None):
                texts = read_translation(raw, name, scenario)
                found[told[1]] = translation_of(told[1], scenario, texts)
        # Plain line ends, so that one scenario has one digest on Windows and elsewhere.
        plain = text.decode().removeprefix("\ufeff").replace("\r\n", "\n")
        return LoadedScenario(plain, scenario, found)
    except ScenarioError as error:
        raise SetupError(str(error)) from error
    except OSError as error:
        raise SetupError(f"{error.filename} could not be read: {error.strerror}.") from error
