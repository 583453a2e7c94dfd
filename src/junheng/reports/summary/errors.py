"""The refusal of a template."""

from junheng.language import Text


class TemplateError(ValueError):
    """A line of a template that cannot be written out; `text` says which and why."""

    def __init__(self, line: int, why: Text) -> None:
        self.text = Text("模板第 {line} 行：{why}", "Line {line} of the template: {why}").format(line=line, why=why)
        super().__init__(self.text.en)
