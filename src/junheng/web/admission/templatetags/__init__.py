"""Template tags of the Admission workspace."""
