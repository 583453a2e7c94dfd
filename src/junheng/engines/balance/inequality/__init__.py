"""How unequal: indices, their decomposition, where they disagree, how they moved."""
