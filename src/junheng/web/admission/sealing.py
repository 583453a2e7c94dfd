"""Seal, draw, publish, withdraw, erase: each refuses what is not its turn, and says so in its step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from junheng.certificates import Certificate, seals_text
from junheng.draw import DeclaredSource, typed_sources
from junheng.engines.classes import move as by_hand
from junheng.language import Text
from junheng.reports.draws import Drawing, Sealing
from junheng.web.admission.changing import DrawRefused, begin, change
from junheng.web.admission.models import Deed, Draw, Kind, State
from junheng.web.admission.preparing import before, check, comparison_of, engine_for, now, prepared_lists, refuse_unless

#: How long a result is published, and how long its lists are kept after that, where nobody says otherwise.
PUBLISHED_FOR, KEPT_FOR = timedelta(days=7), timedelta(days=180)
#: What a draw that follows another has in common with it.
SAME = ("region", "area", "unit", "kind", "rules", "synthetic")
NO_REASON = Text("请写明理由。", "Say why.")


def sources(draw: Draw) -> tuple[DeclaredSource, ...]:
    """The sources of the numbers that the rules name."""
    return engine_for(draw).sources(draw.rules)


def seal(draw: Draw, user: Any, *, version: int, reason: str = "") -> None:
    """Seal lists and rules; a change after a seal is a further one, with its reason.

    Raises
    ------
    DrawRefused, CertificateError, DrawError
        Something is still wrong, or was never said.
    """
    refuse_unless(draw, State.DRAFT)
    checked = check(draw)
    if not checked.ready:
        raise DrawRefused(
            Text(
                "还有未解决的问题，没有封存。请先处理本页列出的各项。",
                "There are open problems, and nothing was sealed. Settle what this page lists.",
            )
        )
    people, engine, so_far = prepared_lists(draw), engine_for(draw), draw.seals
    fresh = engine.seal(draw.rules, people, Sealing(now(), comparison_of(draw, people), so_far, reason.strip() if so_far else ""))
    change(
        draw,
        user,
        Deed.SEALED,
        version=version,
        states=(State.DRAFT,),
        about=fresh[0].list_sha256[:16],
        detail=fresh[-1].reason,
        state=State.SEALED,
        sealed_at=timezone.now(),
        lists={name: one.text for name, one in people.items()},
        seals_text=seals_text((*so_far, *fresh)),
    )


def reopen(draw: Draw, user: Any, *, version: int) -> None:
    """Let a sealed draw be changed; its seal stays."""
    refuse_unless(draw, State.SEALED)
    change(draw, user, Deed.RULES, version=version, states=(State.SEALED,), about="—", state=State.DRAFT)


def certify(draw: Draw, user: Any, *, version: int, typed: Sequence[tuple[str, str]], failed: Mapping[str, str]) -> Certificate:
    """Take the numbers, draw, and keep the certificate, which the engine's own check has recomputed.

    Raises
    ------
    DrawRefused, CertificateError, DrawError
        It is not sealed, a number is missing or too early, or none of the named sources'.
    """
    refuse_unless(draw, State.SEALED)
    at = now()
    values = typed_sources(sources(draw), typed, at=at, failed=failed)
    earlier = before(draw)
    if earlier is not None:  # the rules' times are those of the first round
        values = tuple(replace(one, at=at) for one in values)
    if draw.kind == Kind.TEAMS:  # beside the classes that they take, where these are drawn
        earlier, name = (draw.previous.own if draw.previous is not None else None), "teams"
    else:
        name = _round(draw, earlier)
    certificate = engine_for(draw).certify(Drawing(draw.rules, prepared_lists(draw), draw.seals, values, name, earlier))
    change(
        draw,
        user,
        Deed.DRAWN,
        version=version,
        states=(State.SEALED,),
        about=certificate.short_code,
        detail=certificate.digest,
        state=State.DRAWN,
        drawn_at=timezone.now(),
        certificate=certificate.to_json(),
    )
    return certificate


def _round(draw: Draw, earlier: Certificate | None) -> str:
    """The name of a round of pupils, one that none before it had: ``1``, then ``late-1``, ``late-2``."""
    if earlier is None:
        return "1"
    before_it = int(earlier.round_name.removeprefix("late-")) if earlier.round_name.startswith("late-") else 0
    beside_it = Draw.objects.filter(previous=draw.previous, pk__lt=draw.pk).count()
    return f"late-{before_it + 1 + beside_it}"


def move(draw: Draw, user: Any, *, moves: Sequence[tuple[str, int]], reason: str, digest: str = "") -> tuple[Certificate, Draw | None]:
    """What moves by hand come to; kept as a draw of its own where `digest` is that of what was shown before.

    Raises
    ------
    DrawRefused, ClassesError, CertificateError
        There are no classes, nobody is moved, or the reason is none.
    """
    refuse_unless(draw, State.DRAWN, State.PUBLISHED)
    own = draw.own
    if own is None:
        raise DrawRefused(Text("还没有证书。", "There is no certificate yet."))
    moved = by_hand(own, moves, reason)
    if digest != moved.digest:
        return moved, None
    with transaction.atomic():  # begins by taking the database's one lock for writing: two clicks come one after the other
        known = draw.following.filter(title=draw.title, state__in=(State.DRAWN, State.PUBLISHED)).first()
        if known is not None and known.certificate == moved.to_json():  # a second click
            return moved, known
        refuse_superseded(draw)
        fields = {name: getattr(draw, name) for name in (*SAME, "title", "lists", "seals_text", "sealed_at")}
        fresh = {"state": State.DRAWN, "certificate": moved.to_json(), "drawn_at": timezone.now(), "previous": draw}
        made = begin(user, **fields, **fresh)
        change(made, user, Deed.MOVED, version=1, states=(State.DRAWN,), about=moved.short_code, detail=moved.reason)
    return moved, made


def refuse_superseded(draw: Draw) -> None:
    """Refuse to go on from a draw that another goes on from: two ways on would give a number twice, or a class too many.

    Raises
    ------
    DrawRefused
    """
    if draw.following.filter(kind=draw.kind, state__in=(State.DRAWN, State.PUBLISHED)).exists():
        raise DrawRefused(
            Text(
                "这次抽签之后已有补录或人工调整。请打开最新的一次，在那里继续。",
                "A late round or a move has followed this draw. Open the newest of them, and go on from there.",
            )
        )


def publish(draw: Draw, user: Any, *, version: int, until: date, keep_until: date) -> None:
    """Show the certificate to everybody until a day, and keep the lists until another."""
    refuse_unless(draw, State.DRAWN)
    if until < timezone.localdate() or keep_until < until:
        raise DrawRefused(
            Text(
                "公示截止不能早于今天，名单保存期不能短于公示期。请改日期。",
                "It is published until today at least, and the lists are kept at least as long. Change the days.",
            )
        )
    change(
        draw,
        user,
        Deed.PUBLISHED,
        version=version,
        states=(State.DRAWN,),
        about=until,
        detail=keep_until,
        state=State.PUBLISHED,
        published_at=timezone.now(),
        publication_until=until,
        keep_until=keep_until,
    )


def withdraw(draw: Draw, user: Any, *, version: int, reason: str) -> None:
    """Take a draw back; its seals and its reason stay visible."""
    refuse_unless(draw, State.SEALED, State.DRAWN, State.PUBLISHED)
    if not reason.strip():
        raise DrawRefused(NO_REASON)
    states = (State.SEALED, State.DRAWN, State.PUBLISHED)
    fields = {"state": State.WITHDRAWN, "withdrawn_reason": reason.strip()[:500]}
    change(draw, user, Deed.WITHDRAWN, version=version, states=states, detail=reason.strip(), **fields)


def erase(draw: Draw, user: Any, *, version: int) -> None:
    """Delete whatever names people: lists, register, reasons, salts; the published certificate stays.

    Raises
    ------
    DrawRefused
        Their time has not come.
    """
    refuse_unless(draw, State.PUBLISHED, State.WITHDRAWN)
    if draw.keep_until is not None and draw.keep_until >= timezone.localdate():
        raise DrawRefused(
            Text("名单须保存到 {day}，现在不能删除。", "The lists are kept until {day}, and cannot be deleted now.").format(
                day=draw.keep_until
            )
        )
    own = draw.own
    with transaction.atomic():
        change(
            draw,
            user,
            Deed.ERASED,
            version=version,
            states=(State.PUBLISHED, State.WITHDRAWN),
            about=sum(len(text.splitlines()) - 1 for text in draw.lists.values()),
            lists={},
            register="",
            reasons={},
            file_name="",
            chances=None,
            certificate=own.published().to_json() if own is not None else "",
            erased_at=timezone.now(),
        )
        draw.objections.update(text="", contact="", answer="")  # what the office made public stays
