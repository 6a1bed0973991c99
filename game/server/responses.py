"""Makes responses: JSON, ETags, and scenario texts in the reader's language."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

import msgspec
from msgspec import Struct
from starlette.requests import Request
from starlette.responses import Response

from ..views.translation import Translation, accepted, best_of


def json_response(value: Any, status: int = 200) -> Response:
    """A JSON response of anything that msgspec encodes."""
    return Response(msgspec.json.encode(value), status, media_type="application/json")


def translated[T: Struct](
    request: Request, told: T, translations: Mapping[str, Translation], typed: frozenset[str] = frozenset()
) -> T:
    """The message in the language of `Accept-Language`, as far as the scenario is translated.

    typed: texts that people wrote, which stay as they are.
    """
    language = best_of(accepted(request.headers.get("accept-language", "")), translations)
    return told if language is None else translations[language].but_for(typed)(told)


def vary_by_language(response: Response) -> Response:
    """The response, marked for caches as depending on `Accept-Language`."""
    response.headers.add_vary_header("accept-language")
    return response


def with_etag(request: Request, body: bytes, media_type: str = "application/json") -> Response:
    """The body with an ETag made from it, or 304 if the request names that ETag."""
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    # Private, since it depends on the token: no shared cache may keep it.
    headers = {"etag": etag, "cache-control": "private, no-cache", "vary": "authorization"}
    if request.headers.get("if-none-match") == etag:
        return Response(status_code=304, headers=headers)
    return Response(body, media_type=media_type, headers=headers)
