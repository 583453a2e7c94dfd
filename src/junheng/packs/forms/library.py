"""Find the forms of a pack."""

from __future__ import annotations

import functools
from collections.abc import Mapping

from junheng.language import Text
from junheng.packs.errors import PackError
from junheng.packs.files import Contents, locate
from junheng.packs.forms import build
from junheng.packs.forms.model import Form
from junheng.packs.linter import examine, examine_forms
from junheng.tables.issue import Severity


def forms_of(pack: str) -> Mapping[str, Form]:
    """Every form of a pack by its id, those of the pack that it builds on among them.

    Parameters
    ----------
    pack
        A pack, one of its standards, or a path, as for `junheng.packs.load`.

    Raises
    ------
    PackError
        There is no such pack, or one of its forms has errors (they are its `findings`).
    """
    contents, _ = locate(pack)
    return _loaded(contents)


def form_of(pack: str, id: str) -> Form:  # noqa: A002 - the word that the pack uses
    """One form.

    Raises
    ------
    PackError
        There is none of that id; it lists those that exist.
    """
    forms = forms_of(pack)
    if id not in forms:
        message = Text("规则包“{pack}”没有填报表“{id}”；现有 {known}。", "The pack “{pack}” has no form “{id}”; it has {known}.")
        raise PackError(message.format(pack=pack, id=id, known=", ".join(forms) or "–"))
    return forms[id]


@functools.lru_cache(maxsize=32)
def _loaded(contents: Contents) -> Mapping[str, Form]:
    examined = examine_forms(contents)
    found = (*examine(contents, "").findings, *examined.findings)
    errors = tuple(finding for finding in found if finding.severity is Severity.ERROR)
    if errors:
        raise PackError(
            Text("规则包“{name}”的填报表不能使用：", "The forms of “{name}” cannot be used:").format(name=contents.name), errors
        )
    return {code: build.form(code, table, examined.shared, examined.standards) for code, table in examined.standards.items()}
