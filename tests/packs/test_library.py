"""Finding and loading packs: by name, by path, on top of another; nothing half-loaded."""

import subprocess
import sys
from datetime import date

import pytest

from junheng.packs import PackError, available, check, load


def test_the_shipped_standards_are_listed_and_sound():
    assert available() == (
        "education_cn/basic2012",
        "education_cn/hq2017",
        "generic/per_pupil",
        "science_cn/annual",
        "science_cn/instruments2019",
    )
    for name in available():
        assert check(name) == ()
        assert load(name).name == name


def test_a_pack_alone_is_its_default_standard():
    assert load("education_cn") is load("education_cn/hq2017")
    assert load("generic").name == "generic/per_pupil"


@pytest.mark.parametrize(
    "name", ["education", "education_cn/hq2018", "education_cn/pack", "", "/", "..", "education_cn/../generic", "nowhere/at/all"]
)
def test_an_unknown_name_is_told_what_exists(name):
    for use in (load, check):
        with pytest.raises(PackError, match="education_cn/hq2017, generic/per_pupil") as caught:
            use(name)
        assert "没有规则包" in caught.value.text.zh


def test_a_bureaus_own_pack_is_loaded_from_its_folder(write_pack):
    folder = write_pack()
    by_folder = load(str(folder))
    assert by_folder.name == "town/local"
    assert load(str(folder / "local.toml")) is load(str(folder / "local"))
    assert load(str(folder / "local.toml")) == by_folder
    assert check(str(folder / "pack.toml")) == ()


def test_a_changed_file_is_read_again(write_pack):
    folder = write_pack()
    assert load(str(folder)).indicator("sports").floor["primary"].values[0].value == 7
    write_pack(("local.toml", "value = 7", "value = 8"))
    assert load(str(folder)).indicator("sports").floor["primary"].values[0].value == 8


def test_values_hold_from_their_day_on(write_pack):
    limit = load(str(write_pack())).parameters["cv_max.primary"]
    days = [date(2019, 12, 31), date(2020, 1, 1), date(2023, 12, 31), date(2024, 1, 1)]
    assert [limit.on(day) for day in days] == [None, 0.5, 0.5, 0.4]


def test_what_a_file_says_reaches_the_pack(write_pack):
    pack = load(str(write_pack()))
    sports, doubled = pack.indicators
    assert (pack.compare, pack.year_starts, pack.title.en) == ("county", (9, 1), "Town standard")
    assert (sports.levels, doubled.levels) == (("primary", "junior"), ("primary",))
    assert sports.source.title == "Town rule"
    assert (sports.source.number, sports.source.article, sports.source.confidence) == ("7", "4", "A")
    assert (doubled.source.title, doubled.source.number) == ("Another rule", None)
    assert sports.cv_max["primary"] is pack.parameters["cv_max.primary"]
    assert sports.cv_max["primary"].source.confidence == "B"
    assert pack.parameters["sports.floor.primary"].name.zh == "生均运动场面积：小学下限"
    assert doubled.formula.evaluate({"sports_area": 30, "pupils": 10}) == 6
    assert pack.split.weights == {"school": {"primary": 1.0, "junior": 1.1}}
    assert [(e.id, e.unit_kinds, e.fewer_pupils_than) for e in pack.exclusions] == [("tiny", ("school",), 10)]
    assert pack.compliance is not None
    assert (pack.compliance.at_least, pack.compliance.rest_share) == ({"primary": 1}, 0.5)
    with pytest.raises(KeyError, match="it has sports, doubled"):
        pack.indicator("sport")


def test_a_local_pack_builds_on_the_words_of_another(tmp_path):
    folder = tmp_path / "province"
    folder.mkdir()
    (folder / "pack.toml").write_text(
        """
        [pack]
        title = { zh = "某省", en = "A province" }
        based_on = "education_cn"
        default = "rule2024"
        compare = "county"
        year_starts = "09-01"

        [measure.dormitory_area]
        name = { zh = "学生宿舍面积", en = "Dormitory area" }
        unit = "m2"
        """,
        encoding="utf-8",
    )
    (folder / "rule2024.toml").write_text(
        """
        [standard]
        title = { zh = "某省标准", en = "Standard of a province" }
        levels = ["junior"]
        split = "by_weighted_pupils"
        exclusions = ["special"]
        source = { title = "某省办学条件标准" }

        [indicator.rooms]
        name = { zh = "生均用房面积", en = "Floor area per pupil" }
        formula = "(dormitory_area + teaching_area) / pupils"
        unit = "m2/pupil"
        direction = "higher"
        source = { article = "5" }
        """,
        encoding="utf-8",
    )
    assert check(str(folder)) == ()
    pack = load(str(folder))
    assert pack.vocabulary.unit_kinds == load("education_cn").vocabulary.unit_kinds
    assert {"dormitory_area", "books"} <= set(pack.vocabulary.measures)
    assert pack.split.weights["nine_year"] == {"primary": 1.0, "junior": 1.1}


def test_importing_reads_nothing_and_draws_no_heavy_library():
    code = "import sys, junheng.packs; print([m for m in ('lark', 'jsonschema', 'numba', 'django') if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"
