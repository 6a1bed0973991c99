"""What the card of a scenario says in numbers: the three ways, luck, the frontier, and rules of thumb."""
