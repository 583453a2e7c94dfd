"""Late arrivals from roster to certificate: sealed with the classes as they stand, placed by a seed of their own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations

from junheng.certificates import (
    Algorithm,
    Certificate,
    CertificateError,
    Comparison,
    Listing,
    Seal,
    check,
    listing,
    public_codes,
    refuse_changed,
    refuse_early,
    refuse_other_sources,
    roll_of,
    seal,
)
from junheng.certificates.canonical_json import Json
from junheng.draw import SeedSource, joined_seed
from junheng.language import Text

from .check import RECOMPUTERS
from .collisions import said
from .errors import ClassesError
from .everybody import everybody, stated
from .late import Late, late_question, place_late
from .placing import Rule, UndecidedError, limit_of, rules_of
from .problem import shown
from .rules import Rules, parse_rules
from .scores import refuse_scores
from .standing import BEFORE, IN_CLASS, LIST, refuse_drawn, standing

LATE = "classes-late"
VERSION = "1"
#: Sets of so many rules are tried to find out which collide.
_MOST_TOGETHER = 3


def late_shown(rules: Rules, lists: Mapping[str, Listing]) -> dict[str, Listing]:
    """Both lists as published."""
    before = lists[BEFORE]
    public = shown(rules, before)
    classes = dict(zip(public_codes(before, open_codes=rules.open_codes), before.column(IN_CLASS) or (), strict=True))
    rows = [(*row, classes[row[0]]) for row in public.rows]
    return {LIST: shown(rules, lists[LIST]), BEFORE: listing((*public.columns, IN_CLASS), rows)}


def seal_late(
    previous: Certificate,
    lists: Mapping[str, Listing],
    *,
    at: str = "",
    comparison: Comparison | None = None,
    replaces: Sequence[Seal] = (),
    reason: str = "",
) -> tuple[Seal, ...]:
    """The seals of a late roster and of the classes as they stand, which `late_lists` gives; without a time a rehearsal's 演练.

    Raises
    ------
    ClassesError, CertificateError, ListRejected
        Scores in an entry grade, wishes that cannot be kept, somebody who has a class already, classes that are not those of `previous`.
    """
    rules = parse_rules(previous.rules)
    refuse_scores(rules, lists[LIST])
    refuse_drawn(previous, lists[LIST])
    _refuse_other(previous, lists)
    _refuse_collisions(late_question(rules, lists))
    before = {each.name: each for each in replaces}
    return tuple(
        seal(
            lists[name].text,
            previous.rules,
            comparison=comparison if name == LIST else None,
            at=at,
            name=name,
            public=public,
            reason=reason,
            replaces=before.get(name),
        )
        for name, public in late_shown(rules, lists).items()
    )


def certify_late(
    previous: Certificate, lists: Mapping[str, Listing], seals: Sequence[Seal], sources: Sequence[SeedSource], *, round_name: str
) -> Certificate:
    """Place late pupils, and write the certificate, of everybody; it is recomputed by the check before anyone sees it.

    `lists` and `seals` are those of `late_lists` and `seal_late`.

    Raises
    ------
    ClassesError, DrawError, CertificateError, ListRejected
        A list was changed after its seal, the round is not one, a source was known before, or the wishes collide.
    """
    rules, text = parse_rules(previous.rules), previous.rules
    public, current = late_shown(rules, lists), {each.name: each for each in seals}
    for name, one in public.items():
        if name not in current:
            raise CertificateError(Text("名单“{name}”尚未封存。", "The list “{name}” has not been sealed.").format(name=name))
        refuse_changed(current[name], lists[name], text, public=one)
    _refuse_other(previous, lists)
    refuse_other_sources(rules.sources, sources)
    refuse_early(current.values(), sources)
    refuse_drawn(previous, lists[LIST], sources=sources, round_name=round_name)
    seed = joined_seed(sources, round_name=round_name)
    question = late_question(rules, public)
    placed = _placed(question, seed)
    sits = {code: int(row[IN_CLASS]) for code, row in public[BEFORE].by_code.items()}
    classes = sits | {question.problem.codes[pupil]: number for pupil, number in placed.items()}
    figures, proof = stated(rules, everybody(public), classes)
    older, _ = stated(rules, everybody({BEFORE: public[BEFORE]}), sits)
    certificate = Certificate(
        title=rules.title,
        algorithm=Algorithm(LATE, VERSION),
        seals=tuple(seals),
        rules=text,
        lists=public,
        sources=tuple(sources),
        seed=seed.hex(),
        result=_result(rules, lists, classes),
        figures={**figures, "gaps_before": older["gaps"], "sizes_before": older["sizes"]},
        proof={name: value for name, value in proof.items() if name != "blocking"},
        round_name=round_name,
        previous=previous.digest,
        private={name: one.text for name, one in lists.items()},
    )
    wrong = check(certificate, recomputers=RECOMPUTERS)
    if wrong:
        raise RuntimeError(f"The late round and its check disagree: {wrong[0].text.en}")
    return certificate


def _result(rules: Rules, lists: Mapping[str, Listing], classes: Mapping[str, int]) -> dict[str, Json]:
    found: dict[str, Json] = {
        "assigned": [[code, number] for code, number in sorted(classes.items(), key=lambda one: (one[1], one[0].encode()))]
    }
    if not rules.open_codes:
        found["roll"] = roll_of(lists[LIST], classes, lists[BEFORE])
    return found


def _refuse_other(previous: Certificate, lists: Mapping[str, Listing]) -> None:
    """Refuse classes before that are not those of the earlier certificate."""
    now, then = lists[BEFORE], standing(previous)
    columns = ("code", IN_CLASS)
    if [now.column(column) for column in columns] != [then.column(column) for column in columns]:
        raise CertificateError(
            Text(
                "原有班级名单与上一轮证书不符。请用上一轮证书重新生成并封存。",
                "The classes before are not those of the earlier certificate. Make and seal them anew from it.",
            )
        )


def _placed(question: Late, seed: bytes) -> Mapping[int, int]:
    try:
        found = place_late(question, seed)
    except UndecidedError:
        found = None
    if found is None:
        raise _collision(question, seed)
    return found


def _refuse_collisions(question: Late) -> None:
    _placed(question, bytes(32))


def _collision(question: Late, seed: bytes) -> ClassesError:
    """The smallest set of rules of late pupils that collide."""
    late = set(question.late)
    rules = [rule for rule in rules_of(question.problem) if late.intersection(_pupils(question, rule))]
    for size in range(1, _MOST_TOGETHER + 1):
        for some in combinations(rules, size):
            if _collide(question, seed, some):
                named = [said(question.problem, rule) for rule in some]
                return ClassesError(
                    Text(
                        "已分的班不动时，补录学生的下列要求不能满足：{zh}。去掉其中任何一条即可。",
                        "With everybody who has a class staying there, late pupils cannot have this: {en}. Without any one of it they can.",
                    ).format(zh="；".join(each.zh for each in named), en="; ".join(each.en for each in named)),
                    codes=[question.problem.codes[pupil] for rule in some for pupil in _pupils(question, rule)],
                )
    return ClassesError(
        Text(
            "补录学生的同班、分开、指定班级等要求不能同时满足。请减少要求后再试。",
            "The wishes and limits of late pupils cannot all be kept. Take some out.",
        )
    )


def _pupils(question: Late, rule: Rule) -> Sequence[int]:
    kind, label = rule
    limit = limit_of(question.problem, rule)
    return limit.pupils if limit else question.problem.together[label] if kind == "together" else (question.problem.codes.index(label),)


def _collide(question: Late, seed: bytes, some: Sequence[Rule]) -> bool:
    try:
        return place_late(question, seed, some) is None
    except UndecidedError:
        return False
