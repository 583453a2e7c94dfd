"""Where the pupils sit who are placed first, again, and whether every rule is kept; from the method note, without the algorithm's code."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from junheng.certificates import Finding
from junheng.language import Text

from .rules import Rules

Rows = Mapping[str, Mapping[str, str]]


def sharing(rows: Rows, column: str) -> dict[str, list[str]]:
    """The codes of every label that two or more have."""
    found: dict[str, list[str]] = {}
    for code, row in rows.items():
        for label in sorted(set(row[column].split()) if column else ()):
            found.setdefault(label, []).append(code)
    return {label: codes for label, codes in found.items() if len(codes) > 1}


def limits(rules: Rules, rows: Rows) -> Iterator[tuple[str, list[str], int]]:
    """Classes §3: what it is called, who is in it, how many a class may have; firm ones before those of `most`."""
    for label, codes in sharing(rows, rules.apart).items():
        yield f"apart.{label}", codes, 1
    for label, codes in sharing(rows, rules.namesakes).items():
        yield f"namesakes.{label}", codes, -(-len(codes) // rules.classes)
    for column, value, most in rules.most:
        yield f"most.{column}={value}", [code for code, row in rows.items() if row[column] == value], most


def broken(rules: Rules, rows: Rows, classes: Mapping[str, int]) -> Iterator[Finding]:
    """Rules that the classes do not keep."""
    for label, codes in sharing(rows, rules.together).items():
        if len({classes[code] for code in codes}) > 1:
            yield Finding(f"wishes.{label}", Text("同班“{label}”没有满足。", "Together “{label}” is not kept.").format(label=label))
    for name, codes, most in limits(rules, rows):
        if max(Counter(classes[code] for code in codes).values(), default=0) > most:
            yield Finding(
                f"wishes.{name}",
                Text("“{name}”有班超过 {most} 人。", "A class has more than {most} of {name}.").format(name=name, most=most),
            )
    for code, row in rows.items():
        if rules.preset and row[rules.preset] and int(row[rules.preset]) != classes[code]:
            yield Finding(f"wishes.{code}", Text("{code} 不在指定的班。", "{code} is not in its preset class.").format(code=code))
    sizes = Counter(classes.values())
    if rules.sizes and [sizes[number] for number in range(1, rules.classes + 1)] != list(rules.sizes):
        yield Finding("wishes.sizes", Text("各班人数与规则不符。", "Classes do not have the sizes of the rules."))


@dataclass
class _Block:
    codes: list[str]
    asked: set[int]  # groups of its presets
    within: Counter[int]  # by the number of the limit: how many of the block are in it


def seats(
    rules: Rules,
    rows: Rows,
    orders: Callable[[int], Sequence[str]],
    sizes: Sequence[int],
    lacks: Callable[[], dict[str, list[int]]],
) -> tuple[dict[str, int], set[str]]:
    """Classes §3: the group of everyone who is placed first, and who of them is bound.

    `lacks()` gives by code what each group is to have of the pupil's stratum; those of one stratum share a list.
    """
    all_limits = list(limits(rules, rows))
    narrow = [(codes, most) for name, codes, most in all_limits if not name.startswith("most.") or len(codes) > most]
    firm = {code for name, codes, _ in all_limits if not name.startswith("most.") for code in codes}
    numbers = sorted({int(row[rules.preset]) for row in rows.values() if rules.preset and row[rules.preset]})
    preset = {code: numbers.index(int(row[rules.preset])) for code, row in rows.items() if rules.preset and row[rules.preset]}
    kin = families(rules, rows)
    bound = firm | set(preset) | {code for code, family in kin.items() if len(family) > 1}
    first = bound | {code for codes, _ in narrow for code in codes}
    member = [set(codes) for codes, _ in narrow]
    most = [limit for _, limit in narrow]
    blocks = [
        _Block(
            sorted(family, key=str.encode),
            {preset[code] for code in family if code in preset},
            Counter(number for number, codes in enumerate(member) for code in family if code in codes),
        )
        for family in {kin[code] for code in first}
    ]
    for attempt in range(10):
        place = {code: number for number, code in enumerate(orders(attempt))}
        blocks.sort(key=lambda block: (not block.asked, -len(block.codes), min(place[code] for code in block.codes)))
        found = _search(blocks, most, sizes, lacks())
        if found is not None:
            return {code: group for block, group in zip(blocks, found, strict=True) for code in block.codes}, bound
    raise ValueError("no classes keep all rules")


def _search(blocks: Sequence[_Block], most: Sequence[int], sizes: Sequence[int], lacks: dict[str, list[int]]) -> list[int] | None:
    """Depth first, without recursion; None where there is nothing, or 100,000 trials were not enough."""
    used = [0] * len(sizes)
    held = [[0] * len(sizes) for _ in most]
    path: list[tuple[list[int], int]] = []  # groups of a block in the order in which they are tried, and which of them it is in
    trials = 0

    def put(block: _Block, group: int, by: int) -> None:
        used[group] += by * len(block.codes)
        for number, n in block.within.items():
            held[number][group] += by * n
        for code in block.codes:
            lacks[code][group] -= by

    choice: list[int] | None = None
    at = 0
    while len(path) < len(blocks):
        block = blocks[len(path)]
        if choice is None:
            need = [sum(lacks[code][group] for code in block.codes) for group in range(len(sizes))]
            choice, at = sorted(range(len(sizes)), key=lambda group: (-need[group], used[group], group)), 0
        while at < len(choice):
            group = choice[at]
            trials += 1
            if trials > 100_000:
                return None
            if (
                used[group] + len(block.codes) <= sizes[group]
                and block.asked <= {group}
                and all(held[number][group] + n <= most[number] for number, n in block.within.items())
            ):
                break
            at += 1
        if at < len(choice):
            put(block, choice[at], 1)
            path.append((choice, at))
            choice = None
        elif path:
            choice, at = path.pop()
            put(blocks[len(path)], choice[at], -1)
            at += 1
        else:
            return None
    return [groups[chosen] for groups, chosen in path]


def families(rules: Rules, rows: Rows) -> dict[str, frozenset[str]]:
    """Everybody with all who go along, however long the chain of labels."""
    found = {code: frozenset([code]) for code in rows}
    for link in sharing(rows, rules.together).values():
        whole = frozenset().union(*(found[code] for code in link))
        found.update(dict.fromkeys(whole, whole))
    return found
