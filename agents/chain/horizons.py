"""How far ahead records and outlooks look; apart, so that who shows them need not import the model."""

WEEKS_AHEAD = 8
"""How far `on_the_way` looks: the length of its axis T."""

WEEKS = 26
"""Length of a projection: half a year."""
