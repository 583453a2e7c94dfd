"""What the columns of a roster are called 列名, in Chinese and English: who somebody is, what is balanced, what parents asked for."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from junheng.certificates import Listing


@dataclass(frozen=True)
class Heads:
    """Words by which a column is known, with a bar between: Chinese ones anywhere in the head, English ones as whole words."""

    chinese: str
    english: str

    @cached_property
    def _words(self) -> re.Pattern[str]:
        return re.compile(rf"{self.chinese}|(?<![a-z])(?:{self.english})(?![a-z])")

    def fit(self, column: str) -> bool:
        """Whether a column is called so."""
        return self._words.search(column.lower()) is not None


#: Whom the school calls; twins have it in common. Nobody is balanced by it.
GUARDIAN = Heads("监护人|家长|父亲|母亲|父母|电话|手机|联系方式", "guardians?|parents?|father|mother|phone|mobile|tel")
#: Who somebody is, where they live to the door, and what an office notes for itself.
PERSONAL = Heads(
    "序号|编号|考号|学籍号|证号|住址|地址|备注|说明|年龄|身高|体重|出生|日期|时间|姓名",
    "no|number|address|remarks?|notes?|age|height|weight|date|time|names?|email",
)
MULTIPLE = Heads("双胞胎|多胞胎|孪生", "twins?|multiples?|triplets?")
DISABILITY = Heads("残疾|残障|特殊需要|特教|随班就读", "disability|disabled|handicap|special needs?|sen")
ORIGIN = Heads(
    "生源|来源|户籍|片区|学区|幼儿园|毕业学校|毕业小学|原学校|居住|乡镇|街道|民族|随迁|留守|寄宿|住宿",
    "origin|kindergarten|nursery|district|catchment|area|township|residence|migrant|boarders?|boarding|ethnicity",
)
#: Scores and certificates; a remark is no mark.
SCORE = Heads(
    "成绩|分数|总分|得分|考试|考级|测试|测评|摸底|面试|排名|名次|绩点|智商|语文|数学|英语|奥数|证书|奖|竞赛|等级|段位|特长",
    "scores?|marks?|tests?|exams?|assessments?|interview|rank|percentile|gpa|iq|math|maths|mathematics|reading|certificates?|awards?|olympiad",
)
#: What only a roster of an entry grade has.
ENTRY = Heads("幼儿园|幼小衔接|入学测试|毕业小学|小升初", "kindergarten|nursery|primary school")
#: What parents of twins asked for, in words.
ASKED = Heads("胞胎意愿|分班意愿|家长意愿", "asked|wish")

WISHES: Mapping[str, Sequence[str]] = {
    "together": ("together", "同班"),
    "apart": ("apart", "分开"),
    "preset": ("preset", "指定班级"),
    "namesakes": ("namesakes", "同音"),
}


def wish_columns(people: Listing) -> Mapping[str, str]:
    """The roster's column of each kind of wish; "" where it has none."""
    return {key: next((word for word in words if word in people.columns), "") for key, words in WISHES.items()}


def columns_of(people: Listing, heads: Heads) -> tuple[str, ...]:
    """The roster's columns that are called so."""
    return tuple(column for column in people.columns if heads.fit(column))
