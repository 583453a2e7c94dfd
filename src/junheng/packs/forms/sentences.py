"""A finding as people read it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from junheng.language import Text
from junheng.packs.forms.messages import MESSAGES

_SIDES = Text("{message}（{left} 与 {right}）", "{message} ({left} against {right})")


def sentence(layout: Mapping[str, Any], finding: Mapping[str, Any]) -> Text:
    """The sentence of a finding of `checking.check`, its numbers with thousands and at most two decimals."""
    places = {name: _shown(value) for name, value in finding["places"].items()}
    kind, _, rest = finding["check"].partition(".")
    if not rest:
        return MESSAGES[kind].format(**places)
    if kind == "rule":
        message = next(_text(rule["message"]) for rule in layout["rules"] if rule["id"] == finding["check"])
        return _SIDES.format(message=message, **places)
    if kind == "change":
        return MESSAGES["change" if finding["places"]["percent"] is not None else "change_from_zero"].format(**places)
    name = next(_text(outlier["name"]) for outlier in layout["outliers"] if outlier["id"] == finding["check"])
    return MESSAGES["outlier"].format(**(places | {"name": name, "value": places["amount"]}))


def _text(stated: Mapping[str, str]) -> Text:
    return Text(stated["zh"], stated["en"])


def _shown(value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return str(value)
    return f"{value:,.2f}".rstrip("0").rstrip(".")
