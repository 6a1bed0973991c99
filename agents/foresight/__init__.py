"""Perfect foresight: a linear program of one seat, the least it could have paid."""
