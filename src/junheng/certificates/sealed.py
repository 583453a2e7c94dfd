"""A sealed draw as a folder: the seals to publish, the rule file, the canonical lists, and the lists as published."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from junheng.language import Text

from . import canonical_json
from .certificate import read_json
from .errors import CertificateError
from .finding import Finding, differs
from .listing import Listing, parse
from .schema import first_seal_error
from .seal import Seal, seal_from_json, seal_to_json, text_sha256

FORMAT = "junheng-seals/1"
SEALS, RULES = "seals.json", "rules.toml"


@dataclass(frozen=True)
class Sealed:
    """What was sealed, all of it."""

    seals: tuple[Seal, ...]  # oldest first
    rules: str
    people: Mapping[str, Listing]  # canonical lists by name; they stay in the office
    public: Mapping[str, Listing]  # the same as published


def seals_text(seals: tuple[Seal, ...]) -> str:
    """The file that is published before the seed exists."""
    rows: list[canonical_json.Json] = [{**seal_to_json(each), "digest": each.digest} for each in seals]
    return canonical_json.write({"format": FORMAT, "seals": rows}) + "\n"


def seals_of(text: str) -> tuple[Seal, ...]:
    """The seals that such a file holds, oldest first.

    Raises
    ------
    CertificateError
        It was changed since it was written.
    """
    seals = tuple(_seal(raw) for raw in read_json(text).get("seals", ()))
    if not seals or text != seals_text(seals):
        raise CertificateError(Text("{file} 被改动过。", "{file} was changed.").format(file=SEALS))
    return seals


def write_sealed(sealed: Sealed, folder: Path) -> tuple[Path, ...]:
    """Write the folder; its seals come last, so that a folder with seals is whole."""
    folder.mkdir(parents=True, exist_ok=True)
    contents = {RULES: sealed.rules}
    for name, people in sealed.people.items():
        contents |= {f"{name}.csv": people.text, f"{name}-public.csv": sealed.public[name].text}
    contents[SEALS] = seals_text(sealed.seals)
    written = []
    for name, text in contents.items():
        target, draft = folder / name, folder / f"{name}.draft"
        draft.write_bytes(text.encode())
        os.replace(draft, target)  # noqa: PTH105 - Path.replace is the same call
        written.append(target)
    return tuple(written)


def check_sealed(folder: Path) -> tuple[Finding, ...]:
    """What of a sealed folder is not as it was sealed; empty when nothing is."""
    try:
        sealed = open_sealed(folder)
    except CertificateError as error:
        return (Finding(SEALS, error.text),)
    current = {each.name: each for each in sealed.seals}
    return tuple(
        finding
        for name, seal in current.items()
        for finding in (
            *differs(f"{name}.csv", stated=seal.list_sha256, found=sealed.people[name].sha256),
            *differs(f"{name}-public.csv", stated=seal.public_sha256, found=sealed.public[name].sha256),
            *differs(RULES, stated=seal.rules_sha256, found=text_sha256(sealed.rules)),
        )
    )


def open_sealed(folder: Path) -> Sealed:
    """Read a sealed folder.

    Raises
    ------
    CertificateError
        It has no seals, or a file in it is not the one that was sealed.
    """
    try:
        text = (folder / SEALS).read_bytes().decode()
        rules = (folder / RULES).read_bytes().decode()
    except (OSError, UnicodeDecodeError) as error:
        raise CertificateError(Text("{folder} 不是封存文件夹。", "{folder} is no sealed folder.").format(folder=folder)) from error
    seals = seals_of(text)
    names = {each.name for each in seals}
    try:
        people = {name: parse((folder / f"{name}.csv").read_bytes().decode()) for name in sorted(names)}
        public = {name: parse((folder / f"{name}-public.csv").read_bytes().decode()) for name in sorted(names)}
    except (OSError, UnicodeDecodeError) as error:
        raise CertificateError(Text("封存文件夹缺少名单：{why}。", "The sealed folder lacks a list: {why}.").format(why=error)) from error
    return Sealed(seals, rules, people, public)


def _seal(raw: Any) -> Seal:  # noqa: ANN401 - whatever the file holds
    wrong = first_seal_error(raw)
    if wrong:
        raise CertificateError(Text("封存文件不可读：{why}。", "The seals cannot be read: {why}.").format(why=wrong))
    return seal_from_json({key: value for key, value in raw.items() if key != "digest"})
