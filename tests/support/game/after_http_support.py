"""Reads what a server has to say of finished games."""

from __future__ import annotations

import json
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from game_support import PATIENCE
from serving_support import Serving


def get(url: str, token: str = "", **headers: str) -> tuple[int, bytes, dict[str, str]]:
    """Status, body and headers of a GET, whatever the status."""
    if token:
        headers["authorization"] = f"Bearer {token}"
    try:
        with urlopen(Request(url, headers=headers), timeout=PATIENCE) as answer:
            return answer.status, answer.read(), dict(answer.headers)
    except HTTPError as error:
        with error:
            return error.code, error.read(), dict(error.headers)


def refusal(server: Serving, path: str, token: str = "") -> tuple[int, str]:
    status, body, _ = get(f"{server.url}{path}", token)
    return status, json.loads(body)["code"]
