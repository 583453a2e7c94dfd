"""`junheng packs`: which rules there are, what one says, and whether one is well made."""

from collections.abc import Mapping
from typing import Annotated

import typer

from junheng.cli.console import Speaker
from junheng.language import Text
from junheng.packs import Parameter


def add(app: typer.Typer, speak: Speaker) -> None:
    """Add the commands to the application."""
    group = typer.Typer(help=speak(Text("规则包：列出、查看、检查", "Packs: list, show, check")), no_args_is_help=True)
    app.add_typer(group, name="packs")

    @group.command("list", help=speak(Text("列出可用的规则包", "List the packs")))
    def list_packs() -> None:
        from junheng import packs

        for name in packs.available():
            speak.say(Text("{name}  {title}", "{name}  {title}"), name=name, title=packs.load(name).title)

    @group.command(help=speak(Text("显示一个规则包的指标、阈值与出处", "Show a pack's indicators, thresholds and sources")))
    def show(name: Annotated[str, typer.Argument(help=speak(Text("规则包名称", "Name of the pack")))]) -> None:
        import polars as pl

        from junheng import packs
        from junheng.tables.units import unit

        try:
            pack = packs.load(name)
        except packs.PackError as error:
            speak.fail(error.text)
        rows = [
            {
                speak(Text("指标", "indicator")): indicator.id,
                speak(Text("名称", "name")): speak(indicator.name),
                speak(Text("单位", "unit")): speak(unit(indicator.unit).label),
                speak(Text("公式", "formula")): str(indicator.formula),
                speak(Text("底线", "floor")): _limits(indicator.floor),
                speak(Text("差异系数上限", "largest CV")): _limits(indicator.cv_max),
                speak(Text("依据", "source")): indicator.source.number or indicator.source.title,
            }
            for indicator in pack.indicators
        ]
        speak.table(pl.DataFrame(rows), title=f"{pack.name}  {speak(pack.title)}")

    @group.command(help=speak(Text("检查规则包；缺省检查全部", "Check a pack; all of them by default")))
    def check(
        name: Annotated[str | None, typer.Argument(help=speak(Text("名称或文件夹", "Name or folder")))] = None,
    ) -> None:
        from junheng import packs

        names = [name] if name else packs.available()
        try:
            findings = [finding for each in names for finding in packs.check(each)]
        except packs.PackError as error:
            speak.fail(error.text)
        for finding in findings:
            speak.say(
                Text("{place}\n  {message}\n  {remedy}", "{place}\n  {message}\n  {remedy}"),
                place=finding.place,
                message=finding.message,
                remedy=finding.remedy,
            )
        if findings:
            raise typer.Exit(1)
        speak.say(Text("{n} 个规则包没有问题。", "Packs with nothing wrong: {n}."), n=len(names))


def _limits(limits: Mapping[str, Parameter]) -> str:
    return ", ".join(f"{level} {parameter.values[-1].value:g}" for level, parameter in limits.items())
