"""`junheng plan`: the items of a plan and the targets in their texts, and what offices are to be reminded of."""

import json
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from junheng.cli.console import Speaker
from junheng.cli.regions import chosen
from junheng.cli.returns import REGION_HELP
from junheng.cli.serve import HOME_HELP
from junheng.language import Text

if TYPE_CHECKING:
    from junheng.reports.plan import Item
    from junheng.tables import Issue
    from junheng.web.plans.models import Plan

FILE_HELP = Text("计划文件：.xlsx、.csv、.docx、.pdf、.txt、.md", "The plan: .xlsx, .csv, .docx, .pdf, .txt or .md")
JSON_HELP = Text("输出 JSON", "Print JSON")

PROGRAM = "plan reminders"
_NO_OFFICE = Text("尚未写明牵头单位", "No lead office yet")


def add(app: typer.Typer, speak: Speaker) -> None:
    """Add the commands to the application."""
    group = typer.Typer(
        help=speak(Text("计划：读出条目和目标，列出要提醒的", "Plans: read items and targets, list reminders")), no_args_is_help=True
    )
    app.add_typer(group, name="plan")

    @group.command(
        help=speak(Text("读出计划的条目，找出目标、牵头、期限和经费", "Read the items of a plan, their targets, offices, days and money"))
    )
    def read(
        file: Annotated[Path, typer.Argument(help=speak(FILE_HELP))],
        as_json: Annotated[bool, typer.Option("--json", help=speak(JSON_HELP))] = False,
    ) -> None:
        from junheng.reports.check.readers import Unreadable
        from junheng.reports.plan import open_plan

        if not file.is_file():
            speak.fail(Text("没有文件 {file}。", "There is no file {file}."), file=file)
        try:
            reading = open_plan(file)
        except Unreadable as unreadable:
            speak.fail(unreadable.text)
        if as_json:
            answer = {"items": [_item(item) for item in reading.items]}
            if reading.issues:
                answer["issues"] = [_issue(speak, issue) for issue in reading.issues]
            typer.echo(json.dumps(answer, ensure_ascii=False, indent=1))
        else:
            _say(speak, reading.items, reading.issues)
        if reading.blocked:
            raise typer.Exit(1)

    @group.command(help=speak(Text("各牵头单位有哪些条目滞后或即将到期", "What each lead office is late with, or has due soon")))
    def reminders(
        lead: Annotated[str, typer.Option(help=speak(Text("只列这个牵头单位", "This lead office only")))] = "",
        record: Annotated[
            bool, typer.Option("--record", help=speak(Text("登记：已按此提醒", "Note that the offices were reminded of these")))
        ] = False,
        region: Annotated[str, typer.Option(help=speak(REGION_HELP))] = "",
        home: Annotated[Path | None, typer.Option(help=speak(HOME_HELP))] = None,
    ) -> None:
        from junheng.cli import site

        site.prepare(home)
        chosen_region = chosen(speak, region, "")
        from junheng.web.audit.acting import acting
        from junheng.web.plans.models import Plan

        with acting(PROGRAM):
            counts = [_remind(speak, plan, lead, record=record) for plan in Plan.objects.filter(region=chosen_region, withdrawn="")]
        if not any(counts):
            speak.say(Text("没有需要提醒的条目。", "Nobody has to be reminded."))


def _remind(speak: Speaker, plan: "Plan", lead: str, *, record: bool) -> int:
    """Print a plan's list; how many items it has."""
    from junheng.web.format import moment
    from junheng.web.plans import changing
    from junheng.web.plans.reminding import offices_to_remind

    offices = [office for office in offices_to_remind(plan) if not lead or office.name == lead]
    if offices:
        speak.say(Text("{title}", "{title}"), title=plan.title)
    for office in offices:
        speak.say(Text("  {office}", "  {office}"), office=office.name or speak(_NO_OFFICE))
        for due in office.dues:
            place = {"mark": "▲" if due.late else "◐", "number": due.item.number, "item": due.item.title, "words": due.words}
            speak.say(Text("    {mark} {number} {item}：{words}", "    {mark} {number} {item}: {words}"), **place)
            if due.reminders:
                speak.say(Text("      已提醒：{when}", "      reminded on {when}"), when=moment(due.reminders[0].at))
            if record and office.name:
                changing.remind(None, due.item, speak(due.words)[:300])
    return sum(len(office.dues) for office in offices)


def _say(speak: Speaker, items: "Sequence[Item]", issues: "Sequence[Issue]") -> None:
    from junheng.tables.groups import where

    for item in items:
        speak.say(Text("{number}  {title}", "{number}  {title}"), number=item.number, title=item.title)
        for target in item.targets:
            speak.say(Text("    目标：{words}", "    target: {words}"), words=target.text)
    for issue in issues:
        speak.say(
            Text("{mark} {where}：{message}{remedy}", "{mark} {where}: {message} {remedy}"),
            mark={"error": "▲", "warning": "◐"}[issue.severity],
            where=where(issue),
            message=issue.message,
            remedy=issue.remedy,
        )
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
        "lead": item.duties.lead,
        "helpers": item.duties.helpers,
        "due": item.duties.due.isoformat() if item.duties.due else None,
        "budget": item.duties.budget,
    }


def _issue(speak: Speaker, issue: "Issue") -> dict[str, Any]:
    place = issue.place
    return {
        "rule": issue.rule,
        "severity": issue.severity.value,
        "sheet": place.sheet,
        "row": place.row,
        "column": place.column,
        "cell": place.cell,
        "value": issue.value,
        "message": speak(issue.message),
        "remedy": speak(issue.remedy),
    }


def _number(value: Fraction) -> int | float:
    return value.numerator if value.denominator == 1 else value.numerator / value.denominator
