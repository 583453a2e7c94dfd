"""What a field says of figures beyond their values: change, growth, share, within the limit, plan reached, typed by hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from junheng.language import Text
from junheng.reports.figure import FigureId
from junheng.reports.rounding import rounded, written
from junheng.reports.totals import ANY_KIND
from junheng.tables.schema import ALL_LEVELS

from .asking import Asked, read_asked
from .document import Figure, Span
from .template import Goal
from .writer import NO_DATA, Writer

_ROSE = (Text("上升", "up by "), Text("下降", "down by "), Text("持平", "unchanged"))
_GREW = (Text("增长", "up by "), Text("下降", "down by "), Text("持平", "unchanged"))
_POINTS = Text("个百分点", " percentage points")
_NOT_COMPARABLE = Text("无可比数据", "not comparable")
#: Decimals of a percentage where a field asks for none.
_PERCENT = 1


def _change(writer: Writer, words: Sequence[str], phrases: Sequence[str]) -> Figure:
    """上升0.012, 下降…, 持平: the difference of what is written, so that a reader who subtracts finds it."""
    now, before, asked, values = _both(writer, words)
    if values is None:
        return _nothing(writer, now, before)
    places = writer.decimals(now, asked)
    by = rounded(values[0], places) - rounded(values[1], places)
    unit = writer.unit_behind(now, asked)
    # What a percentage rises by is counted in points: 5 % more of 40 % would be 42 %.
    unit = _POINTS(writer.language) if unit == "%" else unit
    return Figure(_moved(writer, by, phrases, _ROSE, f"{written(abs(by))}{unit}"), _made(now, before))


def _growth(writer: Writer, words: Sequence[str], phrases: Sequence[str]) -> Figure:
    """增长8.3%: the change as a share of the value before, of unrounded values."""
    now, before, asked, values = _both(writer, words)
    if values is None or values[1] <= 0:
        return _nothing(writer, now, before)
    by = rounded(100 * (values[0] - values[1]) / values[1], _PERCENT if asked.decimals is None else asked.decimals)
    return Figure(_moved(writer, by, phrases, _GREW, f"{written(abs(by))}%"), _made(now, before))


def _rose(writer: Writer, words: Sequence[str], phrases: Sequence[str]) -> Figure:
    """One of three phrases: where it rose, fell, stayed as written."""
    if len(phrases) != 3:
        raise writer.refused(
            Text("rose 后应有三个说法：|上升|下降|持平。", "rose takes three phrases: |rose|fell|unchanged."), " ".join(words)
        )
    now, before, asked, values = _both(writer, words)
    if values is None:
        return _nothing(writer, now, before)
    places = writer.decimals(now, asked)
    by = rounded(values[0], places) - rounded(values[1], places)
    return Figure(phrases[0] if by > 0 else phrases[1] if by < 0 else phrases[2], _made(now, before))


def _share(writer: Writer, words: Sequence[str], phrases: Sequence[str]) -> Figure:  # noqa: ARG001 - as all verbs
    """The first figure as a percentage of the second: ``share A of B``."""
    if "of" not in words:
        raise writer.refused(
            Text("{{share {word}}} 应写作 {{share … of …}}。", "{{share {word}}} should be {{share … of …}}."), " ".join(words)
        )
    cut = list(words).index("of")
    part, whole = read_asked(words[:cut], writer.line), read_asked(words[cut + 1 :], writer.line)
    figures = writer.figure(part), writer.figure(whole)
    values = writer.value(figures[0], part), writer.value(figures[1], whole)
    if values[0] is None or not values[1]:
        return Figure(NO_DATA(writer.language), figures)
    places = next((each.decimals for each in (whole, part) if each.decimals is not None), _PERCENT)
    return Figure(f"{written(rounded(100 * values[0] / values[1], places))}%", figures)


def _met(writer: Writer, words: Sequence[str], phrases: Sequence[str]) -> Figure:
    """A phrase, judged on the unrounded value; a third one where data lack."""
    if len(phrases) not in (2, 3):
        raise writer.refused(Text("met 后应有两个说法：|达标|未达标。", "met takes two phrases: |within|over."), " ".join(words))
    figure = writer.figure(read_asked(words, writer.line))
    within = writer.values.within(figure)
    unknown = phrases[2] if len(phrases) == 3 else NO_DATA(writer.language)
    return Figure(unknown if within is None else phrases[0] if within else phrases[1], (figure,))


def _limit(writer: Writer, words: Sequence[str], phrases: Sequence[str]) -> str:  # noqa: ARG001 - as all verbs
    """The largest coefficient in force."""
    limit = writer.values.limit(writer.figure(read_asked(words, writer.line)))
    return "—" if limit is None else f"{limit:g}"


def _within(writer: Writer, words: Sequence[str], phrases: Sequence[str]) -> Figure:  # noqa: ARG001 - as all verbs
    """How many of the areas right below keep their limit."""
    asked = read_asked(words, writer.line)
    below = writer.values.areas_of(writer.area(asked.area))
    figures = tuple(writer.figure(replace(asked, area=area)) for area in below)
    return Figure(str(sum(writer.values.within(figure) is True for figure in figures)), figures)


def _areas(writer: Writer, words: Sequence[str], phrases: Sequence[str]) -> Figure:  # noqa: ARG001 - as all verbs
    """How many areas there are right below; each leads to its units."""
    below = writer.values.areas_of(writer.scope.area)
    return Figure(str(len(below)), tuple(FigureId("count", area, ALL_LEVELS, ANY_KIND, writer.scope.period) for area in below))


def _goal(writer: Writer, words: Sequence[str], phrases: Sequence[str]) -> Figure:  # noqa: ARG001 - as all verbs
    """What the plan asks for, in the unit of its figure; it comes from the plan, and says from where."""
    goal = _goal_of(writer, words)
    asked = _asked(writer, goal)
    figure = writer.figure(asked)
    label = writer.unit_behind(figure, asked)
    return Figure(
        f"{written(Decimal(repr(goal.value)).normalize() if goal.value % 1 else Decimal(int(goal.value)))}{label}", (), goal.source
    )


def _reached(writer: Writer, words: Sequence[str], phrases: Sequence[str]) -> Figure:
    """A phrase: whether the plan's goal was reached; a third one where data lack."""
    if len(phrases) not in (2, 3):
        raise writer.refused(
            Text("reached 后应有两个说法：|完成|未完成。", "reached takes two phrases: |reached|not reached."), " ".join(words)
        )
    goal = _goal_of(writer, words)
    asked = _asked(writer, goal)
    figure = writer.figure(asked)
    value = writer.value(figure, asked)
    if value is None:
        return Figure(phrases[2] if len(phrases) == 3 else NO_DATA(writer.language), (figure,))
    done = value <= goal.value if goal.at_most else value >= goal.value
    return Figure(phrases[0] if done else phrases[1], (figure,))


def _completion(writer: Writer, words: Sequence[str], phrases: Sequence[str]) -> Figure:  # noqa: ARG001 - as all verbs
    """How much of the plan's goal was reached, in per cent."""
    goal = _goal_of(writer, words)
    asked = _asked(writer, goal)
    figure = writer.figure(asked)
    value = writer.value(figure, asked)
    if value is None or goal.value <= 0:
        return Figure(NO_DATA(writer.language), (figure,))
    return Figure(f"{written(rounded(100 * value / goal.value, _PERCENT))}%", (figure,))


def _typed(writer: Writer, words: Sequence[str], phrases: Sequence[str]) -> Figure:
    """A figure that no release has, with where it comes from: ``typed 46.2万人|市统计局2025年统计公报``."""
    if len(phrases) != 1 or not words or not phrases[0]:
        raise writer.refused(
            Text(
                "手填的数字应写明出处：{{typed 46.2万人|统计公报}}。", "a typed figure says where it is from: {{typed 462,000|yearbook}}."
            ),
            " ".join(words),
        )
    return Figure(" ".join(words), (), phrases[0])


VERBS: Mapping[str, Callable[[Writer, Sequence[str], Sequence[str]], Span]] = {
    "change": _change,
    "growth": _growth,
    "rose": _rose,
    "share": _share,
    "met": _met,
    "limit": _limit,
    "within": _within,
    "areas": _areas,
    "goal": _goal,
    "reached": _reached,
    "completion": _completion,
    "typed": _typed,
}


def _both(writer: Writer, words: Sequence[str]) -> tuple[FigureId, FigureId | None, Asked, tuple[float, float] | None]:
    """A figure, the same a period before, and both values; no values where one is missing or it is the first period."""
    asked = read_asked(words, writer.line)
    now = writer.figure(asked)
    if writer.values.periods_like(now.period).index(now.period) == 0:
        return now, None, asked, None
    before = writer.figure(asked, back=1)
    new, old = writer.value(now, asked), writer.value(before, asked)
    return now, before, asked, None if new is None or old is None else (new, old)


def _made(now: FigureId, before: FigureId | None) -> tuple[FigureId, ...]:
    return (now,) if before is None else (now, before)


def _nothing(writer: Writer, now: FigureId, before: FigureId | None) -> Figure:
    return Figure(_NOT_COMPARABLE(writer.language), _made(now, before))


def _moved(writer: Writer, by: Decimal, phrases: Sequence[str], usual: tuple[Text, Text, Text], amount: str) -> str:
    """The word for the way it went, and how far; phrases of the template's own stand before the usual words."""
    if phrases and len(phrases) != 3:
        raise writer.refused(
            Text("应有三个说法：|增加|减少|持平，现有 {word}。", "it takes three phrases: |more|fewer|unchanged, not {word}."),
            "|".join(phrases),
        )
    words = tuple(phrases) or tuple(word(writer.language) for word in usual)
    return words[2] if by == 0 else f"{words[0] if by > 0 else words[1]}{amount}"


def _goal_of(writer: Writer, words: Sequence[str]) -> Goal:
    name = " ".join(words)
    if name not in writer.goals:
        raise writer.refused(
            Text("模板没有目标 {word}，有 {known}。", "the template has no goal {word}; it has {known}."), name, tuple(writer.goals)
        )
    return writer.goals[name]


def _asked(writer: Writer, goal: Goal) -> Asked:
    return read_asked(goal.figure.split(), writer.line)
