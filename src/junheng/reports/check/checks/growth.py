"""Growth 增长: two levels, the difference, the percentage, the points, the times between them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from math import ceil, floor

from junheng.language import Text

from ..finding import Finding, Severity
from ..interval import WHOLE, Interval
from ..quantity import Quantity
from ..reading import Reading, Sentence
from ..showing import shown_range

UP = r"(?:增长|增加|上升|提高|提升|扩大|增幅|多出|增|升|rose|increased|grew|up)"
DOWN = r"(?:下降|减少|降低|缩小|降幅|压减|回落|降|减|fell|decreased|down)"
_CHANGE = re.compile(rf"(?P<up>{UP})|(?P<down>{DOWN})")
_FROM = re.compile(r"(?:由|从|from)[^,，。;；\d]{0,14}$", re.IGNORECASE)
_TO = re.compile(r"^[^,，。;；]{0,8}?(?:到|至|为|to)了?[^,，。;；\d]{0,4}$")
_THAN = re.compile(r"(?:比|较|than)[^,，。;；]{0,14}$")
LEVEL = frozenset(
    ("count", "people", "money", "area", "volume", "length", "weight", "number", "percent", "per_mille", "rate", "ratio", "duration")
)


def growth(reading: Reading) -> Iterator[Finding]:
    """Every change for which a sentence gives both levels."""
    for sentence in reading.sentences:
        for old, new in _levels(sentence):
            for change in _changes(sentence, old, new):
                finding = _compared(sentence, old, new, change)
                if finding is not None:
                    yield finding
        yield from _from_difference(sentence)
        yield from _from_one_level(sentence)


def _levels(sentence: Sentence) -> Iterator[tuple[Quantity, Quantity]]:
    """Pairs (before, after): from A to B; or B, than last year's A."""
    for one, other in zip(sentence.figures, sentence.figures[1:], strict=False):
        if one.unit != other.unit or one.kind not in LEVEL:
            continue
        words = sentence.between(one, other)
        if _FROM.search(sentence.before(one, 18)) and re.search(r"(?:到|至|为|to)了?[^,，。;；\d]{0,5}$", words) and len(words) <= 24:
            yield one, other
        elif re.fullmatch(r"[^;；。]{0,12}(?:比|较)[^,，。;；]{0,12}(?:的|年)", words) and "计划" not in words:
            yield other, one


def _changes(sentence: Sentence, old: Quantity, new: Quantity) -> Iterator[Quantity]:
    """Figures that say how much, next to the two levels."""
    last = old if old.start > new.start else new
    first = new if last is old else old
    after = [one for one in sentence.figures if one.start > last.start]
    # What stands before a semicolon is how much something else changed.
    before = [one for one in sentence.figures if one.start < first.start and not re.search(r"[。;；]", sentence.between(one, first))]
    for one, words in (
        (after[:1], sentence.between(last, after[0]) if after else ""),
        (before[-1:], sentence.before(before[-1], 8) if before else ""),
    ):
        if (
            one
            and _CHANGE.search(words)
            and len(words) <= 16
            and not re.search(r"[。;；]", words)
            and not _THAN.search(words.rstrip("增长加上升提高下降减少"))
            and not (one == before[-1:] and re.search(r"(?:到|至|为)[^,，;；]{0,8}$", words))  # the later level of another change
        ):
            yield one[0]


def _compared(sentence: Sentence, old: Quantity, new: Quantity, change: Quantity) -> Finding | None:
    up = _direction(sentence, change)
    if up is None:
        return None
    before, after = (Interval.of(old), Interval.of(new)) if up else (Interval.of(new), Interval.of(old))
    base = Interval.of(old)
    difference = after - before
    scale = {"percent": 100, "per_mille": 1_000}.get(change.kind)
    if old.kind in ("percent", "per_mille") and scale is not None:
        return _points(old, new, change, difference, base, up=up)
    if change.kind == "points":
        return _report(change, difference, "growth_points", old, new, up=up) if old.kind == "percent" else None
    if scale is not None:
        return _report(change, difference / base * scale, "growth", old, new, up=up) if base.low else None
    if change.unit == old.unit:
        return _report(change, difference, "difference", old, new, up=up)
    if change.kind == "multiple" and up:
        return _times(change, after / base, old, new)
    return None


def _direction(sentence: Sentence, change: Quantity) -> bool | None:
    found = list(_CHANGE.finditer(sentence.before(change, 12)))
    return bool(found[-1]["up"]) if found else None


def _points(old: Quantity, new: Quantity, change: Quantity, difference: Interval, base: Interval, *, up: bool) -> Finding | None:
    """Two rates and a change in per cent, where points may be meant."""
    stated = Interval.of(change)
    if base.low and (difference / base * 100).meets(stated):
        return None
    if not difference.meets(stated):
        return _report(change, difference, "growth_points", old, new, up=up)
    return Finding(
        "points_not_percent",
        Severity.ERROR,
        change.start,
        change.end,
        change.text,
        f"{change.text.strip().rstrip('%')}个百分点",
        Text(
            "从 {old} 到 {new} 相差的是百分点，应写“{value}个百分点”；按百分比算是 {percent}。",
            "Between {old} and {new} lie percentage points ({value}); in per cent it would be {percent}.",
        ).format(old=old.text, new=new.text, value=change.text.strip().rstrip("%"), percent=shown_range(difference / base * 100, "%")),
    )


def _report(change: Quantity, computed: Interval, kind: str, old: Quantity, new: Quantity, *, up: bool) -> Finding | None:
    stated = Interval.of(change)
    if computed.meets(stated):
        return None
    return Finding(
        kind,
        Severity.WARNING if old.hedge or new.hedge or change.hedge else Severity.ERROR,
        change.start,
        change.end,
        change.text,
        shown_range(computed, change.unit),
        Text(
            "由 {old} 到 {new}，{word} {computed}，文中写作 {stated}。", "From {old} to {new} it {word} {computed}; the text says {stated}."
        ).format(
            old=old.text,
            new=new.text,
            computed=shown_range(computed, change.unit),
            stated=change.text,
            word=Text("上升" if up else "下降", "rose by" if up else "fell by"),
        ),
    )


def _times(change: Quantity, ratio: Interval, old: Quantity, new: Quantity) -> Finding | None:
    """增长 k 倍 is k + 1 times; many write it for k times, which is said."""
    stated, more = Interval.of(change), ratio - Interval(Fraction(1), Fraction(1))
    if more.meets(stated):
        return None
    meant = ratio.meets(stated)
    return Finding(
        "times",
        Severity.WARNING if meant or old.hedge or new.hedge else Severity.ERROR,
        change.start,
        change.end,
        change.text,
        shown_range(more, "倍"),
        Text(
            "由 {old} 到 {new}，是原来的 {ratio}，即增长 {more}，文中写作增长 {stated}。",
            "From {old} to {new} is {ratio} of it, {more} more; the text says {stated} more.",
        ).format(old=old.text, new=new.text, ratio=shown_range(ratio, "倍"), more=shown_range(more, "倍"), stated=change.text),
    )


def _from_difference(sentence: Sentence) -> Iterator[Finding]:
    """A level, what it grew by, and the percentage: 29.48 万所，比上年增加 3117 所，增长 1.07%."""
    for level, change, share in zip(sentence.figures, sentence.figures[1:], sentence.figures[2:], strict=False):
        if level.unit != change.unit or share.kind != "percent" or level.kind not in LEVEL or level.kind == "percent":
            continue
        than, by = sentence.between(level, change), sentence.between(change, share)
        if not re.fullmatch(rf"[^;；。]{{0,10}}(?:比|较|同比)[^;；。\d]{{0,8}}(?:{UP}|{DOWN})了?", than):
            continue
        if not re.fullmatch(rf"[,，(（]?(?:同比)?(?:{UP}|{DOWN})(?:幅度?|率)?(?:为|了|达)?", by):
            continue
        up = bool(re.search(UP, than))
        now, grew = Interval.of(level), Interval.of(change)
        base = now - grew if up else now + grew
        computed = grew / base * 100
        if base.low and not computed.meets(Interval.of(share)):
            yield Finding(
                "growth",
                Severity.WARNING if level.hedge or change.hedge or share.hedge else Severity.ERROR,
                share.start,
                share.end,
                share.text,
                shown_range(computed, "%"),
                Text(
                    "现为 {level}，变化 {change}，则基数为 {base}，变化率 {computed}，文中写作 {stated}。",
                    "Now {level}, changed by {change}: the base is {base}, the change {computed}; the text says {stated}.",
                ).format(
                    level=level.text,
                    change=change.text,
                    base=shown_range(base, level.unit),
                    computed=shown_range(computed, "%"),
                    stated=share.text,
                ),
            )


def _from_one_level(sentence: Sentence) -> Iterator[Finding]:
    """较上年的 49 项增加了 35%: whether any whole number is that much more (GRIM for growth)."""
    for old, change in zip(sentence.figures, sentence.figures[1:], strict=False):
        if old.kind not in WHOLE or old.hedge or change.kind != "percent" or change.hedge or not 0 < old.value < 1_000:
            continue
        words = sentence.between(old, change)
        if not (_THAN.search(sentence.before(old, 16)) and re.fullmatch(rf"[,，]?(?:{UP}|{DOWN})了?", words.strip())):
            continue
        if any(new.unit == old.unit and new is not old for new in sentence.figures):
            continue
        sign = 1 if re.search(UP, words) else -1
        stated = Interval.of(change)
        ends = sorted(old.value * (1 + sign * share / 100) for share in (stated.low, stated.high or stated.low))
        if ceil(ends[0]) > floor(ends[1]):
            yield Finding(
                "impossible_percentage",
                Severity.ERROR,
                change.start,
                change.end,
                change.text,
                f"{floor(ends[0])}、{ceil(ends[1])}",
                Text(
                    "{old} 增减 {change} 不是整数：介于 {low} 与 {high} 之间。",
                    "{old} changed by {change} is no whole number: between {low} and {high}.",
                ).format(old=old.text, change=change.text, low=floor(ends[0]), high=ceil(ends[1])),
            )
