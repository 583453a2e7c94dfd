"""Every address in the lock files is a public registry's; exits 1 and names those that are not."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from urllib.parse import urlsplit

PUBLIC = {
    "uv.lock": {"pypi.org", "files.pythonhosted.org"},
    "package-lock.json": {"registry.npmjs.org"},
}
#: An address, or a path where an address should be.
ADDRESS = re.compile(r"(?:https?|file|git\+\w+)://?[^\s\"'}]+")
#: `package-lock.json` tells where to give money; that is not a place to download from.
FUNDING = re.compile(r'"funding":\s*(?:\{[^{}]*\}|\[[^\[\]]*\]|"[^"]*")')


def foreign_addresses(text: str, hosts: set[str]) -> list[str]:
    """The addresses in a lock file whose host is not one of `hosts`."""
    return sorted({a for a in ADDRESS.findall(FUNDING.sub("", text)) if urlsplit(a).scheme != "https" or urlsplit(a).hostname not in hosts})


def main() -> int:
    """Check the lock files of the folder above."""
    root = Path(__file__).resolve().parent.parent
    found = [
        (name, address)
        for name, hosts in PUBLIC.items()
        if (root / name).exists()
        for address in foreign_addresses((root / name).read_text(encoding="utf-8"), hosts)
    ]
    for name, address in found:
        print(f"{name}: {address} is not a public registry", file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
