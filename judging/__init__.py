"""How good it is: judges, conflicts, score sheets, ranking and results."""
