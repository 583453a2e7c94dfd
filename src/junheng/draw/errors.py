"""What is wrong with the input of a draw."""

from __future__ import annotations

from junheng.language import Text


class DrawError(ValueError):
    """A draw that cannot be made; `text` says why and what to do."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text
