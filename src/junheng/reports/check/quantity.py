"""What a text says in numbers: one frozen dataclass."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Quantity:
    """One figure of a text. Values are exact, in the base unit: 万 and 亿 multiplied out, 29 for 29 %, a/b for a:b."""

    start: int  # in characters of the text as read; the figure with its unit, without the hedge before it
    end: int
    text: str
    value: Fraction
    unit: str  # as written, without 万 and 亿; "" for a bare number, "a:b" for a ratio
    kind: str  # count, people, money, percent, …
    high: Fraction | None = None  # the upper end of a range
    hedge: str = ""  # 约, 余, 近, 以上 …
    step: Fraction = Fraction(1)  # what one in the last digit is worth: the value was rounded to it
    period: str = ""  # the year it is of; "" where the text names none
    subject: str = ""  # what is counted, as the text has it
    whole_and_part: tuple[Fraction, Fraction] | None = None  # of a ratio: a and b as written

    @property
    def approximate(self) -> bool:
        """Whether it is hedged, or a range."""
        return bool(self.hedge) or self.high is not None

    @property
    def interval(self) -> tuple[Fraction, Fraction | None]:
        """What the true value can be, by rounding and hedge; None where there is no upper end."""
        half = self.step / 2
        if self.high is not None:
            return self.value, self.high
        if self.hedge in AT_LEAST:
            return self.value, None
        if self.hedge in AT_MOST:
            return Fraction(0), self.value
        if self.hedge in MORE:
            return self.value, self.value + _next(self.value)
        if self.hedge in LESS:
            return self.value - _next(self.value), self.value
        if self.hedge:
            return self.value * Fraction(9, 10), self.value * Fraction(11, 10)
        return self.value - half, self.value + half


def _next(value: Fraction) -> Fraction:
    """Half of the last non-zero place: 3万余 is less than 35,000 hardly ever meant, 40,000 never reached."""
    size = Fraction(1)
    while value and (value / size) % 10 == 0:
        size *= 10
    while value and (value / size).denominator > 1:
        size /= 10
    return size


MORE = frozenset(("余", "多", "来", "超过", "逾", "超", "突破", "高于", "大于", "过"))
LESS = frozenset(("近", "将近", "不足", "不到", "接近", "低于", "小于", "未满"))
AT_LEAST = frozenset(("以上", "及以上", "不低于", "不少于", "至少", "不小于", "起"))
AT_MOST = frozenset(("以下", "以内", "之内", "不超过", "不高于", "至多", "最多", "不多于", "控制在"))
ABOUT = frozenset(("约", "大约", "大概", "左右", "上下", "几乎", "平均约", "估计", "预计约"))
