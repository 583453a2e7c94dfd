"""`junheng check`: every problem of a region's files, and a copy of each workbook with the cells marked."""

from pathlib import Path
from typing import Annotated

import typer

from junheng.cli.console import Speaker
from junheng.cli.opening import FOLDER_HELP, PACK_HELP
from junheng.language import Text


def add(app: typer.Typer, speak: Speaker) -> None:
    """Add the command to the application."""

    @app.command(
        help=speak(
            Text(
                "检查数据：问题分组列出，重的在前；标注后的工作簿写到 --out",
                "Check the data: problems grouped, worst first; marked workbooks go to --out",
            )
        )
    )
    def check(
        folder: Annotated[Path, typer.Argument(help=speak(FOLDER_HELP))],
        pack: Annotated[str | None, typer.Option(help=speak(PACK_HELP))] = None,
        out: Annotated[
            Path | None,
            typer.Option(
                help=speak(
                    Text(
                        "标注副本和问题清单写到这个文件夹；缺省为当前目录下的 名称-checked",
                        "Folder for the marked copies and the list of issues; NAME-checked here by default",
                    )
                )
            ),
        ] = None,
    ) -> None:
        from junheng.cli.findings import show_issues
        from junheng.cli.fitting import fail_if_foreign
        from junheng.cli.opening import open_pack
        from junheng.reports.export import names_a_file
        from junheng.tables import annotate_folder, check_region

        if out is not None and names_a_file(out):
            speak.fail(Text("--out 应为文件夹，{out} 像是文件名。", "--out is a folder; {out} looks like the name of a file."), out=out)
        rules = open_pack(speak, folder, pack)
        with speak.progress(Text("检查 {folder}", "Checking {folder}").format(folder=folder)):
            report = check_region(folder, rules.vocabulary)
        fail_if_foreign(speak, folder, rules, report.issues)
        waived = len(report.issues) - len(report.open_issues)
        if waived:
            speak.say(Text("已写明理由的提醒 {n} 处。", "Warnings that stand with a reason: {n}."), n=waived)
        if not report.open_issues:
            speak.say(Text("没有问题。", "Nothing wrong."))
            return
        show_issues(speak, report.open_issues)
        target = out or Path(f"{folder.resolve().name}-checked")
        written = annotate_folder(folder, report.open_issues, target, language=speak.language)
        speak.say(
            Text("标注副本和问题清单在 {target}（{n} 个文件）。", "Marked copies and the list of issues in {target} (files: {n})."),
            n=len(written),
            target=target,
        )
        raise typer.Exit(1)
