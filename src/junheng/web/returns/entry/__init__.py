"""Filling a return in: the page like a spreadsheet, what it asks of the server, and its list."""
