"""A real Chromium, and a real server with the tutorial that comes along."""

from __future__ import annotations

from fixtures import browser, built_client, devices, server

__all__ = ["browser", "built_client", "devices", "server"]
