"""The certificate 证书: one JSON file from which a decision by chance is recomputed, shown and printed."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from types import MappingProxyType
from typing import Any

from junheng.draw import SeedSource
from junheng.language import Text

from . import canonical_json
from .canonical_json import Json
from .errors import CertificateError
from .listing import Listing, listing
from .seal import Seal, seal_from_json, seal_to_json
from .short_code import short_code

FORMAT = "junheng-certificate/1"
#: Where a rule file names a source of the seed; without one, whoever draws could choose the numbers afterwards.
_SOURCE = re.compile(r"^\[\[source\]\]", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Algorithm:
    """What computed the result; a new version is a new recomputation, and the old one stays."""

    name: str
    version: str

    @property
    def key(self) -> str:
        """``name/version``, under which a recomputer is registered."""
        return f"{self.name}/{self.version}"


@dataclass(frozen=True)
class Certificate:
    """A decision and how to check it. Everything but `private` is public, and under the digest."""

    title: str
    algorithm: Algorithm
    seals: tuple[Seal, ...]  # oldest first; of each list the last holds
    rules: str  # the rule file as sealed
    lists: Mapping[str, Listing]  # as published, by the name in the seals
    sources: tuple[SeedSource, ...]
    seed: str  # 64 hexadecimal digits
    result: Mapping[str, Json]  # "assigned": [[code as published, what it got], …] wherever rows get something
    figures: Mapping[str, Json] = field(default_factory=dict)
    proof: Mapping[str, Json] = field(default_factory=dict)
    round_name: str = "1"
    previous: str = ""  # digest of the certificate that this one follows or replaces
    reason: str = ""  # why it replaces it: a court, a doctor, late arrivals
    private: Mapping[str, str] = field(default_factory=dict)  # the canonical lists themselves; not in what is published

    @property
    def digest(self) -> str:
        """SHA-256 of the public part's canonical JSON."""
        return canonical_json.sha256(_public(self))

    @property
    def short_code(self) -> str:
        """What the notice prints for comparison with a phone's screen."""
        return short_code(self.digest)

    @property
    def rehearsal(self) -> bool:
        """Whether list, rules or the sources of the seed were not laid down before the seed 演练: good for a trial, not for a decision."""
        return any(not seal.at for seal in self.current_seals.values()) or _SOURCE.search(self.rules) is None

    @property
    def current_seals(self) -> Mapping[str, Seal]:
        """The seal that holds, of every list."""
        return MappingProxyType({seal.name: seal for seal in self.seals})

    @property
    def assigned(self) -> Mapping[str, str | int]:
        """What each row got, by its published code; empty where the result is of another shape."""
        rows: Any = self.result.get("assigned", ())
        return MappingProxyType({row[0]: row[1] for row in rows})

    def published(self) -> Certificate:
        """The same without the private lists: what goes to the public page."""
        return replace(self, private={})

    def to_json(self) -> str:
        """The file's text: canonical JSON and a line break."""
        whole: dict[str, Json] = {**_public(self), "digest": self.digest}
        if self.private:
            whole["private"] = dict(self.private)
        return canonical_json.write(whole) + "\n"

    @classmethod
    def from_json(cls, text: str) -> Certificate:
        """The certificate that a file holds; `verify` says whether it is true.

        Raises
        ------
        CertificateError
            The text is no JSON, or not by the schema.
        """
        raw = read_json(text)
        try:
            check_schema(raw)
            return _from_raw(raw)
        except (KeyError, TypeError, ValueError) as error:
            if isinstance(error, CertificateError):
                raise
            raise CertificateError(_UNREADABLE.format(why=error)) from error


_UNREADABLE = Text("这不是可读的证书：{why}。", "This is no readable certificate: {why}.")


def read_json(text: str) -> dict[str, Any]:
    """The object in a text; a key twice, a float or another number that a certificate has no place for is refused."""

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        if len({key for key, _ in pairs}) != len(pairs):
            raise ValueError("a key stands twice")
        return dict(pairs)

    def never(number: str) -> None:
        raise ValueError(f"the number {number}")

    try:
        raw = json.loads(text, object_pairs_hook=once, parse_float=never, parse_constant=never)
        canonical_json.refuse(raw)
        json.dumps(raw, ensure_ascii=False).encode()  # half a character, written as an escape, is no text
    except (TypeError, ValueError, RecursionError) as error:
        raise CertificateError(_UNREADABLE.format(why=error)) from error
    if not isinstance(raw, dict):
        raise CertificateError(_UNREADABLE.format(why="no object"))
    return raw


def check_schema(raw: Mapping[str, Any]) -> None:
    """Hold an object against the schema.

    Raises
    ------
    CertificateError
        Names the first place that is not as it should be.
    """
    from .schema import first_error

    wrong = first_error(raw)
    if wrong:
        raise CertificateError(_UNREADABLE.format(why=wrong))


def _public(certificate: Certificate) -> dict[str, Json]:
    return {
        "algorithm": asdict(certificate.algorithm),
        "figures": dict(certificate.figures),
        "format": FORMAT,
        "lists": [
            {"columns": list(shown.columns), "name": name, "rows": [list(row) for row in shown.rows]}
            for name, shown in sorted(certificate.lists.items())
        ],
        "previous": certificate.previous,
        "proof": dict(certificate.proof),
        "reason": certificate.reason,
        "result": dict(certificate.result),
        "round": certificate.round_name,
        "rules": certificate.rules,
        "seals": [seal_to_json(seal) for seal in certificate.seals],
        "seed": certificate.seed,
        "sources": [asdict(source) for source in certificate.sources],
        "title": certificate.title,
    }


def _from_raw(raw: Mapping[str, Any]) -> Certificate:
    return Certificate(
        title=raw["title"],
        algorithm=Algorithm(**raw["algorithm"]),
        seals=tuple(seal_from_json(seal) for seal in raw["seals"]),
        rules=raw["rules"],
        lists={one["name"]: listing(one["columns"], one["rows"]) for one in raw["lists"]},
        sources=tuple(SeedSource(**source) for source in raw["sources"]),
        seed=raw["seed"],
        result=raw["result"],
        figures=raw["figures"],
        proof=raw["proof"],
        round_name=raw["round"],
        previous=raw["previous"],
        reason=raw["reason"],
        private=raw.get("private", {}),
    )
