"""The template's language on the city of two counties: totals, growth, shares, goals, tables, charts, maps; all by hand."""

from dataclasses import replace

import pytest

from junheng.reports.summary import (
    TemplateError,
    Values,
    choices,
    entries,
    field,
    lines,
    read_template,
    trace_json,
    web_page,
    word_file,
    write_summary,
    writer_of,
)
from junheng.reports.summary.document import Chart, Table, plain

GOAL = '[goal.teachers]\nfigure = "total all teachers"\nat_least = 25\nsource = "2025年工作要点第3项"\n'


def written(hamlet, body, front="", **where):
    return write_summary(read_template(f'+++\ntitle = "题"\n{front}+++\n{body}\n'), *hamlet, **where)


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ("{total primary teachers}", "18人"),
        ("{total all equipment_value}", "168,600元"),
        ("{total all equipment_value in 万元}", "16.86万元"),
        ("{total all equipment_value in 10k_yuan to 1}", "16.9万元"),
        ("{total all equipment_value in 万元 bare}", "16.86"),
        ("{total all teachers @都江堰市}", "12人"),
        ("{total all teachers -1}", "16人"),
        ("{total all books}", "（无数据）"),
        ("{count all primary_school}", "2"),
        ("{overall primary sports_area}", "7.00平方米/生"),
        ("{change total all teachers}", "上升6人"),
        ("{change total all teachers|增加|减少|不变}", "增加6人"),
        ("{growth total all teachers}", "增长37.5%"),
        ("{growth total all teachers to 0}", "增长38%"),
        ("{growth total all teachers -1}", "无可比数据"),  # nothing before 2024
        ("{rose total all teachers|多了|少了|一样}", "多了"),
        ("{share total primary teachers of total all teachers}", "81.8%"),
        ("{share total primary teachers of total all teachers to 2}", "81.82%"),
        ("{goal teachers}", "25人"),
        ("{completion teachers}", "88.0%"),
        ("{reached teachers|完成|未完成}", "未完成"),
        ("{typed 46.2万人|统计公报}", "46.2万人"),
    ],
)
def test_fields(hamlet, field, said):
    summary = written(hamlet, field, GOAL)
    assert summary.text.strip() == said
    assert len(summary.figures) == 1


@pytest.mark.parametrize(
    ("body", "front", "why"),
    [
        ("{total all equipment_value in 所}", "", "换算"),
        ("{total all nothing}", "", "nothing"),
        ("{total all teachers in}", "", "应写作"),
        ("{total all teachers to x}", "", "应写作"),
        ("{share total primary teachers}", "", "share"),
        ("{growth total all teachers|甲|乙}", "", "三个说法"),
        ("{rose total all teachers}", "", "三个说法"),
        ("{goal nothing}", "", "没有目标"),
        ("{typed 46.2万人}", "", "出处"),
        ("好", '[goal.x]\nfigure = "total all teachers"\nsource = "甲"\n', "at_least"),
        ("@rows area 表", "", "没有 @end"),
        ("@rows area 表\n甲\n@end", "", "列名 = 内容"),
        ("@rows area 表\n甲 = 共{count all all}所\n@end", "", "一个数字"),
        ("@rows kind castle | 表\n甲 = {count all *}\n@end", "", "没有 castle"),
        ("@chart pie area {count all all} 图", "", "bars"),
        ("@map 图", "", "@map"),
        ("@each week", "", "@each"),
        ("@each unit", "", "with"),
        ("@each unit castle\n好\n@end", "", "没有 castle"),
        ("@each unit nine_year with nothing\n好\n@end", "", "nothing"),
        ("{amount all teachers}", "", "unit 循环"),
        ("@if rain\n好\n@end", "", "@if"),
    ],
)
def test_what_cannot_be_read_says_why(hamlet, body, front, why):
    with pytest.raises(TemplateError) as refused:
        written(hamlet, body, front)
    assert why in refused.value.text.zh
    assert refused.value.text.en


def test_rows_over_areas_end_with_the_whole(hamlet):
    (table,) = written(
        hamlet, "@rows area 各区县\n教师 = {total all teachers bare}\n占比 = {share total all teachers of total all teachers @成都市}\n@end"
    ).blocks
    assert isinstance(table, Table)
    assert table.head == ("地区", "教师", "占比")
    assert [[cell if isinstance(cell, str) else cell.text for cell in row] for row in table.rows] == [
        ["锦江区", "10", "45.5%"],
        ["都江堰市", "12", "54.5%"],
        ["成都市", "22", "100.0%"],
    ]


def test_rows_over_kinds_and_periods(hamlet):
    kinds, periods = written(
        hamlet, "@rows kind | 类\n个 = {count all *}\n@end\n@rows period | 年\n教师 = {total all teachers bare}\n@end"
    ).blocks
    assert [(row[0], row[1].text) for row in kinds.rows] == [("小学", "2"), ("九年一贯制学校", "1"), ("中等职业学校", "1")]
    assert [(row[0], row[1].text) for row in periods.rows] == [("2024年", "16"), ("2025年", "22")]


def test_rows_over_units_that_state_a_measure(hamlet):
    (table,) = written(
        hamlet, "@rows unit primary_school nine_year with sports_area | 场地\n面积 = {amount all sports_area bare}\n@end"
    ).blocks
    assert [(row[0], row[1].text) for row in table.rows] == [("青禾路小学", "900"), ("幸福学校", "600")]
    assert all(
        entry.traces[0].rows.height == 1
        for entry in entries(written(hamlet, "@each unit nine_year\n{amount all sports_area}\n@end"), *hamlet)
    )


def test_a_loop_over_named_kinds_goes_in_their_order(hamlet):
    text = written(hamlet, "@each kind nine_year primary_school\n{number}{kind}{total all teachers/*}\n@end").text
    assert text.split() == ["1九年一贯制学校10人", "2小学12人"]


def test_charts_and_maps_show_traced_figures(hamlet):
    summary = written(
        hamlet,
        "@chart bars area {total all teachers} 教师\n@chart line period {total all teachers} 历年\n@map {total all teachers} 图\n"
        "@chart dots primary sports_area 场地",
    )
    bars, line, area_map, dots = summary.blocks
    assert all(isinstance(each, Chart) and each.svg.startswith("<svg") for each in summary.blocks)
    assert [(name, figure.text) for name, figure in bars.points] == [("锦江区", "10"), ("都江堰市", "12")]
    assert bars.svg.index("都江堰市") < bars.svg.index("锦江区"), "the longest bar first"
    assert [(name, figure.text) for name, figure in line.points] == [("2024年", "16"), ("2025年", "22")]
    assert "不得公开发布" in area_map.note
    assert dots.svg.count("<circle") == 2, "a dot for each school that states its ground"
    assert all(entry.traces for entry in entries(summary, *hamlet))


def test_what_is_only_for_areas_with_others_below(hamlet):
    body = "@if areas\n共{areas}个区县\n@end\n@if no areas\n本区\n@end"
    assert written(hamlet, body).text.strip() == "共2个区县"
    assert written(hamlet, body, area="510104").text.strip() == "本区"


def test_the_whole_is_called_by_the_name_of_the_area(hamlet):
    assert written(hamlet, "{whole}").text.strip() == "全市"
    assert written(hamlet, "{whole}", area="510104").text.strip() == "全区"


def test_where_no_area_lies_below_a_sentence_stands_for_the_chart(hamlet):
    (said,) = written(hamlet, "@chart bars area {total all teachers} 各乡镇教师", area="510104").blocks
    assert "各乡镇教师" in said.spans[0]


def test_without_outlines_a_map_is_a_table(hamlet):
    release, pack = hamlet
    (table,) = written((replace(release, geometry={}), pack), "@map {total all teachers} 图").blocks
    assert isinstance(table, Table)
    assert [(name, figure.text) for name, figure in table.rows] == [("锦江区", "10"), ("都江堰市", "12")]


def test_named_kinds_of_which_there_are_none_are_left_out(hamlet):
    assert written(hamlet, "@each kind twelve_year nine_year\n{kind}\n@end").text.split() == ["九年一贯制学校"]


def test_a_map_with_its_approval_number_says_it(hamlet):
    (area_map,) = written(hamlet, "@map {total all teachers} 图", 'map_number = "川S〔2025〕1号"\n').blocks
    assert "川S〔2025〕1号" in area_map.note
    assert "不得公开" not in area_map.note


def test_what_no_release_has_says_where_it_is_from(hamlet):
    summary = written(hamlet, "目标{goal teachers}，人口{typed 46.2万人|统计公报<1>}。", GOAL)
    found = entries(summary, *hamlet)
    assert [entry.source for entry in found] == ["2025年工作要点第3项", "统计公报<1>"]
    assert "2025年工作要点第3项" in trace_json(summary, found, language="zh").decode()
    assert "统计公报&lt;1&gt;" in web_page(summary, found, language="zh").decode()


def test_a_word_file_holds_the_charts_as_pictures_and_the_same_bytes(hamlet):
    import io

    import docx

    made = [word_file(written(hamlet, "@chart bars area {total all teachers} 教师"), language="zh") for _ in range(2)]
    assert made[0] == made[1]
    assert len(docx.Document(io.BytesIO(made[0])).inline_shapes) == 1


def test_everything_that_can_be_picked_can_be_written(hamlet):
    values = Values(*hamlet)
    offered = list(choices(values))
    writer = writer_of(read_template('+++\ntitle = "题"\n+++\n'), values)
    written_out = [field(writer, each.field) for each in offered]
    assert len({each.field for each in offered}) == len(offered) > 100
    assert all(figure.made_from for figure in written_out)
    named = {each.name.zh: figure.text for each, figure in zip(offered, written_out, strict=True)}
    assert named["全部 · 专任教师数 · 合计"] == "22人"
    assert named["全部 · 小学 · 个数"] == "2"
    assert named["小学 · 专任教师数 · 九年一贯制学校 · 合计"] == "6人"


def test_every_block_knows_its_line_and_the_text_its_pieces(hamlet):
    summary = written(hamlet, "# 一\n甲{count all all}\n@rows area 表\n教师 = {total all teachers}\n@end\n@map {total all teachers} 图")
    assert [block.line for block in summary.blocks] == [4, 5, 6, 9]
    assert "".join(f"{plain(line)}\n" for block in summary.blocks for line in lines(block)) == summary.text
    assert "锦江区\t10人" in summary.text
