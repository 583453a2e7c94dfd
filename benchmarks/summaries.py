"""Summaries from templates: from a frozen release to web page, Word, PDF and traces, step by step, on the two shipped examples.

No peer writes a traced summary; what is compared is the target of 300 figures with Word and PDF in five seconds. The first
chart of a process loads typst and its fonts, so every step is run once before it is timed, but `all` is a process of its own.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.table import Row, median_seconds

SUITE = "summaries"


def run() -> list[Row]:
    return [row for example in ("science-synthetic", "chengdu-synthetic") for row in _example(example)]


def _example(name: str) -> Iterator[Row]:
    from junheng.examples import copy_example
    from junheng.packs import load, report_templates
    from junheng.releases import freeze
    from junheng.reports.summary import entries, pdf_file, read_template, trace_json, web_page, word_file, write_summary
    from junheng.tables import describe, read_region

    with tempfile.TemporaryDirectory() as folder:
        region = Path(folder) / name
        copy_example(name, region)
        pack = load(describe(region).pack or "")
        release = freeze(read_region(region, pack.vocabulary), region, reason=None)
        template = read_template(report_templates(pack.name)["annual-summary"])
        summary = write_summary(template, release, pack)
        found = entries(summary, release, pack)
        size = f"{name}, {len(summary.figures)} figures"
        steps = {
            "text of the summary": lambda: write_summary(template, release, pack),
            "traces of its figures": lambda: entries(summary, release, pack),
            "Word file": lambda: word_file(summary, language="zh"),
            "PDF": lambda: pdf_file(summary, language="zh"),
            "web page and trace.json": lambda: (web_page(summary, found, language="zh"), trace_json(summary, found, language="zh")),
        }
        for work, step in steps.items():
            yield Row(work, size, median_seconds(step))
        start = time.perf_counter()
        command = [sys.executable, "-m", "junheng", "report", "annual-summary"]
        subprocess.run([*command, "--release", f"{region}/R1", "--out", f"{folder}/out"], check=True, capture_output=True)
        yield Row("all, as the command makes it", size, time.perf_counter() - start, target="< 5 s for 300 figures")
