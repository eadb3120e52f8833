"""Gold in, scores out; never opens the database."""
