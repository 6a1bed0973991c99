"""A running game with its sockets: one task a game, which stores before it tells."""
