"""Which column of a plan's table says what, by its head: 序号, 工作任务, 主要指标, 牵头单位, 配合单位, 完成时限, 经费（万元）."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from junheng.tables.grid import Grid
from junheng.tables.head_rows import find_head, join_head
from junheng.tables.heads import JOINT, plain


class Field(StrEnum):
    """What a column holds; the order is that in which heads are tried: 配合责任单位 is of helpers, 完成时间 of days."""

    NUMBER = "number"
    HELPERS = "helpers"
    DUE = "due"
    LEAD = "lead"
    BUDGET = "budget"
    UNIT = "unit"
    SECTION = "section"
    TARGET = "target"
    ITEM = "item"
    REMARK = "remark"


_HEADS: Mapping[Field, re.Pattern[str]] = {
    Field.NUMBER: re.compile(r"(?:任务|项目|工作|条目)?(?:序号|编号|号)|no\.?|number|#"),
    Field.HELPERS: re.compile(r".*(?:配合|协办|协同|协助|参与|参加|helper|support).*"),
    Field.DUE: re.compile(r".*(?:时限|期限|时间|完成日期|截止|时间节点|due|deadline).*"),
    Field.LEAD: re.compile(r".*(?:牵头|责任|主办|主责|负责|承办|lead|owner|responsible).*"),
    Field.BUDGET: re.compile(r".*(?:经费|资金|预算|投资|投入|budget|cost|fund).*"),
    Field.UNIT: re.compile(r"(?:计量|目标|指标)单位|unit"),
    Field.SECTION: re.compile(r".*(?:类别|分类|板块|领域|部分|category|section|area)"),
    Field.TARGET: re.compile(r".*(?:目标|指标|成效|标准|target|goal|indicator).*"),
    Field.ITEM: re.compile(r".*(?:项目|任务|工作|事项|条目|内容|举措|措施|item|task|action|project).*"),
    Field.REMARK: re.compile(r"备注|说明|remarks?|notes?"),
}
_BRACKETS = re.compile(r"[(\[【〔][^)\]】〕]*[)\]】〕]")
#: With an item beside one of these a table is a plan's; with money alone it is a budget's.
_TELLING = frozenset((Field.TARGET, Field.LEAD, Field.HELPERS, Field.DUE))
#: Fields of which a table has one column; a second one like it is kept as words.
_SINGLE = (Field.NUMBER, Field.UNIT, Field.SECTION)


@dataclass(frozen=True, slots=True)
class Columns:
    """The heads of a plan's table."""

    first_head: int  # row, from 0
    start: int  # the first row below the heads
    heads: tuple[str, ...]  # by column
    fields: Mapping[int, Field | None]  # by column; None: unknown, its words are kept

    def of(self, field: Field) -> tuple[int, ...]:
        """The columns of a field, from the left."""
        return tuple(column for column, found in self.fields.items() if found is field)

    @property
    def title(self) -> int:
        """The column that names the items."""
        return self.of(Field.ITEM)[0]


def find_columns(grid: Grid) -> Columns | None:
    """The heads of a plan's table; None where no row has an item's head and another one."""
    found = find_head(grid)
    tried = [found] if found is not None else []
    for first, last in (*tried, *((row, row) for row in range(len(grid.top())))):
        heads = join_head(grid, first, last)
        fields = _fields(heads)
        if Field.ITEM in fields.values() and _TELLING & set(fields.values()):
            return Columns(first, last + 1, heads, fields)
    return None


def _fields(heads: tuple[str, ...]) -> dict[int, Field | None]:
    found: dict[int, Field | None] = {}
    for column, head in enumerate(heads):
        field = _field(head)
        found[column] = None if field in _SINGLE and field in found.values() else field
    if Field.ITEM not in found.values() and list(found.values()).count(Field.TARGET):
        first = next(column for column, field in found.items() if field is Field.TARGET)
        found[first] = Field.ITEM  # 目标任务 where no other column names the items
    return {column: field for column, field in found.items() if field is not None or heads[column]}


def _field(head: str) -> Field | None:
    """By its lowest row, then by all of them, then by the highest: 责任分工 / 配合单位; what stands in brackets does not count."""
    parts = head.split(JOINT)
    for text in (parts[-1], "".join(parts), parts[0]):
        tidy = plain(_BRACKETS.sub("", plain(text)))
        for field, pattern in _HEADS.items():
            if tidy and pattern.fullmatch(tidy):
                return field
    return None
