"""What is wrong with the log, and with what it guards; nothing is, where nobody went behind its back."""

# ruff: noqa: S608 (what is put into SQL here are names of tables and columns, from the schema itself)

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from junheng.language import Text
from junheng.web.audit import heads
from junheng.web.audit.acting import because
from junheng.web.audit.chain import FIELDS, GENESIS, seal
from junheng.web.audit.installing import expected, last_structure, present
from junheng.web.audit.models import Action
from junheng.web.audit.opening import reading, writing
from junheng.web.audit.states import differences
from junheng.web.audit.tables import audited


class Kind(StrEnum):
    """What somebody did."""

    CHANGED = "changed"  # an entry is not what its hash says
    ORDER = "order"  # an entry does not follow on the one before
    REMOVED = "removed"  # entries are missing between two
    CUT = "cut"  # entries are missing at the end
    HEAD = "head"  # a head that was noted is not in the log
    TRIGGER = "trigger"  # missing, altered, or none of ours
    ROW = "row"  # a row is not as its last entry says
    FOUND = "found"  # one of the last two was found before, and is in the log


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong."""

    kind: Kind
    text: Text
    seq: int | None = None
    table: str = ""
    key: str = ""


def verify(database: Path) -> tuple[Finding, ...]:
    """Everything that is wrong, as one look at the database sees it."""
    with reading(database) as raw:
        return (*chain(raw), *tail(raw), *noted_heads(raw, heads.file_of(database)), *triggers(raw), *rows(raw), *found_before(raw))


def chain(raw: sqlite3.Connection) -> Iterator[Finding]:
    """Every entry against its hash, and against the entry before it."""
    seq, previous = 0, GENESIS
    for *fields, stated in raw.execute(f"SELECT {', '.join(FIELDS)}, hash FROM audit_entry ORDER BY seq"):
        number, follows = fields[0], fields[-1]
        if number > seq + 1:
            yield _removed(seq + 1, number - 1)
        elif follows != previous:
            yield _at(
                Kind.ORDER,
                number,
                Text(
                    "第 {seq} 条不是接在前一条之后写的：顺序被调换，或前一条被替换。",
                    "Entry {seq} was not written after the one before it: the order was changed, or the one before was replaced.",
                ),
            )
        if not _sealed(fields, stated):
            yield _at(
                Kind.CHANGED,
                number,
                Text("第 {seq} 条的内容与其哈希不符：被改动过。", "Entry {seq} is not what its hash says: it was changed."),
            )
        seq, previous = number, stated


def _sealed(fields: list[object], stated: str) -> bool:
    try:
        return seal(*fields) == stated
    except ValueError:
        return False


def tail(raw: sqlite3.Connection) -> Iterator[Finding]:
    """The last entry against the last number that was ever given."""
    given = raw.execute("SELECT seq FROM sqlite_sequence WHERE name = 'audit_entry'").fetchone()
    last = raw.execute("SELECT COALESCE(MAX(seq), 0) FROM audit_entry").fetchone()[0]
    if given is None or given[0] > last:
        text = Text(
            "末尾少了记录：最后一条是第 {last} 条，但已编号到第 {given} 条。",
            "Entries are missing at the end: the last is {last}, but numbers up to {given} were given.",
        )
        yield Finding(Kind.CUT, text.format(last=last, given=given[0] if given else "?"), seq=last)


def noted_heads(raw: sqlite3.Connection, path: Path) -> Iterator[Finding]:
    """Every head in the file against the log."""
    if not path.exists():
        yield Finding(
            Kind.HEAD,
            Text("缺少文件 {name}：无法核对每天的末条哈希。", "{name} is missing: the heads of the days cannot be compared.").format(
                name=path.name
            ),
        )
        return
    try:
        noted = heads.noted(path)
    except ValueError:
        yield Finding(
            Kind.HEAD,
            Text(
                "文件 {name} 被改动过：有的行不是本系统写的格式。", "{name} was changed: a line is not as this program writes them."
            ).format(name=path.name),
        )
        return
    for head in noted:
        found = raw.execute("SELECT hash FROM audit_entry WHERE seq = ?", [head.seq]).fetchone()
        if found is None or found[0] != head.hash:
            yield Finding(Kind.HEAD, _not_there(head), seq=head.seq)


def missing_head(raw: sqlite3.Connection, hash_: str) -> bool:
    """Whether a hash that was printed in a notice is nowhere in the log."""
    return raw.execute("SELECT 1 FROM audit_entry WHERE hash = ?", [hash_]).fetchone() is None


def _not_there(head: heads.Head) -> Text:
    return Text(
        "{day} 记下的末条（第 {seq} 条，哈希 {hash}）与现有记录不符：其后或其前的记录被删除或重写。",
        "The head noted on {day} (entry {seq}, hash {hash}) is not in the log: entries were removed or written anew.",
    ).format(day=head.day.isoformat(), seq=head.seq, hash=head.hash[:16])


def triggers(raw: sqlite3.Connection) -> Iterator[Finding]:
    """The triggers that there are against those that the log says were put on, and those that this program would put on."""
    last, said = last_structure(raw)
    if last is not Action.CLOSE:
        yield Finding(
            Kind.TRIGGER,
            Text(
                "触发器已卸下：一次数据库升级没有完成。请启动网站以完成升级。",
                "The triggers are off: a migration was not completed. Start the site to complete it.",
            ),
        )
        return
    have, wanted = present(raw), expected(audited(raw))
    for table in sorted(said.keys() | wanted.keys()):
        if table in said and have.get(table) != said[table]:
            text = Text("表 {table} 的触发器被删除或改动过。", "The triggers of table {table} were dropped or altered.")
        elif have.get(table) != wanted.get(table):
            text = Text(
                "表 {table} 的触发器不是本版本程序的。请启动网站以更新。",
                "The triggers of table {table} are not those of this version. Start the site to renew them.",
            )
        else:
            continue
        yield Finding(Kind.TRIGGER, text.format(table=table), table=table)
    for table in sorted(have.keys() - said.keys() - wanted.keys()):
        yield Finding(
            Kind.TRIGGER,
            Text("表 {table} 上有不属于本系统的触发器。", "Table {table} has triggers that are not ours.").format(table=table),
            table=table,
        )


def rows(raw: sqlite3.Connection) -> Iterator[Finding]:
    """Every row against its last entry, where this program records of it what the entry does."""
    _last, said = last_structure(raw)
    tables = audited(raw)
    wanted = expected(tables)
    for table in tables:
        if said.get(table.name, wanted[table.name]) != wanted[table.name]:
            continue
        for found in differences(raw, table):
            if found.said is None:
                text = Text("表 {table} 的 {key} 没有任何记录说明它的存在。", "No entry accounts for row {key} of table {table}.")
            elif found.found is None:
                text = Text(
                    "表 {table} 的 {key} 不见了，没有记录说明它被删除。",
                    "Row {key} of table {table} is gone, and no entry says that it was deleted.",
                )
            else:
                text = Text("表 {table} 的 {key} 与最后一条记录不一致。", "Row {key} of table {table} is not as its last entry says.")
            yield Finding(Kind.ROW, text.format(table=table.name, key=found.key), table=table.name, key=found.key)


def found_before(raw: sqlite3.Connection) -> Iterator[Finding]:
    """What was found when triggers were put on again, for as long as nobody has answered for it."""
    answered = "COALESCE((SELECT MAX(seq) FROM audit_entry WHERE action = 'accept'), 0)"
    for seq, at, table, key in raw.execute(
        f"SELECT seq, at, table_name, key FROM audit_entry WHERE action = 'found' AND seq > {answered} ORDER BY seq"
    ):
        text = Text(
            "第 {seq} 条（{at}）：发现表 {table} 的 {key} 曾被绕过记录改写，不知何人所为。",
            "Entry {seq} ({at}): row {key} of table {table} was found to have been written behind the log's back; nobody knows by whom.",
        )
        yield Finding(Kind.FOUND, text.format(seq=seq, at=at, table=table, key=key), seq=seq, table=table, key=key)
    for seq, at, tables in raw.execute(
        "SELECT seq, at, json_extract(after, '$.found_off') FROM audit_entry "
        f"WHERE action IN ('open', 'close') AND json_extract(after, '$.found_off') IS NOT NULL AND seq > {answered} ORDER BY seq"
    ):
        text = Text(
            "第 {seq} 条（{at}）：发现这些表的触发器曾被删除或改动，已重新装上：{tables}。",
            "Entry {seq} ({at}): the triggers of these tables were found dropped or altered, and put on again: {tables}.",
        )
        yield Finding(Kind.FOUND, text.format(seq=seq, at=at, tables=", ".join(json.loads(tables))), seq=seq)


def accept(database: Path, reason: str) -> None:
    """Answer for everything that was found so far; what is wrong with the chain itself nobody can answer for."""
    with because(reason), writing(database) as raw:
        raw.execute("INSERT INTO audit_write VALUES ('', '', ?, '', '', NULL, NULL)", [Action.ACCEPT])


def _at(kind: Kind, seq: int, text: Text) -> Finding:
    return Finding(kind, text.format(seq=seq), seq=seq)


def _removed(first: int, last: int) -> Finding:
    if first == last:
        return _at(Kind.REMOVED, first, Text("第 {seq} 条被删除。", "Entry {seq} was removed."))
    text = Text("第 {first} 至 {last} 条被删除。", "Entries {first} to {last} were removed.")
    return Finding(Kind.REMOVED, text.format(first=first, last=last), seq=first)
