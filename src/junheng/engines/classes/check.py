"""Recomputes classes from the published part of their certificate: groups, rules, figures. Shares no code with the algorithm."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from junheng.certificates import Certificate, Finding, Recomputer, differs
from junheng.draw import DrawError

from .check_groups import Hall, below, deal, improve, numbers, ordered, settle
from .check_late import recompute_late
from .check_numbers import Rows, aims, attributes, bands, missed
from .check_outcome import heading, outcome, published_columns
from .check_shares import shares
from .check_wishes import broken, seats
from .rules import Rules, parse_rules


def recompute(certificate: Certificate) -> Iterator[Finding]:
    """What of the classes differs from what roster, rules and seed give."""
    try:
        rules = parse_rules(certificate.rules)
    except DrawError as error:
        yield Finding("rules", error.text)
        return
    yield from heading(certificate, rules)
    roster = certificate.lists["list"]
    yield from differs("lists.list.columns", stated=list(roster.columns), found=published_columns(rules, roster.columns))
    rows = dict(roster.by_code)
    key = bytes.fromhex(certificate.seed)
    classes, rounds = drawn(rules, rows, key)
    yield from broken(rules, rows, classes)
    yield from outcome(
        certificate,
        rules,
        rows,
        classes,
        result={"exact": rounds is not None, "rounds": 100 if rounds is None else rounds},
        more_figures={},
        more_proof={"blocking": [*_blocking(rules, rows, key)] if missed(rules, rows, classes) else []},
    )


def drawn(rules: Rules, rows: Rows, key: bytes, kicks: int = 100) -> tuple[dict[str, int], int | None]:
    """Everybody's class number, and after how many seeded rounds; None where exact sums were given up."""
    codes, count = list(rows), rules.classes
    order = ordered(key, "classes", codes)
    preset = sorted({int(row[rules.preset]) for row in rows.values() if rules.preset and row[rules.preset]})
    sizes = [len(codes) // count + (group < len(codes) % count) for group in range(count)]
    if rules.sizes:
        sizes = [rules.sizes[number - 1] for number in (*preset, *(one for one in range(1, count + 1) if one not in preset))]
    columns = attributes(rules, rows)
    vectors = dict.fromkeys(codes, ()) | dict(zip(codes, zip(*(column.values for column in columns.values()), strict=True), strict=False))
    of_sex = {code: row[rules.shared] if rules.shared else "" for code, row in rows.items()}
    of_stratum = {code: (of_sex[code], band) for code, band in zip(codes, bands(rules, rows), strict=True)}
    strata = [(sex, band) for sex in sorted(set(of_sex.values()), key=str.encode) for band in range(1, len(rules.bands) + 2)]
    share = shares([*of_stratum.values()], strata, sizes)

    def lacks() -> dict[str, list[int]]:
        fresh = {stratum: list(groups) for stratum, groups in share.items()}
        return {code: fresh[stratum] for code, stratum in of_stratum.items()}

    first, bound = seats(rules, rows, lambda again: ordered(key, f"classes-again-{again}", codes) if again else order, sizes, lacks)
    place = {code: number for number, code in enumerate(order)}
    hall = Hall(
        values=[vectors[code] for code in order],
        stratum=[of_stratum[code] for code in order],
        first={place[code]: group for code, group in first.items()},
        bound={place[code] for code in bound},
        sizes=sizes,
        aims=aims(rules, rows, columns, sizes, {code: group for code, group in first.items() if code in bound}),
    )
    deal(hall, {stratum: list(groups) for stratum, groups in share.items()})
    start = list(hall.group)
    caps = {f"{column}={value}": most for column, value, most in rules.most}
    too_high = any(aim > caps.get(name, aim) for aims_of in hall.aims for name, aim in zip(columns, aims_of, strict=True))
    words = below(key, "classes-swaps")
    rounds = None if too_high else settle(hall, words, kicks)
    if rounds is None:
        hall.group = start
        limited = [place for place, (name, column) in enumerate(columns.items()) if name in caps and sum(column.values) > caps[name]]
        hall.stratum = [(*stratum, *(own[place] for place in limited)) for stratum, own in zip(hall.stratum, hall.values, strict=True)]
        improve(hall, words)
    of_group = numbers(key, count, preset, sizes, rules.sizes)
    return {code: of_group[group] for code, group in zip(order, hall.group, strict=True)}, rounds


def _blocking(rules: Rules, rows: Rows, key: bytes) -> Sequence[str]:
    """Classes §7: the kinds of rule without which nothing is wider."""
    kinds = [kind for kind in ("preset", "together", "apart", "namesakes", "most", "bands", "sizes", "sex", "post") if getattr(rules, kind)]

    def even(without: Sequence[str]) -> bool:
        empty: dict[str, Any] = {kind: () if kind in ("most", "bands", "sizes") else "" for kind in without}
        fewer = replace(rules, **empty)
        try:
            classes, _ = drawn(fewer, rows, key, 20)
        except ValueError:
            return False
        return not missed(fewer, rows, classes)

    alone = next((kind for kind in kinds if even([kind])), None)
    if alone or len(kinds) < 2 or not even(kinds):
        return [alone] if alone else []
    out = kinds
    for kind in kinds:
        fewer = [other for other in out if other != kind]
        out = fewer if even(fewer) else out
    return out


#: By algorithm, for `certificates.verify`.
RECOMPUTERS: Mapping[str, Recomputer] = {"classes/1": recompute, "classes-late/1": recompute_late}
