"""The rules of a game as pure functions: a command gives events, an event gives the next state."""
