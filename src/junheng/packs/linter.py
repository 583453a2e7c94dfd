"""The linter of packs."""

from __future__ import annotations

from junheng.packs.errors import Finding, PackError
from junheng.packs.library import load


def check(name: str) -> tuple[Finding, ...]:
    """What is wrong with a pack; empty when nothing is."""
    try:
        load(name)
    except PackError as error:
        return error.findings
    return ()
