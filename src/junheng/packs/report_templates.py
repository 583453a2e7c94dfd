"""The templates of reports that a pack has: reports/NAME.md beside its pack.toml."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources.abc import Traversable
from pathlib import Path

from .files import shipped

#: The folder of a pack with one file a template.
REPORTS = "reports"


def report_templates(pack: str) -> Mapping[str, str]:
    """The templates of a pack, or of the pack of a standard, by their names."""
    folder = _folder(pack)
    if folder is None or not (folder / REPORTS).is_dir():
        return {}
    files = sorted((file for file in (folder / REPORTS).iterdir() if file.name.endswith(".md")), key=lambda file: file.name)
    return {file.name.removesuffix(".md"): file.read_text(encoding="utf-8") for file in files}


def _folder(pack: str) -> Traversable | None:
    known = shipped()
    if (name := pack.partition("/")[0]) in known:
        return known[name]
    path = Path(pack)
    return path if path.is_dir() else path.parent if path.parent.is_dir() else None
