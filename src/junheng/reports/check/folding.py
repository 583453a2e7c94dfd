"""One way to read letters, digits and marks, without moving any: full-width becomes plain, character by character."""

from __future__ import annotations

#: ！ to ～, and signs that people use for one another. The Chinese comma stays: it ends a clause and never groups thousands.
_PLAIN = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if code != ord("，")}
_PLAIN |= {ord("　"): ord(" "), ord("∶"): ord(":"), ord("−"): ord("-"), ord("–"): ord("-"), ord("—"): ord("-"), ord("～"): ord("~")}
#: Words of the trade as Taiwan, Hong Kong and Macao write them.
_PLAIN |= {
    ord(old): ord(new)
    for old, new in zip(
        "萬億個佔較長減達總數計劃項間臺為從與輛張條場戶噸歲", "万亿个占较长减达总数计划项间台为从与辆张条场户吨岁", strict=True
    )
}
_PLAIN |= {ord("︰"): ord(":"), ord("〜"): ord("~"), ord("\u00a0"): ord(" "), ord("﹪"): ord("%"), ord("²"): ord("2"), ord("³"): ord("3")}


def folded(text: str) -> str:
    """The text in plain letters and marks; every character stays at its place.

    >>> folded("２９．５％，共３∶１")
    '29.5%，共3:1'
    """
    return text.translate(_PLAIN)
