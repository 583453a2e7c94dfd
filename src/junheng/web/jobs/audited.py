"""What the audit log says of long work; how far a job has come is in the job itself, and no entry a second."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from junheng.language import Text
from junheng.web.audit.things import thing
from junheng.web.jobs.models import State
from junheng.web.jobs.registry import kind_of

STATES = {
    State.QUEUED.value: Text("排队中", "waiting"),
    State.RUNNING.value: Text("执行中", "running"),
    State.DONE.value: Text("已完成", "done"),
    State.FAILED.value: Text("失败", "failed"),
    State.CANCELLED.value: Text("已取消", "cancelled"),
}


def _name(values: Mapping[str, Any]) -> Text | str:
    kind = kind_of(values.get("kind", ""))
    return kind.name if kind is not None else values.get("kind", "")


thing(
    "jobs_job",
    Text("后台任务", "Long work"),
    columns={
        "kind": Text("种类", "Kind"),
        "arguments": Text("参数", "Arguments"),
        "user_id": Text("提交人", "Submitted by"),
        "region": Text("地区", "Region"),
        "state": Text("状态", "State"),
        "submitted_at": Text("提交时间", "Submitted"),
        "started_at": Text("开始时间", "Started"),
        "ended_at": Text("结束时间", "Ended"),
        "owner": Text("执行进程", "Worker"),
        "attempt": Text("次数", "Attempt"),
        "interruptions": Text("中断次数", "Interruptions"),
        "cancel_asked_at": Text("要求取消的时间", "Asked to cancel"),
        "cancelled_by_id": Text("要求取消的人", "Cancelled by"),
        "final": Text("已不能取消", "Past cancelling"),
        "result": Text("结果", "Result"),
        "cause": Text("失败原因", "Cause"),
        "details": Text("程序信息", "What the program said"),
    },
    values={"state": STATES},
    label=_name,
    fleeting=("lease_until", "done", "done_before", "total", "message", "checkpoint"),
)
thing(
    "jobs_logline",
    Text("后台任务的日志", "Log line of long work"),
    columns={
        "job_id": Text("任务", "Job"),
        "attempt": Text("次数", "Attempt"),
        "at": Text("时间", "Time"),
        "sentence": Text("内容", "Sentence"),
    },
)
