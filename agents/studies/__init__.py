"""Many worlds compared: stances, the score's replays, balance, rankings, frontiers, luck."""
