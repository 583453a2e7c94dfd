"""Is the list complete? Everyone who is in one of the two only has a reason, or there is no seal."""

import pytest

from junheng.certificates import ListRejected, compare, listing

LIST = listing(("code", "name"), [("1", "甲一"), ("2", "乙二"), ("3", "丙三")])


def roll(*rows):
    return listing(("code", "name"), rows)


def test_counts_stand_side_by_side():
    register = roll(("1", "甲一"), ("2", "乙二"), ("4", "丁四"))
    found = compare(LIST, register, name="学籍", reasons={"3": "转入", "4": "迁出"})
    assert (found.register_rows, found.list_rows, found.common) == (3, 3, 2)
    assert found.register_sha256 == register.sha256
    assert [(who.name, who.reason) for who in found.absent] == [("丁*", "迁出")]
    assert [(who.name, who.reason) for who in found.added] == [("丙*", "转入")]
    assert {who.code for who in (*found.absent, *found.added)}.isdisjoint({"3", "4"})


def test_another_name_under_a_code_is_another_person():
    register = roll(("1", "甲一"), ("2", "乙二"), ("3", "别人"))
    with pytest.raises(ListRejected) as refused:
        compare(LIST, register, name="学籍", reasons={})
    assert [issue.value for issue in refused.value.issues] == ["3", "3"]
    found = compare(LIST, register, name="学籍", reasons={"3": "更正姓名"})
    assert (found.common, len(found.absent), len(found.added)) == (2, 1, 1)


@pytest.mark.parametrize("reasons", [{}, {"3": " "}, {"4": "迁出"}])
def test_nobody_is_left_without_a_reason(reasons):
    with pytest.raises(ListRejected) as refused:
        compare(LIST, roll(("1", "甲一"), ("2", "乙二"), ("4", "丁四")), name="学籍", reasons=reasons)
    assert {issue.value for issue in refused.value.issues} == {"3", "4"} - {code for code, why in reasons.items() if why.strip()}


def test_a_list_that_is_whole_needs_no_reason():
    found = compare(LIST, LIST, name="学籍", reasons={})
    assert (found.common, found.absent, found.added) == (3, (), ())
