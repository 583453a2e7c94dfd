"""What leaves the house: figures with their trace, and tables as files."""
