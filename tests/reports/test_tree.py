"""A trace says on which day the tree was read, and what became of the schools since."""

import json

import pytest

from junheng import packs, releases, tables
from junheng.reports import FigureError, FigureId, provenance_notes, trace

FILES = {
    "areas": "area,name,parent,kind\n0,某市,,city\n1,东县,0,county\n2,西县,0,county\n",
    "units": "unit,name,area,kind\na,甲校,1,school\nb,乙校,2,school\nc,丙校,2,school\nd,丁校,1,school\n",
    "enrolment": (
        "unit,level,grade,period,pupils\n"
        "a,elementary,total,2024,100\nb,elementary,total,2024,50\nc,elementary,total,2024,60\n"
        "a,elementary,total,2025,100\nb,elementary,total,2025,110\nd,elementary,total,2025,40\n"
    ),
    "observations": (
        "unit,level,measure,period,value\n"
        "a,elementary,computers,2024,10\nb,elementary,computers,2024,10\nc,elementary,computers,2024,6\n"
        "a,elementary,computers,2025,10\nb,elementary,computers,2025,22\nd,elementary,computers,2025,8\n"
    ),
    "unit_changes": "unit,date,change,from_area,successor\nb,2025-09-01,moved,1,\nc,2025-09-01,merged,,b\nd,2025-09-01,opened,,\n",
}


def drafted(folder, files):
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    resources = [{"name": name.replace("_", "-"), "path": f"{name}.csv", "junheng": {"table": name}} for name in files]
    package = {"name": "town", "junheng": {"compare": "county"}, "resources": resources}
    (folder / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    pack = packs.load("generic")
    return releases.draft(tables.read_region(folder, pack.vocabulary)), pack


@pytest.fixture
def town(tmp_path):
    return drafted(tmp_path, FILES)


def test_a_county_s_mean_names_the_day_and_who_has_left_since(town):
    found = trace(*town, FigureId.read("mean:1:elementary:computers:2024"))
    assert [part.figure.subject for part in found.parts] == ["b", "a"]
    assert found.value == pytest.approx(100 * 20 / 150)
    assert [note.zh for note in found.notes] == [
        "各地区有哪些学校，以 2024-09-01 的归属为准。",
        "此后：乙校于 2025-09-01 由东县划归西县。",
    ]


def test_a_closed_county_half_keeps_its_figures(town):
    found = trace(*town, FigureId.read("units:2:elementary:computers:2024"))
    assert (found.value, found.notes[-1].en) == (1, "Since then: 丙校 was merged into 乙校 on 2025-09-01.")
    later = trace(*town, FigureId.read("units:2:elementary:computers:2025"))
    assert (later.value, [note.en for note in later.notes]) == (1, ["Which units an area has is read on 2025-09-01."])


@pytest.mark.parametrize(
    ("figure", "reason"),
    [
        ("value:c:elementary:computers:2025", "丙校于 2025-09-01 并入乙校"),
        ("value:d:elementary:computers:2024", "丁校于 2025-09-01 设立"),
        ("amount:c:elementary:computers:2025", "丙校于 2025-09-01 并入乙校"),
    ],
)
def test_who_is_not_there_has_no_figure_and_is_said_why(town, figure, reason):
    with pytest.raises(FigureError) as refused:
        trace(*town, FigureId.read(figure))
    assert refused.value.text.zh.endswith(f"：{reason}。")


def test_a_unit_s_own_figure_tells_its_own_changes(town):
    found = trace(*town, FigureId.read("value:c:elementary:computers:2024"))
    assert found.notes[-1].zh == "此后：丙校于 2025-09-01 并入乙校。"


def test_a_region_that_says_of_no_change_says_nothing_of_the_tree(tmp_path):
    plain = {name: text for name, text in FILES.items() if name != "unit_changes"}
    found = trace(*drafted(tmp_path, plain), FigureId.read("mean:1:elementary:computers:2024"))
    assert found.notes == ()
    assert len(provenance_notes(found.release, packs.load("generic"), "zh")) == 1


def test_every_table_says_of_which_day_its_units_are(town):
    assert provenance_notes(*town, "zh")[-1] == "各期有哪些学校、属于哪里，以该期第一天为准（学校变动 3 项）。"
