"""Seal, then form classes and certify: each step refuses what was not done in order."""

from __future__ import annotations

from collections.abc import Sequence

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
    roll_of,
    seal,
)
from junheng.draw import SeedSource, joined_seed
from junheng.language import Text

from .blocking import blocking
from .check import RECOMPUTERS
from .forming import refuse_collisions, solve
from .problem import pose, shown
from .result import figures, missed, proof
from .rules import METHOD, parse_rules
from .scores import refuse_scores

VERSION = "1"
LIST = "list"


def seal_roster(
    rules_text: str,
    people: Listing,
    *,
    at: str = "",
    comparison: Comparison | None = None,
    replaces: Seal | None = None,
    reason: str = "",
) -> Seal:
    """The seal of a roster under its rules, of which classes can be formed. Without a time it is a rehearsal's 演练.

    Raises
    ------
    ClassesError, DrawError, CertificateError
        Scores in an entry grade, a cell that does not fit, wishes that collide; or a change has no reason.
    """
    rules = parse_rules(rules_text)
    refuse_scores(rules, people)
    public = shown(rules, people)
    # Posed over the office's own roster, so that what is refused is named as the office knows it.
    refuse_collisions(pose(rules, people))
    return seal(people.text, rules_text, comparison=comparison, at=at, name=LIST, public=public, reason=reason, replaces=replaces)


def certify(
    rules_text: str,
    people: Listing,
    seals: Sequence[Seal],
    sources: Sequence[SeedSource],
    *,
    round_name: str = "1",
    beside: Certificate | None = None,
) -> Certificate:
    """Form the classes, and write the certificate; it is recomputed by the check before anyone sees it.

    `seals` are all seals of the roster, oldest first; the last has to fit roster and rules. `beside` is the certificate that this one
    goes with: of the classes that the teams of teachers take.

    Raises
    ------
    ClassesError, DrawError, CertificateError
        Roster or rules were changed after the seal, a source was known before it or is none of the rules', or the wishes collide.
    """
    rules = parse_rules(rules_text)
    refuse_scores(rules, people)
    public = shown(rules, people)
    if not seals:
        raise CertificateError(Text("名单尚未封存。", "The roster has not been sealed."))
    refuse_changed(seals[-1], people, rules_text, public=public)
    refuse_other_sources(rules.sources, sources)
    refuse_early(seals[-1:], sources)
    seed = joined_seed(sources, round_name=round_name)
    problem = pose(rules, public)
    result = solve(problem, seed)
    numbered = sorted(zip(problem.codes, result.number.tolist(), strict=True), key=lambda one: (one[1], one[0].encode()))
    certificate = Certificate(
        title=rules.title,
        algorithm=Algorithm(METHOD, VERSION),
        seals=tuple(seals),
        rules=rules_text,
        lists={LIST: public},
        sources=tuple(sources),
        seed=seed.hex(),
        result={
            "assigned": [[code, number] for code, number in numbered],
            "exact": result.exact,
            **({} if rules.open_codes else {"roll": roll_of(people, dict(numbered))}),
            "rounds": result.kicks,
        },
        figures=figures(problem, result, mode=rules.mode),
        proof=proof(problem, result, blocking(rules, public, seed) if missed(problem, result) else ()),
        round_name=round_name,
        previous="" if beside is None else beside.digest,
        private={LIST: people.text},
    )
    wrong = check(certificate, recomputers=RECOMPUTERS)
    if wrong:
        raise RuntimeError(f"The classes and their check disagree: {wrong[0].text.en}")
    return certificate
