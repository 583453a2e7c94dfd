"""Every number again: steps, aims, bounds, figures; written from the method note, without the algorithm's code."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import gcd

from junheng.certificates.canonical_json import Json

from .check_shares import band_of, seated
from .rules import Rules

Rows = Mapping[str, Mapping[str, str]]


@dataclass
class Column:
    """One number of every pupil, in steps."""

    values: list[int]
    counted: bool
    step: Fraction


def attributes(rules: Rules, rows: Rows) -> dict[str, Column]:
    """Classes §1: every number that classes are balanced by."""
    found = {}
    for score in rules.scores:
        exact = [Fraction(row[score]) for row in rows.values()]
        step = Fraction(gcd(*(int(value * 10_000) for value in exact)) or 1, 10_000)
        found[score] = Column([int(value / step) for value in exact], False, step)
    values = [(trait, value) for trait in rules.traits for value in _values(rows, trait) if value]
    values += sorted(((column, value) for column, value, _ in rules.most), key=lambda one: f"{one[0]}={one[1]}".encode())
    for trait, value in values:
        having = [int(row[trait] == value) for row in rows.values()]
        if any(having):
            found.setdefault(f"{trait}={value}", Column(having, True, Fraction(1)))
    return found


def _values(rows: Rows, column: str) -> list[str]:
    return sorted({row[column] for row in rows.values()}, key=str.encode)


def totals(rules: Rules, rows: Rows) -> list[Fraction]:
    """The sum of everybody's scores."""
    return [sum((Fraction(row[score]) for score in rules.scores), Fraction(0)) for row in rows.values()]


def bands(rules: Rules, rows: Rows) -> list[int]:
    """Everybody's band."""
    return band_of(totals(rules, rows), rules.bands) if rules.bands else [1] * len(rows)


def aims(rules: Rules, rows: Rows, columns: Mapping[str, Column], sizes: Sequence[int], bound: Mapping[str, int]) -> list[tuple[int, ...]]:
    """Classes §4: by group, the sum of each attribute; `bound` says the group of every code that stays where it is."""
    turn, found = 0, {}
    for name, column in columns.items():
        if column.counted:
            continue
        whole = sum(column.values)
        low, high = ends(whole, sizes)
        aim = [-(-low.numerator * size // low.denominator) for size in sizes]
        while sum(aim) < whole:
            group = turn % len(sizes)
            aim[group] += aim[group] + 1 <= high * sizes[group]
            turn += 1
        found[name] = aim
    for trait in {*rules.traits, *(column for column, _, _ in rules.most)}:
        values = _values(rows, trait)
        counts = Counter(row[trait] for row in rows.values())
        kept = Counter((rows[code][trait], group) for code, group in bound.items())
        wanted = dict(zip(values, seated([counts[value] for value in values], sizes), strict=True))
        _raise(wanted, kept)
        found |= {f"{trait}={value}": groups for value, groups in wanted.items()}
    return list(zip(*(found[name] for name in columns), strict=True)) if columns else [()] * len(sizes)


def _raise(wanted: dict[str, list[int]], kept: Mapping[tuple[str, int], int]) -> None:
    for value, row in wanted.items():
        for group in range(len(row)):
            while row[group] < kept[value, group]:
                giver = max((one for one in range(len(row)) if row[one] > kept[value, one]), key=lambda one: (row[one], -one))
                spare = {other: wanted[other][group] - kept[other, group] for other in wanted}
                other = next(one for one in wanted if spare[one] == max(spare.values()))
                for one, out, into in ((value, giver, group), (other, group, giver)):
                    wanted[one][out] -= 1
                    wanted[one][into] += 1


def ends(total: int, weights: Sequence[int]) -> tuple[Fraction, Fraction]:
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


def figures(rules: Rules, rows: Rows, columns: Mapping[str, Column], classes: Mapping[str, int]) -> tuple[dict[str, Json], dict[str, Json]]:
    """Classes §7: figures and proof, without what is blocking."""
    every = _with_shared(rules, rows, columns)
    members = [[place for place, code in enumerate(rows) if classes[code] == number] for number in range(1, rules.classes + 1)]
    sizes = [len(own) for own in members]
    uneven = bool(rules.sizes) and max(rules.sizes) - min(rules.sizes) > 1
    gaps: list[Json] = []
    bounds: list[Json] = []
    found: dict[str, list[Json]] = {"sums": [], "steps": [], "highest": [], "lowest": [], "spreads": []}
    wider: list[str] = []
    for name, column in every.items():
        own = [[column.values[place] for place in places] for places in members]
        weights = [1] * len(sizes) if column.counted and not uneven else sizes
        means = [Fraction(sum(values), weight) for values, weight in zip(own, weights, strict=True)]
        low, high = ends(sum(column.values), weights)
        gap, bound = (max(means) - min(means)) * column.step, (high - low) * column.step
        gaps.append([name, gap.numerator, gap.denominator])
        bounds.append([name, bound.numerator, bound.denominator])
        wider += [name] if gap > bound else []
        found["sums"].append([name, *map(sum, own)])
        found["steps"].append([name, _decimal(column.step)])
        if not column.counted:
            found["highest"].append([name, *map(max, own)])
            found["lowest"].append([name, *map(min, own)])
            found["spreads"].append([name, *(sum((one - other) ** 2 for one in values for other in values) // 2 for values in own)])
    said: dict[str, Json] = {"classes": rules.classes, "gaps": gaps, "mode": rules.mode, "pupils": len(rows), "sizes": [*sizes]}
    short: list[Json] = [*sorted(wider, key=str.encode)]
    return said | {name: [*values] for name, values in found.items()}, {"bounds": bounds, "wider": short}


def missed(rules: Rules, rows: Rows, classes: Mapping[str, int]) -> bool:
    """Classes §7: whether anything besides the total is wider than its bound."""
    columns = attributes(rules, rows)
    wider = figures(rules, rows, columns, classes)[1]["wider"]
    total = next(name for name in ("total" + "*" * n for n in range(len(columns) + 1)) if name not in columns)
    return isinstance(wider, list) and any(name != total for name in wider)


def _with_shared(rules: Rules, rows: Rows, columns: Mapping[str, Column]) -> dict[str, Column]:
    """The attributes, then the total, the sexes and the bands."""
    every = dict(columns)

    def add(name: str, column: Column) -> None:
        while name in every:
            name += "*"
        every[name] = column

    if len(rules.scores) > 1:
        unit = Fraction(gcd(*(int(columns[score].step * 10_000) for score in rules.scores)), 10_000)
        add("total", Column([int(value / unit) for value in totals(rules, rows)], False, unit))
    values = _values(rows, rules.shared) if rules.shared else []
    for value in values if len(values) > 1 else ():
        add(
            f"{'post' if rules.post else 'sex'}={value}",
            Column([int(row[rules.shared] == value) for row in rows.values()], True, Fraction(1)),
        )
    own = bands(rules, rows)
    for band in range(1, len(rules.bands) + 2) if rules.bands else ():
        add(f"band={band}", Column([int(one == band) for one in own], True, Fraction(1)))
    return every


def _decimal(step: Fraction) -> str:
    whole, rest = divmod(int(step * 10_000), 10_000)
    return f"{whole}.{rest:04d}".rstrip("0").rstrip(".")
