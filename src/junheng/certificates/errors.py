"""What keeps a seal or a certificate from being made."""

from __future__ import annotations

from collections.abc import Sequence

from junheng.language import Text
from junheng.tables import Issue


class CertificateError(ValueError):
    """A step that is refused; `text` says why and what to do."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text


class ListRejected(CertificateError):  # noqa: N818 - as RegionRejected: a refusal, not a fault
    """A list that cannot be sealed; `issues` name every row and what to do about it."""

    def __init__(self, issues: Sequence[Issue]) -> None:
        super().__init__(Text("名单有 {n} 处错误，未作任何处理。", "The list has {n} errors; nothing was done.").format(n=len(issues)))
        self.issues = tuple(issues)
