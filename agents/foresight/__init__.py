"""Perfect foresight: the linear program of one seat, and the lower bound of its cost."""
