"""The file of chances: everything that pages, tables and sentences say of them; its form is in docs/methods/chances.md."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from junheng.language import Text

from .chances import Chances
from .chances_overall import Overall
from .chances_tails import LEVEL, Named, bounds

FORMAT, ALGORITHM = "junheng-chances/1", "classes/1"
_DIGITS = 6

Document = Mapping[str, Any]


def document(chances: Chances, *, seal: str = "") -> Document:
    """What the file holds, of published codes. `seal` is the digest of the seal where the roster has one."""
    codes = chances.problem.codes
    first, second = np.triu_indices(len(chances.free), 1)
    fair = chances.fair_pairs[first, second]
    return {
        "format": FORMAT,
        "algorithm": ALGORITHM,
        "base": chances.base,
        "seal": seal,
        "seeds": chances.seeds,
        "level": [LEVEL.numerator, LEVEL.denominator],
        "codes": list(codes),
        "bound": [code for code, bound in zip(codes, chances.bound.tolist(), strict=True) if bound],
        "classes": {
            "draws": chances.classes.tolist(),
            "fair": _range(chances.fair_classes.reshape(-1)),
            "named": [[codes[one.places[0]], one.places[1], *_row(one)] for one in chances.named_classes],
            "unnamed": _unnamed(chances.fair_classes.reshape(-1), chances.seeds),
            "whole": _whole(chances.all_classes),
        },
        "pairs": {
            "draws": [chances.together[place, place + 1 :].tolist() for place in range(len(codes))],
            "fair": _range(fair),
            "named": [[codes[one.places[0]], codes[one.places[1]], *_row(one)] for one in chances.named_pairs],
            "unnamed": _unnamed(fair, chances.seeds),
            "whole": _whole(chances.all_pairs),
        },
    }


def written(content: Document) -> str:
    """The file's text."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False) + "\n"


def _row(one: Named) -> list[float]:
    return [one.draws, _rounded(one.least), _rounded(one.most), _rounded(one.p)]


def _range(shares: np.ndarray[Any, np.dtype[np.float64]]) -> list[float]:
    return [_rounded(float(shares.min())), _rounded(float(shares.mean())), _rounded(float(shares.max()))] if len(shares) else []


def _unnamed(shares: np.ndarray[Any, np.dtype[np.float64]], seeds: int) -> list[int]:
    """The fewest and the most draws of one with the mean chance that chance allows."""
    return list(bounds(float(shares.mean()), len(shares), seeds)) if len(shares) else []


def _whole(one: Overall) -> dict[str, float]:
    found = {"square": one.square, "error": one.error, "z": one.z, "p": one.p, "distance": one.points, "at_most": one.at_most}
    return {"compared": one.compared, **{key: _rounded(value) for key, value in found.items()}}


def _rounded(value: float) -> float:
    return float(f"{value:.{_DIGITS}g}")


def spoken(content: Document) -> Iterator[Text]:
    """What came of it, in sentences; everything comes from the file."""
    yield Text(
        "从公布的基数 {base}… 依次推出 {seeds} 个种子，各分一次班；正式抽签的种子不在其中。",
        "{seeds} seeds follow from the published base {base}…, and classes were formed from each; the seed that counts is none of them.",
    ).format(base=content["base"][:16], seeds=f"{content['seeds']:,}")
    if content["bound"]:
        yield Text(
            "{n} 名学生因同班、分开、指定班级或姓名相近而受要求约束，不参加比较。",
            "{n} pupils are bound by a wish (together, apart, preset) or by a name that others have, and are not compared.",
        ).format(n=len(content["bound"]))
    yield from _spoken_of(content, "classes")
    yield from _spoken_of(content, "pairs")


_NONE: Mapping[str, Text] = {
    "classes": Text(
        "没有学生进某个班的次数超出偶然的范围（比较 {n} 项；公平机会平均 {fair}%，即 {middle} 次，{least} 至 {most} 次都属偶然）。",
        "No pupil sat in a class more or less often than chance allows ({n} frequencies compared; a fair chance is {fair}% on average, "
        "{middle} draws, and {least} to {most} are chance).",
    ),
    "pairs": Text(
        "没有两名学生同班的次数超出偶然的范围（比较 {n} 对；公平机会平均 {fair}%，即 {middle} 次，{least} 至 {most} 次都属偶然）。",
        "No two pupils sat in one class more or less often than chance allows ({n} pairs compared; a fair chance is {fair}% on average, "
        "{middle} draws, and {least} to {most} are chance).",
    ),
}
_SOME: Mapping[str, Text] = {
    "classes": Text(
        "有 {some} 项学生进某个班的次数超出偶然的范围（比较 {n} 项），如 {what}：{draws} 次，公平应为 {least} 至 {most} 次。",
        "{some} frequencies of a pupil in a class are more or less than chance allows, of {n} compared; such as {what}: "
        "{draws} draws, {least} to {most} would be fair.",
    ),
    "pairs": Text(
        "有 {some} 对学生同班的次数超出偶然的范围（比较 {n} 对），如 {what}：{draws} 次，公平应为 {least} 至 {most} 次。",
        "{some} pairs sat in one class more or less often than chance allows, of {n} compared; such as {what}: {draws} draws, "
        "{least} to {most} would be fair.",
    ),
}
_ONE: Mapping[str, Text] = {
    "classes": Text("{first} 进 {second} 班", "{first} in class {second}"),
    "pairs": Text("{first} 与 {second}", "{first} and {second}"),
}
_WHOLE: Mapping[str, Mapping[bool, Text]] = {
    "classes": {
        True: Text(
            "全体学生合起来看：进班机会与公平机会没有可察觉的差别（差别至多 {most} 个百分点）。",
            "All pupils together: no difference from fair chances can be told (it is at most {most} percentage points).",
        ),
        False: Text(
            "全体学生合起来看：进班机会与公平机会平均相差 {points} 个百分点，超出偶然的范围。",
            "All pupils together: chances differ from fair ones by {points} percentage points on average, more than chance allows.",
        ),
    },
    "pairs": {
        True: Text(
            "所有各对合起来看：均衡没有使谁与谁更易或更难同班（差别至多 {most} 个百分点）。",
            "All pairs together: balance makes no two meet more or less often (the difference is at most {most} percentage points).",
        ),
        False: Text(
            "所有各对合起来看：同班机会与公平机会平均相差 {points} 个百分点，超出偶然的范围。",
            "All pairs together: chances of meeting differ from fair ones by {points} percentage points on average, beyond chance.",
        ),
    },
}


def _spoken_of(content: Document, what: str) -> Iterator[Text]:
    part = content[what]
    whole, named = part["whole"], part["named"]
    if not whole["compared"]:
        yield Text("没有可以比较的学生。", "There is nobody to compare.")
        return
    n = f"{whole['compared']:,}"
    if named:
        first, second, draws, least, most, _ = named[0]
        yield _SOME[what].format(
            some=len(named), n=n, what=_ONE[what].format(first=first, second=second), draws=draws, least=f"{least:.1f}", most=f"{most:.1f}"
        )
    else:
        least, most = part["unnamed"]
        fair = part["fair"][1]
        yield _NONE[what].format(n=n, fair=f"{100 * fair:.1f}", middle=round(fair * content["seeds"]), least=least, most=most)
    level = content["level"][0] / content["level"][1]
    yield _WHOLE[what][whole["p"] > level].format(points=f"{100 * whole['distance']:.2f}", most=f"{100 * whole['at_most']:.2f}")
