"""Figures found in text: hand-checked values and units, and what is none."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from junheng.reports.check import quantities


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("共237项", 237, "项"),
        ("惠及1万5千多户", 15_000, "户"),
        ("孕产妇死亡率10万分之6.78", Fraction("6.78"), "/10万"),
        ("资金10407万元", 104_070_000, "元"),
        ("支持资金2133.5万元", 21_335_000, "元"),
        ("投入16.4亿元", 1_640_000_000, "元"),
        ("访问量达3.7万人次", 37_000, "人次"),
        ("面积16万平方米", 160_000, "平方米"),
        ("面积８００㎡", 800, "㎡"),
        ("占50%", 50, "%"),
        ("占２９．５％", Fraction(59, 2), "%"),
        ("死亡率5.2‰", Fraction(26, 5), "‰"),
        ("提高2.8个百分点", Fraction(14, 5), "个百分点"),
        ("师机比达到3.7:1", Fraction(37, 10), "a:b"),
        ("师生比为1∶20", Fraction(1, 20), "a:b"),
        ("增长了3倍", 3, "倍"),
        ("产值翻两番", 2, "番"),
        ("百分之十五", 15, "%"),
        ("千分之三点五", Fraction(7, 2), "‰"),
        ("建校三百零五所", 305, "所"),
        ("培养一万二千名教师", 12_000, "名"),
        ("三个基地", 3, "个"),
        ("生均1,250.50元/生·年", Fraction(125050, 100), "元/生·年"),
        ("人均12.5平方米/生", Fraction(25, 2), "平方米/生"),
        ("合计 5018 万元", 50_180_000, "元"),
        ("占地3025378.62平方米", Fraction(302537862, 100), "平方米"),
        ("其中,37273人次捐献", 37_273, "人次"),
        ("三成家长", 30, "%"),
        ("1.5千万元", 15_000_000, "元"),
        ("12,345 pupils", 12_345, "pupils"),
        ("rose by 3.5 per cent", Fraction(7, 2), "%"),
        ("RMB 2.5 million", 2_500_000, "rmb"),
        ("twelve schools", 12, "schools"),
        ("单价5.7元/平方米/年", Fraction(57, 10), "元/平方米/年"),
        ("平均住院5.9日", Fraction(59, 10), "日"),
        ("孕产妇死亡率15.1/10万", Fraction(151, 10), "/10万"),
        ("产量1.43万亿斤", 1_430_000_000_000, "斤"),
        ("维修公厕70座次", 70, "座次"),
        ("研发人员209人年", 209, "人年"),
        ("成立75周年", 75, "周年"),
        ("提出3方面建议", 3, "方面"),
        ("实现GDP391.2亿元", 39_120_000_000, "元"),
        ("农村寄宿制学校6997中小学在校生", 6997, ""),
        ("评价指数达到160以上", 160, ""),
        ("增长-1.5%", Fraction(-3, 2), "%"),
        ("完成百分之百", 100, "%"),
        ("约1/3的学校", Fraction(1, 3), ""),
        ("三次产业比为11.8︰48.3︰39.9", Fraction(118, 483), "a:b:c"),
        ("10月1200人参训", 1200, "人"),
        ("连续十二年获奖", 12, "年"),
        ("an increase of 1,100 on the year", 1100, ""),
        ("a pupil-teacher ratio (PTR) of 19.9.", Fraction(199, 10), ""),
        ("84,700 more pupils than then", 84_700, "pupils"),
        ("costs of £3.4m", 3_400_000, "£"),
        ("5.66 trillion yuan", 5_660_000_000_000, "yuan"),
        ("two-thirds of staff", Fraction(2, 3), ""),
        ("one in five donors", Fraction(1, 5), ""),
        ("a five-year plan", 5, "year"),
        ("In 2011. 18.2 per cent of them", Fraction(91, 5), "%"),
    ],
)
def test_value_and_unit(text, value, unit):
    (one,) = quantities(text)
    assert (one.value, one.unit.lower()) == (value, unit)
    assert text[one.start : one.end] == one.text


@pytest.mark.parametrize(
    ("text", "value", "hedge"),
    [
        ("约300人", 300, "约"),
        ("1000余个", 1000, "余"),
        ("30多家", 30, "多"),
        ("十余所", 10, "余"),
        ("近2年", 2, "近"),
        ("98%以上", 98, "以上"),
        ("10名左右", 10, "左右"),
        ("不少于6次", 6, "不少于"),
        ("超过500人", 500, "超过"),
        ("百余所", 100, "余"),
        ("近百名", 100, "近"),
        ("上万人", 10_000, "余"),
        ("十几所", 10, "余"),
        ("历时3个多月", 3, "多"),
        ("close to 40 per cent", 40, "近"),
    ],
)
def test_hedges(text, value, hedge):
    (one,) = quantities(text)
    assert (one.value, one.hedge, one.approximate) == (value, hedge, True)


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("10%~15%", 10, 15, "%"),
        ("轮训一至二轮", 1, 2, "轮"),
        ("每校三到五名", 3, 5, "名"),
        ("10-15%", 10, 15, "%"),
        ("18~55周岁", 18, 55, "周岁"),
        ("0-3岁", 0, 3, "岁"),
        ("1-2次", 1, 2, "次"),
        ("3万至5万元", 30_000, 50_000, "元"),
        ("3至5万元", 30_000, 50_000, "元"),
        ("两三个", 2, 3, "个"),
    ],
)
def test_ranges(text, low, high, unit):
    (one,) = quantities(text)
    assert (one.value, one.high, one.unit) == (low, high, unit)


@pytest.mark.parametrize(
    "text",
    [
        "2010年3月8日",
        "2008—2010年",
        "“十二五”规划",
        "9+3工作",
        "5·12汶川地震",
        "“四位一体”",
        "城乡统筹、四位一体科学发展",
        "第三次会议",
        "第七个主题月",
        "一是加强领导。二是落实责任",
        "三、工作打算",
        "（一）基本情况",
        "12、加强德育",
        "《2008—2010年三年规划》",
        "〔2010〕12号",
        "甲型H1N1流感",
        "PM2.5",
        "GB/T 9704-2012",
        "进一步统一思想",
        "四川省",
        "小学三年级",
        "一等奖",
        "电话028-86612345",
        "上午7:30",
        "两级干部",
        "第12届",
        "二〇一〇年",
        "高新技术“双20”工程",
        "千方百计",
        "[3]",
        "党的十九届四中全会",
        "县十七届人大三次会议",
        "中央八项规定精神",
        "三次产业结构",
        "二十国集团",
        "坚持“两个毫不动摇”",
        "5G网络",
        "系统3.0版",
        "电动三轮车",
        "位居全省前40位",
        "拨打12345热线",
        "211工程",
        "4A级景区",
        "第 3 页 共 20 页",
        "每天5:00—7:00清扫",
        "21 June 2012",
        "Table 2a, Notes 3 and 4",
        "Telephone: 0207 340 7744",
        "the 14th Five-Year Plan",
        "One Country, Two Systems",
        "In January 2008 some of them",
        "in 2023-24 and 2007/08",
        "09年列建，07年—10年完成",
        "南湖小学扩建工程二期和实验学校改建项目一期投用",
    ],
)
def test_what_is_no_quantity(text):
    assert quantities(text) == ()


def test_numbers_share_the_unit_of_the_next():
    assert [(one.value, one.unit) for one in quantities("比重分别回落2.16和1.66个百分点")] == [
        (Fraction(54, 25), "个百分点"),
        (Fraction(83, 50), "个百分点"),
    ]
    assert [one.value for one in quantities("削减3013、1498和20吨")] == [3013, 1498, 20]


def test_lines_that_a_program_broke_go_on():
    lines = "今年全县教育投入累计 8316\n万元，其中中央和省拨付 5018\n万元、县级财政拨付 3298 万\n元，用于义务教育和学前教育。\n"
    text = f"一、教育经费\n{lines}"
    assert [(one.value, one.unit) for one in quantities(text)] == [(83_160_000, "元"), (50_180_000, "元"), (32_980_000, "元")]
    assert all(text[one.start : one.end] == one.text for one in quantities(text))


def test_numbers_in_lines_of_their_own_belong_to_the_sentence():
    text = "今年共开展整治行动\n150余次,出动\n8000\n余人次，签订率\n100%\n。\n"
    assert [(one.value, one.unit, one.hedge) for one in quantities(text)] == [(150, "次", "余"), (8000, "人次", "余"), (100, "%", "")]


def test_a_page_that_breaks_a_number_breaks_nothing():
    text = "各级各类学校的教师培训工作任务已经全面完成，全年共组织国家级、省级、市级培训教师34\n\n05人次，培训合格率稳步提高。"
    assert [one.value for one in quantities(text)] == [3405]


def test_lines_that_are_paragraphs_stay_apart():
    assert [one.value for one in quantities("新建学校\n12\n完成情况\n")] == []
    assert [one.value for one in quantities("一、新建学校12\n5、新增学位300个\n")] == [12, 300]


def test_one_counts_beside_others_that_are_counted():
    assert [one.value for one in quantities("分为一个序厅及八个主题厅")] == [1, 8]
    assert quantities("这是一个重要平台") == ()


def test_periods_follow_the_years_of_the_text():
    text = "2010年招生500人，较2009年的450人增加50人。今年毕业480人，去年460人。比上年增加20人。"
    assert [one.period for one in quantities(text)] == ["2010", "2009", "2010", "2010", "2009", "2010"]


def test_a_sentence_without_a_year_is_of_the_year_of_its_paragraph():
    text = "2010年招生500人。毕业480人。\n2009年招生450人。毕业430人。\n2010年、2010年。在校900人。"
    assert [one.period for one in quantities(text)] == ["2010", "2010", "2009", "2009", "2010"]


def test_the_subject_is_what_stands_before():
    assert [one.subject for one in quantities("全市在校学生共12000人，其中专任教师达到800人。")] == ["全市在校学生", "专任教师"]


@given(st.integers(1, 10**9), st.sampled_from(["人", "所", "万元", "亿元", "平方米", "%", "‰", "人次"]))
def test_any_number_before_a_unit_is_read_exactly(number, unit):
    scale = {"万元": 10**4, "亿元": 10**8}.get(unit, 1)
    for written in (str(number), f"{number:,}"):
        (one,) = quantities(f"达到{written}{unit}。")
        assert one.value == number * scale
