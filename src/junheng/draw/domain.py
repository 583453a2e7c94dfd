"""What a piece of chance is for: a name that keeps two uses of one seed apart."""

from __future__ import annotations


def message_prefix(use: str, domain: str) -> bytes:
    """The beginning of every message: ``use|domain|``.

    Raises
    ------
    ValueError
        The domain is empty or holds ``|``, so that two messages could be read as one.
    """
    if not domain or "|" in domain:
        raise ValueError(f"A domain is a name without '|', not {domain!r}.")
    return f"{use}|{domain}|".encode()
