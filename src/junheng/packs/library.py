"""Find a pack by its name, in the package or in a folder of one's own."""

from __future__ import annotations

import functools
import tomllib
from pathlib import Path

from junheng.language import Text
from junheng.packs import build
from junheng.packs.errors import PackError
from junheng.packs.model import Pack

_HERE = Path(__file__).parent


def available() -> tuple[str, ...]:
    """The standards that come with Junheng, by name."""
    return tuple(
        sorted(
            f"{folder.name}/{file.stem}"
            for folder in _HERE.iterdir()
            if (folder / "pack.toml").is_file()
            for file in folder.glob("*.toml")
            if file.name != "pack.toml"
        )
    )


@functools.cache
def load(name: str) -> Pack:
    """One standard by name, such as ``education_cn/hq2017``; a pack's name alone is its default standard."""
    folder = _HERE / name.split("/")[0]
    if not (folder / "pack.toml").is_file():
        raise _unknown(name)
    shared = tomllib.loads((folder / "pack.toml").read_text(encoding="utf-8"))
    standard = name.partition("/")[2] or shared["pack"]["default"]
    path = folder / f"{standard}.toml"
    if standard == "pack" or not path.is_file():
        raise _unknown(name)
    return build.pack(f"{folder.name}/{standard}", shared, tomllib.loads(path.read_text(encoding="utf-8")))


def _unknown(name: str) -> PackError:
    known = ", ".join(available())
    return PackError(
        Text("没有规则包“{name}”，现有 {known}。", "There is no pack “{name}”; there are {known}.").format(name=name, known=known)
    )
