"""What is written of a certificate of classes, whether drawn, with late pupils, or with moves by hand."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from junheng.certificates import Certificate
from junheng.cli.console import Speaker
from junheng.language import Text

#: Whoever had a class before late pupils came has a slip already.
_OLD_SLIPS = ("slips-before.csv", "slips-before.pdf")


def write_classes(speak: Speaker, certificate: Certificate, out: Path, more: Mapping[str, bytes]) -> tuple[Path, ...]:
    """Write certificate, classes, slips, and `more` files by name into a folder."""
    from junheng.reports.draw_files import draw_files, write_draw_files

    files = draw_files(certificate, language=speak.language, result_file="classes.csv", columns=("code", "", "class"))
    kept = {name: content for name, content in files.items() if name not in _OLD_SLIPS}
    return write_draw_files({**kept, **more}, out)


def name_written(speak: Speaker, written: tuple[Path, ...]) -> None:
    """Name each file."""
    for path in written:
        speak.say(Text("{path}", "{path}"), path=path)
