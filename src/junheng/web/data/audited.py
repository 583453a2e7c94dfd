"""What the audit log says of drafts and of what is done to them; their files are told by hash."""

from __future__ import annotations

from junheng.language import Text
from junheng.web.audit.things import thing
from junheng.web.data.models import Deed, State

STATES = {
    State.OPEN.value: Text("未发布", "open"),
    State.FROZEN.value: Text("已发布", "frozen"),
    State.TAKEN_BACK.value: Text("已撤回", "taken back"),
}
DEEDS = {
    Deed.UPLOADED.value: Text("上传文件", "file sent"),
    Deed.REMOVED.value: Text("移除文件", "file taken out"),
    Deed.CONFIRMED.value: Text("确认列", "columns confirmed"),
    Deed.WAIVED.value: Text("说明原因", "reason given"),
    Deed.UNWAIVED.value: Text("撤销说明", "reason taken back"),
    Deed.CARRIED.value: Text("更新到地区最新数据", "brought up to date with the region"),
    Deed.SUBMITTED.value: Text("开始发布", "freezing begun"),
    Deed.FROZEN.value: Text("已发布", "frozen"),
    Deed.TAKEN_BACK.value: Text("已撤回", "taken back"),
}

thing(
    "data_draft",
    Text("数据草稿", "Draft"),
    columns={
        "region": Text("地区", "Region"),
        "state": Text("状态", "State"),
        "created_by_id": Text("创建人", "Begun by"),
        "created_at": Text("创建时间", "Begun"),
        "closed_at": Text("结束时间", "Closed"),
        "job_id": Text("后台任务", "Long work"),
        "reason": Text("发布原因", "Reason of the release"),
        "release": Text("版次", "Release"),
    },
    values={"state": STATES},
)
thing(
    "data_step",
    Text("草稿操作", "Step of a draft"),
    columns={
        "draft_id": Text("草稿", "Draft"),
        "user_id": Text("操作人", "Who"),
        "at": Text("时间", "Time"),
        "deed": Text("操作", "What was done"),
        "about": Text("对象", "To what"),
        "detail": Text("详情", "Details"),
    },
    values={"deed": DEEDS},
    label=lambda values: DEEDS.get(values.get("deed", ""), values.get("deed", "")),
)
