"""The seal 封存: what list and what rules, hashed and dated before the seed exists."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from junheng.draw import DeclaredSource, SeedSource
from junheng.language import Text

from . import canonical_json
from .canonical_json import Json
from .comparison import Comparison, Difference
from .concealment import published
from .errors import CertificateError
from .listing import Listing, parse


@dataclass(frozen=True, slots=True)
class Seal:
    """One list under one rule file; public as it stands."""

    name: str  # which list: "list", or "inspectors" beside "sites"
    at: str  # ISO 8601 with offset, to the second; "" where the list was not sealed before the seed, a rehearsal 演练
    list_sha256: str  # of the canonical list, which its holders keep
    list_rows: int
    rules_sha256: str
    public_sha256: str  # of the list as published: salted hashes and masked names
    comparison: Comparison | None = None
    reason: str = ""  # why it replaces the seal before; "" for the first
    replaces: str = ""  # digest of the seal before

    @property
    def digest(self) -> str:
        """SHA-256 of the seal's canonical JSON: what is published before the seed exists."""
        return canonical_json.sha256(seal_to_json(self))


def seal(
    list_text: str,
    rules_text: str,
    *,
    comparison: Comparison | None = None,
    at: str,
    name: str = "list",
    public: Listing | None = None,
    reason: str = "",
    replaces: Seal | None = None,
) -> Seal:
    """Seal a canonical list and a rule file.

    What will be published (`public`) is by default salted hashes and masked names alone; whatever the algorithm reads of
    a person has to stand in it too, since the certificate is recomputed from it. A later change is a new seal: it names
    the one that it `replaces` and the `reason`. `at` is empty for a rehearsal 演练.

    Raises
    ------
    CertificateError
        The list is not canonical; the time has no offset; a change has no reason, or is earlier than what it changes.
    """
    people = parse(list_text)
    shown = public if public is not None else published(people)
    if len(shown.rows) != len(people.rows):
        raise CertificateError(Text("公布名单的行数与名单不同。", "The published list has another number of rows than the list."))
    if not people.rows:
        raise CertificateError(Text("名单是空的，没有可封存的内容。", "The list is empty: there is nothing to seal."))
    if at:
        moment(at)
    if replaces is not None:
        if not reason.strip():
            raise CertificateError(
                Text(
                    "名单或规则在封存后有改动，须写明理由（--reason），并重新封存。",
                    "List or rules were changed after the seal: say why (--reason); the change is a new seal.",
                )
            )
        if not at or moment(at) <= moment(replaces.at):
            raise CertificateError(Text("新的封存时间须晚于 {at}。", "The new seal has to be later than {at}.").format(at=replaces.at))
    return Seal(
        name=name,
        at=at,
        list_sha256=people.sha256,
        list_rows=len(people.rows),
        rules_sha256=text_sha256(rules_text),
        public_sha256=shown.sha256,
        comparison=comparison,
        reason=reason.strip(),
        replaces=replaces.digest if replaces is not None else "",
    )


def refuse_changed(sealed: Seal, people: Listing, rules_text: str, *, public: Listing) -> None:
    """Refuse a list or a rule file that is not the one that was sealed.

    Raises
    ------
    CertificateError
        Says which of the two was changed.
    """
    for what, then, now in (
        (Text("名单", "list"), sealed.list_sha256, people.sha256),
        (Text("规则文件", "rule file"), sealed.rules_sha256, text_sha256(rules_text)),
        (Text("公布名单", "published list"), sealed.public_sha256, public.sha256),
    ):
        if then != now:
            raise CertificateError(
                Text(
                    "{what}“{name}”在 {at} 封存后有改动（封存时 {then}…，现在 {now}…）。请用封存的文件；确需改动的，写明理由重新封存。",
                    "The {what} of “{name}” was changed after its seal of {at} (sealed {then}…, now {now}…). "
                    "Use the sealed file; if the change is needed, seal it anew and say why.",
                ).format(what=what, name=sealed.name, at=sealed.at or "—", then=then[:12], now=now[:12])
            )


def refuse_early(seals: Iterable[Seal], sources: Iterable[SeedSource]) -> None:
    """Refuse seeds that were known before a list was sealed 先封存后取号. A rehearsal, whose seal has no time, is not refused.

    Raises
    ------
    CertificateError
        Names the source and the seal.
    """
    known = list(sources)
    for sealed in seals:
        for source in known if sealed.at else ():
            if not source.at or moment(source.at) <= moment(sealed.at):
                raise CertificateError(
                    Text(
                        "种子来源“{source}”的公布时间（{known}）不晚于名单“{name}”的封存时间（{at}）。须先封存，后取号。",
                        "The seed source “{source}” was known ({known}) before the list “{name}” was sealed ({at}). "
                        "Seal first, then take the number.",
                    ).format(source=source.name, known=source.at or Text("未写明", "not stated"), name=sealed.name, at=sealed.at)
                )


def refuse_other_sources(declared: Iterable[DeclaredSource], sources: Iterable[SeedSource]) -> None:
    """Refuse seeds from other sources than those that the sealed rules name; rules that name none bind to none.

    Raises
    ------
    CertificateError
        Names the sources of the rules.
    """
    named = {(one.name, one.label, one.fallback): one.name for one in declared}
    if named and named.keys() != {(source.name, source.label, source.fallback) for source in sources}:
        raise CertificateError(
            Text("种子来源须与封存的规则一致：{names}。", "The seed sources have to be those of the sealed rules: {names}.").format(
                names="、".join(named.values())
            )
        )


def text_sha256(text: str) -> str:
    """SHA-256 of a text in UTF-8 with LF, in hexadecimal."""
    return hashlib.sha256(text.replace("\r\n", "\n").encode()).hexdigest()


def moment(at: str) -> datetime:
    """A time with its offset.

    Raises
    ------
    CertificateError
        It is not ISO 8601 with an offset.
    """
    try:
        when = datetime.fromisoformat(at)
    except ValueError:
        when = datetime.min
    if when.tzinfo is None:
        raise CertificateError(
            Text(
                "时间“{at}”应写作 2026-08-25T18:00:00+08:00 的形式。",
                "The time “{at}” has to be written like 2026-08-25T18:00:00+08:00.",
            ).format(at=at)
        )
    return when


def seal_to_json(one: Seal) -> dict[str, Json]:
    """The seal as JSON."""
    return {
        "at": one.at,
        "comparison": _comparison_to_json(one.comparison),
        "list_rows": one.list_rows,
        "list_sha256": one.list_sha256,
        "name": one.name,
        "public_sha256": one.public_sha256,
        "reason": one.reason,
        "replaces": one.replaces,
        "rules_sha256": one.rules_sha256,
    }


def _comparison_to_json(comparison: Comparison | None) -> Json:
    if comparison is None:
        return None
    return {
        "absent": [[d.code, d.name, d.reason] for d in comparison.absent],
        "added": [[d.code, d.name, d.reason] for d in comparison.added],
        "common": comparison.common,
        "list_rows": comparison.list_rows,
        "register": comparison.register,
        "register_rows": comparison.register_rows,
        "register_sha256": comparison.register_sha256,
    }


def comparison_from_json(raw: dict[str, object] | None) -> Comparison | None:
    """The comparison that JSON says; the schema was checked before."""
    if raw is None:
        return None
    plain = dict(raw)
    for side in ("absent", "added"):
        rows = plain[side]
        plain[side] = tuple(Difference(*row) for row in rows) if isinstance(rows, Sequence) else ()
    return Comparison(**plain)  # type: ignore[arg-type]


def seal_from_json(raw: dict[str, Any]) -> Seal:
    """The seal that JSON says; the schema was checked before."""
    return Seal(**{**raw, "comparison": comparison_from_json(raw["comparison"])})
