"""One function for each draw 公平抽取: lists, seeds and what is wanted go in, the certificate comes out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from junheng.certificates import Certificate, Listing
from junheng.draw import DeclaredSource, SeedSource

from .certify import certify, seal_draw
from .problem import INSPECTORS, LIST, SITES, with_exclusions
from .rules import Rules, write_rules


def lottery_order(families: Listing, sources: Sequence[SeedSource], *, title: str = "", sealed_at: str = "") -> Certificate:
    """The order of families 摇号: a number for everyone.

    Without `sealed_at`, here and below, the certificate is a rehearsal's 演练. Errors as in `certify`.
    """
    return _drawn(Rules("lottery", title), {LIST: families}, sources, sealed_at)


def stratified_sample(
    units: Listing,
    sources: Sequence[SeedSource],
    *,
    pick: int,
    strata: str = "",
    least: int = 0,
    title: str = "",
    sealed_at: str = "",
    open_codes: bool = False,
) -> Certificate:
    """So many units, by the size of their strata 分层抽样 (a column), at least `least` of each."""
    rules = Rules("sample", title, codes=_codes(open_codes), pick=pick, strata=strata, least=least)
    return _drawn(rules, {LIST: units}, sources, sealed_at)


def experts_from_base(
    base: Listing,
    sources: Sequence[SeedSource],
    *,
    field: str,
    need: Mapping[str, int],
    excluded: Mapping[str, str] | None = None,
    title: str = "",
    sealed_at: str = "",
) -> Certificate:
    """So many experts of each field 专家库抽取 (a column), without those excluded 回避: their codes, each with its reason."""
    rules = Rules("experts", title, strata=field, need=dict(need))
    people = with_exclusions(base, excluded) if excluded else base
    return _drawn(rules, {LIST: people}, sources, sealed_at)


def inspectors_for_sites(
    sites: Listing,
    inspectors: Listing,
    sources: Sequence[SeedSource],
    *,
    percent: int,
    team: int = 2,
    most: int = 0,
    conflicts: Mapping[str, Sequence[str]] | None = None,
    title: str = "",
    sealed_at: str = "",
    open_codes: bool = False,
) -> Certificate:
    """A team for each of the sites drawn 双随机: `percent` of them, nobody where they have an interest (inspector → sites)."""
    rules = Rules("inspectors", title, codes=_codes(open_codes), percent=percent, team=team, most=most)
    barred = {who: " ".join(where) for who, where in (conflicts or {}).items()}
    people = with_exclusions(inspectors, barred) if barred else inspectors
    return _drawn(rules, {SITES: sites, INSPECTORS: people}, sources, sealed_at)


def _codes(open_codes: bool) -> str:
    return "open" if open_codes else "salted"


def _drawn(rules: Rules, people: Mapping[str, Listing], sources: Sequence[SeedSource], sealed_at: str) -> Certificate:
    declared = tuple(DeclaredSource(source.name, source.label, source.at, source.fallback) for source in sources)
    text = write_rules(replace(rules, sources=declared))
    return certify(text, people, seal_draw(text, people, at=sealed_at), sources)
