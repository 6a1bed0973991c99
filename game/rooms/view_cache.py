"""Encoded views of one room's seats, kept until something other than a decision happens.

A view is a sheet of some eight KiB, of which a seat's own decision changes five small fields. Building all
of it anew after each decision took a third of a busy server's time.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import msgspec

from ..messages import State, View
from ..rules.events import Place
from ..views.split_view import split

_encoder = msgspec.json.Encoder()
_parts_decoder = msgspec.json.Decoder(dict[str, msgspec.Raw])


class ViewCache:
    """The fields of each seat's view as JSON, by seat and language."""

    def __init__(self) -> None:
        self._fields: dict[tuple[Place, str | None], dict[str, msgspec.Raw]] = {}
        self._ahead: dict[tuple[Place, str | None], bytes] = {}

    def forget(self) -> None:
        """Something has happened that may change more than what seats decided."""
        self._fields.clear()
        self._ahead.clear()

    def ahead(self, place: Place, language: str | None) -> bytes | None:
        """What is sent before the state that `text` gave last, as JSON; None: nothing."""
        return self._ahead.get((place, language))

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
            view, ahead = split(state)
            text = _encoder.encode(view)
            self._fields[place, language] = _parts_decoder.decode(text)
            if ahead is not None:
                self._ahead[place, language] = _encoder.encode(ahead)
            return text
        return _encoder.encode({**fields, **decided()})
