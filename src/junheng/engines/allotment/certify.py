"""Seal, then draw and certify: the three steps of a plain draw, each refusing what was not done in order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from junheng.certificates import (
    Algorithm,
    Certificate,
    CertificateError,
    Comparison,
    Listing,
    Seal,
    check,
    refuse_changed,
    refuse_early,
    refuse_other_sources,
    refuse_unfit_round,
    seal,
)
from junheng.draw import SeedSource, joined_seed
from junheng.language import Text

from .allotment import figures, solve
from .check import RECOMPUTERS
from .problem import pose
from .rules import parse_rules

VERSION = "1"


def seal_draw(
    rules_text: str,
    people: Mapping[str, Listing],
    *,
    at: str = "",
    comparison: Comparison | None = None,
    replaces: Sequence[Seal] = (),
    reason: str = "",
) -> tuple[Seal, ...]:
    """A seal of every list of a draw, under its rules. Without a time it is a rehearsal's 演练.

    The comparison belongs to the first list. `replaces` are the seals so far; what is returned goes behind them.

    Raises
    ------
    DrawError, CertificateError
        The rules do not fit the lists, or a change has no reason.
    """
    problem = pose(parse_rules(rules_text), people)
    before = {each.name: each for each in replaces}
    return tuple(
        seal(
            people[name].text,
            rules_text,
            comparison=comparison if number == 0 else None,
            at=at,
            name=name,
            public=shown,
            reason=reason,
            replaces=before.get(name),
        )
        for number, (name, shown) in enumerate(problem.lists.items())
    )


def certify(
    rules_text: str,
    people: Mapping[str, Listing],
    seals: Sequence[Seal],
    sources: Sequence[SeedSource],
    *,
    round_name: str = "1",
    previous: Certificate | None = None,
) -> Certificate:
    """Draw, and write the certificate; it is recomputed by the check before anyone sees it.

    `people` are the canonical lists by name: ``list``, or ``sites`` and ``inspectors``; `seals` are all seals, oldest first. The
    last of each list has to fit the list and the rules. `previous` is the round before, where this one is for late arrivals
    补录: same rules, new seed sources, nobody who has drawn already; numbers go on from its last.

    Raises
    ------
    DrawError, CertificateError
        A list or the rules were changed after the seal, a source was known before it, the round is not one, or no
        allotment keeps the rules.
    """
    rules = parse_rules(rules_text)
    problem = pose(rules, people)
    current = {each.name: each for each in seals}
    for name, shown in problem.lists.items():
        if name not in current:
            raise CertificateError(Text("名单“{name}”尚未封存。", "The list “{name}” has not been sealed.").format(name=name))
        refuse_changed(current[name], people[name], rules_text, public=shown)
    refuse_other_sources(rules.sources, sources)
    refuse_early(current.values(), sources)
    if previous is not None:
        for name in problem.lists:
            refuse_unfit_round(previous, people[name], rules_text, sources=sources, round_name=round_name, name=name)
    seed = joined_seed(sources, round_name=round_name)
    result = solve(problem, seed, first=1 if previous is None else _next_number(previous))
    certificate = Certificate(
        title=rules.title,
        algorithm=Algorithm(rules.method, VERSION),
        seals=tuple(seals),
        rules=rules_text,
        lists=problem.lists,
        sources=tuple(sources),
        seed=seed.hex(),
        result=result,
        figures=figures(problem, result),
        round_name=round_name,
        previous=previous.digest if previous is not None else "",
        private={name: people[name].text for name in problem.lists},
    )
    wrong = check(certificate, recomputers=RECOMPUTERS)
    if wrong:
        raise RuntimeError(f"The draw and its check disagree: {wrong[0].text.en}")
    return certificate


def _next_number(previous: Certificate) -> int:
    return max((number for number in previous.assigned.values() if isinstance(number, int)), default=0) + 1
