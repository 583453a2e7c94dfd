"""One thing that is wrong with a certificate."""

from __future__ import annotations

from dataclasses import dataclass

from junheng.language import Text

from .canonical_json import Json


@dataclass(frozen=True, slots=True)
class Finding:
    """Where it is in the certificate (``result.assigned[3]``) and what is wrong."""

    where: str
    text: Text


def differs(where: str, *, stated: Json, found: Json) -> tuple[Finding, ...]:
    """A finding where the certificate says another thing than what was computed from it."""
    if stated == found and type(stated) is type(found):
        return ()
    text = Text("{where}：证书写 {stated}，重算得 {found}。", "{where}: the certificate says {stated}, recomputed {found}.")
    return (Finding(where, text.format(where=where, stated=_short(stated), found=_short(found))),)


def _short(value: Json) -> str:
    shown = str(value)
    return shown if len(shown) <= 100 else shown[:97] + "…"
