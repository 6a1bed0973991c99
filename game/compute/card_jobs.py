"""What a pool does for a scenario's card: its pieces, each a function of values, and putting them together.

A piece comes back as the bytes of a pickle, which the server hands on unread: reading it would load all that
plays worlds into the server. They live only between two jobs; what is kept is JSON.
"""

from __future__ import annotations

import pickle
from collections.abc import Sequence

import msgspec

from ...agents.scenario.scenario import Scenario
from ...agents.studies.card.names import PIECES as PIECES
from ...agents.studies.card.names import Piece
from ..messages.card import CardFound

SEED = 1
"""Of a card's worlds, as of the command's."""


def work_out_piece(scenario: Scenario, piece: Piece, worlds: int) -> bytes:
    """One piece of the card of a scenario over so many worlds."""
    from ...agents.studies.card.pieces import sizes_of, work_out

    return pickle.dumps(work_out(scenario, piece, SEED, sizes_of(worlds)))


def put_pieces_together(scenario: Scenario, pieces: Sequence[bytes], worlds: int) -> bytes:
    """The card as JSON, of its pieces in the order of `PIECES`."""
    from ...agents.studies.card.pieces import put_together, sizes_of
    from ..review.card.numbers import numbers_of, rules_of

    # Written by another worker of this server a moment ago, and by nobody else.
    found = {name: pickle.loads(piece) for name, piece in zip(PIECES, pieces, strict=True)}
    card = put_together(found, sizes_of(worlds))
    return msgspec.json.encode(CardFound(numbers_of(scenario, card), rules_of(scenario, card)))


def decoded(body: bytes) -> CardFound:
    """The card that was put together."""
    return msgspec.json.decode(body, type=CardFound)
