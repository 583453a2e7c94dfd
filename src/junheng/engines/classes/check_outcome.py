"""Holds what a certificate of classes says against classes that were drawn again: moves by hand, who sits where, figures, proof."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from junheng.certificates import Certificate, Finding, differs
from junheng.certificates.canonical_json import Json
from junheng.language import Text

from .check_numbers import Rows, attributes, figures
from .rules import Rules


def heading(certificate: Certificate, rules: Rules) -> Iterator[Finding]:
    """Title and sources that are not those of the rules."""
    yield from differs("title", stated=certificate.title, found=rules.title)
    if rules.sources:
        stated: list[Json] = [[source.name, source.label, source.fallback] for source in certificate.sources]
        yield from differs("sources", stated=stated, found=[[one.name, one.label, one.fallback] for one in rules.sources])


def published_columns(rules: Rules, there: Sequence[str], *more: str) -> list[str]:
    """What a published list has, in the order of a list."""
    named = {rules.sex, rules.post, *rules.traits, *rules.scores, rules.together, rules.apart, rules.preset, rules.namesakes, *more}
    named |= {column for column, _, _ in rules.most} | ({"name"} & set(there) if rules.codes == "open" else set())
    first = [name for name in ("name", "sex", "birth", "identity", "salt") if name in named]
    return ["code", *first, *sorted(named - set(first) - {""}, key=str.encode)]


def moves_of(certificate: Certificate) -> list[tuple[str, int, int, str]]:
    """Rows of code, class before, class after and reason.

    Raises
    ------
    TypeError, ValueError
        They are of another shape.
    """
    rows: Any = certificate.result.get("moves", [])
    return [(str(code), int(old), int(new), str(reason)) for code, old, new, reason in rows]


def outcome(
    certificate: Certificate,
    rules: Rules,
    rows: Rows,
    drawn: Mapping[str, int],
    *,
    result: Mapping[str, Json],
    more_figures: Mapping[str, Json],
    more_proof: Mapping[str, Json],
) -> Iterator[Finding]:
    """What differs from the classes that were drawn again; `result` and the others are what the algorithm says besides."""
    moves = moves_of(certificate)
    yield from _moves(certificate, moves, drawn, rules.classes)
    classes = {**drawn, **{code: new for code, _, new, _ in moves if code in drawn}}
    assigned: list[Json] = [[code, number] for code, number in sorted(classes.items(), key=lambda one: (one[1], one[0].encode()))]
    said, proof = figures(rules, rows, attributes(rules, rows), classes)
    said |= more_figures
    if moves:
        before, _ = figures(rules, rows, attributes(rules, rows), drawn)
        said |= {"gaps_drawn": before["gaps"], "sizes_drawn": before["sizes"]}
    members = ["assigned", *(["moves"] if "moves" in certificate.result else []), *([] if rules.codes == "open" else ["roll"])]
    yield from differs("result", stated=sorted(certificate.result), found=sorted([*members, *result]))
    yield from _rows(certificate.result.get("assigned"), assigned)
    for name, value in result.items():
        yield from differs(f"result.{name}", stated=certificate.result.get(name), found=value)
    for where, stated, found in (("figures", certificate.figures, said), ("proof", certificate.proof, {**proof, **more_proof})):
        yield from differs(where, stated=sorted(stated), found=sorted(found))
        for name, value in found.items():
            yield from differs(f"{where}.{name}", stated=stated.get(name), found=value)


def _rows(stated: Json, found: list[Json]) -> Iterator[Finding]:
    if not isinstance(stated, list) or len(stated) != len(found):
        yield from differs("result.assigned", stated=stated, found=found)
        return
    for place, (one, other) in enumerate(zip(stated, found, strict=True)):
        yield from differs(f"result.assigned[{place}]", stated=one, found=other)


def _moves(
    certificate: Certificate, moves: Sequence[tuple[str, int, int, str]], drawn: Mapping[str, int], classes: int
) -> Iterator[Finding]:
    """Classes §10: each from where the pupil sits then, to another class that there is, with a reason."""
    stated: Any = certificate.result.get("moves", [])
    yield from differs("result.moves", stated=stated, found=[[*row] for row in moves])
    if "moves" not in certificate.result:
        return
    if not moves or not certificate.previous:
        yield Finding(
            "result.moves", Text("调整须写明被取代的证书和调整的人。", "A move names the certificate that it replaces, and who was moved.")
        )
        return
    yield from differs("reason", stated=certificate.reason, found=moves[-1][3])
    sits = dict(drawn)
    for place, (code, old, new, reason) in enumerate(moves):
        if sits.get(code) != old or new == old or not 1 <= new <= classes or not reason.strip():
            yield Finding(
                f"result.moves[{place}]",
                Text(
                    "第 {n} 项调整不成立：{code} 从 {old} 班到 {new} 班。", "Move {n} cannot be: {code} from class {old} to class {new}."
                ).format(n=place + 1, code=code, old=old, new=new),
            )
        sits[code] = new
