"""`junheng returns`: list and open forms, make Excel templates and read them back."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from junheng.cli.console import Speaker
from junheng.cli.regions import chosen
from junheng.cli.serve import HOME_HELP
from junheng.language import Text

if TYPE_CHECKING:
    from junheng.web.returns.models import Return

RETURN_HELP = Text(
    "填报表的代码，如 balance_yearly；见 junheng returns list", "Code of the form, such as balance_yearly; see junheng returns list"
)
REGION_HELP = Text("地区名；只载入一个地区时可省略", "Region; may be left out where one is loaded")
PERIOD_HELP = Text("期间，如 2026、2026-09、2026-09-01", "Period such as 2026, 2026-09 or 2026-09-01")
PROGRAM = "returns"


def add(app: typer.Typer, speak: Speaker) -> None:
    """Add the commands to the application."""
    group = typer.Typer(
        help=speak(Text("填报：列出、下达、模板、导入、进度", "Returns: list, open, template, import, status")), no_args_is_help=True
    )
    app.add_typer(group, name="returns")

    _opening(group, speak)
    _exchange(group, speak)
    _status(group, speak)


def _opening(group: typer.Typer, speak: Speaker) -> None:
    @group.command("list", help=speak(Text("列出地区规则包声明的填报表", "List the forms that the region's pack declares")))
    def list_forms(
        region: Annotated[str, typer.Option(help=speak(REGION_HELP))] = "",
        home: Annotated[Path | None, typer.Option(help=speak(HOME_HELP))] = None,
    ) -> None:
        chosen = _region(speak, home, region)
        from junheng.web.returns.services import ReturnError
        from junheng.web.returns.setting import setting

        try:
            forms = setting(chosen).forms
        except ReturnError as error:
            speak.fail(error.text)
        for form in forms.values():
            speak.say(Text("{id}  {title}", "{id}  {title}"), id=form.id, title=form.title)

    @group.command("open", help=speak(Text("为一个期间下达填报表", "Open a form for a period, for everyone who fills it in")))
    def open_form(
        form: Annotated[str, typer.Argument(metavar="RETURN", help=speak(RETURN_HELP))],
        period: Annotated[str, typer.Argument(help=speak(PERIOD_HELP))],
        region: Annotated[str, typer.Option(help=speak(REGION_HELP))] = "",
        home: Annotated[Path | None, typer.Option(help=speak(HOME_HELP))] = None,
    ) -> None:
        chosen = _region(speak, home, region)
        from junheng.web.audit.acting import acting
        from junheng.web.returns import services

        try:
            with acting(PROGRAM):
                opened = services.open_returns(services.Actor.at_machine(), chosen, form, period)
        except services.ReturnError as error:
            speak.fail(error.text)
        speak.say(Text("下达了 {n} 份。", "{n} returns opened."), n=opened)


def _exchange(group: typer.Typer, speak: Speaker) -> None:
    @group.command(help=speak(Text("生成一个学校（机构）或地区的 Excel 填报模板", "Make the Excel template of a unit or an area")))
    def template(
        form: Annotated[str, typer.Argument(metavar="RETURN", help=speak(RETURN_HELP))],
        unit: Annotated[str, typer.Option(help=speak(Text("学校（机构）或地区代码", "Code of the unit or area")))],
        out: Annotated[Path, typer.Option(help=speak(Text("写到哪个 .xlsx 文件", "The .xlsx file to write")))],
        period: Annotated[str, typer.Option(help=speak(Text("期间；缺省为最新一期", "Period; the newest that is open by default")))] = "",
        region: Annotated[str, typer.Option(help=speak(REGION_HELP))] = "",
        home: Annotated[Path | None, typer.Option(help=speak(HOME_HELP))] = None,
    ) -> None:
        chosen = _region(speak, home, region, unit)
        from junheng.web.returns import services

        ret = _newest(chosen, form, unit, period)
        if ret is None:
            missing = Text(
                "{unit} 没有填报表 {form} {period}；先用 junheng returns open 下达。",
                "{unit} has no return {form} {period}; open it first.",
            )
            speak.fail(missing, unit=unit, form=form, period=period)
        try:
            out.write_bytes(services.template(services.Actor.at_machine(), ret, speak.language))
        except services.ReturnError as error:
            speak.fail(error.text)
        speak.say(Text("已写出 {out}：{path}", "Wrote {out}: {path}"), out=out, path=ret.path)

    @group.command(
        "import",
        help=speak(Text("读回填好的模板；有一格不对就什么也不写", "Read a filled-in template back; one bad cell, and nothing is written")),
    )
    def import_file(
        file: Annotated[Path, typer.Argument(help=speak(Text("填好的模板", "The filled-in template")))],
        home: Annotated[Path | None, typer.Option(help=speak(HOME_HELP))] = None,
    ) -> None:
        from junheng.cli import site

        site.prepare(home)
        from junheng.web.audit.acting import acting
        from junheng.web.returns import services

        try:
            data = file.read_bytes()
        except OSError as error:
            speak.fail(Text("读不了 {file}：{error}", "Cannot read {file}: {error}"), file=file, error=error.strerror)
        try:
            with acting(PROGRAM):
                imported = services.import_template(services.Actor.at_machine(), data, file.name)
        except services.CellsRejected as error:
            for cell in error.cells:
                speak.say(
                    Text("{sheet}!{cell}：{reason}", "{sheet}!{cell}: {reason}"), sheet=cell.sheet, cell=cell.cell, reason=cell.reason
                )
            speak.say(error.text)
            raise typer.Exit(1) from None
        except services.ReturnError as error:
            speak.fail(error.text)
        findings = services.findings_of(imported.ret)
        hard = sum(finding["severity"] == "hard" for finding in findings)
        speak.say(
            Text(
                "{path}：写入 {n} 格；还有 {hard} 处须改正，{soft} 处须说明。",
                "{path}: {n} cells written; {hard} are still to be corrected, {soft} explained.",
            ),
            path=imported.ret.path,
            n=imported.changed,
            hard=hard,
            soft=len(findings) - hard,
        )


def _status(group: typer.Typer, speak: Speaker) -> None:
    @group.command(help=speak(Text("各表报到哪一步、多少已逾期", "How far each form and period is, and how many are late")))
    def status(
        region: Annotated[str, typer.Option(help=speak(REGION_HELP))] = "",
        home: Annotated[Path | None, typer.Option(help=speak(HOME_HELP))] = None,
    ) -> None:
        chosen = _region(speak, home, region)
        import polars as pl

        from junheng.web.returns.models import Return, State

        counted: dict[tuple[str, str], dict[str, int]] = {}
        for ret in Return.objects.filter(region=chosen).order_by("form", "-period"):
            row = counted.setdefault((ret.form, ret.period), dict.fromkeys((*State, "late", "sent_back"), 0))
            row[ret.state] += 1
            row["late"] += ret.late
            row["sent_back"] += ret.sent_back_at is not None
        records = [{"form": form, "period": period, **row} for (form, period), row in counted.items()]
        if records:
            speak.table(pl.DataFrame(records), rows=len(records))
        else:
            speak.say(Text("还没有下达填报表。", "No form is open."))


def _region(speak: Speaker, home: Path | None, region: str, place: str = "") -> str:
    """The region that is meant, once the site is set up."""
    from junheng.cli import site

    site.prepare(home)
    return chosen(speak, region, place)


def _newest(region: str, form: str, place: str, period: str) -> "Return | None":
    """The latest revision of a place's return, of the newest period where none is named."""
    from django.db.models import Q

    from junheng.web.returns.models import Return

    found = Return.objects.filter(Q(unit=place) | Q(unit="", area=place), region=region, form=form)
    if period:
        found = found.filter(period=period)
    newest: Return | None = found.order_by("-period", "-revision").first()
    return newest
