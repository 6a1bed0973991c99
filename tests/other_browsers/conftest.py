"""The browsers beside Chromium, as their makers ship them, and a real server with a file of its own."""

from __future__ import annotations

from fixtures import built_client, devices, games, page, server

__all__ = ["built_client", "devices", "games", "page", "server"]
