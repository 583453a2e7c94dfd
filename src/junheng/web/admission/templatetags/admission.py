"""Names of a list's columns, as offices call them."""

from django import template

from junheng.certificates import HEADS
from junheng.engines.classes.heads import WISHES
from junheng.web.format import language

register = template.Library()

#: Each column that the program knows, by the first Chinese word of its heads.
_NAMES = {name: next(word for word in words if not word.isascii()) for name, words in {**HEADS, **WISHES}.items()}


@register.filter
def column_name(column: str) -> str:
    """A column that the program knows in the language of the page; any other as the file calls it."""
    return _NAMES.get(column, column) if language() == "zh" else column
