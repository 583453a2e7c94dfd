"""The form that writes a rule file: what it asks, and the text that comes of it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from junheng.certificates import Listing
from junheng.draw import DeclaredSource, DrawError
from junheng.engines import allotment, classes
from junheng.language import Text
from junheng.reports.draws import engine_of, forms_classes
from junheng.web.admission.changing import DrawRefused
from junheng.web.admission.models import Draw, Kind

SOURCES = 3
#: Keys that name one column.
COLUMNS = ("sex", "together", "apart", "preset", "namesakes")
_MOST = re.compile(r"^(?P<column>[^=＝]+)[=＝](?P<value>[^=＝]*)[=＝](?P<k>\d+)$")


@dataclass(frozen=True)
class Form:
    """What the page writes into its inputs."""

    values: Mapping[str, str]
    traits: tuple[str, ...] = ()
    scores: tuple[str, ...] = ()

    @property
    def sources(self) -> list[dict[str, str]]:
        """The inputs of each source."""
        names = ("name", "label", "at", "fallback")
        return [{"n": str(n), **{key: self.values.get(f"source-{n}-{key}", "") for key in names}} for n in range(1, SOURCES + 1)]


def has_form(draw: Draw) -> bool:
    """Whether the kind of draw is set up by a form; other methods come as a rule file."""
    return draw.kind in (Kind.CLASSES, Kind.LOTTERY)


def starter(draw: Draw) -> str:
    """A rule file to begin from, for the kinds of draw that have no form."""
    own = _STARTERS.get(Kind(draw.kind))
    return f"{own.format(title=json.dumps(draw.title, ensure_ascii=False))}\n{_TWO_SOURCES}" if own is not None else ""


_STARTERS = {
    Kind.SAMPLE: 'method = "sample"\ntitle = {title}\ncodes = "open"\npick = 10\n',
    Kind.EXPERTS: 'method = "experts"\ntitle = {title}\nstrata = "field"\n\n[need]\n"field" = 3\n',
    Kind.INSPECTORS: 'method = "inspectors"\ntitle = {title}\npercent = 20\nteam = 2\n',
    Kind.TEAMS: """method = "classes"
mode = "teams"
classes = 6
title = {title}
codes = "open"
post = "岗位"
traits = ["职称"]
scores = ["教龄"]
""",
}
_TWO_SOURCES = """[[source]]
name = "hall"
label = "现场摇出的五个号码"

[[source]]
name = "lottery"
label = "封存后第一期福利彩票 3D 开奖号码"
fallback = "顺延一期"
"""


def form_of(draw: Draw, people: Listing | None) -> Form:
    """The inputs as the rules, or what suits the list, have them."""
    if not draw.rules:
        return _proposed(draw, people)
    if forms_classes(draw.rules):
        return _of_classes(classes.parse_rules(draw.rules))
    rules = allotment.parse_rules(draw.rules)
    return Form({"title": rules.title, "office": rules.office, "objections": rules.objections, **_source_values(rules.sources)})


def _proposed(draw: Draw, people: Listing | None) -> Form:
    blank = {"title": draw.title, "source-1-name": "hall", "source-1-label": _("Balls drawn by parents in the hall")}
    if draw.kind != Kind.CLASSES or people is None:
        return Form(blank)
    prepared = classes.prepare_roster(people).people
    proposed = classes.sensible_rules(prepared, 2)
    form = _of_classes(proposed)
    return Form({**form.values, **blank, "classes": ""}, form.traits, form.scores)


def _of_classes(rules: classes.Rules) -> Form:
    values = {
        "title": rules.title,
        "office": rules.office,
        "objections": rules.objections,
        "mode": rules.mode,
        "classes": str(rules.classes),
        "sizes": " ".join(map(str, rules.sizes)),
        "bands": " ".join(map(str, rules.bands)),
        "most": "\n".join(f"{column}={value}={k}" for column, value, k in rules.most),
        **{key: getattr(rules, key) for key in COLUMNS},
        **_source_values(rules.sources),
    }
    return Form(values, tuple(rules.traits), tuple(rules.scores))


def _source_values(sources: Sequence[DeclaredSource]) -> dict[str, str]:
    found = {}
    for n, one in enumerate(sources[:SOURCES], start=1):
        at = one.at and timezone.localtime(datetime.fromisoformat(one.at)).strftime("%Y-%m-%dT%H:%M")
        found |= {f"source-{n}-name": one.name, f"source-{n}-label": one.label, f"source-{n}-at": at, f"source-{n}-fallback": one.fallback}
    return found


def typed_form(post: QueryDict) -> Form:
    """The inputs as they were typed."""
    return Form({key: post.get(key, "") for key in post}, tuple(post.getlist("traits")), tuple(post.getlist("scores")))


def text_of(draw: Draw, form: Form) -> str:
    """The rule file that a filled-in form says.

    Raises
    ------
    DrawError, DrawRefused
        What cannot be, in words.
    """
    values = form.values
    common = {key: values.get(key, "").strip() for key in ("title", "office", "objections")}
    sources = tuple(_sources(values))
    if draw.kind != Kind.CLASSES:
        text = allotment.write_rules(allotment.Rules("lottery", **common, sources=sources))
    else:
        text = classes.write_rules(
            classes.Rules(
                classes=_whole(values.get("classes", ""), Text("班数", "The number of classes")),
                mode=values.get("mode") or classes.ENTRY_GRADE,
                sizes=_wholes(values.get("sizes", ""), Text("各班人数", "The sizes")),
                bands=_wholes(values.get("bands", ""), Text("分数段", "The bands")),
                traits=form.traits,
                scores=form.scores,
                most=tuple(_most(values.get("most", ""))),
                sources=sources,
                **common,
                **{key: values.get(key, "") for key in COLUMNS},
            )
        )
    return checked_text(draw, text)


def checked_text(draw: Draw, text: str) -> str:
    """A rule file's text, if it can be read and is of the draw's kind.

    Raises
    ------
    DrawError, DrawRefused
    """
    plain = text.replace("\r\n", "\n").strip() + "\n"
    if not plain.strip():
        raise DrawRefused(Text("规则文件是空的。", "The rule file is empty."))
    engine_of(plain).sources(plain)
    wanted = draw.kind in (Kind.CLASSES, Kind.TEAMS)
    method = None if forms_classes(plain) else allotment.parse_rules(plain).method
    if wanted != (method is None) or (method is not None and method != draw.kind):
        raise DrawRefused(
            Text(
                "规则文件的 method 与本次抽签的种类（{kind}）不符。请改规则，或另建一次抽签。",
                "The rule file's method is not of this kind of draw ({kind}). Change it, or begin another draw.",
            ).format(kind=draw.kind)
        )
    return plain


def _whole(typed: str, what: Text) -> int:
    plain = typed.strip().translate({0xFF10 + digit: 0x30 + digit for digit in range(10)})
    if not re.fullmatch(r"[0-9]{1,6}", plain):
        raise DrawError(
            Text("{what}应为整数，填的是“{typed}”。", "{what} should be a whole number; it says “{typed}”.").format(what=what, typed=typed)
        )
    return int(plain)


def _wholes(typed: str, what: Text) -> tuple[int, ...]:
    return tuple(_whole(part, what) for part in re.split(r"[\s,，、;；]+", typed.strip()) if part)


def _most(typed: str) -> Iterator[tuple[str, str, int]]:
    for line in filter(None, map(str.strip, typed.splitlines())):
        found = _MOST.match(line)
        if found is None:
            raise DrawError(
                Text(
                    "“每班至多”一行应写作 列=值=人数，填的是“{line}”。", "A line of “at most” is column=value=number; it says “{line}”."
                ).format(line=line)
            )
        yield found["column"].strip(), found["value"].strip(), int(found["k"])


def _sources(values: Mapping[str, str]) -> Iterator[DeclaredSource]:
    for n in range(1, SOURCES + 1):
        name, label, at, fallback = (values.get(f"source-{n}-{key}", "").strip() for key in ("name", "label", "at", "fallback"))
        if not name and not label:
            continue
        if at:
            try:
                when = datetime.fromisoformat(at)
            except ValueError as error:
                raise DrawError(
                    Text("号码来源的时间“{at}”看不懂。", "The time “{at}” of a source cannot be read.").format(at=at)
                ) from error
            at = (when if when.tzinfo else timezone.make_aware(when)).isoformat(timespec="seconds")
        yield DeclaredSource(name or f"source{n}", label, at, fallback)
