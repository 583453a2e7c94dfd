"""Which engine seals a rule file, what a folder has sealed before, and the comparison with a register."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol

from junheng.certificates import (
    CertificateError,
    Comparison,
    Listing,
    Seal,
    Sealed,
    compare,
    listing,
    open_sealed,
    published,
    read_listing,
    seal,
)
from junheng.certificates.sealed import SEALS
from junheng.cli.console import Speaker
from junheng.language import Text

#: A rule file of classes; what else it says is read by its engine.
_CLASSES = re.compile(r"""^method\s*=\s*["']classes["']""", re.MULTILINE)


class Sealer(Protocol):
    """An engine's way to seal: which columns are public is its own affair."""

    def seal(
        self,
        rules_text: str,
        people: Mapping[str, Listing],
        *,
        at: str,
        comparison: Comparison | None,
        replaces: Sequence[Seal],
        reason: str,
    ) -> tuple[Seal, ...]:
        """Seals of all lists."""
        ...

    def public(self, rules_text: str, people: Mapping[str, Listing]) -> Mapping[str, Listing]:
        """The lists as published."""
        ...

    def prepared(self, people: Mapping[str, Listing]) -> Mapping[str, Listing]:
        """The lists with what is worked out before the seal."""
        ...


class AllotmentSealer:
    """Plain draws."""

    def seal(
        self,
        rules_text: str,
        people: Mapping[str, Listing],
        *,
        at: str,
        comparison: Comparison | None,
        replaces: Sequence[Seal],
        reason: str,
    ) -> tuple[Seal, ...]:
        """Seals of all lists."""
        from junheng.engines.allotment import seal_draw

        return seal_draw(rules_text, people, at=at, comparison=comparison, replaces=replaces, reason=reason)

    def public(self, rules_text: str, people: Mapping[str, Listing]) -> Mapping[str, Listing]:
        """The lists as published."""
        from junheng.engines.allotment import parse_rules, pose

        return pose(parse_rules(rules_text), people).lists

    def prepared(self, people: Mapping[str, Listing]) -> Mapping[str, Listing]:
        """The lists as they are."""
        return people


class ClassesSealer:
    """Classes from a roster."""

    def seal(
        self,
        rules_text: str,
        people: Mapping[str, Listing],
        *,
        at: str,
        comparison: Comparison | None,
        replaces: Sequence[Seal],
        reason: str,
    ) -> tuple[Seal, ...]:
        """The roster's seal."""
        from junheng.engines.classes import seal_roster

        before = replaces[-1] if replaces else None
        return (seal_roster(rules_text, _roster(people), at=at, comparison=comparison, replaces=before, reason=reason),)

    def public(self, rules_text: str, people: Mapping[str, Listing]) -> Mapping[str, Listing]:
        """The roster as published."""
        from junheng.engines.classes import parse_rules, shown

        return {"list": shown(parse_rules(rules_text), _roster(people))}

    def prepared(self, people: Mapping[str, Listing]) -> Mapping[str, Listing]:
        """The roster with labels of namesakes and of twins' wishes."""
        from junheng.engines.classes import prepare_roster

        return {"list": prepare_roster(_roster(people)).people}


def _roster(people: Mapping[str, Listing]) -> Listing:
    if "list" not in people:
        raise CertificateError(Text("分班只用一份名单。", "Classes are formed from one roster."))
    return people["list"]


class ListSealer:
    """A list alone, before anybody has written its rules; what is drawn from it is a rehearsal."""

    def seal(
        self,
        rules_text: str,
        people: Mapping[str, Listing],
        *,
        at: str,
        comparison: Comparison | None,
        replaces: Sequence[Seal],
        reason: str,
    ) -> tuple[Seal, ...]:
        """Seals of all lists."""
        before = {each.name: each for each in replaces}
        return tuple(
            seal(
                one.text,
                rules_text,
                comparison=comparison if number == 0 else None,
                at=at,
                name=name,
                reason=reason,
                replaces=before.get(name),
            )
            for number, (name, one) in enumerate(people.items())
        )

    def public(self, rules_text: str, people: Mapping[str, Listing]) -> Mapping[str, Listing]:
        """The lists as published."""
        del rules_text
        return {name: published(one) for name, one in people.items()}

    def prepared(self, people: Mapping[str, Listing]) -> Mapping[str, Listing]:
        """The lists as they are."""
        return people


def sealer_of(rules_text: str) -> Sealer:
    """The engine that a rule file is for."""
    if not rules_text:
        return ListSealer()
    return ClassesSealer() if _CLASSES.search(rules_text) else AllotmentSealer()


def earlier(folder: Path) -> Sealed | None:
    """What a folder has sealed so far."""
    return open_sealed(folder) if (folder / SEALS).exists() else None


def compared(speak: Speaker, people: Listing, register: Path | None, reasons: Path | None, rules_text: str) -> Comparison | None:
    """The list beside a register; None where none was given."""
    if register is None:
        return None
    for path in (register, reasons):
        if path is not None and not path.is_file():
            speak.fail(Text("没有文件 {path}。", "There is no file {path}."), path=path)
    roll = read_listing(register)
    why = {} if reasons is None else {code: row.get("reason", "") for code, row in read_listing(reasons).by_code.items()}
    columns = [column for column in ("code", "name") if column in roll.columns]
    plain = listing(columns, [[row[column] for column in columns] for row in roll.by_code.values()])
    return compare(people, plain, name=register.name, reasons=why, open_codes='codes = "open"' in rules_text)
