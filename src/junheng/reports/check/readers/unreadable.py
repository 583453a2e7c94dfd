"""The refusal of a file that cannot be read."""

from junheng.language import Text


class Unreadable(Exception):  # noqa: N818 - it is said of a file
    """A file that cannot be checked, and what to do."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text
