"""The card of a scenario as messages: its map, its numbers, its timeline, and rules of thumb."""
