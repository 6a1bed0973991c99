"""Running games and their connections: one task for each game, which stores before it answers."""
