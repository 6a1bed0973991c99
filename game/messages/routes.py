"""All HTTP routes with a body or an answer of the protocol."""

from __future__ import annotations

from .api import ROUTES, Route
from .card import CARD_ROUTES
from .results import RESULT_ROUTES
from .years import YEAR_ROUTES

ALL_ROUTES: tuple[Route, ...] = (*ROUTES, *RESULT_ROUTES, *CARD_ROUTES, *YEAR_ROUTES)
