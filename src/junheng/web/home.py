r"""Where an installation keeps its data: the regions, the database and its secret key.

``JUNHENG_HOME`` names the folder. Without it, it is the user's data folder of the platform, so that it does not depend
on the folder a command was started in: ``%LOCALAPPDATA%\Junheng`` on Windows, ``~/Library/Application Support/Junheng``
on macOS, ``$XDG_DATA_HOME/junheng`` or ``~/.local/share/junheng`` elsewhere.

    regions/NAME/    one folder a region, with its releases
    drafts/NAME/     what is being prepared for a region's next release, a folder each
    junheng.sqlite3  people, sessions, work in progress
    secret.key       signs sessions; made on first use, readable by its owner only
"""

from __future__ import annotations

import os
import secrets
import sys
from collections.abc import Mapping
from pathlib import Path


def home(environment: Mapping[str, str] = os.environ) -> Path:
    """The data folder; it need not exist yet."""
    named = environment.get("JUNHENG_HOME")
    if named:
        return Path(named).expanduser().resolve()
    if sys.platform == "win32":
        return Path(environment.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "Junheng"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "Junheng"
    return Path(environment.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "junheng"


def regions_folder() -> Path:
    """Where the loaded regions are, each in a folder of its own."""
    return home() / "regions"


def loaded_regions() -> tuple[Path, ...]:
    """The folders of the loaded regions by name; empty before the first is loaded."""
    folder = regions_folder()
    if not folder.is_dir():
        return ()
    return tuple(sorted(path.parent for path in folder.glob("*/datapackage.json")))


def drafts_folder(region: str) -> Path:
    """Where the drafts of a region are, each in a folder of its own."""
    return home() / "drafts" / region


def secret_key(folder: Path) -> str:
    """The key that signs sessions, made once for this home.

    Two processes that start together on an empty home agree on one: the first to create the file wins.
    """
    path = folder / "secret.key"
    folder.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(50))
    return path.read_text(encoding="ascii").strip()
