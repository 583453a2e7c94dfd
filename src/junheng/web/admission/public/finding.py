"""Which draws the public sees, and how much of each: whatever it does not see is 404, as if there were no such draw."""

from __future__ import annotations

from django.http import Http404
from django.utils import timezone

from junheng.certificates import Certificate
from junheng.web.admission.models import Draw, DrawQuerySet, State


def public_draws() -> DrawQuerySet:
    """Draws that were sealed: seals are public from that moment on."""
    return Draw.objects.exclude(seals_text="")


def current() -> DrawQuerySet:
    """Those that are announced or in their publication period."""
    over = {"state": State.PUBLISHED, "publication_until__lt": timezone.localdate()}
    return public_draws().exclude(**over)


def public_draw(key: str) -> Draw:
    """A draw by its public address."""
    draw = public_draws().filter(key=key).select_related("previous").first()
    if draw is None:
        raise Http404
    return draw


def in_period(draw: Draw) -> bool:
    """Whether its result is published now."""
    return draw.state == State.PUBLISHED and draw.publication_until is not None and draw.publication_until >= timezone.localdate()


def is_over(draw: Draw) -> bool:
    """Whether its publication period has ended."""
    return draw.state == State.PUBLISHED and not in_period(draw)


def shown_certificate(key: str) -> tuple[Draw, Certificate]:
    """A draw in its publication period, with its certificate as published."""
    draw = public_draw(key)
    certificate = draw.published if in_period(draw) else None
    if certificate is None:
        raise Http404
    return draw, certificate
