"""Recomputes late arrivals from the published part of their certificate; written from the method note, without the algorithm's code."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from junheng.certificates import Certificate, Finding, differs
from junheng.certificates.canonical_json import Json
from junheng.draw import DrawError
from junheng.language import Text

from .check_groups import ordered
from .check_numbers import Rows, attributes, bands, figures, totals
from .check_outcome import heading, outcome, published_columns
from .check_wishes import families, limits
from .rules import Rules, parse_rules


def recompute_late(certificate: Certificate) -> Iterator[Finding]:
    """What of a late round differs from what its lists, rules and seed give."""
    try:
        rules = parse_rules(certificate.rules)
    except DrawError as error:
        yield Finding("rules", error.text)
        return
    yield from heading(certificate, rules)
    late, before = certificate.lists["list"], certificate.lists["before"]
    yield from differs("lists.list.columns", stated=list(late.columns), found=published_columns(rules, late.columns))
    yield from differs("lists.before.columns", stated=list(before.columns), found=published_columns(rules, before.columns, "in_class"))
    if not certificate.previous:
        yield Finding("previous", Text("补录没有写明首轮证书。", "A late round names the certificate that it follows."))
    sits = {code: int(row["in_class"]) for code, row in before.by_code.items()}
    if set(sits.values()) != set(range(1, rules.classes + 1)) or set(sits) & set(late.codes):
        yield Finding("lists.before", Text("原班级与规则的班数不符。", "The classes before are not those of the rules."))
        return
    rows = dict(sorted({**late.by_code, **before.by_code}.items(), key=lambda one: one[0].encode()))
    drawn = _drawn(rules, rows, sits, bytes.fromhex(certificate.seed))
    older = dict(before.by_code)
    said, _ = figures(rules, older, attributes(rules, older), sits)
    stated: Mapping[str, Json] = {"gaps_before": said["gaps"], "sizes_before": said["sizes"]}
    yield from outcome(certificate, rules, rows, drawn, result={}, more_figures=stated, more_proof={})


def follows(certificate: Certificate, previous: Certificate) -> Iterator[Finding]:
    """What a late round or a move says of the certificate before it that this one does not say."""
    yield from differs("previous", stated=certificate.previous, found=previous.digest)
    yield from differs("rules", stated=certificate.rules, found=previous.rules)
    if "before" not in certificate.lists or ("before" in previous.lists and certificate.seed == previous.seed):
        yield from differs("seed", stated=certificate.seed, found=previous.seed)
        yield from _moved_on(certificate, previous)
        return
    rules = parse_rules(certificate.rules)
    anew = {rules.together, rules.apart, rules.namesakes, "in_class", "code"}
    was = {code: row for shown in previous.lists.values() for code, row in shown.by_code.items()}
    now = certificate.lists["before"].by_code
    for code in sorted(was.keys() | now.keys(), key=str.encode):
        if code not in was or code not in now:
            yield Finding(
                f"lists.before.{code}",
                Text("{code} 只在其中一份证书中。", "{code} is in one of the two certificates only.").format(code=code),
            )
            continue
        yield from differs(f"lists.before.{code}.in_class", stated=now[code]["in_class"], found=str(previous.assigned.get(code, "")))
        for column in now[code].keys() - anew:
            yield from differs(f"lists.before.{code}.{column}", stated=now[code][column], found=was[code].get(column, ""))


def _moved_on(certificate: Certificate, previous: Certificate) -> Iterator[Finding]:
    """A move leaves everything but the moves as it was, and adds to them."""
    yield from differs("seals", stated=[seal.digest for seal in certificate.seals], found=[seal.digest for seal in previous.seals])
    earlier = previous.result.get("moves", [])
    stated = certificate.result.get("moves", [])
    if isinstance(stated, list) and isinstance(earlier, list):
        yield from differs("result.moves", stated=stated[: len(earlier)], found=earlier)


def _drawn(rules: Rules, rows: Rows, sits: Mapping[str, int], key: bytes) -> dict[str, int]:
    """Classes §9: everybody's class number."""
    caps = [(set(codes), most) for _, codes, most in limits(rules, rows) if len(codes) > most]
    order = ordered(key, "classes-late", [code for code in rows if code not in sits])
    hall = _Hall(rules, rows, key, dict(sits), caps)
    blocks = _blocks(rules, rows, sits, caps, order)
    tries: list[list[int]] = []
    placed = 0
    while len(tries) < len(blocks):
        tries.append(hall.choices(*blocks[len(tries)]))
        while not tries[-1]:
            tries.pop()
            if not tries:
                raise ValueError("no classes keep all rules")
            for code in blocks[len(tries) - 1][0]:
                del hall.sits[code]
        placed += 1
        if placed > 100_000:
            raise ValueError("too many placements")
        number = tries[-1].pop(0)
        hall.sits |= dict.fromkeys(blocks[len(tries) - 1][0], number)
    return hall.sits


Block = tuple[list[str], set[int] | None]  # late pupils in keyed order, the classes that are left to them


def _blocks(rules: Rules, rows: Rows, sits: Mapping[str, int], caps: Sequence[tuple[set[str], int]], order: Sequence[str]) -> list[Block]:
    kin = families(rules, rows)
    found: dict[frozenset[str], tuple[tuple[bool, bool, int, int], Block]] = {}
    for place, code in enumerate(order):
        if kin[code] in found:
            continue
        own = [other for other in order if other in kin[code]]
        left: set[int] | None = None
        for wish in (*({int(rows[one][rules.preset])} for one in own if rules.preset and rows[one][rules.preset]), _where(kin[code], sits)):
            if wish:
                left = wish if left is None else left & wish
        alone = len(own) == 1 and not any(code in members for members, _ in caps)
        found[kin[code]] = ((left is None, alone, -len(own), place), (own, left))
    return [block for _, block in sorted(found.values(), key=lambda one: one[0])]


def _where(family: frozenset[str], sits: Mapping[str, int]) -> set[int]:
    return {sits[code] for code in family if code in sits}


class _Hall:
    """The classes as they fill, one question at a time."""

    def __init__(self, rules: Rules, rows: Rows, key: bytes, sits: dict[str, int], caps: Sequence[tuple[set[str], int]]) -> None:
        self.rules, self.key, self.sits, self.caps = rules, key, sits, caps
        sexes = [row[rules.shared] if rules.shared else "" for row in rows.values()]
        band = bands(rules, rows)
        self.kinds: list[tuple[int, Mapping[str, object]]] = [
            (8, dict(zip(rows, sexes, strict=True))),
            (4, dict(zip(rows, zip(sexes, band, strict=True), strict=True))),
            (1, dict(zip(rows, band, strict=True))),
        ]
        self.traits: list[Mapping[str, object]] = [{code: row[trait] for code, row in rows.items()} for trait in rules.traits]
        marks = totals(rules, rows)
        mean = sum(marks, Fraction(0)) / len(marks)
        self.above = {code: mark - mean for code, mark in zip(rows, marks, strict=True)}

    def choices(self, block: Sequence[str], left: set[int] | None) -> list[int]:
        """The classes that suit a block, the best first."""
        items = {f"{block[0]}\n{number}": number for number in range(1, self.rules.classes + 1)}
        drawn = [items[item] for item in ordered(self.key, "classes-late-numbers", list(items))]
        members = {number: [code for code, own in self.sits.items() if own == number] for number in drawn}
        suiting = [number for number in drawn if (left is None or number in left) and self._fits(block, members[number])]
        return sorted(suiting, key=lambda number: self._rank(block, number, members[number]))  # a stable sort leaves the lot to decide

    def _fits(self, block: Sequence[str], members: Sequence[str]) -> bool:
        return all(not pupils.intersection(block) or len(pupils.intersection([*block, *members])) <= most for pupils, most in self.caps)

    def _rank(self, block: Sequence[str], number: int, members: Sequence[str]) -> tuple[Fraction, ...]:
        places = Fraction(1, self.rules.sizes[number - 1]) if self.rules.sizes else Fraction(1)

        def seats(kind: Mapping[str, object]) -> int:
            inside, own = [kind[code] for code in members], [kind[code] for code in block]
            return sum(2 * inside.count(value) + own.count(value) for value in own)

        brings = sum((self.above[code] for code in block), Fraction(0))
        there = sum((self.above[code] for code in members), Fraction(0))
        return (
            (2 * len(members) + len(block)) * places,
            sum(weight * seats(kind) for weight, kind in self.kinds) * places,
            Fraction((there / brings + Fraction(1, 2)).__floor__()) if brings else Fraction(0),
            sum(seats(trait) for trait in self.traits) * places,
        )
