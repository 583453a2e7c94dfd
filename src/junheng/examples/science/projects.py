"""Projects of eight years: applied for, approved, paid, accepted; each year of each project is a row of that year's return."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from junheng.examples.science.city import FIRST_APPROVED, SIZE, YEARS, Record, chance, county_of, roll, shared_out
from junheng.examples.science.names import project_title, undertaker

#: Grants are whole multiples of this, yuan.
_STEP = 5_000


@dataclass(frozen=True, slots=True)
class Programme:
    """A programme in the last year: applications, approvals, yuan; and how long its projects take."""

    kind: str
    level: str
    letters: str  # of its projects' codes
    applied: int
    approved: int
    yuan: int
    years: int
    own: tuple[int, int]  # own funds of the undertaker, per cent of the grant; from and to


# fmt: off
PROGRAMMES = (
    Programme("state_project", "national", "GJ", 40, 38, 41_300_000, 3, (40, 120)),
    Programme("innovation_fund", "national", "GC", 15, 14, 12_600_000, 2, (100, 180)),
    Programme("state_project", "provincial", "SJ", 130, 127, 29_850_000, 2, (30, 110)),
    Programme("innovation_fund", "provincial", "SC", 52, 51, 15_300_000, 2, (100, 160)),
    Programme("support_programme", "municipal", "ZC", 402, 163, 21_335_000, 2, (60, 160)),
    Programme("guidance_programme", "municipal", "YD", 287, 125, 14_905_000, 2, (0, 0)),
    Programme("capacity_programme", "municipal", "NL", 79, 28, 8_630_000, 2, (20, 90)),
    Programme("major_programme", "municipal", "ZD", 58, 20, 40_950_000, 3, (120, 320)),
    Programme("medicine_programme", "municipal", "ZY", 96, 29, 5_800_000, 2, (30, 100)),
    Programme("firm_programme", "municipal", "GG", 111, 29, 12_450_000, 2, (150, 300)),
)
# fmt: on

#: Approved in 2023, ended in 2024: the undertaker moved its production away and paid back what it had not spent.
RETURNED = "2023ZC007"


@dataclass(frozen=True, slots=True)
class Project:
    """An application; with a grant, a project."""

    code: str
    name: str
    county: str
    programme: Programme
    year: int
    grant: int  # yuan; 0: not approved


def project_records(year: int) -> Iterator[Record]:
    """The rows of a year, by programme and code."""
    for project in _projects():
        if values := _life(project).get(year):
            programme = project.programme
            yield Record(project.code, project.name, project.county, programme.kind, programme.level, values)


@cache
def _projects() -> tuple[Project, ...]:
    return tuple(
        project for programme in PROGRAMMES for year in range(FIRST_APPROVED, YEARS[-1] + 1) for project in _called(programme, year)
    )


def _called(programme: Programme, year: int) -> Iterator[Project]:
    """Who applied in a year; those who got nothing are known only from the years of the returns."""
    size = 1000 if year == YEARS[-1] else SIZE[year] + roll(-30, 30, programme.letters, year)
    approved = max(1, (programme.approved * size + 500) // 1000)
    applied = max(approved, (programme.applied * size + 500) // 1000)
    steps = programme.yuan * size // 1000 // _STEP
    codes = [f"{year}{programme.letters}{number:03d}" for number in range(1, applied + 1)]
    grants = shared_out(steps, [roll(500, 1500, code, "grant") for code in codes[:approved]])
    for number, code in enumerate(codes):
        if number >= approved and year < YEARS[0]:
            return
        county = county_of(code)
        title = f"{county.name}{project_title(programme.kind, code)}（{undertaker(programme.kind, code)}）"
        yield Project(code, title, county.code, programme, year, grants[number] * _STEP if number < approved else 0)


@cache
def _life(project: Project) -> dict[int, dict[str, int]]:
    """What each year's return says of a project."""
    start = project.year
    if not project.grant:
        return {start: {"applied": 1, "approved": 0}}
    low, high = project.programme.own
    first = project.grant * _first_share(project) // 100
    paid = first // 2 if chance(35, project.code, "late") else first
    said = {
        start: {"applied": 1, "approved": 1, "funds_approved": project.grant, "funds_first": first, "funds_due": first, "funds_paid": paid}
    }
    if high:
        said[start]["funds_own"] = project.grant * roll(low, high, project.code, "own") // 100
    if project.code == RETURNED or chance(9, project.code, "ended"):
        said[start + 1] = {"terminated": 1, "funds_returned": paid * roll(35, 80, project.code, "returned") // 100}
        return said
    if project.grant > paid:
        said[start + 1] = {"funds_due": project.grant - paid, "funds_paid": project.grant - paid}
    return said | _acceptance(project, said)


def _first_share(project: Project) -> int:
    """Per cent of the grant that is paid after the contract."""
    if project.programme.level != "municipal":
        return 100
    if project.programme.kind == "major_programme":
        return (50, 60, 60, 60, 65, 70)[roll(0, 5, project.code, "first")]
    return (70, 70, 70, 100, 100)[roll(0, 4, project.code, "first")]


def _acceptance(project: Project, said: dict[int, dict[str, int]]) -> dict[int, dict[str, int]]:
    """Due when its years are over; who is not ready may be extended once, by a year."""
    end = project.year + project.programme.years
    if not chance(85, project.code, "extended"):
        return {end: said.get(end, {}) | {"due": 1, "accepted": int(not chance(25, project.code, "failed"))}}
    return {
        end: said.get(end, {}) | {"due": 1, "accepted": 0, "extended": 1},
        end + 1: {"due": 1, "accepted": int(not chance(90, project.code, "failed"))},
    }
