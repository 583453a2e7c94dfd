"""Is the list complete? 名单核对: counts and hashes beside those of a register, and everyone absent or added named with a reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from junheng.language import Text
from junheng.tables import Issue, Place, Severity

from .concealment import identifier, masked, salts
from .errors import ListRejected
from .listing import Listing


@dataclass(frozen=True, slots=True)
class Difference:
    """One person who is in one of the two only."""

    code: str  # as published
    name: str  # as published
    reason: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """A list beside a register; the hash is of the register's canonical list, the list's own stands in the seal."""

    register: str  # what it is: the enrolment list of 2026
    register_sha256: str
    register_rows: int
    list_rows: int
    common: int
    absent: tuple[Difference, ...]  # in the register, not in the list
    added: tuple[Difference, ...]  # in the list, not in the register


def compare(people: Listing, register: Listing, *, name: str, reasons: Mapping[str, str], open_codes: bool = False) -> Comparison:
    """Lay a list beside a register. A code that has another name in each is absent and added: it is somebody else.

    Raises
    ------
    ListRejected
        Somebody is absent or added and `reasons` (by code) has no reason for it: every one is named.
    """
    renamed = _renamed(people, register)
    missing = sorted((set(register.codes) - set(people.codes)) | renamed, key=str.encode)
    extra = sorted((set(people.codes) - set(register.codes)) | renamed, key=str.encode)
    unexplained = [
        *(_unexplained(register, name, code, _ABSENT) for code in missing if not reasons.get(code, "").strip()),
        *(_unexplained(people, name, code, _ADDED) for code in extra if not reasons.get(code, "").strip()),
    ]
    if unexplained:
        raise ListRejected(unexplained)

    def differences(source: Listing, codes: list[str]) -> tuple[Difference, ...]:
        rows = source.by_code
        shown = [(code, rows[code].get("name", "")) for code in codes]
        if not open_codes:
            shown = [(identifier(code, salt), masked(who)) for (code, who), salt in zip(shown, salts(people, codes), strict=True)]
        found = [Difference(code, who, reasons[mine].strip()) for (code, who), mine in zip(shown, codes, strict=True)]
        return tuple(sorted(found, key=lambda difference: difference.code.encode()))

    return Comparison(
        register=name,
        register_sha256=register.sha256,
        register_rows=len(register.rows),
        list_rows=len(people.rows),
        common=len(people.rows) - len(extra),
        absent=differences(register, missing),
        added=differences(people, extra),
    )


def _renamed(people: Listing, register: Listing) -> set[str]:
    if "name" not in people.columns or "name" not in register.columns:
        return set()
    return {code for code in set(people.codes) & set(register.codes) if people.by_code[code]["name"] != register.by_code[code]["name"]}


_ABSENT = Text("{register}中有 {code} {who}，名单中没有。", "{code} {who} is in {register} and not in the list.")
_ADDED = Text("名单中有 {code} {who}，{register}中没有。", "{code} {who} is in the list and not in {register}.")
_REMEDY = Text(
    "补入或删去这一行；确实如此的，在原因表中写明 {code} 的原因（code、reason 两列）。",
    "Add or remove the row; where it is right, give the reason for {code} in the table of reasons (columns code, reason).",
)


def _unexplained(source: Listing, register: str, code: str, message: Text) -> Issue:
    who = source.by_code[code].get("name", "")
    return Issue(
        "difference_without_reason",
        Severity.ERROR,
        Place(register),
        code,
        message.format(register=register, code=code, who=who),
        _REMEDY.format(code=code),
    )
