"""Everything drawn before play: demand, shocks, breakdowns, yields, lateness, engineering changes, news."""
