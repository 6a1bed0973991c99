"""What seats decide beside stances: what a game offers of it, what is allowed, what repeats."""
