"""Gold in, scores out. Nothing here opens the database."""
