"""What was just done, said once on the next page, with a way to undo it where there is one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpRequest

_KEPT = "notes"  # in the session
#: More would not be read; and the session stays small.
_MOST = 3


def note(request: HttpRequest, sentence: str, *, undo: str = "", fields: Iterable[tuple[str, object]] = ()) -> None:
    """Say a sentence on the next page.

    Parameters
    ----------
    request
        Whose next page.
    sentence
        What was done, in the reader's language.
    undo
        The address that a button posts to, to take it back; none where it cannot be.
    fields
        Names and values that it posts.
    """
    said = {"sentence": sentence, "undo": undo, "fields": [[name, str(value)] for name, value in fields]}
    request.session[_KEPT] = [*request.session.get(_KEPT, []), said][-_MOST:]


def taken(request: HttpRequest) -> Sequence[dict[str, Any]]:
    """The sentences that wait; they wait no longer."""
    session = getattr(request, "session", None)
    return session.pop(_KEPT, ()) if session is not None else ()
