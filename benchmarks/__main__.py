"""`python -m benchmarks [SUITE]`: run the benchmarks of a suite and print their table."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.table import Row, machine


def modules(suite: str | None) -> list[str]:
    """The benchmark modules of a suite, in name order; all when no suite is named."""
    names = sorted(p.stem for p in Path(__file__).parent.glob("*.py") if p.stem not in {"__init__", "__main__", "table"})
    loaded = {name: importlib.import_module(f"benchmarks.{name}") for name in names}
    return [name for name in names if hasattr(loaded[name], "SUITE") and suite in (None, loaded[name].SUITE)]


def show(rows: list[Row]) -> None:
    """Print the rows as one table, with the machine at its foot."""
    table = Table("work", "size", "ours, s", "peer", "peer, s", "ratio", "target", "same answer", "note", caption=machine())
    for row in rows:
        peer = "" if row.peer_seconds is None else f"{row.peer_seconds:.3f}"
        ratio = "" if row.ratio is None else f"{row.ratio:.3f}"
        table.add_row(row.work, row.size, f"{row.ours:.3f}", row.peer, peer, ratio, row.target, row.same_answer, row.note)
    Console(width=200).print(table)


def main() -> int:
    """Run what the command line names."""
    suite = sys.argv[1] if len(sys.argv) > 1 else None
    names = modules(suite)
    if not names:
        sys.exit(f"No benchmark suite is called {suite!r}.")
    show([row for name in names for row in importlib.import_module(f"benchmarks.{name}").run()])
    return 0


if __name__ == "__main__":
    sys.exit(main())
