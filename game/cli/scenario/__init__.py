"""`linestop scenario …`: lists, shows, checks and measures scenario files, without a server."""

from .group import scenario

__all__ = ["scenario"]
