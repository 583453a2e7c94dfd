"""Recomputes a plain draw from the published part of its certificate; written from the method note, without the draw's code."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from junheng.certificates import Certificate, Finding, Recomputer, differs
from junheng.certificates.canonical_json import Json
from junheng.draw import DrawError

from .check_teams import teams
from .rules import Rules, parse_rules


def recompute(certificate: Certificate) -> Iterator[Finding]:
    """What of a plain draw differs from what its lists, rules and seed give."""
    try:
        rules = parse_rules(certificate.rules)
    except DrawError as error:
        yield Finding("rules", error.text)
        return
    yield from differs("algorithm.name", stated=certificate.algorithm.name, found=rules.method)
    yield from differs("title", stated=certificate.title, found=rules.title)
    yield from _declared(certificate, rules)
    key = bytes.fromhex(certificate.seed)
    found = {"lottery": _lottery, "sample": _sample, "experts": _sample, "inspectors": teams}[rules.method](certificate, rules, key)
    yield from differs("result", stated=sorted(certificate.result), found=sorted(found))
    for name, value in found.items():
        yield from _same(f"result.{name}", certificate.result.get(name), value)
    numbers: dict[str, Json] = {f"in_{name}": len(shown.rows) for name, shown in certificate.lists.items()}
    rows = found["assigned"]
    numbers["drawn"] = len(rows) if isinstance(rows, list) else 0
    yield from differs("figures", stated=dict(sorted(certificate.figures.items())), found=dict(sorted(numbers.items())))


def _declared(certificate: Certificate, rules: Rules) -> Iterator[Finding]:
    if rules.sources:
        stated: list[Json] = [[source.name, source.label, source.fallback] for source in certificate.sources]
        yield from differs("sources", stated=stated, found=[[one.name, one.label, one.fallback] for one in rules.sources])


def _same(where: str, stated: Json, found: Json) -> Iterator[Finding]:
    if not (isinstance(stated, list) and isinstance(found, list)) or len(stated) != len(found):
        yield from differs(where, stated=stated, found=found)
        return
    for place, (one, other) in enumerate(zip(stated, found, strict=True)):
        yield from differs(f"{where}[{place}]", stated=one, found=other)


def ordered(key: bytes, domain: str, codes: Iterable[str]) -> list[str]:
    """Method note (2)."""
    return sorted(codes, key=lambda code: (hmac.new(key, f"order|{domain}|{code}".encode(), hashlib.sha256).digest(), code.encode()))


def _lottery(certificate: Certificate, rules: Rules, key: bytes) -> dict[str, Json]:
    del rules
    first = certificate.result["first"]
    if type(first) is not int or first < 1 or (first > 1) != bool(certificate.previous):
        first = 1
    order = ordered(key, "lottery", certificate.lists["list"].codes)
    return {"assigned": [[code, first + place] for place, code in enumerate(order)], "first": first}


def _sample(certificate: Certificate, rules: Rules, key: bytes) -> dict[str, Json]:
    rows = certificate.lists["list"].by_code
    there = {code: row[rules.strata] if rules.strata else "" for code, row in rows.items() if not row.get("excluded")}
    sizes = {name: list(there.values()).count(name) for name in {row[rules.strata] if rules.strata else "" for row in rows.values()}}
    wanted = dict(rules.need) if rules.method == "experts" else _quotas(sizes, rules, key)
    picked: list[str] = []
    taken = dict.fromkeys(sizes, 0)
    for code in ordered(key, "sample", rows):
        if code in there and taken[there[code]] < wanted.get(there[code], 0):
            taken[there[code]] += 1
            picked.append(code)
    assigned: Json = [[code, place] for place, code in enumerate(picked, start=1)]
    return {"assigned": assigned, "quotas": [[name, wanted[name]] for name in sorted(wanted, key=str.encode)]}


def _quotas(sizes: Mapping[str, int], rules: Rules, key: bytes) -> dict[str, int]:
    """Method note (5): the next place to the largest quotient."""
    given = {name: min(rules.least, size) for name, size in sizes.items()}
    rank = {name: place for place, name in enumerate(ordered(key, "strata", sizes))}
    while sum(given.values()) < rules.pick:
        open_names = [name for name in sizes if given[name] < sizes[name]]
        winner = max(open_names, key=lambda name: (Fraction(sizes[name], 2 * given[name] + 1), -rank[name]))
        given[winner] += 1
    return given


#: By algorithm, for `certificates.verify`.
RECOMPUTERS: Mapping[str, Recomputer] = {f"{method}/1": recompute for method in ("lottery", "sample", "experts", "inspectors")}
