"""Everybody of a certificate's lists in one, and the figures of any classes of theirs: after late rounds and moves too."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from junheng.certificates import Certificate, Listing, listing
from junheng.certificates.canonical_json import Json

from .problem import Problem, pose
from .result import Result, figures, proof
from .rules import Rules


def everybody(lists: Mapping[str, Listing]) -> Listing:
    """One list of the columns that all have."""
    columns = [column for column in next(iter(lists.values())).columns if all(column in one.columns for one in lists.values())]
    return listing(columns, [[row[column] for column in columns] for one in lists.values() for row in one.by_code.values()])


def posed(rules: Rules, people: Listing) -> Problem:
    """The numbers of everybody, whose classes may have other sizes than the rules give: what was placed later, or moved, is above them."""
    problem = pose(replace(rules, sizes=()), people)
    return replace(problem, sizes=rules.sizes or problem.sizes, given=rules.sizes)


def stated(rules: Rules, people: Listing, classes: Mapping[str, int]) -> tuple[dict[str, Json], dict[str, Json]]:
    """Figures, and what proves them, of classes by published code."""
    problem = posed(rules, people)
    result = Result(np.array([classes[code] for code in problem.codes], dtype=np.int64), 0, exact=False)
    return figures(problem, result, mode=rules.mode), proof(problem, result)


def drawn(certificate: Certificate) -> dict[str, int]:
    """The classes by published code as they were drawn, before any move by hand."""
    before = {code: old for code, old, _, _ in reversed(moves_of(certificate))}
    return {code: int(number) for code, number in certificate.assigned.items()} | before


def moves_of(certificate: Certificate) -> list[tuple[str, int, int, str]]:
    """All moves by hand so far: published code, class before and after, reason."""
    rows = certificate.result.get("moves", [])
    return [(str(code), int(old), int(new), str(reason)) for code, old, new, reason in rows]  # type: ignore[union-attr,misc,arg-type]
