"""Returns, their cells and what was said of them by name, many at once: the audit log shows them by the page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from junheng.language import Text
from junheng.packs import PackError
from junheng.web.format import school_year
from junheng.web.returns.errors import ReturnError
from junheng.web.returns.models import Return
from junheng.web.returns.setting import Setting, setting

Values = Mapping[str, Any]


def name_returns(rows: Sequence[Values]) -> list[Text]:
    """Place, form and period of rows of the table of returns."""
    settings = _settings(row.get("region", "") for row in rows)
    return [_return(settings.get(row.get("region", "")), row) for row in rows]


def name_parts(rows: Sequence[Values]) -> list[Text]:
    """Place, period, table, row and column of rows that stand at a cell; codes where the form no longer has it."""
    returns = Return.objects.in_bulk({row["ret_id"] for row in rows if row.get("ret_id")})
    settings = _settings(ret.region for ret in returns.values())
    return [_part(settings, returns.get(row.get("ret_id")), row) for row in rows]


def _settings(regions: Iterable[str]) -> dict[str, Setting]:
    found = {}
    for region in set(regions):
        try:
            found[region] = setting(region)
        except ReturnError:
            continue
    return found


def _return(here: Setting | None, row: Values) -> Text:
    place, form = row.get("unit") or row.get("area") or "", str(row.get("form", ""))
    title = Text(form, form)
    if here is not None:
        known = here.units.get(place) or here.areas.get(place)
        place = known["name"] if known is not None else place
        title = here.forms[form].title if form in here.forms else title
    return _joined(Text(place, place), title, Text(*[school_year(str(row.get("period", "")))] * 2))


def _part(settings: Mapping[str, Setting], ret: Return | None, row: Values) -> Text:
    codes = [str(row.get(name) or "") for name in ("table", "row", "column")]
    here = settings.get(ret.region) if ret is not None else None
    if ret is None or here is None:
        return Text(*["/".join(codes)] * 2)
    place = here.name_of(ret)
    return _joined(Text(place, place), Text(*[school_year(ret.period)] * 2), *_names(here, ret, codes))


def _names(here: Setting, ret: Return, codes: Sequence[str]) -> list[Text]:
    try:
        tables = here.layout(ret)["tables"]
    except (ReturnError, PackError):
        tables = []
    table = _having(tables, codes[0])
    inside = ([table], table["rows"], table["columns"]) if table is not None else ([], [], [])
    return [_name(parts, code) for parts, code in zip(inside, codes, strict=True) if code]


def _name(parts: Sequence[Values], code: str) -> Text:
    part = _having(parts, code)
    return Text(part["name"]["zh"], part["name"]["en"]) if part is not None else Text(code, code)


def _having(parts: Sequence[Values], code: str) -> Values | None:
    return next((part for part in parts if part["id"] == code), None)


def _joined(*parts: Text) -> Text:
    return Text(" · ".join(part.zh for part in parts if part.zh), " · ".join(part.en for part in parts if part.en))
