"""What the templates of the quick check load."""
