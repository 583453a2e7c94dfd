"""What heads of other systems' sheets call our fields; measures, levels and kinds are in the vocabulary of a pack."""

from __future__ import annotations

from collections.abc import Mapping

from junheng.tables.heads import plain

#: Heads by field of `junheng.tables.mapping.FIELDS`.
FIELD_HEADS: Mapping[str, str] = {
    "unit": "学校代码 学校标识码 标识码 机构代码 单位代码 学校编码 学校编号 学校（机构）代码 学校（机构）标识码 机构标识码 "
    "unit schoolcode unitcode schoolid",
    "unit_name": "学校名称 学校 校名 单位名称 机构名称 学校全称 学校（机构）名称 单位 名称 name school schoolname unitname",
    "area": "区县代码 地区代码 行政区划代码 区划代码 所在地区代码 县区代码 area areacode countycode districtcode",
    "area_name": "区县 区县名称 县区 县区名称 县（市、区） 区（市）县 区市县 县市区 所在区县 所属区县 所在县区 地区 地区名称 所在地区 "
    "county district areaname",
    "kind": "办学类型 学校类型 学校类别 办学类别 类型 类别 kind type schooltype unitkind",
    "ownership": "举办者 办学性质 举办者类型 举办者性质 公办民办 公办/民办 公民办 ownership",
    "setting": "城乡类型 城乡分类 城乡 城乡类别 所在地城乡类型 setting",
    "longitude": "经度 longitude lon lng",
    "latitude": "纬度 latitude lat",
    "level": "学段 level",
    "grade": "年级 grade",
    "period": "学年 年度 年份 学年（期间） 期间 year period schoolyear",
    "measure": "项目 指标 统计项目 指标名称 项目名称 项目代码 measure indicator",
    "value": "数值 值 数量 value",
    "class_number": "班号 班级 班级名称 班级编号 class classnumber",
}
#: Heads that mean pupils.
PUPIL_HEADS = (
    "在校生数 在校学生数 学生数 学生人数 在校生 在校学生 在校人数 在校生人数 学生总数 在籍学生数 在籍学生 人数 "
    "pupils students enrolment enrollment"
)
#: Columns that number the rows or remark on them.
IGNORED_HEADS = "序号 编号 行号 备注 说明 no no. remark remarks note notes"

FIELDS_BY_HEAD: Mapping[str, str] = {plain(head): field for field, heads in FIELD_HEADS.items() for head in heads.split()}
PUPILS = frozenset(plain(head) for head in PUPIL_HEADS.split())
IGNORED = frozenset(plain(head) for head in IGNORED_HEADS.split())
