"""Finds English on a page that should speak German.

A word is English if the game's English knows it and its German does not, or if it is one of the
words that no English sentence does without. What a person typed is that person's affair: tests
type nothing English.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

import words
from playwright.sync_api import Page

ROOT = Path(__file__).resolve().parents[3]
SCENARIOS = (ROOT / "scenarios", ROOT / "tests/scenarios")
"""Those of the tests among them: their pages must be German as well."""
SENTENCE = set(
    "the of and with your is are has have had for from not this that what which who when where how you they "
    "their its it be been will would can could should do does did on at by to or but if than then there here "
    "all any no yes more most into out up down over after before please try again".split()
)
SOURCE = "source"
"""Where a scenario's event can be read up: addresses, and titles in a language of their own."""
GERMAN_TOO = set(
    "am an and chf die der also bald den des du er es gut hat her in links man mit rat so war was "
    "windows".split()
)
"""German words that look English, a currency and a system, should the game's German not use one of them."""
WORD = re.compile(r"[^\W\d_]+(?:['’][a-z]+)?")
NO_WORDS = re.compile(
    r"\S*(?:://|\d\.\d+\.\d|localhost)\S*|\b[A-Z0-9]{4}(?:-[A-Z0-9]{4})+\b|\b(?=\w*\d)[A-Z0-9]{6}\b"
    r"|Bot \d+ \(\w+\)"
)
"""Addresses, recovery codes, the codes of games, and the names that the command gives to its bots."""

READ = """() => {
  const said = [["title", document.title]];
  const shown = (element) => element.checkVisibility({ visibilityProperty: true });
  const foreign = (element) => {
    const marked = element.closest("[lang]");
    return marked !== null && marked !== document.documentElement;
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const { parentElement: element, data } = walker.currentNode;
    if (data.trim() && !element.closest("script, style, code") && shown(element) && !foreign(element))
      said.push([element.tagName.toLowerCase(), data]);
  }
  for (const name of ["aria-label", "aria-description", "aria-valuetext", "title", "placeholder", "alt"])
    for (const element of document.querySelectorAll(`body [${name}]`))
      if (shown(element) && !foreign(element)) said.push([name, element.getAttribute(name)]);
  for (const element of document.querySelectorAll("input[type=text], input:not([type]), textarea"))
    if (shown(element)) said.push(["value", element.value]);
  return said;
}"""


def english_on(page: Page) -> list[str]:
    """Every English word that can be read or heard there, with where it stands and its neighbours."""
    language = page.evaluate("document.documentElement.lang")
    wrong = [] if language.startswith("de") else [f"the page says that it is {language!r}"]
    for where, text in page.evaluate(READ):
        found = english_in(text)
        if found:
            wrong.append(f"{where}: {', '.join(found)}: {' '.join(text.split())[:120]}")
    return wrong


def english_in(text: str) -> list[str]:
    """The English words of a text."""
    said = (word.lower() for word in WORD.findall(NO_WORDS.sub(" ", text)))
    return sorted({word for word in said if word in english_words()})


@cache
def english_words() -> frozenset[str]:
    english = SENTENCE | _words(words.catalogue("en").values()) | _scenario_words("[a-z_]*.toml")
    german = GERMAN_TOO | _words(words.catalogue("de").values()) | _scenario_words("*.de.toml")
    return frozenset(english - german)


def _words(texts: object) -> set[str]:
    return {word.lower() for text in _texts(texts) for word in WORD.findall(re.sub(r"\{\w+", " ", text))}


def _scenario_words(pattern: str) -> set[str]:
    found = [file for folder in SCENARIOS for file in folder.glob(pattern)]
    files = [file for file in found if ("." in file.stem) == pattern.startswith("*")]
    assert files, pattern
    return {word for file in files for word in _words(tomllib.loads(file.read_text(encoding="utf-8")))}


def _texts(value: object) -> list[str]:
    """All that is text below a value."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for key, each in value.items() if key != SOURCE for text in _texts(each)]
    return [text for each in value for text in _texts(each)] if hasattr(value, "__iter__") else []
