"""Everything that is handed out after a draw, made from its certificate alone."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

import polars as pl

from junheng.certificates import Certificate, notice, result_rows, slips, verifier_page, witness_sheet
from junheng.language import Language
from junheng.reports.documents import notice_pdf, slips_pdf, witness_pdf
from junheng.reports.export import to_csv

COLUMNS = ("code", "name", "result")
#: Beyond so many rows nobody prints a list, and setting its pages would take longer than the draw: no PDF of it.
PRINTED_ROWS = 5_000


def draw_files(
    certificate: Certificate, *, language: Language, result_file: str = "result.csv", columns: Sequence[str] = COLUMNS
) -> Mapping[str, bytes]:
    """The files by name. Without its private lists a certificate gives what is public.

    `columns` are what the result's code, name and what it got are called; an empty name leaves a column out.
    """
    rows = result_rows(certificate)
    kept = [(place, name) for place, name in enumerate(columns) if name]
    frame = pl.DataFrame({name: [row[place] for row in rows] for place, name in kept}, schema={name: pl.String for _, name in kept})
    files = {
        "certificate.json": certificate.to_json().encode(),
        "published.json": certificate.published().to_json().encode(),
        result_file: to_csv(frame),
        "notice.html": notice(certificate, language=language).encode(),
        "witness.html": witness_sheet(certificate, language=language).encode(),
        "verify.html": verifier_page().encode(),
    }
    if len(rows) <= PRINTED_ROWS:
        files["notice.pdf"] = notice_pdf(certificate, language=language)
    files["witness.pdf"] = witness_pdf(certificate, language=language)
    if certificate.private:
        for name in certificate.private:
            pairs = slips(certificate, name)
            table = pl.DataFrame(
                {"code": [code for code, _ in pairs], "salt": [salt for _, salt in pairs]}, schema={"code": pl.String, "salt": pl.String}
            )
            files[f"slips-{name}.csv"] = to_csv(table)
            if len(pairs) <= PRINTED_ROWS:
                files[f"slips-{name}.pdf"] = slips_pdf(certificate, name, language=language)
    return files


def write_draw_files(files: Mapping[str, bytes], out: Path) -> tuple[Path, ...]:
    """Write them into a folder, the certificate last: where it is, everything is."""
    out.mkdir(parents=True, exist_ok=True)
    ordered = sorted(files, key=lambda name: (name == "certificate.json", name))
    for name in ordered:
        draft = out / f"{name}.draft"
        draft.write_bytes(files[name])
        os.replace(draft, out / name)  # noqa: PTH105 - Path.replace is the same call
    return tuple(out / name for name in ordered)
