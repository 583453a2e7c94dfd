"""Setting 排版: a template and its data become a PDF, by typst."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
#: Of a picture that is printed across a page.
_DOTS_PER_INCH = 150.0


def set_document(template: str, data: Mapping[str, Any]) -> bytes:
    """The PDF of a template in this folder.

    The same data give the same bytes on every machine: only our own fonts and those inside typst are seen, no time is
    written, and nothing but this folder is read.
    """
    import typst

    made = typst.compile(
        input=(HERE / template).read_bytes(),
        root=HERE,
        font_paths=_fonts(),
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        format="pdf",
    )
    if not isinstance(made, bytes):  # pages come one by one only as pictures
        raise TypeError(type(made))
    return made


def draw_picture(svg: str) -> bytes:
    """A drawing as PNG, for files that take no SVG; with our own fonts, so the same everywhere."""
    import typst

    sheet = '#set page(width: auto, height: auto, margin: 0pt)\n#image(bytes(sys.inputs.svg), format: "svg")'
    made = typst.compile(input=sheet.encode(), root=HERE, font_paths=_fonts(), sys_inputs={"svg": svg}, format="png", ppi=_DOTS_PER_INCH)
    if not isinstance(made, bytes):  # one page gives one picture
        raise TypeError(type(made))
    return made


@cache
def _fonts() -> Any:  # noqa: ANN401 - a class of typst's binary part
    import typst

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(HERE / "fonts")])
