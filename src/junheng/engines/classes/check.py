"""Recomputes classes from the published part of their certificate: wishes, groups, figures, bounds. Shares no code with the algorithm."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from math import gcd

from junheng.certificates import Certificate, Finding, Recomputer, differs
from junheng.certificates.canonical_json import Json
from junheng.draw import DrawError

from .check_groups import Hall, deal, improve, numbers, ordered, settle
from .check_wishes import broken, seats
from .rules import Rules, parse_rules

Columns = dict[str, tuple[list[int], bool, Fraction]]  # name: values in steps, whether they are counted, the step


def recompute(certificate: Certificate) -> Iterator[Finding]:
    """What of the classes differs from what roster, rules and seed give."""
    try:
        rules = parse_rules(certificate.rules)
    except DrawError as error:
        yield Finding("rules", error.text)
        return
    yield from differs("title", stated=certificate.title, found=rules.title)
    if rules.sources:
        stated: list[Json] = [[source.name, source.label, source.fallback] for source in certificate.sources]
        yield from differs("sources", stated=stated, found=[[one.name, one.label, one.fallback] for one in rules.sources])
    roster = certificate.lists["list"]
    yield from differs("lists.list.columns", stated=list(roster.columns), found=["code", *_sorted_columns(rules)])
    rows = dict(roster.by_code)
    columns = _columns(rules, rows)
    classes, rounds = _classes(rules, rows, columns, bytes.fromhex(certificate.seed))
    yield from broken(rows, (rules.together, rules.apart, rules.preset), classes)
    assigned: list[Json] = [[code, number] for code, number in sorted(classes.items(), key=lambda one: (one[1], one[0].encode()))]
    yield from differs("result", stated=sorted(certificate.result), found=["assigned", "exact", "roll", "rounds"])
    yield from _rows(certificate.result.get("assigned"), assigned)
    yield from differs("result.exact", stated=certificate.result.get("exact"), found=rounds is not None)
    yield from differs("result.rounds", stated=certificate.result.get("rounds"), found=200 if rounds is None else rounds)
    figures, proof = _figures(rules, columns, rows, classes)
    for where, said, found in (("figures", certificate.figures, figures), ("proof", certificate.proof, proof)):
        yield from differs(where, stated=sorted(said), found=sorted(found))
        for name, value in found.items():
            yield from differs(f"{where}.{name}", stated=said.get(name), found=value)


def _sorted_columns(rules: Rules) -> list[str]:
    named = {rules.sex, *rules.traits, *rules.scores, rules.together, rules.apart, rules.preset} - {""}
    first = [name for name in ("name", "sex", "birth", "identity", "salt") if name in named]
    return [*first, *sorted(named - set(first), key=str.encode)]


def _rows(stated: Json, found: list[Json]) -> Iterator[Finding]:
    if not isinstance(stated, list) or len(stated) != len(found):
        yield from differs("result.assigned", stated=stated, found=found)
        return
    for place, (one, other) in enumerate(zip(stated, found, strict=True)):
        yield from differs(f"result.assigned[{place}]", stated=one, found=other)


def _columns(rules: Rules, rows: Mapping[str, Mapping[str, str]]) -> Columns:
    """Classes §1: every number that the rules read, whole."""
    exact = {column: [Fraction(row[column]) for row in rows.values()] for column in rules.scores}
    steps = {name: Fraction(gcd(*(int(value * 10_000) for value in column)) or 1, 10_000) for name, column in exact.items()}
    found: Columns = {name: ([int(value / steps[name]) for value in column], False, steps[name]) for name, column in exact.items()}
    for trait in rules.traits:
        for value in sorted({row[trait] for row in rows.values()}, key=str.encode):
            found[f"{trait}={value}"] = ([int(row[trait] == value) for row in rows.values()], True, Fraction(1))
    return found


def _classes(rules: Rules, rows: Mapping[str, Mapping[str, str]], columns: Columns, key: bytes) -> tuple[dict[str, int], int | None]:
    codes, count = list(rows), rules.classes
    order = ordered(key, "classes", codes)
    sizes = [len(codes) // count + (group < len(codes) % count) for group in range(count)]
    vectors = (
        dict(zip(codes, zip(*(values for values, *_ in columns.values()), strict=True), strict=True))
        if columns
        else dict.fromkeys(codes, ())
    )
    bound = seats(rows, (rules.together, rules.apart, rules.preset), order, sizes)
    hall = Hall(
        values=[vectors[code] for code in order],
        sex=[rows[code][rules.sex] if rules.sex else "" for code in order],
        bound={order.index(code): group for code, group in bound.items()},
        sizes=sizes,
        aims=_aims(columns, sizes),
    )
    deal(hall, sorted(set(hall.sex), key=str.encode))
    start = list(hall.group)
    rounds = settle(hall, key)
    if rounds is None:
        hall.group = start
        improve(hall)
    preset = sorted({int(row[rules.preset]) for row in rows.values() if rules.preset and row[rules.preset]})
    of_group = numbers(key, count, dict(enumerate(preset)))
    return {code: of_group[group] for code, group in zip(order, hall.group, strict=True)}, rounds


def _aims(columns: Columns, sizes: Sequence[int]) -> list[tuple[int, ...]]:
    """Classes §4: sums of the narrowest range, dealt on from attribute to attribute."""
    turn, found = 0, []
    for values, counted, _ in columns.values():
        weights = [1] * len(sizes) if counted else list(sizes)
        low, high = _ends(sum(values), weights)
        aim = [-(-low.numerator * weight // low.denominator) for weight in weights]
        while sum(aim) < sum(values):
            group = turn % len(sizes)
            aim[group] += aim[group] + 1 <= high * weights[group]
            turn += 1
        found.append(aim)
    return list(zip(*found, strict=True)) if found else [()] * len(sizes)


def _ends(total: int, weights: Sequence[int]) -> tuple[Fraction, Fraction]:
    """The narrowest pair of means between which whole sums add up to the total; the lower pair where two are as narrow."""
    mean = Fraction(total, sum(weights))
    near = [(Fraction(whole, weight), weight) for weight in set(weights) for whole in _around(mean * weight)]
    pairs = sorted({(high - low, low, high) for low, _ in near if low <= mean for high, _ in near if high >= mean})
    kinds = Counter(weights)
    for _, low, high in pairs:
        least = {weight: -(-low.numerator * weight // low.denominator) for weight in kinds}
        most = {weight: high.numerator * weight // high.denominator for weight in kinds}
        if all(least[weight] <= most[weight] for weight in kinds) and (
            sum(least[weight] * n for weight, n in kinds.items()) <= total <= sum(most[weight] * n for weight, n in kinds.items())
        ):
            return low, high
    raise ValueError("no ends")


def _around(value: Fraction) -> range:
    whole = value.numerator // value.denominator
    return range(whole - 5, whole + 7)


def _figures(
    rules: Rules, columns: Columns, rows: Mapping[str, Mapping[str, str]], classes: Mapping[str, int]
) -> tuple[dict[str, Json], dict[str, Json]]:
    every = dict(columns)
    if len(rules.scores) > 1:
        name = "total"
        while name in every:
            name += "*"
        fine = [int(columns[score][2] * 10_000) for score in rules.scores]
        unit = gcd(*fine)
        marks = zip(*(columns[score][0] for score in rules.scores), strict=True)
        summed = [sum(value * step for value, step in zip(row, fine, strict=True)) // unit for row in marks]
        every[name] = (summed, False, Fraction(unit, 10_000))
    sexes = sorted({row[rules.sex] for row in rows.values()}, key=str.encode) if rules.sex else []
    if len(sexes) > 1:
        every |= {f"sex={sex}": ([int(row[rules.sex] == sex) for row in rows.values()], True, Fraction(1)) for sex in sexes}
    seats_of = [[place for place, code in enumerate(rows) if classes[code] == number] for number in range(1, rules.classes + 1)]
    gaps: list[Json] = []
    bounds: list[Json] = []
    sums: list[Json] = []
    wider: list[str] = []
    for name, (values, counted, step) in every.items():
        totals = [sum(values[place] for place in members) for members in seats_of]
        weights = [1 if counted else len(members) for members in seats_of]
        means = [Fraction(total, weight) for total, weight in zip(totals, weights, strict=True)]
        low, high = _ends(sum(values), weights)
        gap, bound = (max(means) - min(means)) * step, (high - low) * step
        sums.append([name, *totals])
        gaps.append([name, gap.numerator, gap.denominator])
        bounds.append([name, bound.numerator, bound.denominator])
        wider += [name] if gap > bound else []
    figures: dict[str, Json] = {
        "classes": rules.classes,
        "gaps": gaps,
        "mode": rules.mode,
        "pupils": len(rows),
        "sizes": [len(members) for members in seats_of],
        "steps": [[name, _decimal(step)] for name, (_, _, step) in columns.items()],
        "sums": sums,
    }
    short: list[Json] = [*sorted(wider, key=str.encode)]
    return figures, {"bounds": bounds, "wider": short}


def _decimal(step: Fraction) -> str:
    whole, rest = divmod(int(step * 10_000), 10_000)
    return f"{whole}.{rest:04d}".rstrip("0").rstrip(".")


#: By algorithm, for `certificates.verify`.
RECOMPUTERS: Mapping[str, Recomputer] = {"classes/1": recompute}
