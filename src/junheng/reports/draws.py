"""One face for every engine that draws 抽签: prepare, seal, show, certify, and draw again for late arrivals."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from junheng.certificates import Certificate, CertificateError, Comparison, Listing, Recomputer, Seal, published, seal
from junheng.draw import DeclaredSource, SeedSource
from junheng.language import Text

LIST = "list"
#: A rule file of classes; what else it says is read by its engine.
_CLASSES = re.compile(r"""^method\s*=\s*["']classes["']""", re.MULTILINE)

People = Mapping[str, Listing]


@dataclass(frozen=True)
class Sealing:
    """What stands in a seal besides list and rules."""

    at: str = ""  # empty: a rehearsal 演练
    comparison: Comparison | None = None
    replaces: Sequence[Seal] = ()  # the seals so far
    reason: str = ""  # why they are replaced


@dataclass(frozen=True)
class Drawing:
    """All that a draw is made from."""

    rules: str
    people: People
    seals: Sequence[Seal]  # oldest first
    sources: Sequence[SeedSource]
    round_name: str = "1"
    previous: Certificate | None = None  # the office's own: of the round before a late one 补录, of the classes that teams go with


class DrawEngine(Protocol):
    """An engine that draws from lists under a rule file."""

    def prepared(self, people: People) -> People:
        """The lists with what is worked out before the seal."""
        ...

    def sources(self, rules_text: str) -> tuple[DeclaredSource, ...]:
        """The sources of the seed that the rules name; whatever the rules get wrong is refused here."""
        ...

    def public(self, rules_text: str, people: People) -> People:
        """The lists as published."""
        ...

    def seal(self, rules_text: str, people: People, sealing: Sealing) -> tuple[Seal, ...]:
        """Seals of all lists."""
        ...

    def certify(self, drawing: Drawing) -> Certificate:
        """The draw, with its certificate; a further round under the rules of the one before, where there is one."""
        ...


class Allotment:
    """Plain draws 公平抽取."""

    def prepared(self, people: People) -> People:
        """The lists as they are."""
        return people

    def sources(self, rules_text: str) -> tuple[DeclaredSource, ...]:
        """The sources of the seed that the rules name."""
        from junheng.engines.allotment import parse_rules

        return parse_rules(rules_text).sources

    def public(self, rules_text: str, people: People) -> People:
        """The lists as published."""
        from junheng.engines.allotment import parse_rules, pose

        return pose(parse_rules(rules_text), people).lists

    def seal(self, rules_text: str, people: People, sealing: Sealing) -> tuple[Seal, ...]:
        """Seals of all lists."""
        from junheng.engines.allotment import seal_draw

        return seal_draw(rules_text, people, at=sealing.at, comparison=sealing.comparison, replaces=sealing.replaces, reason=sealing.reason)

    def certify(self, drawing: Drawing) -> Certificate:
        """The draw, with its certificate; numbers of a further round go on from the last."""
        from junheng.engines.allotment import certify

        return certify(
            drawing.rules, drawing.people, drawing.seals, drawing.sources, round_name=drawing.round_name, previous=drawing.previous
        )


class Classes:
    """Classes from a roster 阳光分班."""

    def prepared(self, people: People) -> People:
        """The roster with labels of namesakes and of twins' wishes."""
        from junheng.engines.classes import prepare_roster

        return {LIST: prepare_roster(roster_of(people)).people}

    def sources(self, rules_text: str) -> tuple[DeclaredSource, ...]:
        """The sources of the seed that the rules name."""
        from junheng.engines.classes import parse_rules

        return parse_rules(rules_text).sources

    def public(self, rules_text: str, people: People) -> People:
        """The roster as published."""
        from junheng.engines.classes import parse_rules, shown

        return {LIST: shown(parse_rules(rules_text), roster_of(people))}

    def seal(self, rules_text: str, people: People, sealing: Sealing) -> tuple[Seal, ...]:
        """The roster's seal."""
        from junheng.engines.classes import seal_roster

        before = sealing.replaces[-1] if sealing.replaces else None
        one = seal_roster(
            rules_text, roster_of(people), at=sealing.at, comparison=sealing.comparison, replaces=before, reason=sealing.reason
        )
        return (one,)

    def certify(self, drawing: Drawing) -> Certificate:
        """The classes, with their certificate."""
        from junheng.engines.classes import certify

        previous, people = drawing.previous, roster_of(drawing.people)
        if previous is not None and previous.rules == drawing.rules:
            return LateClasses(previous).certify(drawing)
        return certify(drawing.rules, people, drawing.seals, drawing.sources, round_name=drawing.round_name, beside=previous)


@dataclass(frozen=True)
class LateClasses:
    """Late pupils into classes that stand 补录: beside their roster everybody who has a class is sealed too."""

    previous: Certificate  # the office's own

    def prepared(self, people: People) -> People:
        """The late roster and the classes as they stand, with labels of namesakes and of twins' wishes in both."""
        from junheng.engines.classes import late_lists

        return late_lists(self.previous, roster_of(people))

    def sources(self, rules_text: str) -> tuple[DeclaredSource, ...]:
        """The sources of the seed that the rules name."""
        return Classes().sources(rules_text)

    def public(self, rules_text: str, people: People) -> People:
        """Both lists as published."""
        from junheng.engines.classes import late_shown, parse_rules

        return late_shown(parse_rules(rules_text), people)

    def seal(self, rules_text: str, people: People, sealing: Sealing) -> tuple[Seal, ...]:
        """Seals of both lists, under the rules of the round before."""
        from junheng.engines.classes import seal_late

        del rules_text
        return seal_late(
            self.previous, people, at=sealing.at, comparison=sealing.comparison, replaces=sealing.replaces, reason=sealing.reason
        )

    def certify(self, drawing: Drawing) -> Certificate:
        """Everybody's classes with the late pupils in them."""
        from junheng.engines.classes import certify_late

        return certify_late(self.previous, drawing.people, drawing.seals, drawing.sources, round_name=drawing.round_name)


class Lists:
    """A list alone, before anybody has written its rules; what is drawn from it is a rehearsal."""

    def prepared(self, people: People) -> People:
        """The lists as they are."""
        return people

    def sources(self, rules_text: str) -> tuple[DeclaredSource, ...]:
        """None: nobody named any."""
        del rules_text
        return ()

    def public(self, rules_text: str, people: People) -> People:
        """The lists as published."""
        del rules_text
        return {name: published(one) for name, one in people.items()}

    def seal(self, rules_text: str, people: People, sealing: Sealing) -> tuple[Seal, ...]:
        """Seals of all lists."""
        before = {each.name: each for each in sealing.replaces}
        return tuple(
            seal(
                one.text,
                rules_text,
                comparison=sealing.comparison if number == 0 else None,
                at=sealing.at,
                name=name,
                reason=sealing.reason,
                replaces=before.get(name),
            )
            for number, (name, one) in enumerate(people.items())
        )

    def certify(self, drawing: Drawing) -> Certificate:
        """Refused: nobody wrote what is to be drawn."""
        del drawing
        raise CertificateError(Text("没有规则文件，不能抽取。", "There is no rule file: nothing can be drawn."))


def roster_of(people: People) -> Listing:
    """The one list that classes are formed from.

    Raises
    ------
    CertificateError
        There is none.
    """
    if LIST not in people:
        raise CertificateError(Text("分班只用一份名单。", "Classes are formed from one roster."))
    return people[LIST]


def engine_of(rules_text: str, previous: Certificate | None = None) -> DrawEngine:
    """The engine that a rule file is for; `previous` is the office's own certificate of the round before, for late arrivals."""
    if not rules_text:
        return Lists()
    if previous is not None and forms_classes(rules_text):
        return LateClasses(previous)
    return Classes() if forms_classes(rules_text) else Allotment()


def forms_classes(rules_text: str) -> bool:
    """Whether a rule file is one of classes."""
    return _CLASSES.search(rules_text) is not None


def recomputers() -> Mapping[str, Recomputer]:
    """How every algorithm's result is recomputed, of all engines that draw."""
    from junheng.engines import allotment, classes

    return {**allotment.RECOMPUTERS, **classes.RECOMPUTERS}
