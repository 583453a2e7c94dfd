"""Junheng 均衡: where a region is unequal, what it would take, and how anyone can check it."""

__version__ = "0.1.0"
