"""What is wrong with a draw before its seal, and what it would come to: everything that the page of checks shows."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass

from django.utils import timezone

from junheng.certificates import Certificate, Comparison, Listing, ListRejected, compare, parse
from junheng.draw import SeedSource, seed_source, typed_sources
from junheng.engines.classes import Multiples, Namesakes, prepare_roster
from junheng.language import Text
from junheng.reports.draws import DrawEngine, Drawing, Sealing, engine_of, forms_classes
from junheng.tables import Issue
from junheng.web.admission.changing import DrawRefused
from junheng.web.admission.models import Draw, State
from junheng.web.admission.sending import REFUSALS, Problems, problems_of
from junheng.web.format import language


@dataclass(frozen=True)
class Difference:
    """Somebody who is in list or register only."""

    code: str
    said: Text
    reason: str


@dataclass(frozen=True)
class Checked:
    """All that is known before the seal."""

    wrong: tuple[Problems, ...] = ()
    differences: tuple[Difference, ...] = ()
    comparison: Comparison | None = None
    namesakes: tuple[Namesakes, ...] = ()
    multiples: tuple[Multiples, ...] = ()
    rows: int = 0
    sources: int = 0

    @property
    def unexplained(self) -> int:
        """How many differ from the register without a reason."""
        return sum(not one.reason for one in self.differences)

    @property
    def ready(self) -> bool:
        """Whether it can be sealed."""
        return not self.wrong and not self.unexplained


def raw_lists(draw: Draw) -> Mapping[str, Listing]:
    """The lists as they came."""
    return {name: parse(text) for name, text in draw.lists.items()}


def engine_for(draw: Draw) -> DrawEngine:
    """The engine of a draw's rules; of a late round, under the certificate that it follows."""
    return engine_of(draw.rules, before(draw))


def before(draw: Draw) -> Certificate | None:
    """The office's own certificate of the round before a late one."""
    return draw.previous.own if draw.late else None


def prepared_lists(draw: Draw) -> Mapping[str, Listing]:
    """The lists as they are sealed."""
    return engine_for(draw).prepared(raw_lists(draw))


def comparison_of(draw: Draw, people: Mapping[str, Listing]) -> Comparison | None:
    """The first list beside the register.

    Raises
    ------
    ListRejected
        Somebody differs without a reason.
    """
    if not draw.register:
        return None
    first = next(iter(people.values()))
    return compare(first, parse(draw.register), name=draw.register_name, reasons=draw.reasons, open_codes='codes = "open"' in draw.rules)


def check(draw: Draw) -> Checked:
    """Look at everything that could keep a draw from its seal; all of it, not the first only."""
    if not draw.lists:
        return Checked((Problems(_NO_LIST(language())),))
    if not draw.rules:
        return Checked((Problems(_NO_RULES(language())),), rows=_rows(draw))
    wrong: list[Problems] = []
    namesakes: tuple[Namesakes, ...] = ()
    multiples: tuple[Multiples, ...] = ()
    comparison, sources = None, 0
    try:
        people = raw_lists(draw)
        if forms_classes(draw.rules):
            roster = prepare_roster(next(iter(people.values())))
            namesakes, multiples = roster.namesakes, roster.multiples
        engine = engine_for(draw)
        sealed = engine.prepared(people)
        sources = len(engine.sources(draw.rules))
        engine.seal(draw.rules, sealed, Sealing())
        with suppress(ListRejected):  # each of them has an input on the page
            comparison = comparison_of(draw, sealed)
    except REFUSALS as error:
        wrong.append(problems_of(error))
    if not wrong and sources < 2:
        wrong.append(Problems(_FEW_SOURCES(language())))
    return Checked(tuple(wrong), differences(draw), comparison, namesakes, multiples, _rows(draw), sources)


def _rows(draw: Draw) -> int:
    return sum(len(people.rows) for people in raw_lists(draw).values())


def differences(draw: Draw) -> tuple[Difference, ...]:
    """Everybody who is in list or register only, with the reason typed so far."""
    if not draw.register or not draw.lists:
        return ()
    first = next(iter(raw_lists(draw).values()))
    try:
        compare(first, parse(draw.register), name=draw.register_name, reasons={})
    except ListRejected as rejected:
        found: dict[str, Issue] = {}
        for issue in rejected.issues:
            found.setdefault(issue.value or "", issue)
        return tuple(Difference(code, issue.message, draw.reasons.get(code, "")) for code, issue in found.items())
    return ()


def rehearse(draw: Draw) -> Certificate:
    """A draw by numbers that are thrown away; it decides nothing and is kept nowhere.

    Raises
    ------
    DrawError, CertificateError
        As the draw itself.
    """
    engine, people = engine_for(draw), prepared_lists(draw)
    names = [one.name for one in engine.sources(draw.rules)] or ["rehearsal-1", "rehearsal-2"]
    sources = tuple(seed_source(name, secrets.token_hex(8)) for name in names)
    typed = typed_sources(engine.sources(draw.rules), [(one.name, one.value) for one in sources])
    seals = engine.seal(draw.rules, people, Sealing())
    return engine.certify(Drawing(draw.rules, people, seals, _undated(typed), "rehearsal", before(draw)))


def _undated(sources: tuple[SeedSource, ...]) -> tuple[SeedSource, ...]:
    return tuple(seed_source(one.name, one.value, label=one.label, fallback=one.fallback) for one in sources)


def now() -> str:
    """The time to the second, with the site's offset."""
    return timezone.localtime().isoformat(timespec="seconds")


def refuse_unless(draw: Draw, *states: State) -> None:
    """Refuse what a draw's state does not allow.

    Raises
    ------
    DrawRefused
    """
    if draw.state not in states:
        raise DrawRefused(
            Text(
                "现在不能这样做：这次抽签的状态已经不同。请刷新页面。",
                "This cannot be done now: the draw has moved on. Load the page again.",
            )
        )


_NO_LIST = Text("还没有名单。请先上传名单。", "There is no list yet. Send it first.")
_NO_RULES = Text("还没有规则。请先填写规则。", "There are no rules yet. Write them first.")
_FEW_SOURCES = Text(
    "号码来源不足两个。请在规则中写明至少两个互不相干的来源，并随规则一起封存。",
    "There are fewer than two sources of the numbers. Name two or more that are independent in the rules; they are sealed with them.",
)
