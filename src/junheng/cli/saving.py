"""Write tables to where `--out` says, the same for every command."""

from __future__ import annotations

from pathlib import Path

from junheng.cli.console import Speaker
from junheng.language import Text
from junheng.reports.export import ExportError, Sheet, write

#: What cannot be done with a file, and what the reader can do; Excel keeps a workbook locked while it shows it.
CANNOT_USE = Text(
    "不能读写 {path}（{why}）。请换一个位置，或确认有权限、文件没有在别的程序（如 Excel）中打开。",
    "Cannot read or write {path} ({why}). Choose another place, or see that you may use it and that no program such as Excel has it open.",
)


def save(speak: Speaker, sheets: tuple[Sheet, ...], out: Path) -> None:
    """Write the sheets and name each file; where that cannot be done, say so and end as wrong use."""
    try:
        written = write(sheets, out, language=speak.language)
    except ExportError as error:
        speak.fail(error.text)
    except OSError as error:
        speak.fail(cannot_use(error, out))
    for path in written:
        speak.say(Text("{path}", "{path}"), path=path)


def cannot_use(error: OSError, path: Path | None = None) -> Text:
    """The sentence for a file or folder that the system refuses."""
    return CANNOT_USE.format(path=error.filename or path or "", why=error.strerror or error)
