"""A real Chromium, made to lack what older browsers lack, and a real server with a file of its own."""

from __future__ import annotations

from fixtures import browser, built_client, devices, games, page, server

__all__ = ["browser", "built_client", "devices", "games", "page", "server"]
