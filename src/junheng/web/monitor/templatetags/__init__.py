"""Template tags of the Monitor workspace."""
