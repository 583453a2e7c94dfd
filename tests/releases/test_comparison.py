"""What changed, cell by cell."""

import random
from dataclasses import replace

import polars as pl
import pytest

from junheng.language import Text
from junheng.releases import difference, draft
from junheng.tables.region import Source, Waiver


def changed(region, **tables):
    return replace(region, tables=region.tables | tables)


def plain(difference_):
    return [(c.table.name, c.kind, c.key, c.column, c.before, c.after) for c in difference_.changes()]


def test_nothing_changed(region):
    same = difference(draft(region), draft(region))
    assert plain(same) == []
    assert same.frame().height == 0
    assert [text.en for text in same.summary()] == ["The two have the same content."]


def test_rows_come_and_go_and_cells_change(region, make_frame):
    observations = region.tables["observations"].filter(pl.col("unit") != "003")
    observations = observations.with_columns(
        value=pl.when((pl.col("unit") == "002") & (pl.col("period") == "2025")).then(pl.col("value") + 0.5).otherwise("value")
    )
    added = make_frame("observations", [("001", "primary", "books", "2026", 300.0)])
    found = difference(draft(region), draft(changed(region, observations=pl.concat([observations, added]))))
    gone = [(measure, period) for measure in ("books", "sports_area") for period in ("2024", "2025")]
    assert plain(found) == [
        *(("observations", "removed", ("003", "primary", *key), None, None, None) for key in gone),
        ("observations", "added", ("001", "primary", "books", "2026"), None, None, None),
        ("observations", "changed", ("002", "primary", "books", "2025"), "value", 141.0, 141.5),
        ("observations", "changed", ("002", "primary", "sports_area", "2025"), "value", 449.25, 449.75),
    ]
    (table,) = found.tables
    assert (table.added.height, table.removed.height, table.changed, table.moved) == (1, 4, 2, 0)
    assert table.summary() == Text(
        "观测值：新增 1 行，删除 4 行，改动 2 格。", "Observations: rows added 1, rows removed 4, cells changed 2."
    )
    assert table.added["value"].to_list() == [300.0]


def test_a_renamed_unit_is_a_changed_cell(region):
    units = region.tables["units"].with_columns(name=pl.col("name").replace("村小", "村小学"))
    areas = region.tables["areas"].with_columns(name=pl.col("name").replace("锦江区", "锦江新区"))
    assert plain(difference(draft(region), draft(changed(region, units=units, areas=areas)))) == [
        ("areas", "changed", ("510104",), "name", "锦江区", "锦江新区"),
        ("units", "changed", ("003",), "name", "村小", "村小学"),
    ]


def test_null_is_a_value_like_any_other(region):
    units = region.tables["units"].with_columns(
        ownership=pl.when(pl.col("unit") == "002").then(None).otherwise(pl.col("ownership").fill_null("public"))
    )
    assert plain(difference(draft(region), draft(changed(region, units=units)))) == [
        ("units", "changed", ("002",), "ownership", "public", None),
        ("units", "changed", ("003",), "ownership", None, "public"),
    ]


def test_a_missing_number_differs_from_none_and_equals_itself(region):
    nan = region.tables["units"].with_columns(latitude=pl.lit(float("nan")))
    assert plain(difference(draft(changed(region, units=nan)), draft(changed(region, units=nan.reverse())))) == []


def test_rows_that_only_moved_in_the_file_are_counted_not_listed(region):
    units = region.tables["units"].with_columns(_row=pl.col("_row") + 1)
    found = difference(draft(region), draft(changed(region, units=units)))
    assert plain(found) == []
    assert found.tables[0].moved == 3
    assert "from another place in the files 3" in found.summary()[0].en


def test_what_stands_beside_the_tables_is_compared_too(region):
    after = replace(
        region,
        description=replace(region.description, title=Text("小区", "Small"), licence=None),
        geometry={"510104": region.geometry["510104"], "510181": region.geometry["5101"]},
        sources=(replace(region.sources[0], sha256="0" * 64), region.sources[1], Source("new.csv", "1" * 64, 1)),
        waivers=(Waiver("implausible_value", "数据/observations.csv", "再次核实", row=7),),
    )
    found = difference(draft(region), draft(after))
    assert [(name, kind, key[0]) for name, kind, key, *_ in plain(found)] == [
        ("description", "removed", "licence"),
        ("description", "changed", "title"),
        ("outlines", "removed", "5101"),
        ("outlines", "added", "510181"),
        ("sources", "added", "new.csv"),
        ("sources", "changed", "数据/units.csv"),
        ("waivers", "removed", "implausible_value"),
        ("waivers", "added", "implausible_value"),
    ]


def test_back_is_forth_the_other_way(region):
    observations = region.tables["observations"].with_columns(value=pl.col("value") * 2)[2:]
    one, other = draft(region), draft(changed(region, observations=observations))
    turned = {"added": "removed", "removed": "added", "changed": "changed"}
    forth = {(table, turned[kind], key, column, after, before) for table, kind, key, column, before, after in plain(difference(one, other))}
    assert forth == set(plain(difference(other, one)))


def test_applied_to_the_earlier_release_it_gives_the_later_one(region):
    chance = random.Random(7)
    before = draft(region).tables["observations"]
    values = [value + chance.choice([0, 0, 1]) for value in before["value"]]
    keep = [chance.random() < 0.8 for _ in values]
    after = before.with_columns(pl.Series("value", values)).filter(pl.Series(keep))
    rows = {row[:4]: row[4] for row in before.iter_rows()}
    for change in difference(draft(region), draft(changed(region, observations=after))).changes():
        if change.kind == "removed":
            del rows[change.key]
        else:
            assert rows[change.key] == change.before
            rows[change.key] = change.after
    assert rows == {row[:4]: row[4] for row in after.iter_rows()}


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        ("zh", ["学校（机构）：003 的“学校（机构）名称”由 村小 改为 村小学。", "学校（机构）：003 的“纬度”由 — 改为 30.5。"]),
        ("en", ["Units: 003, Unit name: 村小 became 村小学.", "Units: 003, Latitude: — became 30.5."]),
    ],
)
def test_changes_are_sentences(region, language, sentences):
    third = pl.col("unit") == "003"
    units = region.tables["units"].with_columns(
        name=pl.col("name").replace("村小", "村小学"), latitude=pl.when(third).then(30.5).otherwise("latitude")
    )
    found = difference(draft(region), draft(changed(region, units=units)))
    assert [change.sentence()(language) for change in found.changes()] == sentences


def test_the_frame_has_a_row_a_change(region):
    enrolment = region.tables["enrolment"].with_columns(pupils=pl.col("pupils") + 1)[1:]
    found = difference(draft(region), draft(changed(region, enrolment=enrolment)))
    assert found.frame().rows() == [
        ("enrolment", "removed", "001 · primary · total · 2025", None, None, None),
        ("enrolment", "changed", "002 · primary · 1 · 2025", "pupils", "37", "38"),
        ("enrolment", "changed", "003 · primary · total · 2025", "pupils", "0", "1"),
    ]


CHANGES = [
    ("001", "2026-09-01", "moved", "510181", None),
    ("002", "2025-09-01", "opened", None, None),
    ("003", "2026-09-01", "merged", None, "002"),
]


def test_openings_mergers_and_moves_are_named_as_such(region, make_frame):
    later = changed(region, unit_changes=make_frame("unit_changes", CHANGES))
    told = difference(draft(region), draft(later)).summary()
    assert [text.zh for text in told] == [
        "学校变动：新增 3 行。",
        "新登记：幸福学校于 2025-09-01 设立。",
        "新登记：青禾路小学于 2026-09-01 由都江堰市划归锦江区。",
        "新登记：村小于 2026-09-01 并入幸福学校。",
    ]
    back = difference(draft(later), draft(region)).summary()
    assert back[1].en == "No longer said: 幸福学校 opened on 2025-09-01."


def test_a_move_with_its_record_is_no_correction(region, make_frame):
    units = region.tables["units"].with_columns(area=pl.when(pl.col("unit") == "001").then(pl.lit("510181")).otherwise("area"))
    moved = make_frame("unit_changes", [("001", "2026-09-01", "moved", "510104", None)])
    told = difference(draft(region), draft(changed(region, units=units, unit_changes=moved))).summary()
    assert [text.en for text in told][2:] == ["New: 青禾路小学 moved from 锦江区 to 都江堰市 on 2026-09-01."]
    bare = difference(draft(region), draft(changed(region, units=units))).summary()
    assert "no record of a move" in bare[-1].en
