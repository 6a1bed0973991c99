"""The heavy work of a game as functions of values, and the pool of worker processes that does it."""
