"""Parts and whole 其中、分别: what is listed after a total has to add up to it, where the list is meant to be complete."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import accumulate, islice

from junheng.language import Text

from ..finding import Finding, Severity
from ..interval import NOTHING, Interval, total
from ..quantity import Quantity
from ..reading import Reading, Sentence, segments
from ..showing import shown, shown_range, shown_sum

_OPENS = re.compile(
    r"(?<=[人名所个项家件元次台套米吨])\((?=[^)）]*\d[^)）]*\d[^)）]*[)）])|其中|分别(?:为|是|有)|包括|其中包含|including|of which|of them"
)
_TOTAL = re.compile(r"(?:共|共计|总计|合计|总数|总量|总额|总投资|总人数|累计|total(?: of)?)[^,，。;；]{0,14}$", re.IGNORECASE)
#: A list that ends so need not be complete.
_OPEN_END = re.compile(r"等[。,，;；)）\s]|等(?:项|方面|单位|地|\d)|之一|如|例如|such as|among others")
_ADDED = ("count", "people", "money", "area", "weight", "length", "volume", "number", "duration")
#: Words of which both together are everything.
_PAIRS = tuple(
    tuple(pair.split())
    for pair in (
        "男 女",
        "城市 农村",
        "城镇 农村",
        "城镇 乡村",
        "公办 民办",
        "中央 地方",
        "国家级 省级",
        "上半年 下半年",
        "male female",
        "boys girls",
        "men women",
        "urban rural",
    )
)
#: By how much something changed.
_CHANGED = re.compile(r"(?:增|减|升|降|提高|提升|多|少)[^,，。;；\d]{0,4}$")
_AFTER_LIST = re.compile(r"[,，、](?:总)?共(?:计)?[^,，。;；\d]{0,4}$|[,，、]合计[^,，。;；\d]{0,4}$")
#: Characters between the figures of one list.
_APART = 16
#: Of one sentence, so that nonsense takes no longer than sense: lists that are looked at, and parts of each.
_MOST_LISTS, _MOST_PARTS = 12, 60
_KIND = "parts_and_whole"


def parts_and_whole(reading: Reading) -> Iterator[Finding]:
    """Every total that is followed by its parts."""
    sentences = reading.sentences
    for number, sentence in enumerate(sentences):
        levels = _levels(sentence)
        for opening in islice(_OPENS.finditer(sentence.text), _MOST_LISTS):
            at = sentence.start + opening.start()
            before = [one for one in levels if one.end <= at]
            if not before and number and sentence.text[: opening.start()].strip(" ,，:：") == "":
                before = _levels(sentences[number - 1])
            behind = [one for one in levels if one.start >= at + len(opening[0])][:_MOST_PARTS]
            # 其中 speaks of what stands before it in its own clause, where anything countable does.
            near = [one for one in before if one.start >= sentence.start + max(map(sentence.text[: opening.start()].rfind, ";；"))]
            if before and behind:
                yield from _compared(sentence, near or before, behind, opening)


def listed_then_total(reading: Reading) -> Iterator[Finding]:
    """获国家级奖励 3 项、省级 12 项、市级 47 项，共 62 项: parts first, then what they make."""
    for sentence in reading.sentences:
        for place, whole in enumerate(sentence.figures):
            if whole.kind not in _ADDED or not _AFTER_LIST.search(sentence.before(whole, 10)):
                continue
            parts: list[Quantity] = []
            for one in reversed(sentence.figures[:place]):
                if one.unit != whole.unit or len(sentence.between(one, parts[-1] if parts else whole)) > _APART:
                    break
                parts.append(one)
            parts.reverse()
            if len(parts) >= 2 and _same_noun(sentence, whole) and not _adds_up(whole, parts) and not _adds_up(whole, parts[::-1]):
                yield _difference(whole, parts, Severity.ERROR if len(parts) > 2 else Severity.WARNING, _hint(whole, parts))


def _same_noun(sentence: Sentence, whole: Quantity) -> bool:
    """Whether nothing else is counted behind the total: 3 个街道、15 个镇，共有 715 个行政村 is no sum."""
    noun = re.match(r"[\u4e00-\u9fff]{2}", sentence.after(whole, 2))
    return noun is None or noun[0] in sentence.text[: whole.start - sentence.start]


def _compared(sentence: Sentence, before: Sequence[Quantity], behind: Sequence[Quantity], opening: re.Match[str]) -> Iterator[Finding]:
    told = set()
    for whole in reversed(before):
        if whole.kind not in _ADDED or whole.unit in told:
            continue
        told.add(whole.unit)
        lists = _lists(sentence, whole, behind, opening)
        if not lists:
            continue
        yield from _too_large(whole, lists[0], [one for one in before if one.unit == whole.unit])
        several = [parts for parts in lists if len(parts) > 1]
        if not several or any(_adds_up(whole, parts) for parts in several):
            continue
        nearest = min(several, key=lambda parts: abs(sum((part.value for part in parts), start=-whole.value)))
        finding = _mismatch(sentence, whole, nearest, opening)
        if finding is not None:
            yield finding


def _levels(sentence: Sentence) -> list[Quantity]:
    """The figures of a sentence that say how much there is, not by how much it grew."""
    return [one for one in sentence.figures if not _CHANGED.search(sentence.before(one, 10))]


def _lists(sentence: Sentence, whole: Quantity, behind: Sequence[Quantity], opening: re.Match[str]) -> list[list[Quantity]]:
    """What may be meant as the parts: the figures up to the first semicolon, or the first one of each piece between semicolons."""
    start = opening.end()
    if opening[0] == "(":
        end = sentence.start + sentence.text.index(")", start)
        return (
            [[one for one in behind if one.end <= end and one.unit == whole.unit]] if whole.end == sentence.start + opening.start() else []
        )
    pieces = [(sentence.start + start + low, sentence.start + start + high) for low, high in segments(sentence.text[start:], ";；")]
    own = [one for one in behind if one.unit == whole.unit and one.period == whole.period]
    by_piece = [[one for one in own if low <= one.start < high] for low, high in pieces]
    firsts = [figures[0] for figures in by_piece if figures]
    outer = whole.start >= sentence.start and re.search("[;；]", sentence.text[: opening.start()])
    return [parts for parts in (by_piece[0], [] if len(pieces) == 1 or outer or _strangers(firsts, whole) else firsts) if parts]


def _strangers(firsts: Sequence[Quantity], whole: Quantity) -> bool:
    """Whether pieces between semicolons are no parts: 财政收入 38 亿元，其中地方级 26 亿元；消费品零售 105 亿元."""
    return any(part.value > whole.value for part in firsts[1:])


def _adds_up(whole: Quantity, parts: list[Quantity]) -> bool:
    """Whether all parts, or the first few of them, make the whole: what follows may be details of a part."""
    allowed, every = Interval.of(whole), [Interval.of(part) for part in parts]
    heads = list(accumulate(every, initial=NOTHING))  # of the first 0, 1, 2 … parts
    if any(head.meets(allowed) for head in heads[2:]):
        return True
    tails = list(accumulate(reversed(every), initial=NOTHING))[::-1]  # of the parts from 0, 1, 2 … on
    return len(parts) > 2 and any((heads[left] + tails[left + 1]).meets(allowed) for left in range(len(parts)))


def _too_large(whole: Quantity, parts: list[Quantity], wholes: list[Quantity]) -> Iterator[Finding]:
    """A part above all that stands before it: 其中 may be said of several figures together."""
    highest = total(wholes).high
    for part in parts[:1]:  # what stands further on may be said of something else
        if highest is not None and Interval.of(part).low > highest and not whole.hedge:
            yield Finding(
                _KIND,
                Severity.ERROR,
                part.start,
                part.end,
                part.text,
                f"≤ {shown(whole.value, whole.unit)}",
                Text("其中一项 {part} 大于总数 {whole}。", "A part, {part}, is larger than the whole, {whole}.").format(
                    part=part.text, whole=whole.text
                ),
            )


def _mismatch(sentence: Sentence, whole: Quantity, parts: list[Quantity], opening: re.Match[str]) -> Finding | None:
    """A sum that is not the whole, where the list claims to be everything; far from the whole it only names some parts."""
    hint = _hint(whole, parts)
    if _OPEN_END.search(sentence.text, opening.start()):
        return None
    if hint is not None or _halves(sentence, parts):
        return _difference(whole, parts, Severity.ERROR, hint)
    more = sum((part.value for part in parts), start=-whole.value)
    if abs(more) * 6 > whole.value:
        return None
    if _listed(sentence, whole, parts, opening):
        return _difference(whole, parts, Severity.ERROR if more > 0 else Severity.WARNING, None)
    # Sums of money are parts of nothing else, as pupils may be of two lists at once; nearly all of it is all of it.
    spent = whole.kind == "money" and len(parts) >= 3 and (more > 0 or abs(more) * 50 <= whole.value)
    return _difference(whole, parts, Severity.WARNING, None) if spent else None


def _difference(whole: Quantity, parts: list[Quantity], severity: Severity, hint: Text | None) -> Finding:
    found = total(parts)
    return Finding(
        _KIND,
        severity,
        whole.start,
        whole.end,
        whole.text,
        shown_range(found, whole.unit),
        Text(
            "各部分 {parts} = {sum}，与总数 {whole} 不符，相差 {gap}。{hint}",
            "The parts {parts} = {sum}, the whole says {whole}: {gap} apart. {hint}",
        ).format(
            parts=shown_sum(parts),
            sum=shown_range(found, whole.unit),
            whole=whole.text,
            gap=shown(abs(sum((part.value for part in parts), start=-whole.value)), whole.unit),
            hint=hint or Text("", ""),
        ),
    )


def _halves(sentence: Sentence, parts: list[Quantity]) -> bool:
    """Whether two parts are all there is: boys and girls."""
    words = [sentence.before(part, 14) for part in parts]
    return len(parts) == 2 and any(
        (one in words[0] and other in words[1]) or (other in words[0] and one in words[1]) for one, other in _PAIRS
    )


def _listed(sentence: Sentence, whole: Quantity, parts: list[Quantity], opening: re.Match[str]) -> bool:
    """Whether a list claims to name everything: 共 before it and three parts, 分别, a colon, or a parenthesis without 其中."""
    inside = sentence.text[opening.end() : opening.end() + 2]
    if opening[0].startswith("分别"):
        return opening.start() - (whole.end - sentence.start) <= _APART
    if opening[0] == "(":
        return not inside.startswith(("其中", "含", "包括"))
    before = sentence.before(whole, 16) if whole.start >= sentence.start else ""
    return inside.startswith((":", "：")) or (len(parts) >= 3 and bool(_TOTAL.search(before)))


def _hint(whole: Quantity, parts: list[Quantity]) -> Text | None:
    """A part that makes the sum right with its point or its 万 elsewhere."""
    missing = sum((-part.value for part in parts), start=whole.value)
    for part in parts:
        value = part.value + missing
        slip = value / part.value if part.value else None
        # 1 项 and 10 项 make 20 项 with 10 for 1 by chance; a slip of the point is one in a large number, in money, or of 万.
        if slip in _SLIPS and (slip == 10_000 or slip == Fraction(1, 10_000) or part.kind == "money" or part.value >= 100):
            return Text(
                "若“{part}”应为 {value}，则相符：请查小数点或万、亿。",
                "With {value} for “{part}” it would add up: look at its decimal point and at 万 and 亿.",
            ).format(part=part.text, value=shown(value, part.unit))
    return None


_SLIPS = frozenset(slip for factor in (10, 100, 10_000) for slip in (Fraction(factor), Fraction(1, factor)))
