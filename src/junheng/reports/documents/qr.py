"""QR codes 二维码 as SVG."""

from __future__ import annotations

import io


def qr_svg(text: str, *, inline: bool = False) -> str:
    """A QR code of a text, of no size of its own; `inline` for a page, else a file.

    Black on white with a quiet zone in every theme: phones want that.
    """
    import segno

    made = segno.make(text, error="m", micro=False, boost_error=False)
    out = io.BytesIO()
    look = {"border": 4, "dark": "#000", "light": "#fff", "svgclass": None, "lineclass": None}
    made.save(out, kind="svg", omitsize=True, xmldecl=not inline, nl=False, **look)
    return out.getvalue().decode()
