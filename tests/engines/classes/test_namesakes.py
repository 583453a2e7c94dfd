"""Names that are called alike, checked by hand; and labels that say nothing of them."""

import pytest

from junheng.certificates import listing
from junheng.engines.classes import prepare_roster
from junheng.engines.classes.namesakes import Kind, labels, namesakes


def roster(*names, **columns):
    rows = [(f"2026{n:04d}", name, *(cells[n] for cells in columns.values())) for n, name in enumerate(names)]
    return listing(("code", "name", *columns), rows)


def kind_of(one, other):
    return next((group.kind for group in namesakes(roster(one, other))), None)


ALIKE = [
    ("张伟", "张伟", Kind.SAME),
    ("张伟", "章炜", Kind.SOUND),
    ("张伟", "张薇", Kind.SOUND),  # another tone
    ("李娜", "黎纳", Kind.SOUND),
    ("张伟", "臧伟", Kind.NEAR),  # zh, z
    ("陈诗", "岑思", Kind.NEAR),  # ch, c; sh, s
    ("刘宁", "牛玲", Kind.NEAR),  # n, l
    ("王静", "王晋", Kind.NEAR),  # ing, in
    ("陈风", "程芬", Kind.NEAR),  # en, eng
    ("安然", "昂然", Kind.NEAR),
    ("王一", "万一", Kind.NEAR),  # uang, uan
    ("文亮", "翁亮", Kind.NEAR),  # wen, weng
    ("向明", "县明", None),  # iang and ian differ in their vowel
    ("东明", "敦明", None),  # ong is no en
    ("何一", "黄一", None),
    ("单芳", "山芳", Kind.SOUND),  # 单 is shàn as a surname, dān elsewhere
    ("单芳", "丹芳", None),
    ("曾小贤", "增晓娴", Kind.SOUND),
    ("解晓东", "谢小冬", Kind.SOUND),
    ("查明", "扎铭", Kind.SOUND),
    ("仇英", "求莹", Kind.SOUND),
    ("区志", "欧智", Kind.SOUND),
    ("尉迟恭", "玉池公", Kind.SOUND),
    ("欧阳娜", "欧阳拉", Kind.NEAR),
    ("吕律", "吕绿", Kind.SOUND),
    ("吕律", "鲁路", None),  # ü is no u
    ("阿依古丽·买买提", "阿依古丽.买买提", Kind.SAME),
    ("John Smith", "JOHN SMITH", Kind.SAME),
    ("𠮷田", "𡈽田", None),  # characters that nobody gave a reading
    ("王小明", "王明", None),
]


@pytest.mark.parametrize(("one", "other", "kind"), ALIKE)
def test_names_are_alike_as_a_teacher_hears_them(one, other, kind):
    assert kind_of(one, other) == kind_of(other, one) == kind


def test_a_set_of_one_name_lies_within_the_set_of_its_sound():
    groups = namesakes(roster("张伟", "李明", "章炜", "张伟", "臧伟"))
    assert [(group.label, group.kind, [code[-1] for code in group.codes]) for group in groups] == [
        ("n1", Kind.NEAR, ["0", "2", "3", "4"]),
        ("n2", Kind.SOUND, ["0", "2", "3"]),
        ("n3", Kind.SAME, ["0", "3"]),
    ]
    assert labels(groups) == {"20260000": "n1 n2 n3", "20260002": "n1 n2", "20260003": "n1 n2 n3", "20260004": "n1"}


def test_twins_who_stay_together_are_no_mistake():
    together = ["T1", "T1", ""]
    assert [group.codes for group in namesakes(roster("陈思涵", "陈思晗", "李明", together=together), together="together")] == []
    groups = namesakes(roster("陈思涵", "陈思晗", "陈诗涵", together=together), together="together")
    assert [group.codes for group in groups] == [("20260000", "20260002")]


def test_the_prepared_roster_has_labels_and_stays_the_same():
    people = roster("张伟", "李明", "章炜")
    prepared = prepare_roster(people)
    assert prepared.people.column("namesakes") == ("n1", "", "n1")
    assert prepare_roster(prepared.people).people == prepared.people
    assert prepare_roster(roster("张伟", "李明")).people.column("namesakes") == ("", "")
    nameless = listing(("code", "sex"), [("1", "M")])
    assert prepare_roster(nameless).people == nameless
