"""What the audit log says of returns, cells and explanations."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from junheng.language import Text
from junheng.web.audit.restoring import restorer
from junheng.web.audit.things import thing
from junheng.web.returns.models import CellState, State
from junheng.web.returns.naming import name_parts, name_returns
from junheng.web.returns.restoring import may_put_back, put_back

STATES = {
    State.DRAFT.value: Text("填报中", "draft"),
    State.SUBMITTED.value: Text("已提交", "submitted"),
    State.COUNTY_APPROVED.value: Text("区县已审核", "approved by the county"),
    State.COMMISSION_APPROVED.value: Text("市级已审核", "approved by the commission"),
    State.RELEASED.value: Text("已发布", "released"),
}
CELL_STATES = {
    CellState.OPEN.value: Text("待审核", "open"),
    CellState.SENT_BACK.value: Text("已退回", "sent back"),
    CellState.COUNTY_APPROVED.value: STATES[State.COUNTY_APPROVED.value],
    CellState.COMMISSION_APPROVED.value: STATES[State.COMMISSION_APPROVED.value],
}
_NOTHING = {False: Text("否", "no"), True: Text("是", "yes")}


def _place(values: Mapping[str, Any]) -> str:
    return " ".join(str(values.get(name) or "") for name in ("form", "period", "unit", "area")).strip()


def _address(values: Mapping[str, Any]) -> str:
    return "/".join(str(values.get(name) or "") for name in ("table", "row", "column"))


thing(
    "returns_return",
    Text("填报表", "Return"),
    columns={
        "region": Text("地区", "Region"),
        "form": Text("表", "Form"),
        "period": Text("期间", "Period"),
        "unit": Text("单位", "Unit"),
        "area": Text("区县", "Area"),
        "revision": Text("稿次", "Revision"),
        "reason": Text("订正原因", "Reason of the correction"),
        "state": Text("状态", "State"),
        "nothing": Text("整表报“无”", "Nothing to report"),
        "fingerprint": Text("表样校验码", "Fingerprint of the form"),
        "opened_at": Text("下达时间", "Opened"),
        "opens_on": Text("开始日期", "Opens"),
        "due_at": Text("截止时间", "Due"),
        "submitted_at": Text("提交时间", "Submitted"),
        "submitted_by_id": Text("提交人", "Submitted by"),
        "county_approved_at": Text("区县审核时间", "Approved by the county"),
        "county_approved_by_id": Text("区县审核人", "Approver of the county"),
        "commission_approved_at": Text("市级审核时间", "Approved by the commission"),
        "commission_approved_by_id": Text("市级审核人", "Approver of the commission"),
        "sent_back_at": Text("退回时间", "Sent back"),
        "sent_back_by_id": Text("退回人", "Sent back by"),
        "released_at": Text("发布时间", "Released"),
        "release_hash": Text("版次哈希", "Hash of the release"),
        "release_label": Text("版次", "Release"),
    },
    values={"state": STATES, "nothing": _NOTHING},
    label=_place,
    labels=name_returns,
    fleeting=("version",),  # counts the writes that are entries themselves
)
thing(
    "returns_cell",
    Text("填报格", "Cell of a return"),
    columns={
        "ret_id": Text("填报表", "Return"),
        "table": Text("分表", "Table"),
        "row": Text("行", "Row"),
        "column": Text("列", "Column"),
        "value": Text("值", "Value"),
        "nothing": Text("报“无”", "Nothing to report"),
        "version": Text("第几次写入", "Version"),
        "state": Text("状态", "State"),
        "comment": Text("退回意见", "Comment"),
        "commented_by_id": Text("退回人", "Sent back by"),
        "commented_at": Text("退回时间", "Sent back"),
        "source": Text("来源", "Source"),
        "changed_by_id": Text("填报人", "Written by"),
        "changed_at": Text("填报时间", "Written"),
    },
    values={"state": CELL_STATES, "nothing": _NOTHING},
    label=_address,
    labels=name_parts,
)
thing(
    "returns_explanation",
    Text("情况说明", "Explanation of a finding"),
    columns={
        "ret_id": Text("填报表", "Return"),
        "check_id": Text("核对项", "Check"),
        "table": Text("分表", "Table"),
        "row": Text("行", "Row"),
        "column": Text("列", "Column"),
        "value": Text("所说明的值", "Value explained"),
        "text": Text("说明", "Words"),
        "by_id": Text("说明人", "By"),
        "at": Text("时间", "At"),
    },
    label=_address,
    labels=name_parts,
)
thing(
    "returns_reminder",
    Text("催报", "Reminder"),
    columns={
        "ret_id": Text("填报表", "Return"),
        "batch": Text("批次", "Sent together with"),
        "text": Text("内容", "Words"),
        "by_id": Text("催报人", "By"),
        "at": Text("时间", "At"),
    },
)
restorer("returns_cell", put_back, may=may_put_back)
