"""Why this class: from a certificate alone, in sentences for parents; what it was, what chance there was, what would have changed it."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from junheng.certificates import Certificate, shown_time
from junheng.language import Text

from .everybody import drawn, moves_of
from .explain import attribute, listed
from .forming import ORDER, Formed, form
from .late import late_question, place_late, turns
from .placing import limit_of, rules_of
from .problem import Problem, pose
from .rules import Rules, parse_rules

#: Sums named one by one.
_NAMED = 6


def why(certificate: Certificate, code: str, *, chances: Mapping[str, Any] | None = None) -> tuple[Text, ...]:
    """Why somebody is in its class; `code` as published, `chances` the file of chances of the same list, where there is one.

    Raises
    ------
    KeyError
        Nobody in the certificate has the code.
    """
    number = drawn(certificate)[code]
    late = "before" in certificate.lists
    how = _late(certificate, code, number) if late else _formed(certificate, code, number)
    counted = () if chances is None or late else tuple(_counted(chances, code, number))
    return (*how, *counted, *_moved(certificate, code), _otherwise(certificate))


def _formed(certificate: Certificate, code: str, number: int) -> Iterator[Text]:
    """Order, deal, swaps, and the number drawn."""
    rules = parse_rules(certificate.rules)
    problem = pose(rules, certificate.lists["list"])
    seed = bytes.fromhex(certificate.seed)
    formed = form(problem, seed)
    pupil = problem.codes.index(code)
    group = int(formed.group[pupil])
    if pupil in problem.preset:
        yield Text(
            "规则在封存前已指定 {number} 班，不由抽签决定。", "The rules had fixed class {number} before the seal; no lot decided."
        ).format(number=number)
        return
    if pupil in formed.first.group:
        yield _bound(problem, pupil, int(formed.dealt[pupil]) + 1)
    else:
        yield _dealt(rules, problem, seed, pupil, int(formed.dealt[pupil]) + 1)
    if formed.dealt[pupil] != group:
        yield _swapped(problem, formed, pupil)
    yield _numbered(rules, problem, group, number)


def _bound(problem: Problem, pupil: int, group: int) -> Text:
    """The wishes and limits for which somebody is placed first."""
    names = {
        "apart": Text("分开", "apart"),
        "namesakes": Text("同名同音分开", "names alike"),
        "most": Text("每班至多 {k} 人", "at most {k} a class"),
    }
    parts = [
        Text("与标记“{label}”的人同班", "together with “{label}”").format(label=label)
        for label, members in problem.together.items()
        if pupil in members
    ]
    for rule in rules_of(problem):
        limit = limit_of(problem, rule)
        if limit and pupil in limit.pupils:
            label = "" if rule[0] == "namesakes" else f"“{rule[1]}”"
            said = names[rule[0]].format(k=limit.most)
            parts.append(Text(f"{label}{said.zh}", f"{said.en} {label}".strip()))
    return Text(
        "有要求（{rules}）的学生先安排：按抽签顺序轮到时，进了仍缺人、又不违反要求的第 {group} 组。",
        "Those whom a rule binds ({rules}) are placed first, in the order of the lot: into group {group}, which lacked some.",
    ).format(rules=listed(parts), group=group)


def _dealt(rules: Rules, problem: Problem, seed: bytes, pupil: int, group: int) -> Text:
    def key(code: str) -> bytes:
        return hmac.digest(seed, f"order|{ORDER}|{code}".encode(), hashlib.sha256)

    own = key(problem.codes[pupil])
    alike = [problem.codes[other] for other in np.flatnonzero(problem.stratum == problem.stratum[pupil]).tolist()]
    place = sum(key(code) < own for code in alike) + 1
    kinds = []
    if rules.shared:
        kinds.append(attribute(f"{problem.shared}={problem.sexes[int(problem.sex[pupil])]}"))
    if rules.bands:
        kinds.append(attribute(f"band={int(problem.band[pupil]) + 1}"))
    return Text(
        "抽签：在 {n} 人（{kind}）中，按种子定下的顺序排第 {place}，依次轮到第 {group} 组。排序值 {key}…，可自行重算："
        "printf 'order|{domain}|{code}' | openssl dgst -sha256 -mac hmac -macopt hexkey:{seed}",
        "The lot: number {place} of {n} ({kind}) in the order that the seed gives, dealt in turn to group {group}. The key is {key}…; "
        "recompute it: printf 'order|{domain}|{code}' | openssl dgst -sha256 -mac hmac -macopt hexkey:{seed}",
    ).format(
        kind=listed(kinds) if kinds else Text("全部", "everybody"),
        n=len(alike), place=place, group=group, key=own.hex()[:16], domain=ORDER, code=problem.codes[pupil], seed=seed.hex(),
    )  # fmt: skip


def _swapped(problem: Problem, formed: Formed, pupil: int) -> Text:
    """Which sums of the two groups were not yet as they should be."""
    groups = [int(formed.dealt[pupil]), int(formed.group[pupil])]
    sums = np.array([problem.values[formed.dealt == group].sum(axis=0) for group in groups])
    off = [name for name, unmet in zip(problem.names, (sums != formed.wanted[groups]).any(axis=0).tolist(), strict=True) if unmet]
    named = listed([attribute(name) for name in off[:_NAMED]])
    more = Text("等 {n} 项", " and others, {n} in all").format(n=len(off)) if len(off) > _NAMED else Text("", "")
    return Text(
        "为使各组的{sums}尽量相同，按公开的规则与同类学生交换，到了第 {group} 组。",
        "So that groups come to the same sums ({sums}), swapped with pupils of the same kind by the published rule, into group {group}.",
    ).format(sums=Text(f"{named.zh}{more.zh}" if off else "人数", f"{named.en}{more.en}" if off else "sizes"), group=groups[1] + 1)


def _numbered(rules: Rules, problem: Problem, group: int, number: int) -> Text:
    open_numbers = [one for one in range(1, problem.classes + 1) if one not in problem.preset.values()]
    if number not in open_numbers:
        return Text(
            "第 {group} 组有指定到 {number} 班的学生，就是 {number} 班。",
            "Group {group} has pupils preset to class {number}, so it is class {number}.",
        ).format(group=group + 1, number=number)
    if rules.sizes:
        open_numbers = [one for one in open_numbers if rules.sizes[one - 1] == problem.sizes[group]]
    return Text(
        "班号也由种子抽出：第 {group} 组抽到 {number} 班。{n} 个班号（{numbers}）机会相等，各 1/{n}。",
        "Class numbers are drawn too: group {group} drew class {number}. Each of {n} numbers ({numbers}) was as likely, 1 in {n}.",
    ).format(group=group + 1, number=number, n=len(open_numbers), numbers=" ".join(map(str, open_numbers)))


#: What left the classes that were as good, in the order of docs/methods/classes.md §9.
_NEEDS = (
    Text("人数最少", "fewest pupils"),
    Text("同性别（岗位、分数段）的人最少", "fewest of the same sex (post, band)"),
    Text("总分最需要补足", "most in want of such a total"),
    Text("同类别（生源等）的人最少", "fewest of the same origin or other trait"),
)


def _late(certificate: Certificate, code: str, number: int) -> Iterator[Text]:
    if code in certificate.lists["before"].by_code:
        yield Text(
            "补录之前已在 {number} 班，补录不动已有的班。为什么在这个班，见上一轮证书。",
            "In class {number} before the late round, which moves nobody. Why this class: see the certificate of the round before.",
        ).format(number=number)
        return
    question = late_question(parse_rules(certificate.rules), certificate.lists)
    seed = bytes.fromhex(certificate.seed)
    placed = place_late(question, seed)
    pupil = question.problem.codes.index(code)
    turn = next(turn for turn in turns(question, seed, placed or {}) if pupil in turn.pupils)
    if len(turn.suiting) < question.problem.classes:
        yield Text(
            "补录：按要求（同班、分开、指定等）可进的班：{numbers}。", "A late pupil. Wishes and limits left these classes: {numbers}."
        ).format(numbers=" ".join(map(str, sorted(turn.suiting))))
    if turn.decided >= 0:
        rules = parse_rules(certificate.rules)
        read = (True, rules.shared or rules.bands, rules.scores, rules.traits)
        needs = listed([need for need, column in zip(_NEEDS[: turn.decided + 1], read, strict=False) if column])
        yield Text(
            "轮到时依次比较：{needs}；最合适的班：{numbers}。", "Compared in this order: {needs}. The best classes: {numbers}."
        ).format(needs=needs, numbers=" ".join(map(str, sorted(turn.equal))))
    if len(turn.equal) > 1:
        yield Text(
            "同样合适的 {n} 个班由种子抽定，机会各 1/{n}：抽到 {number} 班。",
            "Of {n} classes as good the seed drew class {number}, 1 in {n} each.",
        ).format(n=len(turn.equal), number=number)
    else:
        yield Text("因此进 {number} 班，没有别的班同样合适。", "So it is class {number}; no other was as good.").format(number=number)


def _counted(chances: Mapping[str, Any], code: str, number: int) -> Iterator[Text]:
    """How often other seeds gave this class."""
    if code not in chances["codes"]:
        return
    times = chances["classes"]["draws"][chances["codes"].index(code)]
    yield Text(
        "换 {seeds} 个种子各分一次班：这名学生进 {number} 班 {n} 次；进各班的次数：{times}。",
        "From {seeds} other seeds: this pupil came {n} times to class {number}; to each class: {times}.",
    ).format(seeds=chances["seeds"], number=number, n=times[number - 1], times=" ".join(map(str, times)))


def _moved(certificate: Certificate, code: str) -> Iterator[Text]:
    for moved, old, new, reason in moves_of(certificate):
        if moved == code:
            yield Text(
                "抽签之后经调整从 {old} 班到 {new} 班，公布的理由：{reason}。",
                "Moved by hand from class {old} to class {new} after the draw; the published reason: {reason}.",
            ).format(old=old, new=new, reason=reason)


def _otherwise(certificate: Certificate) -> Text:
    """What would have changed it."""
    if certificate.rehearsal:
        return Text("这是演练，不作为分班依据。", "This was a rehearsal, which decides nothing.")
    at = certificate.seals[-1].at
    sources = listed([Text(one.label or one.name, one.label or one.name) for one in certificate.sources])
    return Text(
        "只有换一份名单或换一个种子，结果才会不同。名单和规则在 {at} 封存，种子来自其后产生的号码：{sources}。",
        "Only another list or seed would have changed it. List and rules were sealed at {at}; the numbers came later: {sources}.",
    ).format(at=Text(shown_time(at, "zh"), shown_time(at, "en")), sources=sources)
