"""What waits for a reader in draws: sealed ones whose numbers are out, and lists that are past their time."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from junheng.web.access import scope_of
from junheng.web.admission.models import Draw, State
from junheng.web.people.roles import Right
from junheng.web.shell.attention import Notice


def waiting(request: HttpRequest) -> QuerySet[Draw]:
    """Draws of the reader that wait for numbers or for a decision, and lists that are to be deleted."""
    scope = scope_of(request)
    found = Draw.objects.none()
    if not scope.has(Right.MANAGE_DRAWS):
        return found
    for region in sorted(scope.regions):
        found = found | Draw.objects.visible_to(scope, region, Right.MANAGE_DRAWS)
    expired = Q(keep_until__lt=timezone.localdate(), erased_at=None)
    return found.filter(Q(state__in=(State.SEALED, State.DRAWN)) | expired).defer("lists", "register", "reasons", "certificate", "chances")


def count(request: HttpRequest) -> int:
    """For the top bar."""
    return waiting(request).count()


def notices(request: HttpRequest) -> Iterator[Notice]:
    """For the start page."""
    for draw in waiting(request)[:5]:
        if draw.keep_until and draw.keep_until < timezone.localdate():
            sentence, address = _("The lists of “{title}” are past their time and wait to be deleted"), draw.get_absolute_url()
        elif draw.state == State.SEALED:
            sentence, address = (
                _("“{title}” is sealed and waits for its numbers"),
                _numbers(draw),
            )
        else:
            sentence, address = _("“{title}” is drawn and not published yet"), draw.get_absolute_url()
        yield Notice(sentence.format(title=draw.title), address)


def _numbers(draw: Draw) -> str:
    return reverse("admission:numbers", args=(draw.region, draw.key))
