"""Studies over many worlds: plans compared, the score and its replays, frontiers, luck and skill."""
