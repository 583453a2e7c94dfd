"""Which rows of a sheet are its head, and what each column's head says: merged cells, two rows and more, a title above."""

from __future__ import annotations

from itertools import pairwise

from junheng.tables.cells import read_number, read_period
from junheng.tables.grid import Grid
from junheng.tables.heads import JOINT, plain

#: No sheet has more head rows.
_MOST = 6


def find_head(grid: Grid) -> tuple[int, int] | None:
    """First and last row of the head, from 0; None where nothing looks like one.

    The head starts at the first row with two different texts and ends before the first row that holds a number. Above it stand a
    title, a unit of measure or a date of the return; a row of column numbers (甲 乙 1 2 3) belongs to it.
    """
    if grid.head is not None:
        return None
    top = grid.top()
    first = next((row for row, cells in enumerate(top) if _distinct(grid, row, cells) >= 2 and not _is_note(cells)), None)
    if first is None:
        first = next((row for row, cells in enumerate(top) if any(cells)), None)
        return None if first is None else (first, first)
    last = first
    for row in range(first + 1, min(first + _MOST, len(top))):
        cells = top[row]
        if not any(cells) or (_has_number(cells) and not _is_numbering(cells)) or not _continues(grid, first, row):
            break
        last = row
    return first, last


def join_head(grid: Grid, first: int, last: int) -> tuple[str, ...]:
    """Each column's head: the texts of its rows from above, joined; a merged cell's text stands over all its columns."""
    if grid.head is not None:
        return grid.head
    rows = [list(cells) for cells in grid.top()[first : last + 1] if not _is_numbering(cells)]
    _spread_merged(grid, rows, first)
    for upper, lower in pairwise(rows):
        _spread_blank(upper, lower)
    heads = []
    for column in range(grid.width):
        texts = [" ".join(row[column].split()) for row in rows]
        kept = [text for at, text in enumerate(texts) if text and text not in texts[:at]]
        heads.append(JOINT.join(kept))
    return tuple(heads)


def title_of(grid: Grid, first: int) -> str:
    """What stands above the head."""
    return " ".join(dict.fromkeys(text for cells in grid.top()[:first] for text in cells if text))


def _distinct(grid: Grid, row: int, cells: tuple[str, ...]) -> int:
    """Different texts of a row; a title that is merged over its columns is one."""
    wide = [r for r in grid.merged if r[0] <= row <= r[2] and r[3] - r[1] + 1 >= max(grid.width - 1, 2)]
    return 1 if wide else len({text for text in cells if text.strip()})


def _is_note(cells: tuple[str, ...]) -> bool:
    """填报单位：…　填报日期：…　单位：万元 above a head."""
    texts = [text for text in cells if text.strip()]
    return all(":" in plain(text) or plain(text).startswith("单位") for text in texts)


def _has_number(cells: tuple[str, ...]) -> bool:
    """Whether a row holds a number that is no year."""
    return any(text and read_number(text)[0] is not None and read_period(text) is None for text in cells)


def _is_numbering(cells: tuple[str, ...]) -> bool:
    """甲 乙 1 2 3: the numbers of the columns."""
    numbers = [int(text) for text in cells if text.isdigit()]
    others = [plain(text) for text in cells if text and not text.isdigit()]
    return (
        len(numbers) >= 2
        and numbers == list(range(numbers[0], numbers[0] + len(numbers)))
        and numbers[0] <= 4
        and all(text in ("甲", "乙", "丙", "丁", "栏次", "序号", "a", "b", "c") for text in others)
    )


def _continues(grid: Grid, first: int, row: int) -> bool:
    """Whether a row of texts goes on with the head: something above it is merged or blank, or it numbers the columns."""
    top = grid.top()
    if _is_numbering(top[row]):
        return True
    if any(r[0] <= row - 1 and r[2] >= first and (r[2] >= row or r[3] > r[1]) for r in grid.merged):
        return not any(r[2] < row and r[0] >= first and r[2] == row - 1 and r[0] < r[2] for r in grid.merged)
    return not grid.addressed and any(not above and below for above, below in zip(top[row - 1], top[row], strict=True))


def _spread_merged(grid: Grid, rows: list[list[str]], first: int) -> None:
    for r0, c0, r1, c1 in grid.merged:
        for row in range(max(r0, first), min(r1, first + len(rows) - 1) + 1):
            if r0 >= first:
                for column in range(c0, min(c1, grid.width - 1) + 1):
                    rows[row - first][column] = rows[r0 - first][c0]


def _spread_blank(upper: list[str], lower: list[str]) -> None:
    """A CSV keeps a merged head in its first cell only: a blank above a text takes what stands left of it."""
    for column in range(1, len(upper)):
        if not upper[column] and lower[column] and upper[column - 1] and lower[column - 1]:
            upper[column] = upper[column - 1]
