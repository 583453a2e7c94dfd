"""Picking from a list 抽取: a simple sample, one by strata 分层抽样, experts from a base 专家库抽取."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

from junheng.language import Text

from .errors import DrawError
from .keyed_order import keyed_order

#: The stratum of a list that has none.
WHOLE = ""


def sample(seed: bytes, strata: Mapping[str, str], quotas: Mapping[str, int], *, excluded: AbstractSet[str] = frozenset()) -> list[str]:
    """The codes picked, in the keyed order: of each stratum its first so many who are not excluded.

    Raises
    ------
    DrawError
        A stratum has fewer than its quota: it is named, and who was excluded there.

    >>> sample(bytes(32), {"a": "north", "b": "north", "c": "south"}, {"north": 1, "south": 1})
    ['a', 'c']
    """
    _enough(strata, quotas, excluded)
    left = dict(quotas)
    picked = []
    for code in keyed_order(seed, "sample", list(strata)):
        if code not in excluded and left.get(strata[code], 0):
            left[strata[code]] -= 1
            picked.append(code)
    return picked


def quotas(seed: bytes, sizes: Mapping[str, int], pick: int, *, least: int = 0) -> dict[str, int]:
    """How many of each stratum: `least` of each, then one after the other to the stratum that is furthest behind its size.

    Furthest behind is the largest ``size / (2 × given + 1)`` (Webster, Sainte-Laguë), compared in integers; equal ones by
    the keyed order of their names. A stratum never gets more than it has.

    Raises
    ------
    DrawError
        There are fewer than `pick` in all, or too few for `least` of each.

    >>> quotas(bytes(32), {"north": 60, "south": 30, "west": 10}, 10)
    {'north': 6, 'south': 3, 'west': 1}
    """
    given = {name: min(least, size) for name, size in sizes.items()}
    if pick < sum(given.values()):
        raise DrawError(
            Text(
                "共抽 {pick} 个，但 {n} 层每层至少 {least} 个需要 {need} 个。请增加抽取数或减少每层下限。",
                "{pick} are picked, but at least {least} of each of {n} strata makes {need}. Pick more, or lower that least.",
            ).format(pick=pick, n=len(sizes), least=least, need=sum(given.values()))
        )
    if not 1 <= pick <= sum(sizes.values()):
        raise DrawError(
            Text("名单共 {size} 个，不能抽取 {pick} 个。", "{pick} cannot be picked from a list of {size}.").format(
                size=sum(sizes.values()), pick=pick
            )
        )
    ranked = keyed_order(seed, "strata", list(sizes))
    for _ in range(pick - sum(given.values())):
        best = None
        for name in ranked:
            open_place = given[name] < sizes[name]
            if open_place and (best is None or sizes[name] * (2 * given[best] + 1) > sizes[best] * (2 * given[name] + 1)):
                best = name
        given[str(best)] += 1
    return {name: given[name] for name in sizes}


def stratum_sizes(strata: Mapping[str, str], excluded: AbstractSet[str] = frozenset()) -> dict[str, int]:
    """How many there are to pick from in every stratum, by its name."""
    sizes = dict.fromkeys(sorted(set(strata.values()), key=str.encode), 0)
    for code, name in strata.items():
        sizes[name] += code not in excluded
    return sizes


def _enough(strata: Mapping[str, str], quotas: Mapping[str, int], excluded: AbstractSet[str]) -> None:
    sizes = stratum_sizes(strata, excluded)
    for name, quota in quotas.items():
        if quota > sizes.get(name, 0):
            barred = sorted(code for code, stratum in strata.items() if stratum == name and code in excluded)
            raise DrawError(
                Text(
                    "“{name}”要抽 {quota} 个，可抽的只有 {there} 个（回避 {n} 个{barred}）。请减少数目，或核对回避名单。",
                    "“{name}” needs {quota} and has {there} to pick from ({n} excluded{barred}). Need fewer, or look at who is excluded.",
                ).format(name=name or Text("名单", "the list"), quota=quota, there=sizes.get(name, 0), n=len(barred), barred=_named(barred))
            )


def _named(codes: Sequence[str]) -> Text:
    if not codes:
        return Text("", "")
    return Text("：" + "、".join(codes), ": " + ", ".join(codes))
