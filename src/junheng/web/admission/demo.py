"""Two draws of the synthetic city's school, for the demo: one published with its results, one sealed and waiting for its numbers.

Their rosters are the invented ones of the examples; only their times lie in the past, so that there is something to look at.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from junheng.certificates import compare, read_listing, seals_text
from junheng.draw import typed_sources
from junheng.examples.rosters import FOLDER
from junheng.language import Text
from junheng.reports.draws import Drawing, Sealing, engine_of
from junheng.web.admission.changing import begin, change
from junheng.web.admission.models import Deed, Draw, State
from junheng.web.audit.acting import acting, because
from junheng.web.people.models import Assignment
from junheng.web.people.roles import Role
from junheng.web.shell.demo import CITY, DEMO_USER, Look

PUBLISHED, WAITING = "entry-grade-synthetic", "score-allowed-synthetic"
NUMBERS = (("hall", "07-19-23-31-02"), ("lottery", "4-0-7"))
_REGISTER = Text("学籍系统新生名册（合成示例）", "Register of new pupils (synthetic)")
_WHY = "演示数据 demonstration"


@dataclass(frozen=True)
class _Ready:
    """An example as the engine takes it."""

    lists: dict[str, str]
    rules: str
    seals: tuple[Any, ...]
    register: str
    reasons: dict[str, str]
    certificate: Any  # None where it is only sealed


def stage() -> None:
    """Make them where they are not there yet; the demo's logins must be there."""
    held = Assignment.objects.filter(user__username=f"{DEMO_USER}-{Role.SCHOOL}", region=CITY).first()
    if held is None:
        return
    with transaction.atomic(), acting(held.user), because(_WHY):
        for name, days in ((PUBLISHED, 3), (WAITING, 1)):
            title = tomllib.loads(_rules(name))["title"]  # as the notice names it
            if not Draw.objects.filter(region=CITY, unit=held.unit, title=title).exists():
                _play(get_user_model().objects.get(pk=held.user_id), held, title, name, days)


def _rules(name: str) -> str:
    return (FOLDER / name / "rules.toml").read_text(encoding="utf-8")


def where_to_look() -> Mapping[str, tuple[Look, ...]]:
    """User name → where to look."""
    school = f"{DEMO_USER}-{Role.SCHOOL}"
    if not Draw.objects.filter(region=CITY).exists():
        return {}
    look = Look(reverse("admission:list"), Text("两次分班：一次已公示，一次已封存", "Two draws: one published, one sealed"))
    return {school: (look,)}


def _play(user: Any, held: Assignment, title: str, name: str, days: int) -> None:
    ready = _ready(name, days)
    fields = {"register": ready.register, "register_name": _REGISTER.zh if ready.register else "", "reasons": ready.reasons}
    draw = begin(user, region=CITY, area=held.area, unit=held.unit, title=title, synthetic=True)
    rows = ready.seals[0].list_rows
    change(draw, user, Deed.ROSTER, version=1, states=(State.DRAFT,), about=rows, file_name="roster.csv", lists=ready.lists, **fields)
    change(draw, user, Deed.RULES, version=2, states=(State.DRAFT,), rules=ready.rules)
    sealed = {"state": State.SEALED, "sealed_at": _at(days), "seals_text": seals_text(ready.seals)}
    change(draw, user, Deed.SEALED, version=3, states=(State.DRAFT,), about=ready.seals[0].list_sha256[:16], **sealed)
    if ready.certificate is None:
        return
    drawn = {"state": State.DRAWN, "drawn_at": _at(days - 1), "certificate": ready.certificate.to_json()}
    change(draw, user, Deed.DRAWN, version=4, states=(State.SEALED,), about=ready.certificate.short_code, **drawn)
    today = timezone.localdate()
    until = {"publication_until": today + timedelta(days=7), "keep_until": today + timedelta(days=180)}
    public = {"state": State.PUBLISHED, "published_at": _at(days - 1), **until}
    change(draw, user, Deed.PUBLISHED, version=5, states=(State.DRAWN,), about=until["publication_until"], **public)


def _ready(name: str, days: int) -> _Ready:
    folder = FOLDER / name
    rules = _rules(name)
    engine = engine_of(rules)
    people = engine.prepared({"list": read_listing(folder / "roster.csv")})
    register, reasons, comparison = None, {}, None
    if (folder / "register.csv").exists():
        register = read_listing(folder / "register.csv")
        reasons = {code: row["reason"] for code, row in read_listing(folder / "reasons.csv").by_code.items()}
        comparison = compare(people["list"], register, name=_REGISTER.zh, reasons=reasons)
    seals = engine.seal(rules, people, Sealing(_at(days).isoformat(timespec="seconds"), comparison))
    certificate = None
    if name == PUBLISHED:
        at = _at(days - 1).isoformat(timespec="seconds")
        certificate = engine.certify(Drawing(rules, people, seals, typed_sources(engine.sources(rules), NUMBERS, at=at)))
    lists = {key: one.text for key, one in people.items()}
    return _Ready(lists, rules, seals, register.text if register is not None else "", reasons, certificate)


def _at(days: int) -> datetime:
    return timezone.make_aware(datetime.combine(timezone.localdate() - timedelta(days=days), time(10)))
