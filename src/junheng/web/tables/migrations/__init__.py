"""How the database of the lists came about."""
