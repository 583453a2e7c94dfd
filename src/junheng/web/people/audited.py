"""What the audit log says of roles, invitations and failures to sign in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from junheng.language import Text
from junheng.web.audit.things import thing
from junheng.web.people.roles import ROLE_NAMES

PERSON = Text("人员", "Person")
ROLES = {role.value: name for role, name in ROLE_NAMES.items()}


def _role_and_place(values: Mapping[str, Any]) -> Text:
    where = values.get("unit") or values.get("area") or values.get("region", "")
    role = ROLES.get(values.get("role", ""), Text("", ""))
    return Text(f"{role.zh}（{where}）", f"{role.en}, {where}")


thing(
    "people_assignment",
    Text("角色", "Role"),
    columns={
        "user_id": PERSON,
        "role": Text("角色", "Role"),
        "region": Text("地区", "Region"),
        "area": Text("区县", "Area"),
        "unit": Text("单位", "Unit"),
    },
    values={"role": ROLES},
    label=_role_and_place,
)
thing(
    "people_invitation",
    Text("邀请", "Invitation"),
    columns={
        "user_id": PERSON,
        "digest": Text("链接", "Link"),
        "made": Text("发出时间", "Made"),
        "valid_until": Text("有效期至", "Valid until"),
    },
)
thing(
    "people_failedlogin",
    Text("登录失败", "Failed sign-in"),
    columns={"who": Text("所试账号", "Name tried"), "address": Text("地址", "Address"), "at": Text("时间", "Time")},
    secret=("who",),
    hidden=("address",),
)
