"""Find a pack by its name, in the package or in a folder of one's own."""

from __future__ import annotations

import functools

from junheng.language import Text
from junheng.packs import build
from junheng.packs.errors import PackError
from junheng.packs.files import Contents, locate, shipped
from junheng.packs.linter import examine
from junheng.packs.model import Pack
from junheng.tables.issue import Severity


def available() -> tuple[str, ...]:
    """The standards that come with Junheng, by name."""
    return tuple(f"{pack}/{standard}" for pack in shipped() for standard in locate(pack)[0].standards())


def load(name: str) -> Pack:
    """One standard.

    Parameters
    ----------
    name
        A standard such as ``education_cn/hq2017``; a pack such as ``education_cn``, which is its default standard; or the path
        of a folder with a pack.toml, or of a standard's file in it.

    Raises
    ------
    PackError
        There is no such pack (it lists those that exist), or it has errors (they are its `findings`).
    """
    contents, standard = locate(name)
    return _loaded(contents, standard or _default(contents))


def _default(contents: Contents) -> str:
    """The standard that a pack's name alone means; empty where pack.toml is broken."""
    name: str = examine(contents, "").shared.get("pack", {}).get("default", "")
    return name


@functools.lru_cache(maxsize=32)
def _loaded(contents: Contents, standard: str) -> Pack:
    examined = examine(contents, standard)
    errors = tuple(finding for finding in examined.findings if finding.severity is Severity.ERROR)
    if errors:
        message = Text("规则包“{name}”不能使用：", "The pack “{name}” cannot be used:").format(name=contents.name)
        raise PackError(message, errors)
    return build.pack(f"{contents.name}/{standard}", examined.shared, examined.standards[standard])
