"""What the audit log says of plans."""

from junheng.language import Text
from junheng.web.audit.things import thing

_COMPARISONS = {
    ">=": Text("不低于", "at least"),
    "<=": Text("不高于", "at most"),
    "=": Text("等于", "equal to"),
    "about": Text("约", "about"),
}

thing(
    "plans_plan",
    Text("计划", "Plan"),
    columns={
        "region": Text("地区", "Region"),
        "title": Text("名称", "Title"),
        "begins": Text("起", "From"),
        "due": Text("止", "To"),
        "created_by_id": Text("创建人", "Begun by"),
        "created_at": Text("创建时间", "Begun"),
        "once": Text("提交编号", "Which form began it"),
        "left_out": Text("文件中未读入的内容", "What its file had beside the items"),
        "withdrawn": Text("撤销的原因", "Why it was withdrawn"),
    },
    label=lambda values: values.get("title") or "",
)
thing(
    "plans_item",
    Text("计划条目", "Item of a plan"),
    columns={
        "plan_id": Text("计划", "Plan"),
        "place": Text("顺序", "Place"),
        "number": Text("序号", "Number"),
        "section": Text("部分", "Section"),
        "title": Text("条目", "Item"),
        "text": Text("原文", "Text"),
        "lead": Text("牵头", "Lead"),
        "helpers": Text("配合", "Helpers"),
        "due": Text("期限", "Due"),
        "budget": Text("经费", "Budget"),
        "stopped": Text("延期或取消的原因", "Why it was stopped"),
    },
    label=lambda values: values.get("title") or "",
    fleeting=("version",),
)
thing(
    "plans_target",
    Text("目标", "Target"),
    columns={
        "item_id": Text("条目", "Item"),
        "value": Text("数值", "Value"),
        "high": Text("上限", "Upper end"),
        "unit": Text("单位", "Unit"),
        "comparison": Text("比较", "Comparison"),
        "words": Text("原文", "Words"),
        "confirmed": Text("已确认", "Confirmed"),
        "figure": Text("取数指标", "Measured by"),
    },
    values={"comparison": _COMPARISONS | {"range": Text("区间", "range")}},
    label=lambda values: values.get("words") or "",
)
thing(
    "plans_report",
    Text("进展", "Report of an item"),
    columns={
        "item_id": Text("条目", "Item"),
        "target_id": Text("目标", "Target"),
        "day": Text("日期", "Day"),
        "value": Text("已达到", "Reached"),
        "words": Text("做了什么", "What was done"),
        "evidence": Text("依据", "Evidence"),
        "by_id": Text("报告人", "Reported by"),
        "at": Text("时间", "Time"),
    },
    label=lambda values: values.get("words") or "",
)
thing(
    "plans_node",
    Text("节点", "Dated step"),
    columns={
        "item_id": Text("条目", "Item"),
        "day": Text("日期", "Day"),
        "title": Text("名称", "Title"),
        "done_on": Text("完成日期", "Done on"),
    },
    label=lambda values: values.get("title") or "",
)
thing(
    "plans_link",
    Text("关联", "Link of an item"),
    columns={
        "item_id": Text("条目", "Item"),
        "label": Text("名称", "Label"),
        "reference": Text("网址或文号", "Address or number"),
        "by_id": Text("添加人", "Added by"),
        "at": Text("时间", "Time"),
    },
    label=lambda values: values.get("label") or "",
)
thing(
    "plans_reminder",
    Text("提醒", "Reminder of an item"),
    columns={
        "item_id": Text("条目", "Item"),
        "office": Text("提醒对象", "Office"),
        "words": Text("内容", "Words"),
        "by_id": Text("提醒人", "Reminded by"),
        "at": Text("时间", "Time"),
    },
    label=lambda values: values.get("words") or "",
)
