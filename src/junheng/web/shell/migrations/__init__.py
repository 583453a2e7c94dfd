"""The shell's tables over time."""
