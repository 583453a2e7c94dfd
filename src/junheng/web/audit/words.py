"""Entries in words, in both languages: who did what to which thing, and what changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import models
from django.utils import timezone

from junheng.language import Text
from junheng.web.audit.models import Action, Entry
from junheng.web.audit.things import thing_of

NOTHING = Text("（空）", "(empty)")
NUMBER = Text("编号", "Number")
KEPT_SECRET = Text("（保密，不显示）", "(secret, not shown)")
NOT_KEPT = Text("（未记录）", "(not kept)")
VISITOR = Text("未登录者", "someone not signed in")
#: As many changes stand in a sentence; the entry's page has all.
IN_A_SENTENCE = 2
LONGEST_VALUE = 40

ACTIONS: Mapping[str, Text] = {
    Action.INSERT: Text("新增", "Added"),
    Action.UPDATE: Text("修改", "Changed"),
    Action.DELETE: Text("删除", "Removed"),
    Action.LOOK: Text("查看个人信息", "Looked at personal data"),
    Action.LOGIN: Text("登录", "Signed in"),
    Action.LOGOUT: Text("退出登录", "Signed out"),
    Action.MIGRATE: Text("升级改动", "Changed by an upgrade"),
    Action.OPEN: Text("升级开始", "Upgrade begun"),
    Action.CLOSE: Text("触发器装好", "Triggers put on"),
    Action.FOUND: Text("发现绕过记录的改写", "Found written behind the log's back"),
    Action.ACCEPT: Text("对发现的问题作出说明", "Answered for what was found"),
}
WAYS: Mapping[str, Text] = {
    "web": Text("网页", "web page"),
    "job": Text("后台任务", "long work"),
    "program": Text("程序", "program"),
    "command": Text("命令行", "command line"),
}
PLACES: Mapping[str, Text] = {
    "machine": Text("服务器本机", "the server itself"),
    "network": Text("内部网络", "an internal network"),
    "internet": Text("互联网", "the internet"),
}
LOOKS: Mapping[str, Text] = {
    "account": Text("账号", "account"),
    "list": Text("名单", "list"),
    "export": Text("导出的名单", "exported list"),
    "invitations": Text("邀请链接", "invitation links"),
    "entry": Text("审计记录", "audit entry"),
    "entries": Text("有关此人的审计记录", "audit entries about them"),
}


@dataclass(frozen=True, slots=True)
class Change:
    """One column before and after, in words."""

    column: str
    name: Text
    before: Text
    after: Text
    differs: bool


class Words:
    """Words for the entries of one page; the people whom they name are read once."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries = tuple(entries)
        numbers = {number for entry in self.entries for number in _people(entry)}
        found = get_user_model().objects.filter(pk__in=numbers).values_list("pk", "first_name", "username")
        self.names = {number: name or username for number, name, username in found}
        self._labels = {place: label for table in {entry.table for entry in self.entries} for place, label in self._labelled(table)}

    def _labelled(self, table: str) -> Iterable[tuple[int, Text | str]]:
        """Which ones the entries of a table are about, where the app looks many up at once."""
        labels = thing_of(table).labels
        about = [entry for entry in self.entries if entry.table == table and entry.action != Action.LOOK and (entry.became or entry.was)]
        return zip(map(id, about), labels([entry.became or entry.was for entry in about]), strict=True) if labels and about else ()

    def who(self, entry: Entry) -> Text:
        """Who was at work."""
        kind, _colon, name = entry.actor.partition(":")
        if kind == "user":
            return self.person(int(name)) if int(name) in self.names else _same(entry.circumstances.get("name", entry.actor))
        if kind == "os":
            return Text(f"服务器账号 {name}", f"server account {name}")
        return Text(f"程序 {name}", f"program {name}") if kind == "program" else VISITOR

    def person(self, number: int) -> Text:
        """Someone by the name that they have now."""
        known = self.names.get(number)
        return _same(known) if known else Text(f"{number} 号人员", f"person {number}")

    def which(self, entry: Entry) -> Text:
        """The thing, with the name or number of this one."""
        name = thing_name(entry.table)
        values = entry.became or entry.was
        thing = thing_of(entry.table)
        label = self._labels.get(id(entry))
        if label is None:
            label = thing.label(values) if thing.label and values and entry.action != Action.LOOK else None
        if not label and entry.table == "auth_user" and entry.key.isdecimal():
            label = self.person(int(entry.key))
        if not label:
            return Text(f"{name.zh} {entry.key}", f"{name.en.lower()} {entry.key}")
        written = label if isinstance(label, Text) else _same(label)
        owner = values.get("user_id")
        if owner and entry.person:
            whose = self.person(int(owner))
            return Text(f"{whose.zh}的{name.zh}“{written.zh}”", f"{name.en.lower()} “{written.en}” of {whose.en}")
        return Text(f"{name.zh}“{written.zh}”", f"{name.en.lower()} “{written.en}”")

    def changes(self, entry: Entry) -> tuple[Change, ...]:
        """Every column; those that differ first, in the order in which the app states them, which says what matters."""
        stated = {column: place for place, column in enumerate(thing_of(entry.table).columns)}
        columns = sorted(
            entry.was.keys() | entry.became.keys(), key=lambda each: (each not in entry.changed, stated.get(each, len(stated)), each)
        )
        return tuple(
            Change(
                column,
                column_name(entry.table, column),
                self.value(entry.table, column, entry.was.get(column)) if entry.before else Text("", ""),
                self.value(entry.table, column, entry.became.get(column)) if entry.after else Text("", ""),
                column in entry.changed,
            )
            for column in columns
        )

    def value(self, table: str, column: str, value: Any) -> Text:
        """A value as people read it."""
        thing = thing_of(table)
        if value is None or value == "":
            return NOTHING
        if column in thing.hidden:
            return NOT_KEPT
        if thing.is_secret(column):
            return KEPT_SECRET
        said = thing.values.get(column, {}).get(value)
        if said is not None:
            return said
        field = _field(table, column)
        if isinstance(field, models.ForeignKey) and field.related_model is get_user_model():
            return self.person(int(value))
        if isinstance(field, models.BooleanField):
            return Text("是", "yes") if value else Text("否", "no")
        if isinstance(field, models.DateTimeField):
            return _same(_moment(value))
        return _same(str(value))

    def sentence(self, entry: Entry) -> Text:
        """The entry in one sentence."""
        places = {"who": self.who(entry), "thing": self.which(entry)}
        match entry.action:
            case Action.INSERT:
                text = Text("{who}新增了{thing}", "{who} added {thing}")
            case Action.UPDATE:
                text = Text("{who}修改了{thing}：{changes}", "{who} changed {thing}: {changes}")
                places["changes"] = self._changes_in_short(entry)
            case Action.DELETE:
                text = Text("{who}删除了{thing}", "{who} removed {thing}")
            case Action.LOOK:
                text = Text("{who}查看了{whom}（{what}）", "{who} looked at {whom} ({what})")
                places |= {"whom": self._whom(entry), "what": _look(entry)}
            case Action.LOGIN:
                text = Text("{who}登录", "{who} signed in")
            case Action.LOGOUT:
                text = Text("{who}退出登录", "{who} signed out")
            case Action.OPEN | Action.CLOSE:
                text = _structure(entry)
            case Action.MIGRATE:
                text = Text("数据库升级改动了{thing}", "An upgrade of the database changed {thing}")
            case Action.FOUND:
                text = Text("发现{thing}曾被绕过记录改写", "{thing} was found to have been written behind the log's back")
            case _:
                text = Text("{who}对发现的问题作出说明：{reason}", "{who} answered for what was found: {reason}")
                places["reason"] = _same(entry.circumstances.get("reason", ""))
        english = text.en.format(**{n: t.en for n, t in places.items()})
        name_first = text.en.startswith("{who}") and entry.actor.startswith("user:")  # a user name keeps its small letter
        return Text(text.zh.format(**{n: t.zh for n, t in places.items()}), english if name_first else _capital(english))

    def _changes_in_short(self, entry: Entry) -> Text:
        changes = [change for change in self.changes(entry) if change.differs]
        parts = [
            (
                f"{c.name.zh}由“{_short(c.before.zh)}”改为“{_short(c.after.zh)}”",
                f"{c.name.en} from “{_short(c.before.en)}” to “{_short(c.after.en)}”",
            )
            for c in changes[:IN_A_SENTENCE]
        ]
        if len(changes) > IN_A_SENTENCE:
            rest = len(changes) - IN_A_SENTENCE
            parts.append((f"另有 {rest} 项", f"and {rest} more"))
        if not parts:
            return Text("内容未变", "nothing in it changed")
        return Text("，".join(zh for zh, _ in parts), ", ".join(en for _, en in parts))

    def _whom(self, entry: Entry) -> Text:
        whom = entry.became.get("whom")
        if whom is not None and len(whom) == 1 and str(whom[0]).isdecimal():
            return self.person(int(whom[0]))
        if whom is not None:
            return Text(f"{len(whom)} 人的信息", f"the data of {len(whom)} people")
        if entry.table == "auth_user" and entry.key:
            return self.person(int(entry.key))
        return self.which(entry)


def thing_name(table: str) -> Text:
    """What the rows of a table are called."""
    return thing_of(table).name or Text(f"表 {table} 的行", f"row of {table}")


def column_name(table: str, column: str) -> Text:
    """What a column is called."""
    return thing_of(table).columns.get(column) or (NUMBER if column == "id" else _same(column))


def _people(entry: Entry) -> Iterable[int]:
    """Numbers of everyone whom an entry may name."""
    kind, _colon, name = entry.actor.partition(":")
    if kind == "user":
        yield int(name)
    if entry.table == "auth_user" and entry.key.isdecimal():
        yield int(entry.key)
    whom = entry.became.get("whom") if entry.action == Action.LOOK else None
    if whom is not None and len(whom) == 1:
        yield from (int(number) for number in whom if str(number).isdecimal())
    for values in (entry.was, entry.became):
        for column, value in values.items():
            if column.endswith(("user_id", "by_id")) and isinstance(value, int):
                yield value


def _structure(entry: Entry) -> Text:
    if entry.action == Action.OPEN:
        migrations = ", ".join(entry.became.get("migrations", ()))
        text = Text("数据库升级开始：{what}", "An upgrade of the database began: {what}").format(what=migrations)
    else:
        text = Text("触发器已装好：{what} 张表", "Triggers put on: {what} tables").format(what=len(entry.became.get("triggers", {})))
    off = ", ".join(entry.became.get("found_off", ()))
    if not off:
        return text
    return Text(f"{text.zh}；发现触发器曾被删除或改动：{off}", f"{text.en}; triggers were found dropped or altered: {off}")


def _look(entry: Entry) -> Text:
    what = str(entry.became.get("what", ""))
    return LOOKS.get(what, _same(what))


def _field(table: str, column: str) -> models.Field | None:
    for model in apps.get_models(include_auto_created=True):
        if model._meta.db_table == table:
            return next((field for field in model._meta.local_concrete_fields if field.column == column), None)
    return None


def _moment(value: Any) -> str:
    try:
        when = datetime.fromisoformat(str(value))
    except ValueError:
        return str(value)
    return f"{timezone.localtime(when if when.tzinfo else when.replace(tzinfo=timezone.get_fixed_timezone(0))):%Y-%m-%d %H:%M:%S}"


def _same(text: str) -> Text:
    return Text(text, text)


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_VALUE else text[: LONGEST_VALUE - 1] + "…"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
