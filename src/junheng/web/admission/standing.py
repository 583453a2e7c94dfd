"""Where a draw stands among the six words, for the rail on each of its pages."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from junheng.web.admission.models import Draw, State


@dataclass(frozen=True, slots=True)
class Stage:
    """One entry of the rail."""

    name: str
    what: str  # in a few words, what is done there
    url: str
    done: bool
    now: bool  # what comes next


@dataclass(frozen=True, slots=True)
class Standing:
    """All of them."""

    stages: tuple[Stage, ...]

    @property
    def following(self) -> Stage:
        """What comes next; the last where all is done."""
        return next((stage for stage in self.stages if stage.now), self.stages[-1])


def standing(draw: Draw) -> Standing:
    """The stages of a draw."""
    sealed, decided = draw.state != State.DRAFT and bool(draw.seals_text), bool(draw.certificate)
    rows = (
        ("roster", _("List"), _("Who takes part, and the register beside it"), bool(draw.lists) or draw.erased_at is not None),
        ("rules", _("Rules"), _("How it is drawn, and from which numbers"), bool(draw.rules)),
        ("checks", _("Check and seal"), _("What is wrong, a rehearsal, the seal"), sealed),
        ("numbers", _("Numbers"), _("The public numbers, typed after the seal"), decided),
        ("results", _("Results"), _("Classes, figures, certificate"), draw.state == State.PUBLISHED),
        ("after", _("Afterwards"), _("Late arrivals, moves, real lists, deletion"), draw.erased_at is not None),
    )
    first = next((name for name, _name, _what, done in rows if not done), "")
    return Standing(
        tuple(
            Stage(name, what, reverse(f"admission:{page}", args=(draw.region, draw.key)), done, page == first)
            for page, name, what, done in rows
        )
    )
