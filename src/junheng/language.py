"""Chinese first, English second: the one type for a text that people read, below every room."""

from __future__ import annotations

import locale
import os
from dataclasses import dataclass
from typing import Literal

Language = Literal["zh", "en"]


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence or name in both languages; places are named, ``{like_this}``."""

    zh: str
    en: str

    def __call__(self, language: Language) -> str:
        """The text in one language."""
        return self.zh if language == "zh" else self.en

    def format(self, **places: object) -> Text:
        """Both sentences with their places filled; a place that is itself a `Text` follows its language."""

        def filled(language: Language) -> str:
            values = {name: value(language) if isinstance(value, Text) else value for name, value in places.items()}
            return self(language).format(**values)

        return Text(zh=filled("zh"), en=filled("en"))


def system_language() -> Language:
    """The language of this machine's locale: Chinese where it says so, else English."""
    name = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or locale.getlocale()[0] or ""
    return "zh" if name.lower().startswith(("zh", "chinese")) else "en"
