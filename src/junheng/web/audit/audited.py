"""What the accounts' tables of others are called, and what of them is secret."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from junheng.language import Text
from junheng.web.audit.things import thing

YES_NO: Mapping[Any, Text] = {0: Text("否", "no"), 1: Text("是", "yes")}
USER = Text("人员", "Person")


def _name(values: Mapping[str, Any]) -> str:
    return values.get("first_name") or values.get("username") or ""


thing(
    "auth_user",
    Text("账号", "Account"),
    columns={
        "username": Text("账号名", "User name"),
        "first_name": Text("姓名", "Name"),
        "last_name": Text("姓", "Family name"),
        "email": Text("邮箱", "E-mail"),
        "password": Text("密码", "Password"),
        "is_active": Text("启用", "Active"),
        "is_superuser": Text("超级用户", "Superuser"),
        "is_staff": Text("后台人员", "Staff"),
        "date_joined": Text("建立时间", "Added"),
    },
    values={"is_active": YES_NO, "is_superuser": YES_NO, "is_staff": YES_NO},
    label=_name,
    fleeting=("last_login",),  # every sign-in is an entry of its own
)
thing("auth_group", Text("用户组", "Group"), label=lambda values: values.get("name", ""))
thing("auth_group_permissions", Text("用户组的权限", "Permission of a group"))
thing("auth_user_groups", Text("账号所属用户组", "Group of an account"), columns={"user_id": USER})
thing("auth_user_user_permissions", Text("账号的权限", "Permission of an account"), columns={"user_id": USER})
thing("account_emailaddress", Text("邮箱地址", "E-mail address"), columns={"user_id": USER})
thing("account_emailconfirmation", Text("邮箱确认", "E-mail confirmation"), secret=("key",))
thing(
    "mfa_authenticator",
    Text("双重验证", "Second factor"),
    columns={"user_id": USER, "type": Text("方式", "Kind"), "data": Text("密钥", "Secret"), "created_at": Text("建立时间", "Added")},
    values={"type": {"totp": Text("动态口令", "authenticator app"), "recovery_codes": Text("备用码", "recovery codes")}},
    secret=("data",),
    fleeting=("last_used_at",),
)
thing(
    "usersessions_usersession",
    Text("登录会话", "Session"),
    columns={
        "user_id": USER,
        "session_key": Text("会话密钥", "Session key"),
        "ip": Text("地址", "Address"),
        "user_agent": Text("浏览器", "Browser"),
        "created_at": Text("登录时间", "Signed in"),
    },
    hidden=("ip",),
    fleeting=("last_seen_at", "data"),
)
