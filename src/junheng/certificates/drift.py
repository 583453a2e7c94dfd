"""Drift 名单漂移: a month later, who sits elsewhere than the certificate says, with a reason or without."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from junheng.language import Text

from .certificate import Certificate
from .errors import CertificateError
from .listing import Listing
from .rows import people


class Kind(StrEnum):
    """What became of a row."""

    MOVED = "moved"
    MISSING = "missing"  # in the certificate, in no list
    NEW = "new"  # in a list, not in the certificate


KIND_TEXT = {
    Kind.MOVED: Text("换到别处", "sits elsewhere"),
    Kind.MISSING: Text("名单中没有", "in no list"),
    Kind.NEW: Text("证书中没有", "not in the certificate"),
}


@dataclass(frozen=True, slots=True)
class Moved:
    """One row that is not as the certificate says."""

    kind: Kind
    code: str
    name: str
    drawn: str  # by the certificate; "" for a new one
    found: str  # in the real lists; "" for a missing one
    reason: str  # "" where nobody gave one


@dataclass(frozen=True, slots=True)
class Drift:
    """The real lists against a certificate."""

    compared: int
    same: int
    moved: tuple[Moved, ...]

    @property
    def unexplained(self) -> tuple[Moved, ...]:
        """Those without a reason."""
        return tuple(each for each in self.moved if not each.reason)


def drift(certificate: Certificate, real: Listing) -> Drift:
    """Lay real lists (columns `code`, `class`, perhaps `reason`) beside what was drawn.

    Raises
    ------
    CertificateError
        The list has no column `class`, or the certificate is the published one, whose codes nobody can match.
    """
    if "class" not in real.columns:
        raise CertificateError(
            Text("名单没有“班级”列，无法与证书比较。", "The list has no column “class”; it cannot be laid beside the certificate.")
        )
    if not certificate.private and not set(real.codes) & set(certificate.assigned):
        raise CertificateError(
            Text(
                "这是公布版证书，编号已加盐，无法与名单对应。请用留存的完整证书。",
                "This is the published certificate: its codes are salted and match no list. Use the office's own.",
            )
        )
    known = people(certificate)
    drawn = {known[code][0]: (known[code][1], str(got)) for code, got in certificate.assigned.items()}
    moved = []
    for code, row in real.by_code.items():
        if code not in drawn:
            moved.append(Moved(Kind.NEW, code, row.get("name", ""), "", row["class"], row.get("reason", "")))
        elif row["class"] != drawn[code][1]:
            moved.append(Moved(Kind.MOVED, code, drawn[code][0], drawn[code][1], row["class"], row.get("reason", "")))
    moved += [Moved(Kind.MISSING, code, name, got, "", "") for code, (name, got) in drawn.items() if code not in real.by_code]
    compared = len(set(drawn) | set(real.codes))
    return Drift(compared, compared - len(moved), tuple(sorted(moved, key=lambda each: (bool(each.reason), each.code.encode()))))
