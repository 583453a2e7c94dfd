"""Who are likely twins, and what their parents asked for."""

import pytest

from junheng.certificates import listing
from junheng.engines.classes import Answer, ClassesError, prepare_roster, with_answer

ROWS = [
    ("1", "冯天睿", "2020-03-01"),
    ("2", "冯天瑞", "2020-03-01"),
    ("3", "冯明", "2020-03-02"),
    ("4", "欧阳一", "2019-12-31"),
    ("5", "欧阳二", "2019-12-31"),
    ("6", "欧二", "2019-12-31"),
    ("7", "无名", ""),
    ("8", "无姓", ""),
]


def roster(**columns):
    return listing(("code", "name", "birth", *columns), [(*row, *(cells[n] for cells in columns.values())) for n, row in enumerate(ROWS)])


def found(people):
    return [("".join(one.codes), one.answer) for one in prepare_roster(people).multiples]


def test_one_surname_and_one_birthday_are_asked_about():
    assert found(roster()) == [("12", Answer.ASK), ("45", Answer.ASK)]
    assert [one.codes for one in prepare_roster(roster()).to_ask] == [("1", "2"), ("4", "5")]


def test_where_guardians_are_known_a_surname_is_not_enough():
    phones = ["138", "139", "", "137", "", "137", "", ""]
    people = roster(家长电话=phones)
    # 1 and 2 have guardians of their own; 4 and 6 have one; of 5 nobody knows.
    assert found(people) == [("46", Answer.ASK), ("45", Answer.ASK)]


@pytest.mark.parametrize(
    ("columns", "answer"),
    [
        ({"together": ["a", "a", "", "", "", "", "", ""]}, Answer.TOGETHER),
        ({"分开": ["x", "y x", "y", "", "", "", "", ""]}, Answer.APART),
        ({"双胞胎意愿": ["同班", "一起", "", "", "", "", "", ""]}, Answer.TOGETHER),
        ({"双胞胎意愿": ["随机", "否", "", "", "", "否", "否", "否"]}, Answer.FREE),
        ({"together": ["a", "b", "a", "b", "", "", "", ""]}, Answer.ASK),
    ],
)
def test_the_answer_is_in_the_roster(columns, answer):
    assert found(roster(**columns))[0] == ("12", answer)


def test_an_answer_in_words_becomes_a_label():
    people = with_answer(
        with_answer(roster(apart=["", "", "k", "", "k", "", "", ""]), ("1", "2"), Answer.TOGETHER), ("4", "5"), Answer.APART
    )
    prepared = prepare_roster(people)
    assert prepared.to_ask == ()
    assert prepared.people.column("together") == ("(1)", "(1)", "", "", "", "", "", "")
    assert prepared.people.column("apart") == ("", "", "k", "(2)", "k (2)", "", "", "")
    assert prepare_roster(prepared.people).people == prepared.people
    assert prepare_roster(with_answer(people, ("4", "5"), Answer.FREE)).people.column("apart") == ("", "", "k", "", "k", "", "", "")


@pytest.mark.parametrize(
    ("cells", "codes", "said"),
    [
        (["同班", "分开", "", "", "", "", "", ""], ("1", "2"), "different answers"),
        (["同班", "", "", "", "", "", "", ""], ("1", "2"), "different answers"),
        (["同班", "同班吧", "", "", "", "", "", ""], ("2",), "同班吧"),
        (["", "", "同班", "", "", "", "", ""], ("3",), "nobody has their birthday"),
    ],
)
def test_an_answer_that_helps_nobody_is_refused(cells, codes, said):
    with pytest.raises(ClassesError, match=said) as refused:
        prepare_roster(roster(双胞胎意愿=cells))
    assert refused.value.codes == codes
