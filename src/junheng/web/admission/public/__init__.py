"""Draws as everybody sees them 公示: seals, results, the look-up of one's own row; objections and their answers."""
