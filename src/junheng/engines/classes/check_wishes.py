"""Where the bound pupils sit, again, and whether every wish is kept; written from the method note, without the algorithm's code."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from junheng.certificates import Finding
from junheng.language import Text

Rows = Mapping[str, Mapping[str, str]]


def sharing(rows: Rows, column: str) -> dict[str, list[str]]:
    """The codes of every label that two or more have."""
    labels = {label for row in rows.values() for label in row.get(column, "").split()} if column else set()
    found = {label: [code for code, row in rows.items() if label in row[column].split()] for label in labels}
    return {label: codes for label, codes in found.items() if len(codes) > 1}


def broken(rows: Rows, columns: Sequence[str], classes: Mapping[str, int]) -> Iterator[Finding]:
    """Wishes that the classes do not keep; `columns` are together, apart and preset."""
    together, apart, preset = columns
    for label, codes in sharing(rows, together).items():
        if len({classes[code] for code in codes}) > 1:
            yield Finding(f"wishes.{label}", Text("同班“{label}”没有满足。", "Together “{label}” is not kept.").format(label=label))
    for label, codes in sharing(rows, apart).items():
        if len({classes[code] for code in codes}) < len(codes):
            yield Finding(f"wishes.{label}", Text("分开“{label}”没有满足。", "Apart “{label}” is not kept.").format(label=label))
    for code, row in rows.items():
        if preset and row[preset] and int(row[preset]) != classes[code]:
            yield Finding(f"wishes.{code}", Text("{code} 不在指定的班。", "{code} is not in its preset class.").format(code=code))


def seats(rows: Rows, columns: Sequence[str], order: Sequence[str], sizes: Sequence[int]) -> dict[str, int]:
    """Classes §2: the group of every bound pupil, `order` being the keyed order."""
    together, apart, preset = columns
    numbers = sorted({int(row[preset]) for row in rows.values() if preset and row[preset]})
    enemies = {pair for codes in sharing(rows, apart).values() for one, two in combinations(codes, 2) for pair in ((one, two), (two, one))}
    families = _families(rows, list(sharing(rows, together).values()))
    bound = [code for code in order if families[code] - {code} or (preset and rows[code][preset]) or any(code == one for one, _ in enemies)]
    blocks = list({tuple(code for code in order if code in families[member]): None for member in bound})

    def wanted(block: Sequence[str]) -> set[int]:
        return {numbers.index(int(rows[code][preset])) for code in block if preset and rows[code][preset]}

    blocks.sort(key=lambda block: (not wanted(block), -len(block), order.index(block[0])))

    def seat(done: list[int]) -> list[int] | None:
        if len(done) == len(blocks):
            return done
        block, load = blocks[len(done)], [0] * len(sizes)
        for earlier, group in zip(blocks, done, strict=False):
            load[group] += len(earlier)
        for group in sorted(range(len(sizes)), key=lambda group: (load[group], group)):
            there = [code for earlier, own in zip(blocks, done, strict=False) if own == group for code in earlier]
            if (
                load[group] + len(block) <= sizes[group]
                and wanted(block) <= {group}
                and not any((one, two) in enemies for one in block for two in there)
            ):
                found = seat([*done, group])
                if found is not None:
                    return found
        return None

    groups = seat([])
    if groups is None:
        raise ValueError("no classes keep all wishes")
    return {code: group for block, group in zip(blocks, groups, strict=True) for code in block}


def _families(rows: Rows, links: Sequence[Sequence[str]]) -> dict[str, frozenset[str]]:
    """Everybody with all who go along, however long the chain of labels."""
    found = {code: frozenset([code]) for code in rows}
    for link in links:
        whole = frozenset().union(*(found[code] for code in link))
        found.update(dict.fromkeys(whole, whole))
    return found
