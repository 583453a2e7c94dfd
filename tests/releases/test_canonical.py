"""The hash against golden vectors, a second implementation in plain Python, and everything that must not matter."""

import hashlib
import json
import math
import os
import struct
import subprocess
import sys
import unicodedata
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from junheng.language import Text
from junheng.releases import ReleaseError, draft
from junheng.releases.canonical import arrange, column_digest, content_hash, table_digests
from junheng.tables.region import Source, Waiver
from junheng.tables.schema import TABLES

GOLDEN = json.loads((Path(__file__).parent / "golden.json").read_text(encoding="utf-8"))
TYPES = {"string": pl.String(), "integer": pl.Int64(), "number": pl.Float64()}


# --- docs/methods/release-identity.md in plain Python, without numpy, polars or a line of the package


def plain_digest(type_, values):
    there = [value for value in values if value is not None]
    buffer = b"".join(b"\0" if value is None else b"\1" for value in values)
    if type_ == "integer":
        buffer += b"".join(struct.pack(">q", value) for value in there)
    elif type_ == "number":
        buffer += b"".join(bytes.fromhex("7ff8000000000000") if math.isnan(v) else struct.pack(">d", v or 0.0) for v in there)
    else:
        texts = [value.encode() for value in there]
        buffer += b"".join(struct.pack(">Q", len(text)) for text in texts) + b"".join(texts)
    return hashlib.sha256(buffer).hexdigest()


def plain_table(columns, key, rows):
    """Columns: (name, type) pairs; rows: tuples in their order."""
    rows = [[unicodedata.normalize("NFC", cell) if isinstance(cell, str) else cell for cell in row] for row in rows]
    places = [[name for name, _ in columns].index(name) for name in key]
    rows.sort(key=lambda row: [(row[i] is not None, row[i].encode() if isinstance(row[i], str) else row[i] or 0) for i in places])
    return {
        "rows": len(rows),
        "columns": {
            name: {"type": type_, "sha256": plain_digest(type_, [row[i] for row in rows])}
            for i, (name, type_) in enumerate(columns)
            if any(row[i] is not None for row in rows)
        },
    }


# --- golden vectors


def typed(type_, cell):
    return float(cell) if type_ == "number" and cell is not None else cell  # JSON has no not-a-number: it stands as text


@pytest.mark.parametrize("case", GOLDEN["tables"], ids=lambda case: case["case"])
def test_golden_tables(case):
    rows = [tuple(typed(type_, cell) for (_, type_), cell in zip(case["columns"], row, strict=True)) for row in case["rows"]]
    schema = {name: TYPES[type_] for name, type_ in case["columns"]}
    ours = table_digests(arrange("golden", pl.DataFrame(rows, schema=schema, orient="row"), schema, case["key"]))
    assert ours == plain_table(case["columns"], case["key"], rows) == case["digests"]


@pytest.mark.parametrize("case", GOLDEN["contents"], ids=lambda case: case["case"])
def test_golden_contents(case):
    assert content_hash(case["content"]) == case["hash"]


def test_golden_region(region):
    assert draft(region).hash == GOLDEN["region"]


# --- the second implementation agrees on anything

texts = (
    st.none()
    | st.text(st.characters(exclude_categories=["Cs"]), max_size=6)
    | st.sampled_from(["e\u0301", "\u00e9", "\ud55c", "\u1112\u1161\u11ab"])
)
integers = st.none() | st.integers(-(2**63), 2**63 - 1)
numbers = st.none() | st.floats()
COLUMNS = [("a", "string"), ("b", "string"), ("i", "integer"), ("x", "number")]
SCHEMA = {name: TYPES[type_] for name, type_ in COLUMNS}


def stable(text):
    """Whether Python and polars both know all its characters: only then is its NFC settled for good."""
    return text is None or all(unicodedata.category(character) != "Cn" for character in text)


tables = st.lists(
    st.tuples(texts.filter(stable), texts.filter(stable), integers, numbers),
    unique_by=lambda row: tuple(cell and unicodedata.normalize("NFC", cell) for cell in row[:2]),
    max_size=12,
)


def digests(rows):
    return table_digests(arrange("t", pl.DataFrame(rows, schema=SCHEMA, orient="row"), SCHEMA, ("a", "b")))


@given(tables)
def test_agrees_with_the_plain_implementation(rows):
    assert digests(rows) == plain_table(COLUMNS, ["a", "b"], rows)


@given(tables, st.randoms())
def test_order_of_rows_does_not_matter(rows, random):
    shuffled = rows.copy()
    random.shuffle(shuffled)
    assert digests(shuffled) == digests(rows)


def same(one, other):
    if isinstance(one, float) and isinstance(other, float):
        return one == other or (math.isnan(one) and math.isnan(other))
    if isinstance(one, str) and isinstance(other, str):
        return unicodedata.normalize("NFC", one) == unicodedata.normalize("NFC", other)
    return one == other


@given(st.data())
def test_any_changed_value_changes_the_digest(data):
    type_, cells = data.draw(st.sampled_from([("string", texts.filter(stable)), ("integer", integers), ("number", numbers)]))
    values = data.draw(st.lists(cells, min_size=1, max_size=8))
    at = data.draw(st.integers(0, len(values) - 1))
    other = data.draw(cells.filter(lambda cell: not same(cell, values[at])))
    changed = [*values[:at], other, *values[at + 1 :]]

    def digest(cells):
        column = pl.Series("c", cells, TYPES[type_])
        return column_digest(column.str.normalize("NFC") if type_ == "string" else column)

    assert digest(values) != digest(changed)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (["ab", "c"], ["a", "bc"]),
        (["", None], [None, ""]),
        (["a", ""], ["a", None]),
        (["a"], ["a", None]),
        (["a\0", "b"], ["a", "\0b"]),
    ],
)
def test_texts_do_not_run_into_each_other(one, other):
    assert column_digest(pl.Series(one, dtype=pl.String)) != column_digest(pl.Series(other, dtype=pl.String))


def test_pieces_leave_no_trace(monkeypatch):
    column = pl.Series([f"校{i}" if i % 3 else None for i in range(1000)])
    whole = column_digest(column)
    monkeypatch.setattr("junheng.releases.canonical._ROWS_AT_ONCE", 7)
    assert column_digest(column) == whole


# --- a region: what matters and what does not


def with_table(region, name, frame):
    return replace(region, tables={**region.tables, name: frame})


def test_chunks_and_order_of_rows_columns_and_tables_do_not_matter(region):
    observations = region.tables["observations"]
    pieces = [observations[7:], observations[:2], observations[2:7]]
    chunked = pl.concat(pieces, rechunk=False)
    assert chunked.n_chunks() > 1
    disordered = with_table(region, "observations", chunked.select(reversed(chunked.columns)))
    disordered = replace(
        disordered,
        tables=dict(reversed(disordered.tables.items())),
        geometry=dict(reversed(disordered.geometry.items())),
        sources=disordered.sources[::-1],
    )
    assert draft(disordered).hash == draft(region).hash
    assert draft(disordered).tables["observations"].equals(draft(region).tables["observations"])


def test_composed_and_decomposed_letters_are_the_same(region):
    units = region.tables["units"]
    composed, decomposed = (with_table(region, "units", units.with_columns(name=pl.lit(spelling))) for spelling in ("École", "E\u0301cole"))
    assert draft(composed).hash == draft(decomposed).hash != draft(region).hash
    assert draft(decomposed).tables["units"]["name"].unique().to_list() == ["École"]


@pytest.mark.parametrize("name", [name for name in TABLES if name != "classes"])
def test_every_cell_matters(region, make_frame, name):
    changes = make_frame("unit_changes", [("001", "2025-09-01", "moved", "510181", None), ("003", "2025-09-01", "merged", None, "002")])
    region = with_table(region, "unit_changes", changes)
    frame, before = region.tables[name], draft(region).hash
    for column, dtype in frame.schema.items():
        for at in range(frame.height):
            old = frame[at, column]
            new = "另" if dtype == pl.String else (old or 0) + 1
            values = [new if row == at else value for row, value in enumerate(frame[column])]
            changed = with_table(region, name, frame.with_columns(pl.Series(column, values, dtype)))
            assert draft(changed).hash != before, (column, at)


def test_a_removed_row_matters(region):
    for name, frame in region.tables.items():
        if frame.height:
            assert draft(with_table(region, name, frame[1:])).hash != draft(region).hash


def test_what_stands_beside_the_tables_matters(region):
    said = region.description
    variants = [
        replace(region, description=replace(said, title=Text("小区域", "Smaller"))),
        replace(region, description=replace(said, pack=None)),
        replace(region, description=replace(said, pack=None, compare=said.pack)),
        replace(region, description=replace(said, synthetic=False)),
        replace(region, description=replace(said, map_approval="川S【2026】00001号")),
        replace(region, geometry={"5101": region.geometry["5101"]}),
        replace(region, geometry={**region.geometry, "5101": {"type": "Point", "coordinates": [104.0657, 30.65950000000001]}}),
        replace(region, sources=(*region.sources, Source("x.csv", "ef" * 32, 1))),
        replace(region, sources=(replace(region.sources[0], sha256="0" * 64), region.sources[1])),
        replace(region, waivers=()),
        replace(region, waivers=(replace(region.waivers[0], reason="未核实"),)),
        replace(region, waivers=(*region.waivers, Waiver("r", "f", "x", sheet="1"))),
        replace(region, waivers=(*region.waivers, Waiver("r", "f", "x", column="1"))),
    ]
    assert len({draft(variant).hash for variant in [region, *variants]}) == len(variants) + 1


def test_warnings_do_not_matter(region):
    assert draft(replace(region, warnings=())).hash == draft(region).hash


def test_a_column_declared_later_leaves_old_hashes_alone():
    frame = pl.DataFrame({"a": ["x"], "b": [1]})
    older = table_digests(arrange("t", frame, dict(frame.schema), ("a",)))
    frame = frame.with_columns(c=pl.lit(None, pl.String))
    assert table_digests(arrange("t", frame, dict(frame.schema), ("a",))) == older


def test_one_key_twice_is_refused(region):
    enrolment = region.tables["enrolment"]
    with pytest.raises(ReleaseError, match=r"enrolment.*001 · primary · total · 2025"):
        draft(with_table(region, "enrolment", pl.concat([enrolment, enrolment[:1]])))


@pytest.mark.parametrize(
    "change", [{"pupils": pl.lit(1, pl.Int32)}, {"extra": pl.lit("x")}, {"pupils": pl.lit(1.0)}], ids=["narrow", "extra", "number"]
)
def test_another_schema_is_refused(region, change):
    with pytest.raises(ReleaseError, match="enrolment"):
        draft(with_table(region, "enrolment", region.tables["enrolment"].with_columns(**change)))


@pytest.mark.parametrize(
    "settings",
    [
        {"POLARS_MAX_THREADS": "1", "PYTHONHASHSEED": "1"},
        {"PYTHONHASHSEED": "4242", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "TZ": "Asia/Shanghai"},
        {"PYTHONHASHSEED": "0", "LC_ALL": "zh_CN.GB18030", "POLARS_MAX_THREADS": "3"},
    ],
    ids=["one thread", "C locale", "GB18030"],
)
def test_another_process_finds_the_same_hash(settings):
    code = (
        "import importlib.util, sys\n"
        f"spec = importlib.util.spec_from_file_location('conftest', {str(Path(__file__).with_name('conftest.py'))!r})\n"
        "conftest = importlib.util.module_from_spec(spec)\n"
        "spec.loader.exec_module(conftest)\n"
        "from junheng.releases import draft\n"
        "print(draft(conftest.small_region()).hash)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], env={**os.environ, **settings}, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == GOLDEN["region"]
