"""Areas that are their own ancestors."""

from __future__ import annotations

import polars as pl

from junheng.tables.findings import Findings


def check_hierarchy(areas: pl.DataFrame, findings: Findings) -> None:
    """Report each cycle of parents once."""
    parents = dict(areas.select("area", "parent").iter_rows())
    seen: set[str] = set()
    for start in parents:
        path: list[str] = []
        area: str | None = start
        while area is not None and area not in seen:
            seen.add(area)
            path.append(area)
            area = parents.get(area)
        if area in path:
            cycle = path[path.index(area) :]
            row = areas.filter(pl.col("area") == cycle[0]).head(1)
            findings.rows("area_cycle", "areas", "parent", row.with_columns(_cycle=pl.lit(" → ".join([*cycle, cycle[0]]))), "_cycle")
