"""The verifier 核对页: one HTML file that knows nothing of this program."""

from __future__ import annotations

import base64
import hashlib
import re
from importlib.resources import files


def verifier_page() -> str:
    """The page: it recomputes a certificate in a browser, without a network and without this program."""
    return files("junheng.certificates").joinpath("verifier.html").read_text(encoding="utf-8")


def verifier_policy() -> str:
    """The content security policy under which a site can serve the page: its one script and style by their hashes, and no connection."""
    page = verifier_page()
    script, style = _hash_of(page, "script"), _hash_of(page, "style")
    return f"default-src 'none'; script-src {script}; style-src {style}; base-uri 'none'; form-action 'none'"


def _hash_of(page: str, tag: str) -> str:
    found = re.search(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
    content = found[1] if found else ""
    return f"'sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}'"
