"""Figures that follow from two others: average, ratio, product of count and price, plan against result, and one thing said twice."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction

from junheng.language import Text

from ..finding import Finding, Severity
from ..interval import Interval
from ..quantity import Quantity
from ..reading import Reading, Sentence
from ..showing import shown, shown_range

_AVERAGE = re.compile(
    r"(?P<per>人均|生均|师均|班均|校均|户均|平均每(?:人|生|班|校|所|名|户|个|家|项)|每(?:人|生|班|校|户)平均|平均班额)[^,，。;；\d]{0,10}$"
)
_PER_UNIT = {
    "人": ("人", "名"),
    "生": ("人", "名"),
    "师": ("人", "名"),
    "名": ("名", "人"),
    "班": ("个", "班"),
    "额": ("个", "班"),
    "校": ("所", "校"),
    "所": ("所",),
    "户": ("户",),
    "个": ("个",),
    "家": ("家",),
    "项": ("项",),
}
_PUPILS, _TEACHERS = re.compile(r"生[^,，。;；\d师]{0,6}$"), re.compile(r"师[^,，。;；\d生]{0,6}$")


def average(reading: Reading) -> Iterator[Finding]:
    """生均 = total ÷ count, where the sentence gives exactly one of each."""
    for sentence in reading.sentences:
        for place, mean in enumerate(sentence.figures):
            named = _AVERAGE.search(sentence.before(mean, 18))
            if not named:
                continue
            before = sentence.figures[:place]
            counts = [one for one in before if one.unit in _counted(named["per"])]
            totals = [
                one for one in before if one.unit == mean.unit.partition("/")[0] and one not in counts[-1:] and one.value > mean.value
            ]
            if not counts or not totals:
                continue
            found = [Interval.of(total) / Interval.of(count) for total in totals for count in counts if count is not total and count.value]
            if found and not any(one.meets(Interval.of(mean)) for one in found) and len(found) == 1:
                total, count = totals[-1], counts[-1]
                yield _finding(
                    mean,
                    found[0],
                    "average",
                    Text("{a} ÷ {b} = {value}，文中写作 {stated}。", "{a} ÷ {b} = {value}; the text says {stated}."),
                    total,
                    count,
                )


def _counted(per: str) -> tuple[str, ...]:
    """The units of what a mean is taken over: 生均 and 每生平均 over people, 平均每班 over classes."""
    return next((units for word, units in _PER_UNIT.items() if word in per), ())


def ratio(reading: Reading) -> Iterator[Finding]:
    """生师比 from pupils and teachers, and any a:b after two counts of one sentence."""
    for sentence in reading.sentences:
        for place, one in enumerate(sentence.figures):
            if one.kind != "ratio" or one.whole_and_part is None or not re.search(r"比[^,，。;；\d]{0,6}$", sentence.before(one, 8)):
                continue
            before = _compared_counts(sentence, place)
            if len(before) != 2:
                continue
            first, second = (Interval.of(count) for count in before)
            steps = _ratio_interval(one)
            if (second.low and (first / second).meets(steps)) or (first.low and (second / first).meets(steps)):
                continue
            big = max(before, key=lambda count: count.value)
            small = before[0] if big is before[1] else before[1]
            if not small.value:
                continue
            yield Finding(
                "ratio",
                Severity.ERROR if not (big.hedge or small.hedge or one.hedge) else Severity.WARNING,
                one.start,
                one.end,
                one.text,
                f"{shown(big.value / small.value)}:1",
                Text("{a} ÷ {b} = {value}，文中写作 {stated}。", "{a} ÷ {b} = {value}; the text says {stated}.").format(
                    a=big.text, b=small.text, value=f"{shown(big.value / small.value)}:1", stated=one.text
                ),
            )


def _compared_counts(sentence: Sentence, place: int) -> list[Quantity]:
    """The two counts that a ratio compares: pupils and teachers for 生师比; else the only two of the sentence."""
    counts = [count for count in sentence.figures[:place] if count.kind in ("people", "count")]
    if re.search("生师比|师生比", sentence.before(sentence.figures[place], 10)):
        return [
            *[one for one in counts if _PUPILS.search(one.subject)][-1:],
            *[one for one in counts if _TEACHERS.search(one.subject)][-1:],
        ]
    return counts if len({count.unit for count in counts}) == 1 else []


def _ratio_interval(one: Quantity) -> Interval:
    a, b = one.whole_and_part or (one.value, Fraction(1))
    step_a, step_b = (Fraction(1, 10 ** len(text.strip().partition(".")[2])) for text in re.split("[:：∶]", one.text)[:2])
    low_b = b - (step_b / 2 if b != 1 else 0)
    low_a = a - (step_a / 2 if a != 1 else 0)
    high_a, high_b = a + (step_a / 2 if a != 1 else 0), b + (step_b / 2 if b != 1 else 0)
    return Interval(low_a / high_b, high_a / low_b if low_b else None)


def plan_and_result(reading: Reading) -> Iterator[Finding]:
    """计划 A，实际完成 B，完成计划的 p%: and words such as 超额 against the figures."""
    for sentence in reading.sentences:
        for place, planned in enumerate(sentence.figures[:-1]):
            done = sentence.figures[place + 1]
            if planned.unit != done.unit or not re.search(r"(?:计划|目标|任务)[^,，。;；\d]{0,12}$", sentence.before(planned, 16)):
                continue
            if not re.search(r"(?:实际|完成|实现|达到|落实)[^,，。;；\d]{0,10}$", sentence.between(planned, done)):
                continue
            rest = sentence.figures[place + 2 : place + 3]
            if (
                rest
                and rest[0].kind == "percent"
                and re.search(
                    r"(?:完成|为|占|达)[^,，。;；\d]{0,4}(?:计划|目标|任务|率)[^,，。;；\d]{0,8}$", sentence.between(done, rest[0])
                )
            ):
                computed = Interval.of(done) / Interval.of(planned) * 100
                if not computed.meets(Interval.of(rest[0])):
                    yield _finding(
                        rest[0],
                        computed,
                        "plan_and_result",
                        Text("{a} ÷ {b} = {value}，文中写作 {stated}。", "{a} ÷ {b} = {value}; the text says {stated}."),
                        done,
                        planned,
                    )
            if (
                re.search(r"超额|超过计划|超计划", sentence.text[done.start - sentence.start - 12 : done.end - sentence.start + 14])
                and done.value < planned.value
            ):
                yield Finding(
                    "plan_and_result",
                    Severity.ERROR,
                    done.start,
                    done.end,
                    done.text,
                    f"> {planned.text}",
                    Text(
                        "称超额完成，但 {done} 少于计划 {planned}。", "It is called more than planned, and {done} is less than {planned}."
                    ).format(done=done.text, planned=planned.text),
                )


#: A line shorter than this and without a figure is a heading.
_HEADING = 40
#: What was done is done many times a year; what there is, is one.
_ACTION = re.compile(
    r"(?:完成|投入|投资|安排|新建|新增|组织|开展|举办|召开|发放|培训|落实|争取|建成|改造|受理|办理|选派|评选|推进|实施|下达|拨付|参加|参训|惠及|获|向|为|对|在|将|由|从|以|按|每)"
)


_WHOLE = re.compile(r"(?:全|我)[国省市县区州校局系]|义务教育")
_HAN = re.compile("[\u4e00-\u9fff]")


def said_twice(reading: Reading) -> Iterator[Finding]:
    """One subject of one year with two values."""
    seen: dict[tuple[str, str, str, str], list[Quantity]] = defaultdict(list)
    heading = ""
    for sentence in reading.sentences:
        if not sentence.figures and 0 < len(sentence.text.strip()) < _HEADING:
            heading = sentence.text.strip()
        for one in sentence.figures:
            if (
                len(one.subject) >= 4
                and _HAN.match(one.subject)
                and not _ACTION.match(one.subject)
                and one.unit
                and _is_level(sentence, one)
                and not one.approximate
            ):
                seen[(_scope(sentence, one, heading), one.subject, one.unit, one.period)].append(one)
    for (_, subject, _, _), found in seen.items():
        for earlier, later in itertools.pairwise(found):
            if not Interval.of(earlier).meets(Interval.of(later)) and earlier.end < later.start:
                yield Finding(
                    "two_values",
                    Severity.WARNING,
                    later.start,
                    later.end,
                    later.text,
                    earlier.text,
                    Text(
                        "“{subject}”前文为 {first}，此处为 {second}。{slip}", "“{subject}” was {first} before, and is {second} here. {slip}"
                    ).format(subject=subject, first=earlier.text, second=later.text, slip=_unit_slip(earlier, later)),
                )


def _scope(sentence: Sentence, one: Quantity, heading: str) -> str:
    """Of whom a figure is said: its heading and the first clause of its sentence, unless its own subject says it 全市、我县."""
    lead = sentence.text[: one.start - sentence.start].rpartition(":")[0].strip()
    if lead:
        return f"{heading} {lead}"  # 生均面积：全市平均 6.2 …: such a list stands under each heading anew
    if _WHOLE.match(one.subject):
        return ""
    first = re.split(r"[,，:：]", sentence.text)[0]
    clause = "" if one.start - sentence.start <= len(first) else re.sub(r"\d", "", first)
    return f"{heading} {clause}"


def _is_level(sentence: Sentence, one: Quantity) -> bool:
    """Whether the figure is a level of the subject, not a change or a plan of it."""
    return not re.search(r"增|减|升|降|提高|计划|目标|力争|新|其中|比|较|安排|每|占", sentence.before(one, 16))


def _unit_slip(earlier: Quantity, later: Quantity) -> Text:
    low, high = sorted((earlier.value, later.value))
    if low and high / low in (10, 100, 1_000, 10_000, 10**8):
        return Text(
            "相差整 {times} 倍：请查小数点或万、亿。", "Exactly {times} times apart: look at the decimal point and at 万 and 亿."
        ).format(times=high / low)
    return Text("", "")


def _finding(stated: Quantity, computed: Interval, kind: str, words: Text, a: Quantity, b: Quantity) -> Finding:
    severity = Severity.WARNING if stated.hedge or a.hedge or b.hedge else Severity.ERROR
    unit = stated.unit
    return Finding(
        kind,
        severity,
        stated.start,
        stated.end,
        stated.text,
        shown_range(computed, unit),
        words.format(a=a.text, b=b.text, value=shown_range(computed, unit), stated=stated.text),
    )
