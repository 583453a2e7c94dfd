"""Classes and the teams of teachers that take them, from both certificates, for one page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from junheng.certificates import Certificate, CertificateError, people
from junheng.language import Text

from .rules import TEAMS, parse_rules


@dataclass(frozen=True, slots=True)
class ClassTeam:
    """One class and who teaches it."""

    number: int
    pupils: int
    teachers: tuple[tuple[str, str, str], ...]  # post, code, name; by post


def class_teams(classes: Certificate, teams: Certificate) -> tuple[ClassTeam, ...]:
    """Every class with its team, whichever was drawn first.

    Raises
    ------
    CertificateError
        One is not of pupils or the other not of teams, neither names the other, or there are not as many.
    """
    if parse_rules(classes.rules).mode == TEAMS or parse_rules(teams.rules).mode != TEAMS:
        raise CertificateError(Text("须有一份分班证书和一份教师团队证书。", "One certificate has to be of classes, the other of teams."))
    if classes.digest != teams.previous and teams.digest != classes.previous:
        raise CertificateError(
            Text(
                "两份证书互不相关：后抽的一份须写明先抽的一份。",
                "The two do not belong together: the later one names the earlier.",
            )
        )
    sizes: Any = classes.figures["sizes"]
    post = parse_rules(teams.rules).post
    known, rows = people(teams), teams.lists["list"].by_code
    members: Mapping[int, list[tuple[str, str, str]]] = {number: [] for number in range(1, len(sizes) + 1)}
    if teams.figures["classes"] != len(sizes):
        raise CertificateError(Text("班数与教师团队数不同。", "There are not as many teams as classes."))
    for code, number in teams.assigned.items():
        members[int(number)].append((rows[code].get(post, ""), *known[code]))
    return tuple(
        ClassTeam(number, size, tuple(sorted(members[number], key=lambda one: (one[0].encode(), one[1].encode()))))
        for number, size in enumerate(sizes, start=1)
    )


def teams_beside(one: Certificate, other: Certificate) -> tuple[ClassTeam, ...]:
    """The same, whichever of the two is of the teams.

    Raises
    ------
    CertificateError
        They do not belong together.
    """
    return class_teams(one, other) if parse_rules(other.rules).mode == TEAMS else class_teams(other, one)
