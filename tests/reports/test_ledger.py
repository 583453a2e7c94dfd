"""Figures of a text against a release: a city of two counties whose sums can be done in the head."""

import pytest

from junheng.reports.check import Document, Severity
from junheng.reports.ledger import Ledger

# 2025: 200 primary and 20 junior pupils; primary teachers 10 + 6 + 2, junior 4; three schools with pupils, two of them primary schools.


@pytest.fixture
def said(hamlet):
    ledger = Ledger(*hamlet)
    return lambda text: [(one.computed, one.severity) for one in ledger.against(Document(text))]


@pytest.mark.parametrize(
    "text",
    [
        "2025年，全市在校学生220人。",
        "2025年，全市小学在校生200人、初中在校生20人。",
        "2025年，全市共有小学2所。",  # of the kind
        "2025年，全市共有小学3所。",  # with the nine-year school, which teaches the level too
        "2025年，全市各类学校3所。",
        "2025年，全市小学专任教师18人，初中专任教师4名。",
        "2025年，全市专任教师22人。",
        "2025年，锦江区有10名专任教师。",
        "2025年，都江堰市小学生50人。",
        "2024年，全市在校学生160人。",
        "2025年，全市体育运动场馆面积1500平方米。",
        "2025年，全市教学仪器设备值16.9万元。",
        "一、小学\n2025年，全市在校学生200人。",
        "2025年，全市农村小学在校生999人。",  # of some of them only
        "2025年，全市小学在校生增加999人。",
        "2025年，全市小学专任教师培训999人次。",
        "2019年，全市在校学生999人。",  # of no period of the release
        "全市各校在校生活动室999间。",
    ],
)
def test_what_the_data_say_too(said, text):
    assert said(text) == []


@pytest.mark.parametrize(
    ("text", "computed"),
    [
        ("2025年，全市在校学生230人。", "220人"),
        ("2025年，全市小学在校生210人、初中在校生20人。", "200人"),
        ("2025年，全市小学专任教师28人。", "18人"),
        ("2025年，锦江区有12名专任教师。", "10名"),
        ("2025年，都江堰市小学生60人。", "50人"),
    ],
)
def test_another_number_is_an_error_that_names_the_right_one(said, text, computed):
    assert said(text) == [(computed, Severity.ERROR)]


@pytest.mark.parametrize(
    ("text", "computed"),
    [("2025年，全市体育运动场馆面积1800平方米。", "1,500平方米"), ("2025年，全市教学仪器设备值19.9万元。", "168,600元")],
)
def test_a_total_that_a_school_does_not_state_is_doubtful_only(said, text, computed):
    assert said(text) == [(computed, Severity.WARNING)]


def test_what_two_counts_can_be_meant_by_is_doubtful_only(said):
    ((_, severity),) = said("2025年，全市共有小学5所。")
    assert severity is Severity.WARNING


def test_a_figure_with_an_address_says_it(hamlet):
    (finding,) = Ledger(*hamlet).against(Document("2025年，锦江区小学在校生160人。"))
    assert "pupils:510104:primary:" in finding.explanation.zh
