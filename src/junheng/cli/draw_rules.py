"""From options to the rule file that says the same, and from a table of exclusions to the list's column."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from junheng.certificates import Listing, ListRejected, read_table
from junheng.certificates.reading import HEADS
from junheng.cli.console import Speaker
from junheng.draw import DeclaredSource
from junheng.engines.allotment import Rules, with_exclusions, write_rules
from junheng.language import Text

_CONFLICT_HEADS = {**HEADS, "code": (*HEADS["code"], "inspector", "检查人员"), "site": ("site", "检查对象", "单位")}


@dataclass(frozen=True, slots=True)
class Wishes:
    """What was asked for on the command line."""

    pick: int | None = None
    strata: str | None = None
    percent: int | None = None
    team: int | None = None
    most: int | None = None
    inspectors: Path | None = None

    @property
    def any(self) -> bool:
        """Whether anything was asked for that a rule file would say."""
        return any(value is not None for value in (self.pick, self.strata, self.percent, self.team, self.most))


def rules_of(wishes: Wishes, people: Listing, sources: Sequence[tuple[str, str]] = ()) -> str:
    """The rule file that says what was asked for: a lottery where nothing was. `sources` are names and labels of the seed's sources."""
    if wishes.inspectors is not None:
        rules = Rules("inspectors", pick=wishes.pick or 0, percent=wishes.percent or 0, team=wishes.team or 2, most=wishes.most or 0)
    elif wishes.pick is not None:
        strata = len(set(people.column(wishes.strata) or ())) if wishes.strata else 0
        # Every stratum is seen at least once wherever the number allows it.
        rules = Rules("sample", pick=wishes.pick, strata=wishes.strata or "", least=int(0 < strata <= wishes.pick))
    else:
        rules = Rules("lottery")
    return write_rules(replace(rules, sources=tuple(DeclaredSource(name, label) for name, label in sources)))


def exclude(speak: Speaker, lists: dict[str, Listing], table: Path) -> dict[str, Listing]:
    """The lists with those who are excluded; an inspector's sites, or anybody's reason."""
    if not table.is_file():
        speak.fail(Text("没有文件 {path}。", "There is no file {path}."), path=table)
    columns, rows, issues = read_table(table, _CONFLICT_HEADS)
    if issues:
        raise ListRejected(issues)
    code = columns.index("code")
    target = "inspectors" if "inspectors" in lists else "list"
    column = "site" if target == "inspectors" else "reason"
    if column not in columns:
        speak.fail(Text("{path} 没有 {column} 列。", "{path} has no column {column}."), path=table, column=column)
    barred: dict[str, list[str]] = defaultdict(list)
    for _, cells in rows:
        barred[cells[code]].append(cells[columns.index(column)] or "—")
    return {**lists, target: with_exclusions(lists[target], {who: " ".join(why) for who, why in barred.items()})}
