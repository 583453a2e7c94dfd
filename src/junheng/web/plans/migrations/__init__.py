"""Changes of the plans' tables."""
