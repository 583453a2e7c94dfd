"""Real class lists beside the classes that were drawn 名单漂移: class names are read, and moves by hand are reasons."""

from __future__ import annotations

from junheng.certificates import Certificate, Drift, Kind, Listing, Moved, drift, listing, people

from .class_names import class_number
from .everybody import drawn, moves_of


def class_drift(certificate: Certificate, real: Listing) -> Drift:
    """Lay real class lists (columns `code`, `class`, perhaps `reason`) beside a certificate of classes.

    A pupil whom the certificate moved by hand and who sits there differs from the draw, with the certificate's reason.

    Raises
    ------
    CertificateError
        The list has no column `class`, or the certificate is the published one, whose codes nobody can match.
    """
    found = drift(certificate, _numbered(real))
    differing = {each.code for each in found.moved}
    known, before = people(certificate), drawn(certificate)
    reasons = {code: reason for code, _, _, reason in moves_of(certificate)}
    by_hand = [
        Moved(Kind.MOVED, *known[code], str(before[code]), str(certificate.assigned[code]), reason)
        for code, reason in reasons.items()
        if known[code][0] not in differing and before[code] != certificate.assigned[code]
    ]
    moved = sorted((*found.moved, *by_hand), key=lambda each: (bool(each.reason), each.code.encode()))
    return Drift(found.compared, found.same - len(by_hand), tuple(moved))


def _numbered(real: Listing) -> Listing:
    """The list with class numbers where a class's name has one; another name stays as it is, and is no class of the certificate."""
    if "class" not in real.columns:
        return real
    place = real.columns.index("class")
    return listing(real.columns, [(*row[:place], _number(row[place]), *row[place + 1 :]) for row in real.rows])


def _number(name: str) -> str:
    number = class_number(name)
    return name if number is None else str(number)
