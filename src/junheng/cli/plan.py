"""`junheng plan read`: the items of a plan and the targets in their texts."""

import json
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from junheng.cli.console import Speaker
from junheng.language import Text

if TYPE_CHECKING:
    from junheng.reports.plan import Item

FILE_HELP = Text("计划文稿：.docx、.pdf、.txt、.md", "The plan: .docx, .pdf, .txt or .md")
JSON_HELP = Text("输出 JSON", "Print JSON")


def add(app: typer.Typer, speak: Speaker) -> None:
    """Add the commands to the application."""
    group = typer.Typer(help=speak(Text("计划：读出条目和目标", "Plans: read items and targets")), no_args_is_help=True)
    app.add_typer(group, name="plan")

    @group.callback()
    def plan() -> None:
        pass  # a group of one command would else be that command

    @group.command(help=speak(Text("读出计划的条目，找出文中的目标", "Read the items of a plan and the targets in their texts")))
    def read(
        file: Annotated[Path, typer.Argument(help=speak(FILE_HELP))],
        as_json: Annotated[bool, typer.Option("--json", help=speak(JSON_HELP))] = False,
    ) -> None:
        from junheng.reports.check.readers import Unreadable, read_document
        from junheng.reports.plan import read_plan

        try:
            items = read_plan(read_document(file))
        except Unreadable as unreadable:
            speak.fail(unreadable.text)
        if as_json:
            typer.echo(json.dumps({"items": [_item(item) for item in items]}, ensure_ascii=False, indent=1))
            return
        for item in items:
            speak.say(Text("{number}  {title}", "{number}  {title}"), number=item.number, title=item.title)
            for target in item.targets:
                speak.say(Text("    目标：{words}", "    target: {words}"), words=target.text)
        speak.say(
            Text("共 {items} 条，{targets} 个目标待确认。", "{items} items, {targets} targets to confirm."),
            items=len(items),
            targets=sum(len(item.targets) for item in items),
        )


def _item(item: "Item") -> dict[str, Any]:
    return {
        "number": item.number,
        "section": item.section,
        "title": item.title,
        "text": item.text,
        "targets": [
            {
                "value": _number(target.value),
                **({"value_high": _number(target.high)} if target.high is not None else {}),
                "unit": target.unit,
                "comparison": target.comparison,
                "text": target.text,
            }
            for target in item.targets
        ],
    }


def _number(value: Fraction) -> int | float:
    return value.numerator if value.denominator == 1 else value.numerator / value.denominator
