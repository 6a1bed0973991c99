"""Holds that no module of the game writes to a game's state: the source is read, and none of it is run.

`test_session_state.py` holds the same of the rules as they run.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest
from places import ROOT

WRITERS = {"append", "add", "clear", "discard", "extend", "insert", "pop", "remove", "setdefault", "update"}
OF_A_STATE = re.compile(r"(^|\.)_?session\.state\.|(^|\.)now\.state\.|^state\.|(^|\.)_state(\.|$)")
MAY_REPLACE = {"Session.__init__", "Session.apply"}


def writes(module: str, source: str) -> list[str]:
    """Where a module writes to a game's state, or makes one, without being the one that may."""
    tree = ast.parse(source)
    found = []
    for scope, node in scoped(tree):
        targets: list[ast.expr] = []
        match node:
            case ast.Assign():
                targets = node.targets
            case ast.AugAssign() | ast.AnnAssign():
                targets = [node.target]
            case ast.Delete():
                targets = node.targets
            case ast.Call(func=ast.Attribute(value=value, attr=attr)) if attr in WRITERS:
                targets = [value]
        # In the server a bare `state` is Starlette's, of an application.
        targets = [each for each in targets if not (module.startswith("game.server.") and is_bare(each))]
        allowed = module == "game.rules.session" and scope in MAY_REPLACE
        if not allowed and any(OF_A_STATE.search(spelled(target)) for target in targets):
            found.append(f"{module}:{node.lineno} writes to the state")  # type: ignore[attr-defined]
        if isinstance(node, ast.Call) and "force_setattr" in ast.unparse(node.func):
            found.append(f"{module}:{node.lineno} writes to what is frozen")
        if isinstance(node, ast.ImportFrom) and node.module and node.module.endswith("apply_events"):
            if module != "game.rules.session":
                found.append(f"{module}:{node.lineno} applies events beside the session")
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("GameState"):
            if module != "game.rules.game_state":
                found.append(f"{module}:{node.lineno} makes a state that no event made")
    return found


def scoped(node: ast.AST, scope: str = "") -> Iterator[tuple[str, ast.AST]]:
    for child in ast.iter_child_nodes(node):
        yield scope, child
        inner = isinstance(child, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        yield from scoped(child, f"{scope}.{child.name}".lstrip(".") if inner else scope)  # type: ignore[attr-defined]


def is_bare(target: ast.expr) -> bool:
    return spelled(target).startswith("state.")


def spelled(target: ast.expr) -> str:
    """`session.state.players` for `session.state.players[place]`."""
    return re.sub(r"\[.*?\]", "", ast.unparse(target))


def test_no_module_of_the_game_writes_to_a_state() -> None:
    sources = {
        ".".join(file.relative_to(ROOT).with_suffix("").parts): file.read_text(encoding="utf-8")
        for file in (ROOT / "game").rglob("*.py")
    }
    assert [fault for module, source in sources.items() for fault in writes(module, source)] == []


@pytest.mark.parametrize(
    "source",
    [
        "def f(session):\n    session.state.turn = 2",
        "def f(session, place):\n    session.state.players[place] = 'ann'",
        "def f(session, place):\n    del session.state.players[place]",
        "def f(session, event):\n    session.state.turns.append(event)",
        "def f(self, event):\n    self._session.state.heard.update(event)",
        "def f(now):\n    now.state.clock_events += 1",
        "def f(state):\n    state.stances['seat']['board'] = 'JIC'",
        "def f(session, state):\n    session._state = state",
        "from msgspec.structs import force_setattr\ndef f(state):\n    force_setattr(state, 'turn', 2)",
        "from ..rules.apply_events import after",
        "from ..rules.game_state import GameState\nstate = GameState(turn=2)",
    ],
)
def test_red_control_a_module_that_writes_to_a_state_is_caught(source: str) -> None:
    assert writes("game.rooms.made_up", source) != []


def test_red_control_another_method_of_the_session_that_replaces_its_state_is_caught() -> None:
    source = "class Session:\n    def join(self):\n        self._state = after(self._state, event)"
    assert writes("game.rules.session", source) != []
    assert writes("game.rules.session", source.replace("join", "apply")) == []


def test_red_control_only_what_is_spelled_like_a_state_counts() -> None:
    assert writes("game.server.app", "def f(app, hub):\n    app.state.hub = hub") == []
