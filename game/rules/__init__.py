"""The rules of a game: commands in, events out; and what each turn comes to. No clock, file or socket."""
