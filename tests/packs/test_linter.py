"""A museum of bad packs: each has one fault, and the linter says that fault and nothing else."""

import re

import pytest

from junheng.packs import PackError, check, load
from junheng.packs.forms import forms_of
from junheng.packs.rules import RULES
from junheng.packs.shape import _BOUNDS, schema
from junheng.tables.issue import Severity

P, S, F = "pack.toml", "local.toml", "returns/yearly.toml"

SPARE = """\
[parameter.spare.one]
name = { zh = "备用", en = "Spare" }
unit = "m2"
values = [{ from = 2020-01-01, value = 1 }]
source = { article = "8" }

[indicator.sports]"""

# file, old text, new text, rule, file and key of the finding
MUSEUM = [
    (P, "[pack]", "[pack", "toml-syntax", P, ""),
    (S, 'formula = "sports_area / pupils"', "formula = sports_area / pupils", "toml-syntax", S, ""),
    (S, "from = 2020-01-01, value = 7", "from = 2020-02-30, value = 7", "toml-syntax", S, ""),
    (S, "[indicator.doubled]", "[indicator.sports]", "id-twice", S, ""),
    (S, 'unit = "1"', 'unit = "1"\nunit = "m2"', "id-twice", S, ""),
    (P, 'default = "local"', 'default = "national"', "standard-missing", P, "pack.default"),
    (P, 'default = "local"', 'default = "local"\nbased_on = "nowhere"', "base-missing", P, "pack.based_on"),
    (P, 'zh = "运动场面积", ', "", "name-missing", P, "measure.sports_area.name"),
    (S, ', en = "Doubled"', "", "name-missing", S, "indicator.doubled.name"),
    (S, 'en = "Doubled"', 'en = ""', "name-missing", S, "indicator.doubled.name.en"),
    (S, 'source = { article = "4" }', "", "source-missing", S, "indicator.sports"),
    (S, 'source = { article = "4" }', 'source = { number = "4" }', "source-missing", S, "indicator.sports.source"),
    (S, 'source = { article = "3", confidence = "B" }', "", "source-missing", S, "parameter.cv_max.primary"),
    (P, 'source = { title = "Town rule" }', 'source = { article = "5" }', "source-missing", P, "split.by_pupils.source"),
    (S, 'direction = "higher"\n', "", "key-missing", S, "indicator.sports"),
    (S, 'direction = "none"', 'direction = "none"\nfloors = 3', "key-unknown", S, "indicator.doubled.floors"),
    (P, 'synonyms = ["操场"]', 'synonims = ["操场"]', "key-unknown", P, "measure.sports_area.synonims"),
    (S, 'direction = "higher"', 'direction = "up"', "value-wrong", S, "indicator.sports.direction"),
    (S, "value = 7", 'value = "7"', "value-wrong", S, "indicator.sports.floor.primary[0].value"),
    (S, "value = 7", "value = nan", "value-wrong", S, "indicator.sports.floor.primary[0].value"),
    (S, "value = 7", "value = inf", "value-wrong", S, "indicator.sports.floor.primary[0].value"),
    (
        S,
        "from = 2020-01-01, value = 7",
        "from = 2020-01-01T08:00:00, value = 7",
        "value-wrong",
        S,
        "indicator.sports.floor.primary[0].from",
    ),
    (P, '"09-01"', '"02-29"', "value-wrong", P, "pack.year_starts"),
    (P, "plausible_per_pupil = [0, 100]", f"plausible_per_pupil = {'[' * 9999}", "toml-syntax", P, ""),
    (P, 'unit = "yuan"', f'unit = "{"9" * 5000}"', "unit-unknown", P, "measure.money.unit"),
    (S, "rest_share = 0.5", "rest_share = 50", "value-wrong", S, "compliance.rest_share"),
    (S, 'confidence = "B"', 'confidence = "C"', "value-wrong", S, "parameter.cv_max.primary.source.confidence"),
    (P, 'year_starts = "09-01"', 'year_starts = "13-01"', "value-wrong", P, "pack.year_starts"),
    (P, "fewer_pupils_than = 10", "fewer_pupils_than = 0", "value-wrong", P, "exclusion.tiny.fewer_pupils_than"),
    (P, 'unit = "yuan"', 'unit = "cowrie"', "unit-unknown", P, "measure.money.unit"),
    (S, 'unit = "1"', 'unit = "one"', "unit-unknown", S, "parameter.cv_max.primary.unit"),
    (S, 'unit = "m2/pupil"\nlevels', 'unit = "m2/child"\nlevels', "unit-unknown", S, "indicator.doubled.unit"),
    (P, 'levels = ["primary", "junior"]', 'levels = ["primary", "junior", "senior"]', "level-unknown", P, "unit_kind.school.levels"),
    (P, "junior = 1.1", "senior = 1.1", "level-unknown", P, "split.by_pupils.weights.school"),
    (S, 'levels = ["primary", "junior"]', 'levels = ["primary", "senior"]', "level-unknown", S, "standard.levels"),
    (S, 'levels = ["primary"]', 'levels = ["primery"]', "level-unknown", S, "indicator.doubled.levels"),
    (S, "at_least = { primary = 1 }", "at_least = { senior = 1 }", "level-unknown", S, "compliance.at_least"),
    (P, 'unit_kinds = ["school"]', 'unit_kinds = ["academy"]', "kind-unknown", P, "exclusion.tiny.unit_kinds"),
    (P, "weights.school", "weights.academy", "kind-unknown", P, "split.by_pupils.weights"),
    (S, 'direction = "none"', 'direction = "none"\nunit_kinds = ["academy"]', "kind-unknown", S, "indicator.doubled.unit_kinds"),
    (P, 'compare = "county"', 'compare = "city"', "area-kind-unknown", P, "pack.compare"),
    (S, 'exclusions = ["tiny"]', 'exclusions = ["tiny"]\ncompare = "city"', "area-kind-unknown", S, "standard.compare"),
    (P, "[measure.money]", "[measure.pupils]", "measure-reserved", P, "measure.pupils"),
    (P, "[measure.money]", "[measure.classes]", "measure-reserved", P, "measure.classes"),
    (P, 'synonyms = ["操场"]', 'synonyms = ["操场", "经费 "]', "synonym-twice", P, "measure.money.synonyms"),
    (P, "[0, 100]", "[100, 0]", "plausible-order", P, "measure.sports_area.plausible_per_pupil"),
    (S, '"2 * indicator.sports"', '"2 * indicator.sports)"', "formula-syntax", S, "indicator.doubled.formula"),
    (S, '"2 * indicator.sports"', '"2 * area / pupils"', "formula-measure", S, "indicator.doubled.formula"),
    (S, '"2 * indicator.sports"', '"2 * indicator.sport"', "formula-reference", S, "indicator.doubled.formula"),
    (S, '"2 * indicator.sports"', '"(sports_area + money) / pupils"', "formula-unit", S, "indicator.doubled.formula"),
    (S, '"2 * indicator.sports"', '"indicator.sports / 0"', "formula-zero", S, "indicator.doubled.formula"),
    (S, '"2 * indicator.sports"', '"2 * indicator.doubled"', "formula-cycle", S, "indicator.doubled.formula"),
    (S, '"2 * indicator.sports"', '"money / pupils"', "unit-mismatch", S, "indicator.doubled.unit"),
    (S, '"2 * indicator.sports"', '"per_100(sports_area, pupils)"', "unit-mismatch", S, "indicator.doubled.unit"),
    (
        S,
        'levels = ["primary"]',
        "floor.primary = [{ from = 2020-01-01, value = 7 }]",
        "floor-without-direction",
        S,
        "indicator.doubled.floor",
    ),
    (S, "}]\ncv_max = {", "}]\nbalance = false\ncv_max = {", "limit-without-balance", S, "indicator.sports.cv_max"),
    (
        S,
        'direction = "higher"',
        'direction = "higher"\nfloor.senior = [{ from = 2020-01-01, value = 7 }]',
        "level-elsewhere",
        S,
        "indicator.sports.floor.senior",
    ),
    (S, 'measures = ["sports_area"]', 'measures = ["sport_area"]', "resource-measure", S, "indicator.sports.resource.measures"),
    (S, '["sports_area"], unit = "m2"', '["sports_area"], unit = "mu"', "resource-unit", S, "indicator.sports.resource.unit"),
    (S, '["sports_area"], unit = "m2"', '["sports_area"], unit = "m2", scale = 100', "resource-mismatch", S, "indicator.sports.resource"),
    (S, '["sports_area"], unit = "m2"', '["money"], unit = "yuan"', "resource-mismatch", S, "indicator.sports.resource"),
    (S, "2024-01-01", "2019-01-01", "dates-order", S, "parameter.cv_max.primary.values[1].from"),
    (S, "2024-01-01", "2020-01-01", "dates-order", S, "parameter.cv_max.primary.values[1].from"),
    (S, "from = 2020-01-01, value = 7", 'from = "2020-02-30", value = 7', "day-wrong", S, "indicator.sports.floor.primary[0].from"),
    (S, 'split = "by_pupils"', 'split = "by_heads"', "reference-unknown", S, "standard.split"),
    (S, 'exclusions = ["tiny"]', 'exclusions = ["huge"]', "reference-unknown", S, "standard.exclusions"),
    (
        S,
        'cv_max = { primary = "cv_max.primary" }\nresource',
        'cv_max = { primary = "cv_max.prim" }\nresource',
        "reference-unknown",
        S,
        "indicator.sports.cv_max.primary",
    ),
    (S, "at_least = { primary = 1 }", "at_least = { primary = 2 }", "at-least-too-many", S, "compliance.at_least.primary"),
    (
        S,
        "[indicator.sports]",
        SPARE,
        "parameter-unused",
        S,
        "parameter.spare.one",
    ),
    (F, "[form]", "[form", "toml-syntax", F, ""),
    (F, "due = 30\n", "", "key-missing", F, "form"),
    (F, 'approvals = ["county", "commission"]', 'approvals = ["mayor"]', "value-wrong", F, "form.approvals[0]"),
    (F, "due = 30", 'due = 30\ndue_time = "25:00"', "value-wrong", F, "form.due_time"),
    (F, 'choices = "grades"', 'choices = "years"', "value-wrong", F, "table.classes.column.grade.choices"),
    (F, 'source = { title = "Town rule" }', "", "source-missing", F, "form"),
    (F, 'unit_kinds = ["school"]\n', "", "form-filler", F, "form.unit_kinds"),
    (F, 'filler = "unit"', 'filler = "area"', "form-filler", F, "form.area_kind"),
    (F, 'unit_kinds = ["school"]', 'unit_kinds = ["academy"]', "kind-unknown", F, "form.unit_kinds"),
    (F, 'levels = ["primary", "junior"]', 'levels = ["senior"]', "level-unknown", F, "form.levels"),
    (F, 'filler = "unit"', 'filler = "area"\narea_kind = "parish"', "area-kind-unknown", F, "form.area_kind"),
    (F, 'form = "lists"', 'form = "rolls"', "form-word", F, "other.listed.form"),
    (F, 'table = "people"', 'table = "persons"', "form-word", F, "other.listed.table"),
    (F, 'measure = "money"', 'measure = "gold"', "form-word", F, "table.resources.column.money.measure"),
    (F, 'unique = ["grade", "number"]', 'unique = ["grade", "letter"]', "form-word", F, "table.classes.unique"),
    (F, 'marks = ["pupils"]', 'marks = ["heads"]', "form-word", F, "rule.as_listed.marks"),
    (F, 'columns = ["sports_area"]', 'columns = ["sports"]', "form-word", F, "change.sports.columns"),
    (F, 'column = "sports_area"', 'column = "sports"', "form-word", F, "outlier.sports.column"),
    (F, 'table = "resources"\nrule', 'table = "resource"\nrule', "form-word", F, "rule.gifts_below_money.table"),
    (F, 'measure = "gifts"', 'measure = "gifts", unit = "yuan"', "form-column", F, "table.resources.column.gifts"),
    (F, 'unit = "pupil", field = "pupils", whole', 'field = "pupils", whole', "form-column", F, "table.pupils.column.pupils"),
    (F, 'unit = "pupil"', 'unit = "head"', "unit-unknown", F, "table.pupils.column.pupils.unit"),
    (F, 'rows = "free"', 'rows = "fixed"', "form-into", F, "table.classes.into"),
    (F, 'field = "class_number"', "required = true", "form-into", F, "table.classes.into"),
    (F, '"gifts <= money"', '"gifts"', "form-rule", F, "rule.gifts_below_money.rule"),
    (F, '"gifts <= money"', '"gifts <= money <= 3"', "form-rule", F, "rule.gifts_below_money.rule"),
    (F, '"gifts <= money"', '"gifts <= gold"', "formula-measure", F, "rule.gifts_below_money.rule"),
    (F, '"gifts <= money"', '"gifts <= sports_area"', "unit-mismatch", F, "rule.gifts_below_money.rule"),
    (F, '"money + gifts"', '"money + sports_area"', "formula-unit", F, "table.resources.column.all_money.total"),
    (F, '"money + gifts"', '"sports_area"', "unit-mismatch", F, "table.resources.column.all_money.total"),
    (F, '"sports_area / pupils.pupils"', '"sports_area / heads.pupils"', "formula-measure", F, "outlier.sports.value"),
    (F, 'table = "resources"\nrule', 'table = "resources"\neach = "grade"\nrule', "form-each", F, "rule.gifts_below_money.each"),
]


def test_the_small_pack_is_sound(write_pack):
    assert check(str(write_pack())) == ()


@pytest.mark.parametrize(
    ("file", "old", "new", "rule", "place", "key"), MUSEUM, ids=lambda value: value[:40] if isinstance(value, str) else None
)
def test_each_fault_is_found_and_nothing_else(write_pack, file, old, new, rule, place, key):
    folder = write_pack((file, old, new))
    findings = check(str(folder))
    assert [(f.rule, f.file, f.key) for f in findings] == [(rule, place, key)]
    (finding,) = findings
    for text in (finding.message, finding.remedy):
        for language in ("zh", "en"):
            assert text(language)
            assert not re.search(r"\{\w+\}|\^", text(language))  # a place left open, or a bare pattern
    if finding.severity is Severity.ERROR:
        with pytest.raises(PackError, match="cannot be used") as caught:
            forms_of(str(folder)) if file == F else load(str(folder))
        assert caught.value.findings == findings
        assert finding.message.zh in caught.value.text.zh
    else:
        assert load(str(folder)).parameters["spare.one"].values[0].value == 1


def test_every_rule_has_its_fault():
    assert {rule for _, _, _, rule, _, _ in MUSEUM} | {"limit-unit"} == set(RULES)


def test_a_limit_must_be_a_pure_number(write_pack):
    findings = check(str(write_pack((S, 'unit = "1"', 'unit = "%"'))))
    assert {f.rule for f in findings} == {"limit-unit"}
    assert [f.key for f in findings] == ["indicator.sports.cv_max.primary", "compliance.comprehensive_cv_max.primary"]


def test_a_file_that_is_not_utf8_is_a_finding(write_pack):
    folder = write_pack()
    (folder / S).write_bytes("title = '标准'".encode("gb18030"))
    assert [(f.rule, f.file) for f in check(str(folder))] == [("toml-syntax", S)]


def test_several_faults_are_all_found(write_pack):
    folder = write_pack(
        (S, '"2 * indicator.sports"', '"2 * area"'),
        (S, 'source = { title = "Another rule" }', 'source = { title = "Another rule" }\n'),
        (P, "[0, 100]", "[100, 0]"),
    )
    assert sorted(f.rule for f in check(str(folder))) == ["formula-measure", "plausible-order"]


def test_errors_come_before_warnings(write_pack):
    folder = write_pack((S, "[indicator.sports]", SPARE), (S, "at_least = { primary = 1 }", "at_least = { primary = 9 }"))
    assert [f.severity for f in check(str(folder))] == [Severity.ERROR, Severity.WARNING]


def test_whatever_the_schema_demands_can_be_said():
    """A keyword of the schema without words for it would break the linter just when it is needed."""
    known = {"required", "additionalProperties", "anyOf", "type", "pattern", *_BOUNDS}
    structure = {"$schema", "$defs", "$ref", "title", "properties", "items", "propertyNames", "expected"}

    def schemas(node):
        yield node
        for key in ("properties", "$defs"):
            for child in node.get(key, {}).values():
                yield from schemas(child)
        for key in ("items", "propertyNames", "additionalProperties"):
            if isinstance(node.get(key), dict):
                yield from schemas(node[key])

    for node in schemas(schema()):
        assert set(node) <= known | structure
        assert "pattern" not in node or set(node["expected"]) == {"zh", "en"}
