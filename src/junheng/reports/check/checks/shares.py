"""Shares 占比: a percentage beside the counts from which it follows; shares that together are more than everything; GRIM."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import ceil, floor

from junheng.language import Text

from ..finding import Finding, Severity
from ..interval import WHOLE, Interval
from ..quantity import Quantity
from ..reading import Reading, Sentence
from ..showing import shown, shown_range

_NOT_COUNTED = frozenset(("percent", "per_mille", "points", "multiple", "ratio", "rate", "duration", "age"))
_SCALES = {"percent": 100, "per_mille": 1_000}


def share_of(reading: Reading) -> Iterator[Finding]:
    """A part, a whole, and the share that is stated of them."""
    for number, sentence in enumerate(reading.sentences):
        for place, share in enumerate(sentence.figures):
            if share.kind in _SCALES and "占" in sentence.before(share, 24).rpartition("，")[2].rpartition(",")[2]:
                yield from _share(reading, number, share, sentence.figures[:place])


def _share(reading: Reading, number: int, share: Quantity, before: Sequence[Quantity]) -> Iterator[Finding]:
    sentence = reading.sentences[number]
    own = [one for one in before if one.kind not in _NOT_COUNTED]
    if not own:
        return
    if len(own) > 1 and own[-1].unit == own[-2].unit and re.search(r"占[^,，。;；]{0,12}$", sentence.between(own[-2], own[-1])):
        yield from _held(share, own[-2], [own[-1]])  # 占总数 2400 人的 5%
        return
    part = own[-1]
    clause = sentence.between(part, share)
    named = re.search(r"占([^,，。;；]*)$", clause)
    if named is None or len(clause) > 30 or _changed(sentence, part):
        return
    earlier = reading.sentences[number - 1].figures if number else ()
    wholes = _wholes(reading, part, share, (*earlier, *own[:-1]), named[1])
    if wholes:
        yield from _held(share, part, wholes)


def _changed(sentence: Sentence, part: Quantity) -> bool:
    """Whether a figure is by how much something grew: 占 is said of what there is."""
    return bool(re.search(r"(?:增|减|升|降|多|少)[^,，。;；\d]{0,4}$", sentence.before(part, 8)))


def _wholes(reading: Reading, part: Quantity, share: Quantity, near: Sequence[Quantity], words: str) -> list[Quantity]:
    """The figures that 占… can mean: by its noun, near or far; or the total that stands before where it names none."""
    noun, text = _EMPTY.sub("", words), reading.document.text

    def fits(one: Quantity) -> bool:
        same = one.unit == part.unit and one.value >= part.value and one.period == share.period and one is not part
        return same and not _IS_PART.match(text, one.end)

    if len(noun) >= 2:
        close = [one for one in near if fits(one) and _is_named(reading, one, noun)]
        return close or [
            one for one in reading.totals if one.start < part.start and fits(one) and _EMPTY.sub("", one.subject).endswith(noun)
        ]
    if not _ALL.search(words):
        return []
    fitting = [one for one in near if fits(one)]
    linked = [one for one in fitting if re.search("其中|总|共|全部|全体", text[max(0, one.start - 12) : part.start])]
    return linked or fitting[-1:]


#: What is a share of something itself is not the whole.
_IS_PART = re.compile("[,，(（]?占")
_ALL = re.compile(r"总|全部|全体|合计|^的?(?:比例|比重|比)?(?:为|达到?|约)?$")
#: Of these more than all can be reached.
_MAY_BE_MORE = re.compile("计划|目标|任务|预算|上年|去年|同期|指标")
_EMPTY = re.compile(r"全(?:国|省|市|县|区|校)|总数|总量|总额|总|的|比例|比重|全部|全体|为|达到?|约|同期|本")


def _is_named(reading: Reading, whole: Quantity, noun: str) -> bool:
    """Whether the noun of 占… stands at a figure."""
    text = reading.document.text
    behind = re.split(r"[,，。;；(（]", text[whole.end : whole.end + 10])[0]
    return noun in text[max(0, whole.start - 20) : whole.start] or noun in behind


def _held(share: Quantity, part: Quantity, wholes: Sequence[Quantity]) -> Iterator[Finding]:
    """A share against the part and whatever could be its whole."""
    ratios = [(whole, Interval.of(part) / Interval.of(whole) * _SCALES[share.kind]) for whole in wholes if whole.value]
    stated = Interval.of(share)
    if not ratios or any(ratio.meets(stated) for _, ratio in ratios):
        return
    whole, ratio = max(ratios, key=lambda pair: pair[0].value)
    slip = _slip(share, ratio)
    sure = len({one.value for one in wholes}) == 1 or slip is not None
    if slip is None and not share.value / 3 < ratio.low < share.value * 3:
        return  # so far off that another whole must be meant
    yield Finding(
        "share",
        Severity.ERROR if sure and not (part.hedge or whole.hedge) else Severity.WARNING,
        share.start,
        share.end,
        share.text,
        shown_range(ratio, share.unit),
        Text("{part} ÷ {whole} = {value}，文中写作 {stated}。{slip}", "{part} ÷ {whole} = {value}; the text says {stated}. {slip}").format(
            part=part.text, whole=whole.text, value=shown_range(ratio, share.unit), stated=share.text, slip=slip or Text("", "")
        ),
    )


def rate_from_counts(reading: Reading) -> Iterator[Finding]:
    """182 人参加，上线 130 人，上线率为 71.43%: a rate after exactly two counts of one unit."""
    for sentence in reading.sentences:
        for place, rate in enumerate(sentence.figures):
            if rate.kind not in _SCALES or not re.search(r"率(?:为|是|达|达到|约为|约)?$", sentence.before(rate, 5)):
                continue
            before = [one for one in sentence.figures[:place] if one.kind not in _NOT_COUNTED]
            if len(before) < 2 or before[-1].unit != before[-2].unit or re.search(r"[;；]", sentence.between(before[-2], rate)):
                continue
            small, large = sorted(before[-2:], key=lambda one: one.value)
            near = sentence.between(before[-1], rate)
            if not large.value or len(near) > 12 or (len(before) > 2 and before[-3].unit == small.unit):
                continue
            computed = Interval.of(small) / Interval.of(large) * _SCALES[rate.kind]
            rest = Interval(_SCALES[rate.kind] - (computed.high or computed.low), _SCALES[rate.kind] - computed.low)
            if computed.meets(Interval.of(rate)) or rest.meets(Interval.of(rate)):
                continue
            slip = _slip(rate, computed)
            named = re.search(r"([^,，。;；\d]{1,4})率", near)
            same = named is not None and any(
                # Behind the count only up to the next mark: the name of the rate itself says nothing of what was counted.
                word in sentence.before(small, 8) + re.split(r"[,，、。;；]", sentence.after(small, 8))[0]
                for word in (named[1], named[1][-2:])
            )
            if slip is None and not same:
                continue
            yield Finding(
                "share",
                Severity.WARNING if small.hedge or large.hedge or rate.hedge else Severity.ERROR,
                rate.start,
                rate.end,
                rate.text,
                shown_range(computed, rate.unit),
                Text(
                    "{part} ÷ {whole} = {value}，文中写作 {stated}。{slip}", "{part} ÷ {whole} = {value}; the text says {stated}. {slip}"
                ).format(
                    part=small.text, whole=large.text, value=shown_range(computed, rate.unit), stated=rate.text, slip=slip or Text("", "")
                ),
            )


def _slip(share: Quantity, ratio: Interval) -> Text | None:
    for factor, words in (
        (10, Text("相差十倍：请查小数点，或 % 与 ‰。", "Ten times apart: look at the decimal point, or at % and ‰.")),
        (100, Text("相差一百倍。", "A hundred times apart.")),
    ):
        for value in (Interval.of(share) * factor, Interval.of(share) * Fraction(1, factor)):
            if ratio.meets(value):
                return words
    return None


def more_than_everything(reading: Reading) -> Iterator[Finding]:
    """A share above 100 %, and shares of one list that add up to more, or that rounding keeps from 100 %."""
    for sentence in reading.sentences:
        shares = [one for one in sentence.figures if one.kind == "percent"]
        for share in shares:
            words = re.search(r"占([^,，。;；]{0,16})$", sentence.before(share, 18))
            if share.value > 100 and words and not _MAY_BE_MORE.search(words[1]):
                yield Finding(
                    "share_over_100",
                    Severity.ERROR,
                    share.start,
                    share.end,
                    share.text,
                    "≤ 100%",
                    Text("部分不可能占总体的 {share}。", "No part is {share} of its whole.").format(share=share.text),
                )
        yield from _list_of_shares(
            sentence, [one for one in shares if re.search(r"(?:占|占比|比例|比重)[^,，。;；]{0,10}$", sentence.before(one, 12))]
        )


#: Per cent. Shares that add up to more are of several wholes: 本科占 98%，高级职称占 30%.
_MOST = 115
_ONE_WHOLE = re.compile("其中|按|来源|构成|结构|组成|中[,，]|分别|三者|各占|合计")


def _of_one_whole(sentence: Sentence, shares: Sequence[Quantity]) -> bool:
    """Whether shares claim to make up one thing: it is said, or they are too exact to add up nearly by chance."""
    return bool(_ONE_WHOLE.search(sentence.text)) or shares[0].step < 1


def _list_of_shares(sentence: Sentence, shares: Sequence[Quantity]) -> Iterator[Finding]:
    if len(shares) < 3 or any(one.hedge or one.value >= 100 for one in shares) or sentence.text.count("占") < len(shares):
        return
    if len({one.step for one in shares}) > 1 or re.search(r"其中", sentence.text) or re.search(r"等[。,，]", sentence.text):
        return
    exact = sum((one.value for one in shares), start=Fraction(0))
    slack = sum((one.step / 2 for one in shares), start=Fraction(0))
    if exact == 100 or not 90 <= exact <= _MOST or not _of_one_whole(sentence, shares):
        return
    last = shares[-1]
    if abs(exact - 100) <= slack:
        yield Finding(
            "rounding",
            Severity.INFO,
            last.start,
            last.end,
            shown(exact, "%"),
            "100%",
            Text("各项合计 {sum}，差在四舍五入之内。", "The shares add up to {sum}, which rounding explains.").format(
                sum=shown(exact, "%")
            ),
        )
    elif exact > 100 or exact > 97:
        yield Finding(
            "shares_sum",
            Severity.ERROR if exact > 100 + slack else Severity.WARNING,
            last.start,
            last.end,
            shown(exact, "%"),
            "100%",
            Text(
                "各项占比合计 {sum}，不是 100%，四舍五入也不能解释。",
                "The shares add up to {sum}, not 100 %, and rounding does not explain it.",
            ).format(sum=shown(exact, "%")),
        )


def possible_percentage(reading: Reading) -> Iterator[Finding]:
    """GRIM (Brown and Heathers 2017): a percentage of a small count that no whole number gives."""
    for sentence in reading.sentences:
        for whole, share in zip(sentence.figures, sentence.figures[1:], strict=False):
            if whole.kind not in WHOLE or share.kind != "percent" or whole.hedge or share.hedge or not 0 < whole.value < 1_000:
                continue
            words = sentence.between(whole, share)
            if not re.match(r"^[^,，。;；]{0,12}(?:中|的)[,，]?[^。;；,，]{0,10}$", words) or share.value > 100:
                continue
            stated = Interval.of(share)
            count = whole.value
            lowest, highest = ceil(stated.low * count / 100), floor((stated.high or stated.low) * count / 100)
            if lowest > highest:
                nearest = round(share.value * count / 100)
                yield Finding(
                    "impossible_percentage",
                    Severity.ERROR,
                    share.start,
                    share.end,
                    share.text,
                    f"{nearest}/{shown(count)} = {shown(Fraction(nearest) / count * 100, '%')}",
                    Text(
                        "{whole} 的 {share} 不是整数：{a} 为 {pa}，{b} 为 {pb}。",
                        "No whole number of {whole} is {share}: {a} are {pa}, {b} are {pb}.",
                    ).format(
                        whole=whole.text,
                        share=share.text,
                        a=highest,
                        b=lowest,
                        pa=shown(Fraction(highest) / count * 100, "%"),
                        pb=shown(Fraction(lowest) / count * 100, "%"),
                    ),
                )
