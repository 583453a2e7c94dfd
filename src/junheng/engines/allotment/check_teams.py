"""Recomputes who inspects which site, and that nobody goes where they have an interest; method note (6)."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping

from junheng.certificates import Certificate
from junheng.certificates.canonical_json import Json

from .rules import Rules

Pairs = list[tuple[str, str]]  # site, inspector; in the order in which they were made


def teams(certificate: Certificate, rules: Rules, key: bytes) -> dict[str, Json]:
    """The result that lists, rules and seed give."""

    def rank(domain: str, text: str) -> bytes:
        return hmac.new(key, f"order|{domain}|{text}".encode(), hashlib.sha256).digest()

    sites = sorted(certificate.lists["sites"].codes, key=lambda site: rank("sites", site))
    inspectors = certificate.lists["inspectors"].by_code
    drawn = sites[: rules.pick or -(-len(sites) * rules.percent // 100)]
    choices = {
        site: sorted(
            (who for who, row in inspectors.items() if site not in row.get("excluded", "").split()),
            key=lambda who: rank("team", f"{site}\n{who}"),
        )
        for site in drawn
    }
    for cap in range(1, min(rules.most or len(drawn), len(drawn)) + 1):
        pairs = _pairs(drawn, choices, rules.team, cap)
        if pairs is not None:
            rows: Json = [[site, " ".join(sorted((who for where, who in pairs if where == site), key=str.encode))] for site in drawn]
            return {"assigned": rows, "most_visits": cap}
    return {"assigned": [], "most_visits": 0}


def _pairs(drawn: list[str], choices: Mapping[str, list[str]], team: int, cap: int) -> Pairs | None:
    pairs: Pairs = []
    for site in drawn:
        for _ in range(team):
            chain = _chain(site, pairs, choices, cap)
            if chain is None:
                return None
            for taker, who, giver in chain:
                if giver is not None:
                    pairs.remove((giver, who))
                pairs.append((taker, who))
    return pairs


def _chain(start: str, pairs: Pairs, choices: Mapping[str, list[str]], cap: int) -> list[tuple[str, str, str | None]] | None:
    """The shortest chain: the last taker finds somebody free, every taker before it takes from the one after."""
    layers: list[tuple[str, list[tuple[str, str, str | None]]]] = [(start, [])]
    asked: set[str] = set()
    reached = {start}
    for site, steps in layers:  # grows while it is read: breadth first
        for who in choices[site]:
            if who in asked or (site, who) in pairs:
                continue
            asked.add(who)
            busy = [where for where, other in pairs if other == who]
            if len(busy) < cap:
                return [(site, who, None), *reversed(steps)]
            for giver in busy:
                if giver not in reached:
                    reached.add(giver)
                    layers.append((giver, [*steps, (site, who, giver)]))
    return None
