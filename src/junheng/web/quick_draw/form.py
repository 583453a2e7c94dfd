"""What the form of the second door offers, wherever it stands."""

from __future__ import annotations

from typing import Any

from django.conf import settings

from junheng.web.quick_draw.wanted import KIND_NAMES, Kind, Wanted, proposed_sources


def form_context(wanted: Wanted | None = None) -> dict[str, Any]:
    """What the form needs, wherever it stands."""
    return {
        "kinds": [(kind.value, name) for kind, name in KIND_NAMES.items()],
        "wanted": wanted or Wanted(Kind.ENTRY, "", "", None, proposed_sources()),
        "largest": settings.QUICK_CHECK_LARGEST_FILE,
        "largest_mb": settings.QUICK_CHECK_LARGEST_FILE // 2**20,
    }
