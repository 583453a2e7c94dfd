"""Pupils whom a wish binds are placed first, and stay: together, apart, preset; or the wishes that collide are named."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from junheng.language import Text

from .errors import ClassesError
from .problem import Problem

#: Trials after which the search gives up; real wishes need a few hundred.
_TRIALS = 100_000
#: Each is one step deeper in the search.
_MOST_BLOCKS = 400

Wish = tuple[str, str]  # kind, and its label or its pupil


class _UndecidedError(Exception):
    """The search was given up."""


@dataclass(frozen=True)
class _Blocks:
    """Pupils who go as one, and what each block may not do."""

    members: tuple[tuple[int, ...], ...]
    given: tuple[frozenset[int], ...]  # groups that the block's presets name
    foes: tuple[frozenset[int], ...]  # blocks that must be elsewhere


def place(problem: Problem, order: Sequence[int]) -> dict[int, int]:
    """The group of every bound pupil. `order` is the keyed order of all pupils; groups count from 0.

    The groups of preset classes come first. Blocks in the order of presets, size, keyed order; each goes to the group with
    the fewest bound pupils so far that can take it, with a way back where that leads nowhere.

    Raises
    ------
    ClassesError
        No classes keep all wishes: names a set of wishes that collide, without any of which there would be some.
    """
    wishes = list(_wishes(problem))
    try:
        found = _search(problem, wishes, order)
        if found is None:
            raise ClassesError(_collision(problem, _colliding(problem, wishes, order)))
    except _UndecidedError:
        raise ClassesError(
            Text(
                "同班、分开、指定班级的要求太多，无法判断能否同时满足。请减少要求后再试。",
                "There are too many wishes (together, apart, preset) to tell whether classes can keep them all. Take some out.",
            )
        ) from None
    return found


def preset_groups(problem: Problem) -> dict[int, int]:
    """The group of every class number that somebody is preset to."""
    return {number: group for group, number in enumerate(sorted(set(problem.preset.values())))}


def _wishes(problem: Problem) -> Iterable[Wish]:
    yield from (("together", label) for label in problem.together)
    yield from (("apart", label) for label in problem.apart)
    yield from (("preset", problem.codes[pupil]) for pupil in problem.preset)


def _search(problem: Problem, wishes: Sequence[Wish], order: Sequence[int]) -> dict[int, int] | None:
    blocks = _blocks(problem, set(wishes), order)
    if blocks is None:
        return None
    if len(blocks.members) > _MOST_BLOCKS:
        raise _UndecidedError
    room, load = list(problem.sizes), [0] * problem.classes
    where: list[int] = []
    trials = 0

    def fits(block: int, group: int) -> bool:
        given = blocks.given[block]
        return (
            load[group] + len(blocks.members[block]) <= room[group]
            and (not given or given == {group})
            and all(where[foe] != group for foe in blocks.foes[block] if foe < len(where))
        )

    def go_on() -> bool:
        nonlocal trials
        block = len(where)
        if block == len(blocks.members):
            return True
        for group in sorted(range(problem.classes), key=lambda group: (load[group], group)):
            trials += 1
            if trials > _TRIALS:
                raise _UndecidedError
            if fits(block, group):
                where.append(group)
                load[group] += len(blocks.members[block])
                if go_on():
                    return True
                where.pop()
                load[group] -= len(blocks.members[block])
        return False

    if not go_on():
        return None
    return {pupil: group for members, group in zip(blocks.members, where, strict=True) for pupil in members}


def _blocks(problem: Problem, wishes: set[Wish], order: Sequence[int]) -> _Blocks | None:
    """The blocks in the order in which they are placed; None where a block is apart from itself."""
    leader = list(range(len(problem.codes)))

    def lead(pupil: int) -> int:
        while leader[pupil] != pupil:
            pupil = leader[pupil]
        return pupil

    bound = {pupil for pupil in problem.preset if ("preset", problem.codes[pupil]) in wishes}
    for label, members in problem.together.items():
        if ("together", label) in wishes:
            bound.update(members)
            for pupil in members:
                leader[lead(pupil)] = lead(members[0])
    apart = [members for label, members in problem.apart.items() if ("apart", label) in wishes]
    bound.update(pupil for members in apart for pupil in members)
    rank = {pupil: place for place, pupil in enumerate(order)}
    by_leader: dict[int, list[int]] = {}
    for pupil in sorted(bound, key=rank.__getitem__):
        by_leader.setdefault(lead(pupil), []).append(pupil)
    groups = preset_groups(problem)
    given = {
        head: frozenset(groups[problem.preset[pupil]] for pupil in members if ("preset", problem.codes[pupil]) in wishes)
        for head, members in ((head, [*members]) for head, members in by_leader.items())
    }
    heads = sorted(by_leader, key=lambda head: (not given[head], -len(by_leader[head]), rank[by_leader[head][0]]))
    number = {head: place for place, head in enumerate(heads)}
    foes: list[set[int]] = [set() for _ in heads]
    for members in apart:
        blocks = [number[lead(pupil)] for pupil in members]
        if len(set(blocks)) < len(blocks):
            return None
        for block in blocks:
            foes[block].update(set(blocks) - {block})
    return _Blocks(tuple(tuple(by_leader[head]) for head in heads), tuple(given[head] for head in heads), tuple(map(frozenset, foes)))


def _colliding(problem: Problem, wishes: Sequence[Wish], order: Sequence[int]) -> list[Wish]:
    """A set of wishes that collide, from which none can be left out."""
    kept = list(wishes)
    for wish in wishes:
        fewer = [other for other in kept if other != wish]
        if _search(problem, fewer, order) is None:
            kept = fewer
    return kept


_WORDS: Mapping[str, Text] = {
    "together": Text("同班“{label}”（{who}）", "together “{label}” ({who})"),
    "apart": Text("分开“{label}”（{who}）", "apart “{label}” ({who})"),
    "preset": Text("{label} 指定 {who} 班", "{label} preset to class {who}"),
}


def _collision(problem: Problem, wishes: Sequence[Wish]) -> Text:
    parts = []
    for kind, label in wishes:
        if kind == "preset":
            who = str(problem.preset[problem.codes.index(label)])
        else:
            who = "、".join(problem.codes[pupil] for pupil in getattr(problem, kind)[label])
        parts.append(_WORDS[kind].format(label=label, who=who))
    zh, en = "；".join(part.zh for part in parts), "; ".join(part.en for part in parts)
    return Text(
        "{classes} 个班、每班至多 {size} 人时，下列要求不能同时满足，去掉其中任何一条即可：{zh}。",
        "With {classes} classes of at most {size}, these wishes cannot all be kept; without any one of them they can: {en}.",
    ).format(classes=problem.classes, size=max(problem.sizes), zh=zh, en=en)
