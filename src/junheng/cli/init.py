"""`junheng init`: a new region's folder, or a copy of an example."""

from pathlib import Path
from typing import Annotated

import typer

from junheng.cli.console import Speaker
from junheng.language import Text


def add(app: typer.Typer, speak: Speaker) -> None:
    """Add the command to the application."""

    @app.command(
        help=speak(Text("新建地区文件夹：datapackage.json 和 Excel 模板", "Make a region's folder: datapackage.json and Excel templates"))
    )
    def init(
        folder: Annotated[Path, typer.Argument(help=speak(Text("新文件夹", "The new folder")))],
        pack: Annotated[str, typer.Option(help=speak(Text("规则包", "Pack")))] = "education_cn/hq2017",
        example: Annotated[str | None, typer.Option(help=speak(Text("改为复制一个示例地区", "Copy this example region instead")))] = None,
    ) -> None:
        from junheng import examples, packs, tables

        if folder.exists() and not folder.is_dir():
            speak.fail(Text("{folder} 是文件，请换一个文件夹名。", "{folder} is a file: name another folder."), folder=folder)
        if folder.exists() and any(folder.iterdir()):
            speak.fail(Text("{folder} 不是空文件夹，没有改动。", "{folder} is not empty; nothing was changed."), folder=folder)
        if example is not None:
            if example not in examples.EXAMPLES:
                names = ", ".join(examples.EXAMPLES)
                speak.fail(Text("没有示例“{name}”，可选：{names}。", "No example {name!r}; there are {names}."), name=example, names=names)
            examples.copy_example(example, folder)
        else:
            try:
                chosen = packs.load(pack)
            except packs.PackError as error:
                speak.fail(error.text)
            tables.init_region(folder, vocabulary=chosen.vocabulary, pack=pack, language=speak.language)
        speak.say(
            Text("已建立 {folder}。填好后运行：junheng check {folder}", "Made {folder}. Once it is filled in: junheng check {folder}"),
            folder=folder,
        )
