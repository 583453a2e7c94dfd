"""Read a plan: sections, items and targets, from any text that numbers its items as official papers do: 一、 （一） 1、."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from ..check import Quantity, quantities
from ..check.quantity import ABOUT, AT_LEAST, AT_MOST
from .duties import find_duties
from .item import Item, Target

_HAN = "一二三四五六七八九十百"
#: From the outermost to the innermost, as GB/T 9704 orders them.
_LEVELS = (
    re.compile(rf"^(?:第([{_HAN}\d]+)[章部篇]|([{_HAN}]{{1,3}})、)\s*"),
    re.compile(rf"^[（(]([{_HAN}]{{1,3}})[)）]\s*"),
    re.compile(r"^(\d{1,3})\s*(?:[、．]|\.(?!\d))\s*"),
)
_SENTENCE = re.compile(r"[。！？;；]")
#: No clause has more characters; without an end to it an item of many figures would be read once for each.
_CLAUSE_LENGTH = 200
_CLAUSE = re.compile(r"[，。；：、,;:！？]")
#: Words after which a figure is something to reach.
_REACH = re.compile(
    r"达到?|提高|提升|增加|增长|降低|减少|下降|控制|压减|保持|实现|完成|建成|新建|改建|扩建|建设|改造|新增|创建|"
    r"组建|开办|开通|确定|培训|培养|遴选|评选|选派|引进|招聘|招收|"
    r"举办|召开|组织|开展|开设|开发|安排|投入|发放|资助|"
    r"覆盖|力争|确保|不低于|不少于|不超过|至少|每年|每周|每天|拥有|配备|达标|reach|at least|build|train|complete"
)


@dataclass(frozen=True, slots=True)
class Block:
    """A numbered piece: its level (0 to 2), its number, its text."""

    level: int
    number: str
    text: str


def read_text(text: str, begins: date | None = None) -> tuple[Item, ...]:
    """The items of a plan's text, in order; the innermost level of numbers that the plan uses is that of its items.

    A line without a number goes on with the item before it, so that a text broken by its layout is whole again. Days without a year
    are the first such ones from `begins` on.
    """
    blocks = list(blocks_of(text))
    if not blocks:
        return ()
    innermost = max(block.level for block in blocks)
    return tuple(_items(blocks, innermost, begins))


def blocks_of(text: str) -> Iterator[Block]:
    """The numbered pieces of a text, each with the lines that go on with it."""
    level, number, lines = -1, "", [""]
    for line in text.split("\n"):
        started = start_of(line.strip())
        if started is None:
            lines.append(line.strip())
            continue
        if level >= 0:
            yield Block(level, number, "".join(lines).strip())
        level, number, rest = started
        lines = [rest]
    if level >= 0:
        yield Block(level, number, "".join(lines).strip())


def start_of(line: str) -> tuple[int, str, str] | None:
    """Level, number and the rest of a line that begins with a number; None where it does not."""
    for level, pattern in enumerate(_LEVELS):
        found = pattern.match(line)
        if found and line[found.end() :]:
            return level, next(group for group in found.groups() if group), line[found.end() :]
    return None


def _items(blocks: Sequence[Block], innermost: int, begins: date | None) -> Iterator[Item]:
    headings: dict[int, str] = {}
    for block in blocks:
        if block.level < innermost:
            headings = {level: text for level, text in headings.items() if level < block.level}
            headings[block.level] = title_of(block.text)
            continue
        section = " / ".join(headings[level] for level in sorted(headings))
        yield Item(block.number, section, title_of(block.text), block.text, tuple(targets_in(block.text)), find_duties(block.text, begins))


def title_of(text: str) -> str:
    """The first sentence, without its mark."""
    return _SENTENCE.split(text, maxsplit=1)[0].strip()


def targets_in(text: str, *, everything: bool = False) -> Iterator[Target]:
    """Figures to reach; `everything`: the text says nothing else, as a column of targets does."""
    found = quantities(text)
    for one in found:
        clause = _CLAUSE.split(text[max(0, one.start - _CLAUSE_LENGTH) : one.start])[-1]
        if one.kind == "age" or not (everything or _REACH.search(clause) or one.hedge in AT_LEAST | AT_MOST):
            continue
        if not everything and not _REACH.search(clause) and _names_what_is_counted(one, found, text):
            continue
        end = one.end + len(re.split(r"[，。；：、,;:！？]", text[one.end : one.end + _CLAUSE_LENGTH])[0])
        yield Target(one.value, one.unit, _comparison(one, clause), (clause + text[one.start : end]).strip(), one.high)


def _names_what_is_counted(one: Quantity, found: Sequence[Quantity], text: str) -> bool:
    """Whether a figure says of what another one is to be reached: 55人以上 in 55人以上班级控制在10个以内."""
    rest = _CLAUSE.split(text[one.end : one.end + _CLAUSE_LENGTH])[0]
    reach = _REACH.search(rest)
    return reach is not None and any(one.end + reach.start() <= other.start < one.end + len(rest) for other in found)


def _comparison(one: Quantity, clause: str) -> str:
    if one.high is not None:
        return "range"
    if one.hedge in AT_LEAST or re.search(r"达到?$|提高到$|不低于$|不少于$|以上$", clause.rstrip()):
        return ">="
    if one.hedge in AT_MOST or re.search(r"(?:降低|下降|减少|压减|控制)[到至在]$|降至$", clause.rstrip()):
        return "<="
    return "about" if one.hedge in ABOUT else "="
