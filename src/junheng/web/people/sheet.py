"""A sheet of people: one row a person, read by the project's reader; every issue names its row, and nothing is half-done."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl
from django.contrib.auth.models import User

from junheng.language import Language, Text
from junheng.reports.export import Sheet
from junheng.tables import Issue, Place, Severity
from junheng.tables.files import open_file
from junheng.tables.findings import Findings
from junheng.tables.grid import Grid
from junheng.web.people.managing import NAME_TAKEN, NAME_WRONG, Newcomer, malformed
from junheng.web.people.places import places
from junheng.web.people.posts import NO_ROLE, ROLES, completed, listed_roles, problem, role_named
from junheng.web.people.roles import ROLE_NAMES, Role
from junheng.web.people.scope import Held
from junheng.web.quick_check.upload import Upload

#: Heads in both languages; the first two and the role must be there.
HEADS: Mapping[str, Text] = {
    "username": Text("账号", "User name"),
    "name": Text("姓名", "Name"),
    "role": Text("角色", "Role"),
    "area": Text("地区代码", "Area code"),
    "unit": Text("学校代码", "Unit code"),
}
NEEDED = ("username", "name", "role")
#: More people than a province's education offices have in one region; a longer sheet is not a sheet of people.
LARGEST = 20_000

NO_HEAD = Text("没有找到表头：须有“账号”“姓名”“角色”三列。", "No head was found: there must be the columns User name, Name and Role.")
USE_TEMPLATE = Text("下载模板，把人员填入模板。", "Download the template and fill the people in there.")
EMPTY = Text("“{head}”为空。", "{head} is empty.")
FILL_IN = Text("填写后重新上传。", "Fill it in and send the sheet again.")
TWICE = Text("账号“{username}”在表中出现多次。", "The user name “{username}” is in the sheet more than once.")
OTHER_NAME = Text("换一个账号，或删去这一行。", "Choose another user name, or delete the row.")
OUTSIDE = Text("超出您的管理范围。", "This lies outside the area that you manage.")
ASK = Text("删去这一行，或请上级管理员添加。", "Delete the row, or ask an administrator of the larger area.")
TOO_LONG = Text("表中有 {n} 行，最多 {limit} 行。", "The sheet has {n} rows; at most {limit} are taken.")
SPLIT = Text("分成几个文件上传。", "Send it in parts.")


@dataclass(frozen=True, slots=True)
class People:
    """What a sheet says; nobody may be added while there is an issue."""

    newcomers: tuple[Newcomer, ...]
    issues: tuple[Issue, ...]


def read(upload: Upload, region: str, covered: Callable[[Held], bool]) -> People:
    """The people of a sheet; `covered` says whether the reader may give a role."""
    findings = Findings()
    with tempfile.TemporaryDirectory(prefix="junheng-") as folder:
        path = Path(folder) / upload.file_name
        path.write_bytes(upload.content)
        grids = open_file(path, upload.name, findings)
        if findings.blocking:
            return People((), tuple(findings.issues))
        for grid in grids:
            if (found := _head(grid)) is not None:
                return _rows(grid, *found, region, covered)
    return People((), (_issue(Place(upload.name), None, NO_HEAD, USE_TEMPLATE),))


def _head(grid: Grid) -> tuple[int, dict[str, int]] | None:
    """The row of the heads and the column of each."""
    for number, row in enumerate(grid.top()):
        written = {_plain(text): column for column, text in reversed(list(enumerate(row)))}
        columns = {
            name: written[word] for name, head in HEADS.items() for word in (_plain(head.zh), _plain(head.en), name) if word in written
        }
        if all(name in columns for name in NEEDED):
            return number, columns
    return None


def _plain(text: str) -> str:
    return "".join(text.casefold().split())


def _rows(grid: Grid, head: int, columns: Mapping[str, int], region: str, covered: Callable[[Held], bool]) -> People:
    texts = {name: [_tidy(text) for text in grid.column(column, head + 1).text().to_list()] for name, column in columns.items()}
    height = grid.height - head - 1
    if height > LARGEST:
        return People((), (_issue(Place(grid.file, grid.sheet), None, TOO_LONG.format(n=height, limit=LARGEST), SPLIT),))
    taken = set(User.objects.values_list("username", flat=True))
    counts = Counter(texts["username"])
    newcomers, issues = [], []
    for index in range(height):
        row = {name: values[index] for name, values in texts.items()}
        if not any(row.values()):
            continue
        found = _Row(grid, head + 1 + index + grid.first_row, columns, row)
        newcomer = found.read(region, covered, taken, counts)
        issues += found.issues
        if newcomer is not None:
            newcomers.append(newcomer)
    if not newcomers and not issues:
        issues = [_issue(Place(grid.file, grid.sheet), None, Text("表头下没有人员。", "There is nobody below the head."), FILL_IN)]
    return People(tuple(newcomers), tuple(issues))


def _tidy(text: str | None) -> str:
    return (text or "").strip().lstrip("'’")


class _Row:
    """One row as it is checked."""

    def __init__(self, grid: Grid, number: int, columns: Mapping[str, int], row: Mapping[str, str]) -> None:
        self.grid, self.number, self.columns, self.row = grid, number, columns, row
        self.issues: list[Issue] = []

    def read(self, region: str, covered: Callable[[Held], bool], taken: set[str], counts: Counter[str]) -> Newcomer | None:
        for name in NEEDED:
            if not self.row[name]:
                self._add(name, EMPTY.format(head=HEADS[name]), FILL_IN)
        username = self.row["username"]
        if username in taken:
            self._add("username", NAME_TAKEN.format(username=username), OTHER_NAME)
        elif counts[username] > 1 and username:
            self._add("username", TWICE.format(username=username), OTHER_NAME)
        elif username and malformed(username):
            self._add("username", NAME_WRONG, OTHER_NAME)
        role = role_named(self.row["role"])
        if role is None:
            if self.row["role"]:
                self._add("role", NO_ROLE.format(role=self.row["role"]), ROLES.format(roles=listed_roles()))
            return None
        held = completed(Held(role, region, self.row.get("area", ""), self.row.get("unit", "")))
        if (wrong := problem(held)) is not None:
            self._add(wrong.field, wrong.message, wrong.remedy)
        elif not covered(held):
            self._add("unit" if held.unit else "area", OUTSIDE, ASK)
        return Newcomer(username, self.row["name"], held) if not self.issues else None

    def _add(self, field: str, message: Text, remedy: Text) -> None:
        head = self.grid.top()
        column = self.columns.get(field)
        title = HEADS[field].zh if field in HEADS else field
        if column is not None:
            title = next((row[column] for row in head if row[column] and _plain(row[column]) in _words(field)), title)
        self.issues.append(_issue(Place(self.grid.file, self.grid.sheet, self.number, title), self.row.get(field) or None, message, remedy))


def _words(field: str) -> set[str]:
    head = HEADS[field]
    return {_plain(head.zh), _plain(head.en), field}


def _issue(place: Place, value: str | None, message: Text, remedy: Text) -> Issue:
    return Issue("people", Severity.ERROR, place, value, message, remedy)


def template(region: str, language: Language) -> tuple[Sheet, ...]:
    """An empty sheet with its heads, and the codes that may be filled in."""
    heads = {head(language): pl.Series([], dtype=pl.String) for head in HEADS.values()}
    known = places(region)
    roles = pl.DataFrame({HEADS["role"](language): [ROLE_NAMES[role](language) for role in Role]})
    areas = pl.DataFrame({HEADS["area"](language): list(known.names), HEADS["name"](language): list(known.names.values())})
    units = pl.DataFrame(
        {
            HEADS["unit"](language): list(known.units),
            HEADS["name"](language): [known.unit_names[code] for code in known.units],
            HEADS["area"](language): list(known.units.values()),
        }
    )
    people = Text("人员", "people")
    return (
        Sheet(people(language), pl.DataFrame(heads)),
        Sheet(Text("角色", "roles")(language), roles),
        Sheet(Text("地区", "areas")(language), areas),
        Sheet(Text("学校", "units")(language), units),
    )
