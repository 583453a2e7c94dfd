"""The files of a pack: where they are, and what stands in them."""

from __future__ import annotations

import functools
import math
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from junheng.language import Text
from junheng.packs.errors import Finding, PackError, found

Toml = Mapping[str, Any]

#: The file of a pack that holds what its standards share; every other one beside it is a standard.
SHARED = "pack.toml"
#: The folder of a pack with one file a form 填报表.
FORMS = "returns"


@dataclass(frozen=True, slots=True)
class Contents:
    """A pack as bytes: equal contents are the same pack."""

    name: str  # of the folder
    files: tuple[tuple[str, bytes], ...]  # path -> content, sorted
    base: Contents | None = None  # the pack whose words it builds on

    def standards(self) -> tuple[str, ...]:
        """Names of the standards, sorted."""
        return tuple(file.removesuffix(".toml") for file, _ in self.files if file != SHARED and "/" not in file)

    def forms(self) -> Mapping[str, tuple[str, bytes]]:
        """File and content of each form, by its id."""
        folder = f"{FORMS}/"
        return {file.removeprefix(folder).removesuffix(".toml"): (file, content) for file, content in self.files if file.startswith(folder)}


@functools.cache
def shipped() -> Mapping[str, Traversable]:
    """The packs that come with Junheng, by name. They change only with the program itself: a page asks for them several times."""
    folders = (folder for folder in resources.files(__package__).iterdir() if folder.is_dir())
    return {folder.name: folder for folder in sorted(folders, key=lambda folder: folder.name) if (folder / SHARED).is_file()}


def locate(name: str) -> tuple[Contents, str | None]:
    """The pack of that name or path, and the standard that is meant; None where only the pack is named.

    Raises
    ------
    PackError
        There is none; it lists those that exist.
    """
    known = shipped()
    pack, _, standard = name.partition("/")
    if pack in known:
        contents = _shipped_contents(pack)
        if not standard or standard in contents.standards():
            return contents, standard or None
    path = Path(name)
    if (path / SHARED).is_file():
        return _contents(path), None
    if (path.parent / SHARED).is_file():
        contents = _contents(path.parent)
        standard = path.name.removesuffix(".toml")
        if path.name == SHARED:
            return contents, None
        if standard in contents.standards():
            return contents, standard
    names = ", ".join(f"{folder}/{each}" for folder in known for each in _shipped_contents(folder).standards())
    message = Text(
        "没有规则包“{name}”；现有 {known}，也可以写一个含 pack.toml 的文件夹。",
        "There is no pack “{name}”; there are {known}, or give a folder that holds a pack.toml.",
    )
    raise PackError(message.format(name=name, known=names))


@functools.cache
def _shipped_contents(name: str) -> Contents:
    return _contents(shipped()[name])


def _contents(folder: Traversable) -> Contents:
    files = [(file.name, file.read_bytes()) for file in _toml_files(folder)]
    if (folder / FORMS).is_dir():
        files += [(f"{FORMS}/{file.name}", file.read_bytes()) for file in _toml_files(folder / FORMS)]
    return Contents(Path(str(folder)).resolve().name, tuple(sorted(files)))


def _toml_files(folder: Traversable) -> Iterator[Traversable]:
    return (file for file in folder.iterdir() if file.name.endswith(".toml"))


def read_toml(file: str, content: bytes) -> tuple[Toml, tuple[Finding, ...]]:
    """A file's tables, with what JSON does not know (days, nan) as text; where it is not TOML, nothing but the finding."""
    try:
        return _plain(tomllib.loads(content.decode("utf-8"))), ()
    except UnicodeDecodeError as error:
        return {}, (found("toml-syntax", file, "", error=error.reason),)
    except tomllib.TOMLDecodeError as error:
        twice = "twice" in str(error) or "overwrite" in str(error).lower()
        return {}, (found("id-twice" if twice else "toml-syntax", file, "", error=error),)
    except RecursionError:
        deep = Text("括号嵌套过深", "too many brackets inside each other")
        return {}, (found("toml-syntax", file, "", error=deep),)


def _plain(value: Any) -> Any:  # noqa: ANN401 - TOML holds any of them
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_plain(each) for each in value]
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    return value.isoformat() if isinstance(value, date | datetime | time) else value
