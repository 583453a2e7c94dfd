"""Changes of the table of summaries."""
