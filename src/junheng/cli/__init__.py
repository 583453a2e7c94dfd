"""The command line: one module per job, each in Chinese and English."""

from .app import build, main

__all__ = ["build", "main"]
