"""`junheng user`: add people, list and deactivate them."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from junheng.cli.console import Speaker
from junheng.cli.regions import chosen
from junheng.cli.serve import HOME_HELP
from junheng.language import Text

if TYPE_CHECKING:
    from junheng.web.people.scope import Held

ROLE_HELP = Text(
    "角色：administrator、planner、county、school、expert、inspector、auditor",
    "Role: administrator, planner, county, school, expert, inspector or auditor",
)
REGION_HELP = Text("地区名；只载入一个地区时可省略", "Region; may be left out where one is loaded")
AREA_HELP = Text("地区代码；缺省为全地区", "Area code; the whole region by default")
UNIT_HELP = Text("学校（机构）代码", "Unit code")
SITE_HELP = Text("链接所用的网址", "Address of the site, for the link")


def add(app: typer.Typer, speak: Speaker) -> None:
    """Add the commands to the application."""
    group = typer.Typer(help=speak(Text("人员：添加、列出、停用", "People: add, list, deactivate")), no_args_is_help=True)
    app.add_typer(group, name="user")

    @group.command(
        "add", help=speak(Text("添加人员并显示一次邀请链接", "Add a person, or a role to one, and print the invitation link once"))
    )
    def add_user(
        name: Annotated[str, typer.Argument(help=speak(Text("账号", "User name")))],
        role: Annotated[str, typer.Option(help=speak(ROLE_HELP))],
        area: Annotated[str, typer.Option(help=speak(AREA_HELP))] = "",
        region: Annotated[str, typer.Option(help=speak(REGION_HELP))] = "",
        unit: Annotated[str, typer.Option(help=speak(UNIT_HELP))] = "",
        full_name: Annotated[str, typer.Option("--name", help=speak(Text("姓名", "The person's name")))] = "",
        address: Annotated[str, typer.Option("--site", help=speak(SITE_HELP))] = "http://127.0.0.1:8000",
        home: Annotated[Path | None, typer.Option(help=speak(HOME_HELP))] = None,
    ) -> None:
        from junheng.cli import site

        site.prepare(home)
        from django.contrib.auth.models import User

        from junheng.web.people import invitations, managing

        held = _held(speak, role, region, area, unit)
        known = User.objects.filter(username=name).first()
        if known is not None:
            managing.give(known, held)
            speak.say(Text("{name} 已有账号，已添加角色。", "{name} has an account already; the role was added."), name=name)
            return
        if (wrong := managing.wrong_username(name)) is not None:
            speak.fail(wrong)
        (person,) = managing.add([managing.Newcomer(name, full_name, held)])
        (link,) = invitations.invite([person])
        speak.say(
            Text(
                "已添加 {name}。链接只显示这一次，只能用一次，{until} 前有效：\n{address}{path}",
                "Added {name}. The link is shown once, works once, and is valid until {until}:\n{address}{path}",
            ),
            name=name,
            until=f"{link.valid_until:%Y-%m-%d}",
            address=address.rstrip("/"),
            path=link.path,
        )

    @group.command("list", help=speak(Text("列出人员及其角色", "List people with their roles")))
    def list_users(home: Annotated[Path | None, typer.Option(help=speak(HOME_HELP))] = None) -> None:
        from junheng.cli import site

        site.prepare(home)
        import polars as pl

        from junheng.web.people.models import Assignment

        rows = Assignment.objects.select_related("user").order_by("user__username", "region", "role", "area", "unit")
        columns = ("user", "name", "active", "role", "region", "area", "unit")
        records = [
            (r.user.username, r.user.first_name, "yes" if r.user.is_active else "no", r.role, r.region, r.area, r.unit) for r in rows
        ]
        speak.table(pl.DataFrame(records, schema=dict.fromkeys(columns, pl.String), orient="row"), rows=len(records))

    @group.command(help=speak(Text("停用账号：不能再登录，角色和历史保留", "Close an account: no sign-in; roles and history stay")))
    def deactivate(
        name: Annotated[str, typer.Argument(help=speak(Text("账号", "User name")))],
        home: Annotated[Path | None, typer.Option(help=speak(HOME_HELP))] = None,
    ) -> None:
        from junheng.cli import site

        site.prepare(home)
        from django.contrib.auth.models import User

        from junheng.web.people import managing

        person = User.objects.filter(username=name).first()
        if person is None:
            speak.fail(Text("没有账号“{name}”。", "There is no user “{name}”."), name=name)
        managing.deactivate(person)
        speak.say(Text("已停用 {name}。", "Deactivated {name}."), name=name)


def _held(speak: Speaker, role: str, region: str, area: str, unit: str) -> "Held":
    from junheng.web.people.posts import NO_ROLE, ROLES, completed, listed_roles, problem, role_named
    from junheng.web.people.scope import Held

    meant = role_named(role)
    if meant is None:
        speak.fail(Text("{what}{remedy}", "{what} {remedy}"), what=NO_ROLE.format(role=role), remedy=ROLES.format(roles=listed_roles()))
    held = completed(Held(meant, chosen(speak, region, unit or area), area, unit))
    if (wrong := problem(held)) is not None:
        speak.fail(Text("{what}{remedy}", "{what} {remedy}"), what=wrong.message, remedy=wrong.remedy)
    return held
