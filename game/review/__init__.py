"""A finished game looked back on: debrief, exports, leaderboard, verification."""
