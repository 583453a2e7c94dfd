"""`junheng trace`: from a figure to its rows."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from junheng.cli.console import Speaker
from junheng.cli.opening import OUT_HELP, PACK_HELP, RELEASE_HELP
from junheng.language import Text

if TYPE_CHECKING:
    from junheng.packs import Pack
    from junheng.releases import Release

FIGURE_HELP = Text(
    "先写地区文件夹（缺省为当前文件夹，或 --release 所指的），再写数字编号，"
    "如 cv:510104:primary:sports_area:2025、value:学校代码:primary:sports_area:2025，合计写 total:510104:primary:teachers:2025；"
    "也可以写名称，如 cv:锦江区:小学:体育场馆:2025",
    "The region's folder (by default this one, or the one of --release), then the figure, "
    "such as cv:510104:primary:sports_area:2025, value:UNIT:primary:sports_area:2025, total:510104:primary:teachers:2025, "
    "or by names: cv:锦江区:小学:体育场馆:2025",
)
#: Heads of the tables on the screen; files keep the names of the columns.
_HEADS = {
    "figure": Text("数字编号", "figure"),
    "name": Text("名称", "name"),
    "pupils": Text("学生数", "pupils"),
    "value": Text("数值", "value"),
    "share_of_cv2": Text("占差异（CV²）的份额", "share of CV²"),
    "share": Text("占合计的份额", "share of the sum"),
    "table": Text("表", "table"),
    "unit": Text("学校代码", "unit"),
    "what": Text("项目", "what"),
    "level": Text("学段", "level"),
    "file": Text("文件", "file"),
    "sheet": Text("工作表", "sheet"),
    "row": Text("行", "row"),
    "column": Text("列", "column"),
}


def add(app: typer.Typer, speak: Speaker) -> None:
    """Add the command to the application."""

    @app.command(help=speak(Text("追溯一个数字：公式、依据、版次、原始行", "Trace a figure: formula, article, release, rows of the files")))
    def trace(
        figure: Annotated[list[str], typer.Argument(metavar="[FOLDER] FIGURE", help=speak(FIGURE_HELP))],
        pack: Annotated[str | None, typer.Option(help=speak(PACK_HELP))] = None,
        release: Annotated[str | None, typer.Option(help=speak(RELEASE_HELP))] = None,
        out: Annotated[Path | None, typer.Option(help=speak(OUT_HELP))] = None,
    ) -> None:
        import polars as pl

        from junheng.cli.saving import save
        from junheng.reports import FigureError, FigureId, Sheet
        from junheng.reports import trace as trace_figure
        from junheng.reports.balance import label_of
        from junheng.reports.figure import WHOLE_KINDS
        from junheng.tables.units import unit

        if len(figure) > 2:
            speak.fail(Text("应写作：[地区文件夹] 数字编号", "Write: [FOLDER] FIGURE"))
        *folder, address = figure
        held, rules = _opened(speak, folder[0] if folder else None, pack, release)
        try:
            found = trace_figure(held, rules, FigureId.read(address))
        except FigureError as error:
            speak.fail(error.text)
        value = "–" if found.value is None else f"{found.value:,.{found.decimals}f}"
        label = unit(found.unit).label(speak.language)
        speak.say(
            Text(
                "{value}（未舍入 {exact}）\n{name}，{subject}，{level}，{period}",
                "{value} (unrounded {exact})\n{name}, {subject}, {level}, {period}",
            )
            if found.value is not None
            else Text(
                "– 没有数据，算不出\n{name}，{subject}，{level}，{period}",
                "– no data to compute it from\n{name}, {subject}, {level}, {period}",
            ),
            value=f"{value} {label}".rstrip(),
            exact=found.value,
            name=found.name,
            subject=found.subject,
            level=found.level,
            period=found.figure.period,
        )
        source = " ".join(part for part in (found.source.title, found.source.number, found.source.article) if part)
        speak.say(
            Text(
                "公式  {formula}\n计算  {sum}\n依据  {source}\n版次  {label} {hash}\n规则包 {pack}",
                "formula  {formula}\nsum      {sum}\nsource   {source}\nrelease  {label} {hash}\npack     {pack}",
            ),
            formula=found.formula,
            sum=found.calculation,
            source=source,
            label=label_of(found.release),
            hash=found.release.hash,
            pack=found.pack,
        )
        for note in found.notes:
            speak.say(note)
        share = "share" if found.figure.kind in WHOLE_KINDS else "share_of_cv2"
        columns = ("figure", "name", *(("pupils",) if any(p.pupils is not None for p in found.parts) else ()), "value", share)
        parts = pl.DataFrame(
            [
                {
                    "figure": str(p.figure),
                    "name": speak(p.name) if isinstance(p.name, Text) else p.name,
                    "pupils": p.pupils,
                    "value": p.value,
                    share: p.share,
                }
                for p in found.parts
            ]
        ).select(columns if found.parts else ())
        if found.parts:
            speak.table(speak.headed(parts, _HEADS), title=speak(Text("组成", "made of")), rows=20)
        speak.table(speak.headed(found.rows, _HEADS), title=speak(Text("原始行", "rows of the files")), rows=20)
        if out is not None:
            sheets = (Sheet("rows", found.rows), *((Sheet("parts", parts),) if found.parts else ()))
            save(speak, sheets, out)


def _opened(speak: Speaker, folder: str | None, pack: str | None, release: str | None) -> "tuple[Release, Pack]":
    """The release in a region's folder; without a folder, the one that --release names by its path, else of this folder."""
    from junheng.cli.opening import open_any, open_pack, open_release, pack_of

    if folder is None and release is not None and "/" in release:
        held = open_any(speak, Path(release), pack)
        return held, pack_of(speak, held, pack)
    here = Path(folder or ".")
    rules = open_pack(speak, here, pack)
    return open_release(speak, here, rules, release), rules
