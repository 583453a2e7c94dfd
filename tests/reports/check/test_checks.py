"""Each kind of finding: a passage that is sound, and the same with one figure changed."""

import pytest

from junheng.reports.check import Severity, check

CASES = [
    (
        "parts_and_whole",
        "全市共有学校315所，其中小学200所，初中100所，高中15所。",
        "全市共有学校305所，其中小学200所，初中100所，高中15所。",
    ),
    ("parts_and_whole", "参训教师130人，其中男教师50人，女教师80人。", "参训教师120人，其中男教师50人，女教师80人。"),
    ("parts_and_whole", "教师300人，其中高级职称120人。", "教师300人，其中高级职称420人。"),
    (
        "parts_and_whole",
        "申报项目237项。其中，国家级55项，获支持52项；省级182项，获支持178项。",
        "申报项目237项。其中，国家级55项，获支持52项；省级128项，获支持118项。",
    ),
    (
        "parts_and_whole",
        "投入3298万元，包括配套费889万元、维修资金1000万元、附加1409万元。",
        "投入3298万元，包括配套费889万元、维修资金1000元、附加1409万元。",
    ),
    ("parts_and_whole", "教职工8070人（公办6757人、民办1313人）。", "教职工8070人（公办6757人、民办1413人）。"),
    ("parts_and_whole", "获国家级奖励3项、省级12项、市级47项，共62项。", "获国家级奖励3项、省级12项、市级47项，共72项。"),
    ("share", "全市学生2400人，达标1200人，占总数的50%。", "全市学生2400人，达标1200人，占总数的5%。"),
    ("share", "招生1200人，占总数2400人的50%。", "招生1200人，占总数2400人的55%。"),
    ("share", "182人参加高考，上线130人，上线率为71.43%。", "182人参加高考，上线130人，上线率为7.14%。"),
    ("share_over_100", "本科以上学历教师占98.5%。", "本科以上学历教师占198.5%。"),
    ("shares_sum", "财政占62.5%，收费占30.1%，捐赠占7.4%。", "财政占62.5%，收费占30.1%，捐赠占17.4%。"),
    ("impossible_percentage", "45所学校中，97.8%达到标准。", "45所学校中，97.3%达到标准。"),
    ("impossible_percentage", "项目数较2009年的49项增加了35%。", "项目数较2009年的9项增加了35%。"),
    ("growth", "在校生由12000人增加到13200人，增长10%。", "在校生由12000人增加到13200人，增长12%。"),
    ("growth", "预算7500万元，比上年的6000万元增长25%。", "预算8000万元，比上年的6000万元增长25%。"),
    ("growth", "幼儿园29.48万所，比上年增加3117所，增长1.07%。", "幼儿园29.48万所，比上年增加3117所，增长10.7%。"),
    ("difference", "在园幼儿由500人增加到620人，增加了120人。", "在园幼儿由500人增加到620人，增加了130人。"),
    ("points_not_percent", "入学率从85.3%提高到88.1%，提高2.8个百分点。", "入学率从85.3%提高到88.1%，提高2.8%。"),
    ("growth_points", "入学率从85.3%提高到88.1%，提高2.8个百分点。", "入学率从85.3%提高到88.1%，提高3.8个百分点。"),
    ("times", "课程由20节增加到60节，增长了2倍。", "课程由20节增加到60节，增长了3倍。"),
    ("average", "学生2700人、教学班60个，平均每班45人。", "学生3000人、教学班60个，平均每班45人。"),
    ("ratio", "学生9000人，教师500人，生师比为18:1。", "学生9000人，教师500人，生师比为20:1。"),
    ("plan_and_result", "计划招生500人，实际完成450人，完成计划的90%。", "计划招生500人，实际完成450人，完成计划的95%。"),
    ("plan_and_result", "计划招生500人，实际完成520人，超额完成任务。", "计划招生500人，实际完成450人，超额完成任务。"),
    ("period_backwards", "三年规划（2008—2010年）。", "三年规划（2010—2008年）。"),
    ("period_span", "三年行动计划（2008—2010年）。", "三年行动计划（2008—2012年）。"),
    ("period_span", "“十二五”规划（2011—2015年）。", "“十二五”规划（2006—2015年）。"),
    ("range_backwards", "按10%~15%安排。", "按15%~10%安排。"),
    (
        "parts_and_whole",
        "发放补助1856.4万元，其中教科书423.1万元，杂费1102.8万元，生活费330.5万元。",
        "发放补助1836.4万元，其中教科书423.1万元，杂费1102.8万元，生活费330.5万元。",
    ),
    (
        "growth",
        "2024年在园幼儿总数1200人。各园平稳。\n2025年在园幼儿总数1320人，同比增长10%。",
        "2024年在园幼儿总数1200人。各园平稳。\n2025年在园幼儿总数1320人，同比增长12%。",
    ),
    (
        "share",
        "全年采集血液总量20000单位。全市平稳。\n个人捐献15000单位，占采集血液总量的75%。",
        "全年采集血液总量20000单位。全市平稳。\n个人捐献15000单位，占采集血液总量的85%。",
    ),
    (
        "two_values",
        "义务教育在校学生12000人。各校平稳。义务教育在校学生12000人。",
        "义务教育在校学生12000人。各校平稳。义务教育在校学生12800人。",
    ),
]


@pytest.mark.parametrize(("kind", "sound", "harmed"), CASES)
def test_the_harm_is_named_and_the_sound_passage_is_left_alone(kind, sound, harmed):
    assert [one for one in check(sound).findings if one.severity is not Severity.INFO] == []
    assert kind in {one.kind for one in check(harmed).findings}


def test_rounding_that_explains_itself_is_an_info():
    (finding,) = check("财政占33.3%，收费占33.3%，捐赠占33.3%。").findings
    assert (finding.kind, finding.severity) == ("rounding", Severity.INFO)


@pytest.mark.parametrize(
    "text",
    [
        "建成学校305所，其中小学200所、初中100所等。",  # 等: the list need not be complete
        "全年支出16.4亿元，其中教育支出3.2亿元，占19.5%。",  # rounded to a tenth of 亿
        "约1200人参加，其中男性500余人，女性近700人。",
        "共收到1000余个项目，其中立项394项。",
        "招生500人，比上年增加20人；毕业480人。",
        "完成投资3.65亿元，占年度计划的104.3%。",
        "每万人发明专利拥有量6.8件。",
        "学校20所，教师占其中的百分之三十五。",
        # A share of something named elsewhere, or nowhere, is none of what stands before it.
        "企业实现收入1830.7亿元；科技经费支出53.06亿元，占规上工业支出总额的47.9%。",
        "个人献血35.7万单位，占献血总量的72.1%；团体献血13.8万单位，占献血总量的27.9%。",
        "小学生9000人。骨干教师300人，占比20%。",
        # Shares of several wholes.
        "本科以上学历教师占98%，高级职称教师占30%，骨干教师占12%。",
        # What stands behind a semicolon is no part of what stands before it.
        "财政收入38.7亿元，其中地方级26.5亿元；零售总额105亿元；城镇居民收入42170元；农村居民收入18320元。",
        # Another thing is counted behind the total.
        "下辖3个街道、15个镇、1个乡，共有715个行政村。",
        # Two halves of a list that names more.
        "全市学校487所，其中小学281所，幼儿园177所。",
        "从25.15%提升至2020年的55.53%，普惠园从65%提升至95.21%。",
        "学校20所，教师500人，生师比为15:1。",
        "获奖20项，其中一等奖1项，二等奖10项。",
        "教师300人，其中高级职称180人，骨干教师140人。",
        "转移培训6.1万人次，其中引导性2.9万人次，技能性3.1万人次，实用技术培训8.1万人次。",
        "2024年在园幼儿总数1200人。\n2025年在园幼儿总数1320人，环比增长2%。",
        # The same words of two schools are two things.
        "第一中学项目，占地100亩，建筑面积8000平方米。第二中学项目，占地90亩，建筑面积9000平方米。",
        "2009年在园幼儿总数1200人。\n2010年召开大会。在园幼儿总数1300人。",
        "省级项目1个；创新团队2家，其中一家获奖，专利12个。",
        "孕产妇死亡率9.80/10万，较上年9.87/10万下降了0.71%；婴儿死亡率4.54‰，较上年4.92‰有所下降。",
        "在校学生1383人，专任教师51人，学历合格率96.1%。",
        "高级职称32人，一级教师15人，学历合格率100%。",
    ],
)
def test_hedges_rounding_and_open_lists_are_no_errors(text):
    assert check(text).findings == ()


def test_the_unit_slip_is_named():
    (finding,) = check("投入3298万元，包括配套费889万元、维修资金1000元、附加1409万元。").findings
    assert finding.severity is Severity.ERROR
    assert "1000万元" in finding.explanation.zh


def test_the_ten_times_slip_is_named():
    (finding,) = check("全市学生2400人，达标1200人，占总数的5%。").findings
    assert "十倍" in finding.explanation.zh


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("其中12人、" * 3_000, id="lists"),
        pytest.param("1" * 30_000, id="digits"),
        pytest.param("一" * 30_000, id="numerals"),
        pytest.param("1" + ",234" * 10_000, id="separators"),
        pytest.param("长" * 30_000, id="words"),
    ],
)
def test_no_text_takes_longer_than_its_length(text):
    """Not a clock: without bounds on lists and runs each of these takes hours."""
    assert check(text).findings == ()


def test_a_sentence_without_an_end_is_cut_between_words():
    text = "新建学校1200所、" * 200
    assert [one.value for one in check(text).figures] == [1200] * 200
