"""Bots as WebSocket clients: they come in by the player's door."""
