"""Regions to learn with: two real ones, and a synthetic city for the Chinese standards."""
