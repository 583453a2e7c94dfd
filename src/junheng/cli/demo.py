"""`junheng demo`: the example regions loaded, a login, and the site."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from junheng.cli.console import Speaker
from junheng.cli.serve import HOME_HELP
from junheng.language import Text

if TYPE_CHECKING:
    from junheng.web.shell.demo import Look


def add(app: typer.Typer, speak: Speaker) -> None:
    """Add the command to the application."""

    @app.command(help=speak(Text("载入示例地区并启动网站", "Load the example regions and serve the site")))
    def demo(
        port: Annotated[int, typer.Option(min=1, max=65535, help=speak(Text("端口", "Port")))] = 8000,
        home: Annotated[Path | None, typer.Option(help=speak(HOME_HELP))] = None,
        check: Annotated[
            bool,
            typer.Option(
                "--check", help=speak(Text("取首页和监测页各一次，显示状态后退出", "Fetch the start page and the monitor once and exit"))
            ),
        ] = False,
    ) -> None:
        from junheng.cli import site

        host = "127.0.0.1"
        if not site.port_is_free(host, port):
            speak.fail(
                Text("{host}:{port} 已被占用，换一个 --port。", "{host}:{port} is in use: choose another --port."), host=host, port=port
            )
        place = site.prepare(home)
        load_examples(speak, place / "regions")
        from junheng.web.shell.demo import create_demo_people

        logins = create_demo_people()
        looks = stage_work(speak)
        address = f"http://{host}:{port}"
        speak.say(
            Text("地址 {address}\n账号、密码，先看哪里：", "Address {address}\nUsers, passwords, where to look first:"), address=address
        )
        for login in logins:
            line = Text("  {user:<16} {password}  {role}", "  {user:<16} {password}  {role}")
            speak.say(line, user=login.user, password=login.password, role=login.role)
            for look in looks.get(login.user, ()):
                speak.say(
                    Text("      {address}{path}  {what}", "      {address}{path}  {what}"), address=address, path=look.path, what=look.what
                )
        if not check:
            site.serve(host, port, speak.complain)
            return
        with site.served(host, port) as address:
            visitor = site.Visitor(address)
            pages = [("/", visitor.wait("/"))]
            visitor.sign_in("/login/", logins[0].user, logins[0].password)
            pages += [(path, visitor.get(path)) for path in ("/monitor/", "/monitor/california/")]
        for path, (status, _) in pages:
            speak.say(Text("{status} {path}", "{status} {path}"), status=status, path=path)
        if any(status != 200 for _, (status, _) in pages):
            raise typer.Exit(1)


def stage_work(speak: Speaker) -> "Mapping[str, Sequence[Look]]":
    """The synthetic city in the middle of its year; user name → where that person looks. Safe to run twice."""
    from junheng.web.admission import demo as draws
    from junheng.web.plans import demo as plans
    from junheng.web.returns import demo as returns
    from junheng.web.summaries import demo as summaries

    year = Text("合成城市的一年：填报、分班、计划、总结", "A synthetic city's year: returns, classes, a plan, summaries")
    with speak.progress(year):
        for work in (returns, draws, plans, summaries):
            work.stage()
    looks: dict[str, list[Look]] = {user: [look] for user, look in returns.where_to_look().items()}
    for more in (draws.where_to_look(), plans.where_to_look(), summaries.where_to_look()):
        for user, found in more.items():
            looks.setdefault(user, []).extend(found)
    return looks


def load_examples(speak: Speaker, regions: Path) -> None:
    """Copy each example that is not there yet and freeze it; safe to run twice."""
    from junheng import examples, packs
    from junheng.releases import freeze
    from junheng.tables import describe, read_region

    for name, example in examples.EXAMPLES.items():
        folder = regions / name
        if example.dirty:
            continue
        with speak.progress(Text("载入 {title}", "Loading {title}").format(title=example.title)):
            if not (folder / "datapackage.json").exists():
                examples.copy_example(name, folder)
            region = read_region(folder, packs.load(describe(folder).pack or "generic").vocabulary)
            frozen = freeze(region, folder, reason=None)
        speak.say(
            Text("已载入 {title}，{label} {hash}", "Loaded {title}, {label} {hash}"),
            title=example.title,
            label=frozen.label,
            hash=frozen.hash[:8],
        )
