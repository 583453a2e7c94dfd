"""What the audit log says of draws and of what is done to them; whatever holds names is told by fingerprint."""

from __future__ import annotations

from junheng.language import Text
from junheng.web.admission.models import Deed, Kind, State
from junheng.web.audit.things import thing

STATES = {
    State.DRAFT.value: Text("准备中", "being prepared"),
    State.SEALED.value: Text("已封存，等候号码", "sealed, waits for numbers"),
    State.DRAWN.value: Text("已抽取，未公布", "drawn, not published"),
    State.PUBLISHED.value: Text("已公布", "published"),
    State.WITHDRAWN.value: Text("已撤回", "withdrawn"),
}
KINDS = {
    Kind.CLASSES.value: Text("阳光分班", "classes"),
    Kind.LOTTERY.value: Text("摇号", "lottery order"),
    Kind.SAMPLE.value: Text("抽样", "sample"),
    Kind.EXPERTS.value: Text("抽专家", "experts"),
    Kind.INSPECTORS.value: Text("双随机", "inspectors to sites"),
    Kind.TEAMS.value: Text("教师分组", "teams of teachers"),
}
DEEDS = {
    Deed.BEGUN.value: Text("新建", "begun"),
    Deed.ROSTER.value: Text("名单", "list"),
    Deed.REGISTER.value: Text("对照名册", "register"),
    Deed.REASONS.value: Text("增减原因", "reasons of differences"),
    Deed.ANSWER.value: Text("双胞胎意愿", "wish of twins"),
    Deed.RULES.value: Text("规则", "rules"),
    Deed.SEALED.value: Text("封存", "sealed"),
    Deed.DRAWN.value: Text("抽取并出具证书", "drawn and certified"),
    Deed.PUBLISHED.value: Text("公布", "published"),
    Deed.WITHDRAWN.value: Text("撤回", "withdrawn"),
    Deed.MOVED.value: Text("人工调整", "moved by hand"),
    Deed.DRIFT.value: Text("与实际名单比较", "compared with real lists"),
    Deed.ERASED.value: Text("删除个人信息", "personal data deleted"),
}

thing(
    "admission_draw",
    Text("抽签", "Draw"),
    columns={
        "key": Text("公开编号", "Public key"),
        "region": Text("地区", "Region"),
        "area": Text("区县", "Area"),
        "unit": Text("单位", "Unit"),
        "kind": Text("种类", "Kind"),
        "title": Text("标题", "Title"),
        "state": Text("状态", "State"),
        "file_name": Text("名单文件", "File of the list"),
        "lists": Text("名单", "Lists"),
        "register_name": Text("对照名册名称", "Name of the register"),
        "register": Text("对照名册", "Register"),
        "reasons": Text("增减原因", "Reasons of differences"),
        "rules": Text("规则", "Rules"),
        "seals_text": Text("封存", "Seals"),
        "certificate": Text("证书", "Certificate"),
        "previous_id": Text("前一次抽签", "The draw before"),
        "chances": Text("入班机会", "Chances"),
        "synthetic": Text("合成数据", "Synthetic"),
        "created_by_id": Text("创建人", "Begun by"),
        "created_at": Text("创建时间", "Begun"),
        "sealed_at": Text("封存时间", "Sealed"),
        "drawn_at": Text("抽取时间", "Drawn"),
        "published_at": Text("公布时间", "Published"),
        "publication_until": Text("公示至", "Published until"),
        "withdrawn_reason": Text("撤回原因", "Why it was withdrawn"),
        "keep_until": Text("名单保存至", "Lists kept until"),
        "erased_at": Text("个人信息删除时间", "Personal data deleted"),
    },
    values={"state": STATES, "kind": KINDS},
    label=lambda values: values.get("title") or "",
    secret=("lists", "register", "reasons", "certificate", "chances", "file_name"),
    fleeting=("version",),
)
thing(
    "admission_step",
    Text("抽签操作", "Step of a draw"),
    columns={
        "draw_id": Text("抽签", "Draw"),
        "user_id": Text("操作人", "Who"),
        "at": Text("时间", "Time"),
        "deed": Text("操作", "What was done"),
        "about": Text("对象", "To what"),
        "detail": Text("详情", "Details"),
    },
    values={"deed": DEEDS},
    label=lambda values: DEEDS.get(values.get("deed", ""), values.get("deed", "")),
)
