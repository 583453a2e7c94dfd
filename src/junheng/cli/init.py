"""`junheng init`: a new region's folder, or a copy of an example."""

from pathlib import Path
from typing import Annotated

import typer

from junheng.cli.console import Speaker
from junheng.language import Text
from junheng.packs import Pack

_ROSTER = Text(
    "已建立 {folder}：{title}。先演练：junheng classes {folder}/roster.csv --rules {folder}/rules.toml "
    "--seed hall=1 --seed lottery=2 --out {folder}/rehearsal",
    "Made {folder}: {title}. To rehearse: junheng classes {folder}/roster.csv --rules {folder}/rules.toml "
    "--seed hall=1 --seed lottery=2 --out {folder}/rehearsal",
)


def add(app: typer.Typer, speak: Speaker) -> None:
    """Add the command to the application."""

    @app.command(
        help=speak(Text("新建地区文件夹：datapackage.json 和 Excel 模板", "Make a region's folder: datapackage.json and Excel templates"))
    )
    def init(
        folder: Annotated[Path, typer.Argument(help=speak(Text("新文件夹", "The new folder")))],
        pack: Annotated[str, typer.Option(help=speak(Text("规则包", "Pack")))] = "education_cn/hq2017",
        sheet: Annotated[
            Path | None,
            typer.Option(
                help=speak(
                    Text(
                        "用手头已有的一张表（.xlsx、.csv）代替模板，按表头建议映射文件",
                        "Instead of the templates take a sheet that you have (.xlsx, .csv), with a mapping proposed from its heads",
                    )
                )
            ),
        ] = None,
        example: Annotated[
            str | None,
            typer.Option(
                help=speak(Text("改为复制一个示例：地区，或分班名单", "Copy this example instead: a region, or a roster of classes"))
            ),
        ] = None,
    ) -> None:
        from junheng import examples, packs, tables
        from junheng.examples import rosters

        if folder.exists() and not folder.is_dir():
            speak.fail(Text("{folder} 是文件，请换一个文件夹名。", "{folder} is a file: name another folder."), folder=folder)
        if folder.exists() and any(folder.iterdir()):
            speak.fail(Text("{folder} 不是空文件夹，没有改动。", "{folder} is not empty; nothing was changed."), folder=folder)
        if example is not None:
            if example in rosters.ROSTERS:
                rosters.copy_roster(example, folder)
                speak.say(_ROSTER, folder=folder, title=rosters.ROSTERS[example].title)
                return
            if example not in examples.EXAMPLES:
                names = ", ".join((*examples.EXAMPLES, *rosters.ROSTERS))
                speak.fail(Text("没有示例“{name}”，可选：{names}。", "No example {name!r}; there are {names}."), name=example, names=names)
            examples.copy_example(example, folder)
        else:
            try:
                chosen = packs.load(pack)
            except packs.PackError as error:
                speak.fail(error.text)
            if sheet is not None:
                _around(speak, folder, sheet, chosen)
            else:
                tables.init_region(folder, vocabulary=chosen.vocabulary, pack=pack, language=speak.language)
        filled = Text("已建立 {folder}。填好后运行：junheng check {folder}", "Made {folder}. Once it is filled in: junheng check {folder}")
        looked_at = Text(
            "已建立 {folder}。核对 mapping.toml 后运行：junheng check {folder}",
            "Made {folder}. Once you have looked at mapping.toml: junheng check {folder}",
        )
        speak.say(filled if sheet is None else looked_at, folder=folder)


def _around(speak: Speaker, folder: Path, sheet: Path, pack: Pack) -> None:
    """A region around a sheet; what was only guessed is named, since it must be looked at before anything is read."""
    from junheng import tables
    from junheng.cli.findings import show_issues

    if not sheet.is_file():
        speak.fail(Text("没有文件 {sheet}。", "There is no file {sheet}."), sheet=sheet)
    try:
        mapping = tables.init_from_sheet(folder, sheet, vocabulary=pack.vocabulary, pack=pack.name, compare=pack.compare)
    except tables.RegionRejected as rejected:
        show_issues(speak, rejected.issues)
        raise typer.Exit(1) from None
    if mapping.unsure:
        heads = [column.head for column in mapping.unsure]
        speak.say(
            Text(
                "mapping.toml 中有 {n} 列是按相近名称猜的：{zh}。请核对，改正或删去 unsure = true 一行。",
                "Columns in mapping.toml that were only guessed ({n}): {en}. Correct each, or delete its line unsure = true.",
            ),
            n=len(heads),
            zh="、".join(heads),
            en=", ".join(heads),
        )
