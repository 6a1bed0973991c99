"""Rooms: one task for each running game, with its connected devices; it stores events before it sends."""
