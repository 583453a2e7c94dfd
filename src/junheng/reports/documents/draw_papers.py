"""The papers of a draw as PDF: notice 公告, witness sheet 见证单, and the slip 查询单 of every family."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from junheng.certificates import WORDS, Certificate, facts_of, slips
from junheng.certificates import parse as parse_list
from junheng.language import Language

from .qr import qr_svg
from .setting import set_document


def notice_pdf(certificate: Certificate, *, language: Language = "zh", address: str = "") -> bytes:
    """The public notice on A4: one page for a grade of some 270, else the roll goes on on the next.

    The published part only. `address` is the public page's, for the QR code; without one the code says the short code.
    """
    data = _data(certificate, language, address)
    before, between, after = WORDS["page"](language).replace("{pages}", "{page}").split("{page}")
    longest = max((_width(" ".join(row)) for group in data["groups"] for row in group["rows"]), default=0)
    return set_document(
        "notice.typ",
        data | {"page": (before, between, after), "roll_columns": max(2, min(9, 118 // (longest + 1))), "roll_size": 7.4},
    )


def witness_pdf(certificate: Certificate, *, language: Language = "zh", address: str = "") -> bytes:
    """The sheet on which witnesses write the numbers that they saw, and sign; one A4 page."""
    return set_document("witness.typ", {**_data(certificate, language, address), "groups": ()})


def slips_pdf(certificate: Certificate, name: str = "list", *, language: Language = "zh", verifier: str = "") -> bytes:
    """A slip for every family, ten on an A4 page: application number, salt, and a QR code of the verifier's address.

    Personal: from the office's own certificate only.

    Raises
    ------
    KeyError
        The certificate has no private list of that name.
    """
    names = dict(zip(parse_list(certificate.private[name]).codes, _names(certificate, name), strict=True))
    rows = [{"code": code, "salt": _fours(salt), "name": names[code]} for code, salt in slips(certificate, name)]
    title = certificate.title or WORDS["draw"](language)
    data = {"title": title, "language": language, "words": _words(language), "qr": qr_svg(verifier) if verifier else "", "slips": rows}
    return set_document("slips.typ", data)


def _data(certificate: Certificate, language: Language, address: str) -> dict[str, Any]:
    facts = facts_of(certificate, language=language)
    return {
        **asdict(facts),
        "language": language,
        "words": _words(language),
        "qr": qr_svg(address or facts.short_code),
        "qr_says": address or facts.short_code,
    }


def _words(language: Language) -> Mapping[str, str]:
    return {name: word(language) for name, word in WORDS.items()}


def _names(certificate: Certificate, name: str) -> tuple[str, ...]:
    own = parse_list(certificate.private[name])
    return own.column("name") or ("",) * len(own.rows)


def _fours(salt: str) -> str:
    return "-".join(salt[start : start + 4] for start in range(0, len(salt), 4))


def _width(text: str) -> int:
    """How wide a text is, a Chinese character counting two."""
    return sum(1 if char.isascii() else 2 for char in text)
