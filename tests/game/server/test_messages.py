"""A message is one struct in its union: none is forgotten there, and all are described in neutral words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from types import ModuleType
from typing import Any, get_args

import msgspec
import pytest

from linestop.game import messages
from linestop.game.messages import commands, room, seat
from linestop.game.server.openapi import openapi

GENDERED = re.compile(r"\b(he|him|his|she|her|hers)\b", re.IGNORECASE)


def tagged(module: ModuleType) -> set[type]:
    """The structs of a module that cross the WebSocket as frames of their own."""
    structs = [each for each in vars(module).values() if isinstance(each, type)]
    own = [
        each for each in structs if issubclass(each, msgspec.Struct) and each.__module__ == module.__name__
    ]
    return {each for each in own if each.__struct_config__.tag is not None}


def forgotten(module: ModuleType, union: Any) -> set[str]:
    """Names of a module's frames that a decoder of this union would refuse."""
    return {each.__name__ for each in tagged(module) - set(get_args(union))}


def descriptions(part: object) -> Iterable[str]:
    """Every description in a JSON document, at any depth."""
    if isinstance(part, dict):
        found = part.get("description")
        if isinstance(found, str):
            yield found
        for inner in part.values():
            yield from descriptions(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from descriptions(inner)


def gendered(texts: Iterable[str]) -> list[str]:
    return [text for text in texts if GENDERED.search(text)]


@pytest.mark.parametrize(
    ("module", "union"), [(commands, messages.Command), (room, messages.Frame), (seat, messages.Frame)]
)
def test_every_message_stands_in_the_union_of_its_direction(module: ModuleType, union: Any) -> None:
    assert tagged(module) and forgotten(module, union) == set()


def test_red_control_a_message_outside_the_union_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    class Applaud(msgspec.Struct, frozen=True, tag="applaud"):
        id: str

    Applaud.__module__ = commands.__name__
    monkeypatch.setattr(commands, "Applaud", Applaud, raising=False)
    assert forgotten(commands, messages.Command) == {"Applaud"}
    assert forgotten(commands, messages.Command | Applaud) == set()


def test_all_messages_are_exported_by_the_package() -> None:
    named = {each.__name__ for module in (commands, room, seat) for each in tagged(module)}
    assert named <= set(messages.__all__)


def test_public_descriptions_are_neutral() -> None:
    _, structs = msgspec.json.schema_components([messages.Command, messages.Frame])
    texts = [*descriptions(structs), *descriptions(openapi("0.0.0"))]
    assert len(texts) > 100 and gendered(texts) == []


def test_red_control_a_gendered_description_is_caught() -> None:
    made_up = {"paths": [{"get": {"description": "Which seat; a player gets his own."}}]}
    assert gendered(descriptions(made_up)) == ["Which seat; a player gets his own."]
