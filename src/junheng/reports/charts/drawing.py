"""A drawing as SVG with colours of its own, for documents: on paper there is no theme that could be switched."""

from __future__ import annotations

from xml.etree import ElementTree as ET

#: The light values of the tokens in the style sheet of the pages.
INK, FAINT, LINE, ACCENT, MISS, GREY = "#1d1f24", "#5f626b", "#d9d6cd", "#234f95", "#b0301a", "#b9b6ad"
SEQUENCE = ("#edf1f6", "#cfdded", "#a9c3df", "#7da4cd", "#5384b6", "#2f629a", "#173f70")
#: Pixels of every drawing; a document scales it to its column.
WIDTH = 640
FONT = "'Noto Sans SC', 'PingFang SC', 'Microsoft YaHei', sans-serif"


class Drawing:
    """Lines, shapes and words on a sheet of a given height."""

    def __init__(self, height: int, label: str) -> None:
        self._root = ET.Element(
            "svg",
            {
                "xmlns": "http://www.w3.org/2000/svg",
                "viewBox": f"0 0 {WIDTH} {height}",
                "width": str(WIDTH),
                "height": str(height),
                "role": "img",
                "aria-label": label,
                "font-family": FONT,
                "font-size": "12",
            },
        )

    def text(self, x: float, y: float, words: str, *, anchor: str = "start", fill: str = INK, size: int = 12) -> None:
        """Words at a place."""
        self._add("text", x=x, y=y, fill=fill, text_anchor=anchor, font_size=size).text = words

    def line(self, x1: float, y1: float, x2: float, y2: float, *, stroke: str = LINE, width: float = 1) -> None:
        """A straight line."""
        self._add("line", x1=x1, y1=y1, x2=x2, y2=y2, stroke=stroke, stroke_width=width)

    def box(self, x: float, y: float, width: float, height: float, *, fill: str) -> None:
        """A filled box."""
        self._add("rect", x=x, y=y, width=max(width, 0), height=height, fill=fill)

    def dot(self, x: float, y: float, *, fill: str, radius: float = 3) -> None:
        """A filled circle."""
        self._add("circle", cx=x, cy=y, r=radius, fill=fill)

    def way(self, points: list[tuple[float, float]], *, stroke: str = ACCENT) -> None:
        """A line through points."""
        joined = " ".join(f"{_plain(x)},{_plain(y)}" for x, y in points)
        self._add("polyline", points=joined, fill="none", stroke=stroke, stroke_width=2)

    def shape(self, path: str, *, fill: str) -> None:
        """An area with an outline."""
        self._add("path", d=path, fill=fill, stroke="#ffffff", stroke_width=0.75, fill_rule="evenodd")

    def svg(self) -> str:
        """All of it."""
        return ET.tostring(self._root, encoding="unicode")

    def _add(self, tag: str, **attributes: str | float) -> ET.Element:
        return ET.SubElement(self._root, tag, {name.replace("_", "-"): _plain(value) for name, value in attributes.items()})


def _plain(value: str | float) -> str:
    return value if isinstance(value, str) else f"{value:.1f}".removesuffix(".0")
