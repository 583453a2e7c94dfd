"""A move by hand 调整: a new certificate with its public reason, and what it does to every gap."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from junheng.certificates import Certificate, CertificateError, check, parse, people, roll_of
from junheng.certificates.canonical_json import Json
from junheng.language import Text

from .check import RECOMPUTERS
from .errors import ClassesError
from .everybody import drawn, everybody, moves_of, stated
from .rules import parse_rules

#: What a published reason must not say of a child.
_ILLNESS = re.compile(
    "症|癌|瘤|抑郁|焦虑|自闭|孤独|癫痫|艾滋|肝炎|哮喘|白血|多动|糖尿|心脏|精神|智力|残疾|残障|诊断为|"
    r"\b(?:hiv|aids|adhd|autis\w*|cancer|depress\w*|epilep\w*|asthma|diabet\w*|disab\w*|hepatitis|leuk\w*|diagnosed)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Effect:
    """One gap before and after moves."""

    name: str
    before: Fraction
    after: Fraction
    bound: Fraction  # of the sizes that there are now


def move(certificate: Certificate, moves: Sequence[tuple[str, int]], reason: str) -> Certificate:
    """The certificate that takes the place of one, with pupils moved to other classes; it is recomputed before anyone sees it.

    `moves` are codes, as the office knows them or as published, and the class to which each goes. The reason is published.

    Raises
    ------
    ClassesError
        No such pupil or class, the class that it is in already, or a reason that is empty or says too much.
    CertificateError
        The certificate is the published one, without its lists, or none of classes.
    """
    if certificate.algorithm.key not in RECOMPUTERS:
        raise CertificateError(Text("这不是分班的证书。", "This is no certificate of classes."))
    rules, reason = parse_rules(certificate.rules), reason.strip()
    missing = set(certificate.lists) - set(certificate.private)
    if missing:
        raise CertificateError(
            Text(
                "这是公布版证书，没有名单，不能据此调整。请用留存的完整证书。",
                "This is the published certificate, without its lists. Make moves from the office's own.",
            )
        )
    known = people(certificate)
    _refuse_reason(reason, known.values())
    public = {own: code for code, (own, _) in known.items()} | {code: code for code in known}
    classes = {code: int(number) for code, number in certificate.assigned.items()}
    if not moves:
        raise ClassesError(Text("没有写要调整的人。", "Nobody is named who is to be moved."))
    made = moves_of(certificate)
    for code, number in moves:
        made.append(_made(code, public.get(code, ""), number, classes, rules.classes, reason))
        classes[made[-1][0]] = number
    moved = replace(certificate, previous=certificate.digest, reason=reason, **_parts(certificate, classes, made))
    wrong = check(moved, recomputers=RECOMPUTERS)
    if wrong:
        raise RuntimeError(f"The move and its check disagree: {wrong[0].text.en}")
    return moved


def _parts(certificate: Certificate, classes: Mapping[str, int], made: Sequence[tuple[str, int, int, str]]) -> dict[str, Any]:
    """Result, figures and proof after the moves."""
    rules, everyone = parse_rules(certificate.rules), everybody(certificate.lists)
    figures, proof = stated(rules, everyone, classes)
    before, _ = stated(rules, everyone, drawn(certificate))
    kept = {name: value for name, value in certificate.figures.items() if name.endswith("_before")}
    result: dict[str, Json] = {
        **certificate.result,
        "assigned": [[code, number] for code, number in sorted(classes.items(), key=lambda one: (one[1], one[0].encode()))],
        "moves": [[*row] for row in made],
    }
    if "roll" in certificate.result:
        first, *more = map(parse, certificate.private.values())
        result["roll"] = roll_of(first, classes, *more)
    drawn_figures: dict[str, Json] = {"gaps_drawn": before["gaps"], "sizes_drawn": before["sizes"]}
    return {"result": result, "figures": {**figures, **kept, **drawn_figures}, "proof": {**certificate.proof, **_without_blocking(proof)}}


def _without_blocking(proof: Mapping[str, Json]) -> dict[str, Json]:
    return {name: value for name, value in proof.items() if name != "blocking"}


def _made(code: str, public: str, number: int, classes: Mapping[str, int], most: int, reason: str) -> tuple[str, int, int, str]:
    if public not in classes:
        raise ClassesError(Text("证书中没有 {code}。", "Nobody in the certificate is {code}.").format(code=code), codes=[code])
    if not 1 <= number <= most:
        raise ClassesError(
            Text("没有 {number} 班，只有 1 到 {most} 班。", "There is no class {number}; there are 1 to {most}.").format(
                number=number, most=most
            ),
            codes=[code],
        )
    if classes[public] == number:
        raise ClassesError(
            Text("{code} 本来就在 {number} 班。", "{code} is in class {number} already.").format(code=code, number=number), codes=[code]
        )
    return public, classes[public], number, reason


def _refuse_reason(reason: str, known: Any) -> None:  # noqa: ANN401 - rows of code and name
    if not reason:
        raise ClassesError(Text("调整须写明理由，理由会公布。", "A move needs a reason; it is published."))
    if found := _ILLNESS.search(reason):
        raise ClassesError(
            Text(
                "理由会公布，不得写出病情（“{word}”）。请写“医院证明”“法院判决”一类。",
                "The reason is published, and must not name an illness (“{word}”). Write “order of a court”, “letter of a hospital”.",
            ).format(word=found[0])
        )
    for code, name in known:
        if code in reason or (len(name) > 1 and name in reason):
            raise ClassesError(
                Text(
                    "理由会公布，不得写出姓名或编号（“{word}”）。", "The reason is published, and must not name anybody (“{word}”)."
                ).format(word=code if code in reason else name)
            )


def effects(previous: Certificate, certificate: Certificate) -> Iterator[Effect]:
    """Every gap in an earlier certificate beside that in a later one, and the bound."""
    before, after, bounds = (
        _fractions(rows) for rows in (previous.figures["gaps"], certificate.figures["gaps"], certificate.proof["bounds"])
    )
    for name, gap in after.items():
        yield Effect(name, before.get(name, Fraction(0)), gap, bounds[name])


def _fractions(rows: Any) -> dict[str, Fraction]:  # noqa: ANN401 - rows of name, numerator, denominator
    return {name: Fraction(over, under) for name, over, under in rows}
