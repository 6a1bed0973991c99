"""What comes to a room within a moment is stored together where others wait too; who is alone is not held."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from game_support import Device, join_game, open_game
from serving_support import serving

from linestop.game.rooms import room
from linestop.game.rooms.held_shows import DueAnswers
from linestop.game.rules.events import DecisionMade
from linestop.game.store.event_log import StoredEvent

pytestmark = pytest.mark.slow

FOR_EVER = 3600.0


@pytest.mark.parametrize(("others_wait", "decisions"), [(True, [2]), (False, [1, 1])])
def test_decisions_are_stored_together_where_others_wait_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, others_wait: bool, decisions: list[int]
) -> None:
    stored: list[int] = []
    with serving(tmp_path / "linestop.db") as server:
        game = open_game(server.url, scenario="pacific_squeeze")
        tickets = [join_game(server.url, game.game, name) for name in ("Ann", "Ben")]
        append = server.hub.store.append

        async def noted(code: str, events: Sequence[StoredEvent], people: Any) -> None:
            made = sum(isinstance(each.event, DecisionMade) for each in events)
            stored.extend([made] if made else [])
            await append(code, events, people)

        with Device(server.url, game) as desk, Device(server.url, tickets[0]) as ann:
            desk.ask("set_closing", all_in=False)
            desk.ask("start")
            with Device(server.url, tickets[1]) as ben:
                ben.until_turn(1)
                monkeypatch.setattr(server.hub.store, "append", noted)
                monkeypatch.setattr(room, "BURST_SECONDS", 0.5 if others_wait else FOR_EVER)
                monkeypatch.setattr(DueAnswers, "several", property(lambda due: others_wait))
                for device in (ann, ben):
                    device.send(type="decide", id="decide-01", turn=1, stances={})
                    if not others_wait:
                        device.answer("decide-01")
                if others_wait:
                    assert [device.answer("decide-01")["type"] for device in (ann, ben)] == ["ack", "ack"]
    assert stored == decisions


def test_several_are_more_than_one() -> None:
    due = DueAnswers()
    due.taken(1)
    assert not due.several
    due.taken(1)
    assert due.several
