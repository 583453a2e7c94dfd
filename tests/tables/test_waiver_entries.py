"""Entries of waivers.toml come and go; the rest of the file stays."""

import tomllib

from hypothesis import given
from hypothesis import strategies as st

from junheng.language import Text
from junheng.tables import Issue, Place, Severity, Waiver, add_waivers, drop_waiver, waiver_of
from junheng.tables.findings import Findings
from junheng.tables.waivers import open_issues, read_waivers

WARNING = Issue(
    "value_jumped", Severity.WARNING, Place("2024.xlsx", "小学", 214, "面积（㎡）", "G214"), "1", Text("跳", "jump"), Text("查", "look")
)


def test_a_waiver_lets_its_own_warning_stand_and_no_other(tmp_path):
    other = Issue("value_jumped", Severity.WARNING, Place("2024.xlsx", "小学", 215, "面积（㎡）"), "1", WARNING.message, WARNING.remedy)
    add_waivers(tmp_path, [waiver_of(WARNING, "新操场")])
    assert open_issues([WARNING, other], read_waivers(tmp_path, Findings())) == (other,)


def test_comments_and_other_entries_stay(tmp_path):
    before = '# 看过\n\n[[waiver]]\nrule = "total_row"\nfile = "a.xlsx"\nreason = "合计"\n'
    (tmp_path / "waivers.toml").write_text(before, encoding="utf-8")
    waiver = waiver_of(WARNING, "新操场")
    add_waivers(tmp_path, [waiver])
    assert (tmp_path / "waivers.toml").read_text(encoding="utf-8").startswith(before)
    assert len(read_waivers(tmp_path, Findings())) == 2
    assert drop_waiver(tmp_path, waiver)
    assert (tmp_path / "waivers.toml").read_text(encoding="utf-8").strip() == before.strip()
    assert not drop_waiver(tmp_path, waiver)


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip)


@given(
    st.lists(st.builds(Waiver, TEXTS, TEXTS, TEXTS, st.none() | TEXTS, st.none() | st.integers(1, 10**6), st.none() | TEXTS), min_size=1)
)
def test_whatever_is_written_reads_back(tmp_path_factory, waivers):
    folder = tmp_path_factory.mktemp("waivers")
    add_waivers(folder, waivers)
    entries = tomllib.loads((folder / "waivers.toml").read_text(encoding="utf-8"))["waiver"]
    assert [Waiver(e["rule"], e["file"], e["reason"], e.get("sheet"), e.get("row"), e.get("column")) for e in entries] == waivers
