"""The planner: what a seat could have known, and would then have done, turn by turn."""
