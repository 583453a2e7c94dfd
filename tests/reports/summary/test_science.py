"""A science bureau's year and its notice, written from the example: the volume of a real one, every figure led back to rows."""

import re

import polars as pl
import pytest

from junheng.examples import science
from junheng.packs import load, report_templates
from junheng.releases import draft
from junheng.reports.check import check
from junheng.reports.summary import entries, read_template, write_summary
from junheng.reports.summary.document import Heading, Table, plain
from junheng.tables import read_region

PACK = load("science_cn/annual")


@pytest.fixture(scope="module")
def release():
    return draft(read_region(science.FOLDER, PACK.vocabulary))


@pytest.fixture(scope="module")
def templates():
    return {name: read_template(text) for name, text in report_templates("science_cn").items()}


@pytest.fixture(scope="module")
def summary(release, templates):
    return write_summary(templates["annual-summary"], release, PACK)


def text_of(summary):
    return "\n".join(plain(block.spans) for block in summary.blocks if hasattr(block, "spans"))


def test_it_has_ten_sections_and_the_volume_of_a_real_one(summary):
    heads = [plain(block.spans) for block in summary.blocks if isinstance(block, Heading) and block.level == 1]
    assert [head[0] for head in heads] == list("一二三四五六七八九十")
    assert len(summary.figures) > 300
    assert sum(isinstance(block, Table) for block in summary.blocks) == 4


def test_its_sums_are_those_of_the_rows(summary, release):
    said = text_of(summary)
    assert "立项394项" in said
    assert "安排资金10,407万元" in said
    assert "78家单位的526台套大型仪器" in said
    observed = release.tables["observations"].filter(pl.col("period") == "2025")
    hours = observed.filter(pl.col("measure") == "hours_external")["value"].sum()
    assert f"对外服务机时{hours:,.0f}小时" in said
    share = 100 * hours / observed.filter(pl.col("measure") == "hours_effective")["value"].sum()
    assert f"对外共享率{share:.1f}%，{'达到' if share >= 16 else '未达到'}全国平均水平16%" in said


def test_every_figure_leads_to_rows_of_the_files(summary, release):
    traced = [trace for entry in entries(summary, release, PACK) for trace in entry.traces]
    assert len(traced) > 300
    for trace in traced:
        assert trace.rows.height > 0, trace.figure
        assert set(trace.rows["file"]) <= {f"{year}.xlsx" for year in range(2021, 2026)}


def test_no_figure_of_it_is_typed_and_the_check_finds_nothing(summary, templates):
    assert all(figure.made_from or figure.source for figure in summary.figures)
    assert not re.search(r"[0-9]", re.sub(r"\{[^}]*\}|2019年评价考核", "", source_lines()))
    assert check(summary.text).findings == ()


def source_lines():
    """The prose of the template, without its front matter and its @ lines."""
    text = report_templates("science_cn")["annual-summary"].split("+++")[2]
    return "\n".join(line for line in text.splitlines() if not line.startswith(("@", "#")) and " = " not in line)


def test_the_notice_names_programmes_counties_and_how_to_object(release, templates):
    notice = write_summary(templates["award-notice"], release, PACK)
    said = text_of(notice)
    assert "拟立项394项，占申报1,033项的38.1%，拟安排资金10,407万元" in said
    assert "不少于5个工作日" in said
    tables = [block for block in notice.blocks if isinstance(block, Table)]
    assert [len(table.rows) for table in tables] == [6, 11, 394], "by programme, by county, every project"
    assert check(notice.text).findings == ()
