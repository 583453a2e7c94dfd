"""A pack that fits in the head, and a way to write it to disk with one thing changed."""

from pathlib import Path

import pytest

SHARED = """\
[pack]
title = { zh = "小镇", en = "Small town" }
default = "local"
compare = "county"
year_starts = "09-01"

[level.primary]
name = { zh = "小学", en = "Primary" }
grades = ["1", "2"]

[level.junior]
name = { zh = "初中", en = "Junior" }
grades = ["7", "8"]

[unit_kind.school]
name = { zh = "学校", en = "School" }
levels = ["primary", "junior"]

[area_kind.county]
name = { zh = "县", en = "County" }

[measure.sports_area]
name = { zh = "运动场面积", en = "Sports area" }
unit = "m2"
synonyms = ["操场"]
plausible_per_pupil = [0, 100]

[measure.money]
name = { zh = "经费", en = "Money" }
unit = "yuan"

[measure.gifts]
name = { zh = "捐赠", en = "Gifts" }
unit = "yuan"

[exclusion.tiny]
name = { zh = "过小", en = "Too small" }
unit_kinds = ["school"]
fewer_pupils_than = 10
source = { title = "Town rule", number = "1", article = "2" }

[split.by_pupils]
name = { zh = "按学生", en = "By pupils" }
weights.school = { primary = 1, junior = 1.1 }
source = { title = "Town rule" }
"""

LOCAL = """\
[standard]
title = { zh = "镇标准", en = "Town standard" }
levels = ["primary", "junior"]
split = "by_pupils"
exclusions = ["tiny"]
source = { title = "Town rule", number = "7" }

[compliance]
at_least = { primary = 1 }
rest_share = 0.5
comprehensive_cv_max = { primary = "cv_max.primary" }
source = { article = "9" }

[parameter.cv_max.primary]
name = { zh = "差异系数上限", en = "Largest coefficient" }
unit = "1"
values = [{ from = 2020-01-01, value = 0.5 }, { from = 2024-01-01, value = 0.4 }]
source = { article = "3", confidence = "B" }

[indicator.sports]
name = { zh = "生均运动场面积", en = "Sports area per pupil" }
formula = "sports_area / pupils"
unit = "m2/pupil"
direction = "higher"
floor.primary = [{ from = 2020-01-01, value = 7 }]
cv_max = { primary = "cv_max.primary" }
resource = { measures = ["sports_area"], unit = "m2" }
source = { article = "4" }

[indicator.doubled]
name = { zh = "两倍", en = "Doubled" }
formula = "2 * indicator.sports"
unit = "m2/pupil"
levels = ["primary"]
direction = "none"
source = { title = "Another rule" }
"""

YEARLY = """\
[form]
title = { zh = "年报", en = "Yearly" }
filler = "unit"
unit_kinds = ["school"]
levels = ["primary", "junior"]
period = "year"
due = 30
approvals = ["county", "commission"]
nothing = true
source = { title = "Town rule" }

[other.listed]
form = "lists"
table = "people"

[table.pupils]
name = { zh = "学生", en = "Pupils" }
rows = "grades"
into = "enrolment"
column.pupils = { name = { zh = "学生数", en = "Pupils" }, unit = "pupil", field = "pupils", whole = true }

[table.resources]
name = { zh = "资源", en = "Resources" }
rows = "levels"
shared = true
into = "observations"
totals = true
column.sports_area = { measure = "sports_area", maximum = 9000 }
column.money = { measure = "money", shared = "never", required = false }
column.gifts = { measure = "gifts", nothing = true, shared = "never" }
column.all_money = { name = { zh = "合计", en = "Together" }, unit = "yuan", total = "money + gifts" }

[table.classes]
name = { zh = "班级", en = "Classes" }
rows = "free"
into = "classes"
unique = ["grade", "number"]
most = 5
column.grade = { name = { zh = "年级", en = "Grade" }, field = "grade", choices = "grades" }
column.number = { name = { zh = "班号", en = "Class" }, kind = "code", field = "class_number" }
column.pupils = { name = { zh = "学生数", en = "Pupils" }, unit = "pupil", field = "pupils", whole = true }

[rule.gifts_below_money]
table = "resources"
rule = "gifts <= money"
message = { zh = "捐赠不多于经费。", en = "Gifts are no more than the money." }

[rule.classes_add_up]
table = "classes"
each = "grade"
rule = "pupils = pupils.pupils"
message = { zh = "各班之和等于年级学生数。", en = "Classes add up to the grade." }

[rule.as_listed]
table = "pupils"
each = "table"
rule = "pupils = listed.pupils"
marks = ["pupils"]
message = { zh = "与名单不一致。", en = "The list says otherwise." }
soft = true

[change.sports]
table = "resources"
columns = ["sports_area"]
percent = 20
least = 50

[outlier.sports]
table = "resources"
column = "sports_area"
value = "sports_area / pupils.pupils"
name = { zh = "生均运动场面积", en = "Sports area per pupil" }
times = 3
"""

LISTS = """\
[form]
title = { zh = "名单", en = "Lists" }
filler = "unit"
unit_kinds = ["school"]
levels = ["primary", "junior"]
period = "year"
due = 30
approvals = ["commission"]
source = { title = "Town rule" }

[table.people]
name = { zh = "名单", en = "Lists" }
rows = "grades"
column.pupils = { name = { zh = "学生数", en = "Pupils" }, unit = "pupil", whole = true }
"""


@pytest.fixture
def write_pack(tmp_path):
    """Write the small pack with texts replaced: ``write_pack(("pack.toml", old, new), …)``; each old text must stand there."""

    def write(*changes: tuple[str, str, str]) -> Path:
        folder = tmp_path / "town"
        folder.mkdir(exist_ok=True)
        (folder / "returns").mkdir(exist_ok=True)
        files = {"pack.toml": SHARED, "local.toml": LOCAL, "returns/yearly.toml": YEARLY, "returns/lists.toml": LISTS}
        for file, old, new in changes:
            assert old in files[file]
            files[file] = files[file].replace(old, new, 1)
        for file, text in files.items():
            (folder / file).write_text(text, encoding="utf-8")
        return folder

    return write
