"""Which rules collide, by the smallest set of them, in plain words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from itertools import combinations
from math import comb

from junheng.language import Text

from .errors import ClassesError
from .placing import Placed, Rule, UndecidedError, limit_of, place, rules_of, search
from .problem import IntArray, Problem

#: Sets of one rule, of two, of three … are all tried, as long as that are no more searches than this.
_MOST_SEARCHES = 10_000
#: What some of the rules collide in is seen soon, or not by this.
_FEW_TRIALS = 2_000


def placed(problem: Problem, orders: Callable[[int], Sequence[int]], share: IntArray) -> Placed:
    """Where everybody sits who is placed first.

    Raises
    ------
    ClassesError
        No classes keep all rules: names a set of rules that collide, without any of which there would be some.
    """
    for number, pupils in sorted(_overfull(problem).items()):
        raise ClassesError(
            Text(
                "{number} 班只有 {places} 个名额，却有 {n} 人指定到该班：{who}。请减少到 {places} 人以内。",
                "Class {number} of the {classes} classes has {places} places, and {n} pupils are preset to it: {who}. "
                "Leave at most {places}.",
            ).format(number=number, classes=problem.classes, places=_places(problem, number), n=len(pupils), who=_listed(pupils)),
            codes=pupils,
        )
    try:
        found = place(problem, orders, share)
        decided = True
    except UndecidedError:
        found, decided = None, False
    if found is None:
        raise _collision(problem, orders, share, decided=decided)
    return found


def _overfull(problem: Problem) -> Mapping[int, list[str]]:
    """Class numbers to which more are preset than have places."""
    wanted = Counter(problem.preset.values())
    return {
        number: [problem.codes[pupil] for pupil, own in problem.preset.items() if own == number]
        for number, n in wanted.items()
        if n > _places(problem, number)
    }


def _places(problem: Problem, number: int) -> int:
    return problem.given[number - 1] if problem.given else problem.sizes[sorted(set(problem.preset.values())).index(number)]


def _collision(problem: Problem, orders: Callable[[int], Sequence[int]], share: IntArray, *, decided: bool) -> ClassesError:
    rules = rules_of(problem)

    def collide(some: Sequence[Rule]) -> bool:
        try:
            return search(problem, some, orders, share, attempts=1, trials=_FEW_TRIALS) is None
        except UndecidedError:
            return False

    named, tried = _smallest(rules, collide)
    if not named and not decided:
        return ClassesError(
            Text(
                "同班、分开、指定班级等要求太多，无法判断能否同时满足。请减少要求后再试。",
                "There are too many wishes and limits to tell whether classes can keep them all. Take some out.",
            )
        )
    named = named or _irreducible(rules, collide)
    parts = [said(problem, rule) for rule in named]
    zh, en = "；".join(part.zh for part in parts), "; ".join(part.en for part in parts)
    codes = dict.fromkeys(problem.codes[pupil] for rule in named for pupil in _pupils(problem, rule))
    return ClassesError(
        (_ALONE if len(named) == 1 else _SMALLEST if len(named) <= tried + 1 else _LOCAL).format(
            classes=problem.classes, size=max(problem.sizes), zh=zh, en=en
        ),
        codes=list(codes),
    )


def _smallest(rules: Sequence[Rule], collide: Callable[[Sequence[Rule]], bool]) -> tuple[Sequence[Rule], int]:
    """The first of the smallest sets of rules that collide, as far as sets are few enough to be tried; and up to which size none does."""
    searches = 0
    for size in range(1, len(rules) + 1):
        searches += comb(len(rules), size)
        if searches > _MOST_SEARCHES:
            return (), size - 1
        for some in combinations(rules, size):
            if collide(some):
                return some, size - 1
    return (), len(rules)


def _irreducible(rules: Sequence[Rule], collide: Callable[[Sequence[Rule]], bool]) -> Sequence[Rule]:
    """A set of rules that collide, from which none can be left out."""
    kept = list(rules)
    for rule in rules:
        fewer = [other for other in kept if other != rule]
        if collide(fewer):
            kept = fewer
    return kept


_ALONE = Text(
    "{classes} 个班、每班至多 {size} 人时，下列要求无法满足：{zh}。",
    "With {classes} classes of at most {size}, this cannot be kept: {en}.",
)
_SMALLEST = Text(
    "{classes} 个班、每班至多 {size} 人时，下列要求不能同时满足，去掉其中任何一条即可（已是条数最少的一组）：{zh}。",
    "With {classes} classes of at most {size}, these rules cannot all be kept; without any one of them they can, and no fewer "
    "collide: {en}.",
)
_LOCAL = Text(
    "{classes} 个班、每班至多 {size} 人时，下列要求不能同时满足，去掉其中任何一条即可（可能还有条数更少的组合）：{zh}。",
    "With {classes} classes of at most {size}, these rules cannot all be kept; without any one of them they can (a smaller set may "
    "collide too): {en}.",
)

_WORDS: Mapping[str, Text] = {
    "together": Text("同班“{label}”（{who}）", "together “{label}” ({who})"),
    "apart": Text("分开“{label}”（{who}）", "apart “{label}” ({who})"),
    "preset": Text("{label} 指定 {number} 班", "{label} preset to class {number}"),
    "namesakes": Text("姓名相近“{label}”（{who}）每班至多 {most} 人", "names alike “{label}” ({who}), at most {most} a class"),
    "most": Text("“{label}”（共 {n} 人）每班至多 {most} 人", "at most {most} a class of “{label}”, which {n} are"),
}


def _pupils(problem: Problem, rule: Rule) -> Sequence[int]:
    kind, label = rule
    limit = limit_of(problem, rule)
    return limit.pupils if limit else problem.together[label] if kind == "together" else (problem.codes.index(label),)


def said(problem: Problem, rule: Rule) -> Text:
    """A rule in words, with whom it binds."""
    kind, label = rule
    pupils, limit = _pupils(problem, rule), limit_of(problem, rule)
    return _WORDS[kind].format(
        label=label,
        who=_listed([problem.codes[pupil] for pupil in pupils]),
        n=len(pupils),
        most=limit.most if limit else 1,
        number=problem.preset.get(pupils[0], ""),
    )


def _listed(codes: Sequence[str]) -> Text:
    return Text("、".join(codes), ", ".join(codes))
