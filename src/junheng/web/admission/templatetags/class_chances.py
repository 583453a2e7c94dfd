"""The panel of chances 分班机会 on the page of the checks."""

from typing import Any

from django import template

from junheng.engines.classes.chances_file import spoken
from junheng.language import Text
from junheng.web.admission.chances_job import countable
from junheng.web.admission.finding import may_manage

register = template.Library()

_WORDS = {
    "title": Text("分班机会", "Chances"),
    "lead": Text(
        "换 2,000 个种子各分一次班，看每名学生进各班、每两名学生同班的机会是否公平。不影响正式抽签。",
        "Classes are formed from 2,000 seeds, to see whether every pupil and every pair has a fair chance. The draw is not touched by it.",
    ),
    "count": Text("计算机会", "Count the chances"),
    "again": Text("重新计算", "Count again"),
    "public": Text("可公布的文件（JSON）", "The file to publish (JSON)"),
    "office": Text("本单位用表（含编号、姓名）", "The office's tables, with codes and names"),
}


@register.inclusion_tag("admission/chances_panel.html", takes_context=True)
def chances_panel(context: template.Context) -> dict[str, Any]:
    """What the counting came to, and a button to begin it."""
    draw, request = context["draw"], context["request"]
    return {
        "draw": draw,
        "words": _WORDS,
        "told": list(spoken(draw.chances)) if draw.chances else [],
        "offered": countable(draw),
        "may_count": may_manage(request, draw),
        "csrf_token": context.get("csrf_token"),
    }
