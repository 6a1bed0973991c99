"""Finished games: debrief, export tables, leaderboard, post-game analysis, verification of logs."""
