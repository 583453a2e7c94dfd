"""`junheng report`: a template written out over a release, as Word file, web page and trace."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from junheng.cli.console import Speaker
from junheng.cli.opening import PACK_HELP
from junheng.language import Text

if TYPE_CHECKING:
    from junheng.packs import Pack

TEMPLATE_HELP = Text(
    "模板：文件，或规则包自带的名称（如 balance-report）", "The template: a file, or a name that the pack has, such as balance-report"
)
RELEASE_HELP = Text(
    "版次文件夹，或 地区/R3，或地区文件夹（按现有文件）", "The release: its folder, REGION/R3, or a region's folder (its files as they are)"
)
OUT_HELP = Text("写到这个文件夹", "Folder to write to")
AREA_HELP = Text("地区代码；缺省为全地区", "Code of an area; the whole region by default")
PERIOD_HELP = Text("期间；缺省为最新一期", "The period; the newest by default")


def add(app: typer.Typer, speak: Speaker) -> None:
    """Add the command to the application."""

    @app.command(help=speak(Text("按模板写出总结：Word、PDF、网页、数字出处", "Write a summary: Word, PDF, web page, traces")))
    def report(
        template: Annotated[str, typer.Argument(help=speak(TEMPLATE_HELP))],
        release: Annotated[Path, typer.Option(help=speak(RELEASE_HELP))],
        out: Annotated[Path, typer.Option(help=speak(OUT_HELP))],
        pack: Annotated[str | None, typer.Option(help=speak(PACK_HELP))] = None,
        area: Annotated[str, typer.Option(help=speak(AREA_HELP))] = "",
        period: Annotated[str, typer.Option(help=speak(PERIOD_HELP))] = "",
    ) -> None:
        from junheng.cli.opening import open_any, pack_of
        from junheng.reports.check import check
        from junheng.reports.summary import TemplateError, entries, pdf_file, read_template, trace_json, web_page, word_file, write_summary

        held = open_any(speak, release, pack)
        rules = pack_of(speak, held, pack)
        try:
            read = read_template(_text(speak, template, rules))
            summary = write_summary(read, held, rules, area=area, period=period)
        except TemplateError as error:
            speak.fail(error.text)
        with speak.progress(Text("追溯 {n} 个数字", "Tracing {n} figures").format(n=len(summary.figures))):
            found = entries(summary, held, rules)
        files = {
            "summary.html": web_page(summary, found, language=read.language),
            "summary.docx": word_file(summary, language=read.language),
            "summary.pdf": pdf_file(summary, language=read.language),
            "trace.json": trace_json(summary, found, language=read.language),
        }
        out.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            (out / name).write_bytes(content)
            speak.say(Text("{path}", "{path}"), path=out / name)
        doubts = check(summary.text).findings
        speak.say(
            Text("{figures} 个数字都有出处；校核发现 {doubts} 处。", "{figures} figures, each with its trace; the check found {doubts}."),
            figures=len(summary.figures),
            doubts=len(doubts),
        )


def _text(speak: Speaker, template: str, pack: "Pack") -> str:
    """A template of the pack by its name, or a file."""
    from junheng.packs import report_templates

    if (path := Path(template)).is_file():
        return path.read_text(encoding="utf-8-sig")
    known = report_templates(pack.name)
    if template not in known:
        speak.fail(
            Text(
                "没有模板 {template}：既不是文件，规则包也没有；规则包有 {known}。",
                "There is no template {template}: neither a file nor of the pack, which has {known}.",
            ),
            template=template,
            known=", ".join(known) or "—",
        )
    return known[template]
