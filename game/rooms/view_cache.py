"""Encoded views of one room's seats, kept until something other than a decision happens.

A view is a sheet of some eight KiB, of which a seat's own decision changes five small fields. Building all
of it anew after each decision took a third of a busy server's time.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

import msgspec

from ..messages import State, View
from ..rules.events import Place
from ..views.split_view import split

_encoder = msgspec.json.Encoder()
_parts_decoder = msgspec.json.Decoder(dict[str, msgspec.Raw])


class FramesBefore(NamedTuple):
    """Frames that are sent before a view, as JSON; None where the view holds all."""

    ahead: bytes | None = None
    chosen: bytes | None = None


NOTHING_BEFORE = FramesBefore()


class ViewCache:
    """The fields of each seat's view as JSON, by seat and language."""

    def __init__(self) -> None:
        self._fields: dict[tuple[Place, str | None], dict[str, msgspec.Raw]] = {}
        self._before: dict[tuple[Place, str | None], FramesBefore] = {}

    def forget(self) -> None:
        """Something has happened that may change more than what seats decided."""
        self._fields.clear()
        self._before.clear()

    def before(self, place: Place, language: str | None) -> FramesBefore:
        """What is sent before the state that `text` gave last."""
        return self._before.get((place, language), NOTHING_BEFORE)

    def text(
        self,
        place: Place,
        language: str | None,
        build: Callable[[], State],
        decided: Callable[[], Mapping[str, object]],
    ) -> bytes:
        """The state of a seat as JSON.

        build: makes all of it, in the language. decided: makes the fields that a decision changes.
        """
        fields = self._fields.get((place, language))
        if fields is None:
            state = build()
            # A lobby changes with each person who comes; it is not kept.
            if not isinstance(state, View):
                return _encoder.encode(state)
            view, ahead, chosen_now = split(state)
            text = _encoder.encode(view)
            self._fields[place, language] = _parts_decoder.decode(text)
            if ahead is not None:
                frames = FramesBefore(_encoder.encode(ahead), _encoder.encode(chosen_now))
                self._before[place, language] = frames
            return text
        changed = dict(decided())
        if (before := self._before.get((place, language))) is not None:
            parts = _parts_decoder.decode(before.chosen or b"{}")
            chosen = _encoder.encode({**parts, "chosen": changed.pop("chosen")})
            self._before[place, language] = before._replace(chosen=chosen)
        return _encoder.encode({**fields, **changed})
