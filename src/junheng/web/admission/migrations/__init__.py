"""How the database of the workspace came about."""
