"""Every text of every page is marked for translation and has its Chinese."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.extract import extract
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

from junheng.web import messages

TEMPLATES = sorted(messages.FOLDER.glob("*/templates/**/*.html"))
#: Written alike in both languages, or in the language that a button leads to.
AS_IT_IS = {
    "CSV",
    "Excel",
    "JSON",
    "Junheng",
    "English",
    "中文",
    "Ctrl Enter",
    "Ctrl K",
    "Ctrl C",
    "Ctrl V",
    "Ctrl Y",
    "Ctrl Z",
    "Ctrl Delete",
    "F2",
    "F4",
    "F6",
    "F8",
    "F9",
    "⇧F8",
    "Enter",
    "Esc",
    "/",
    "?",
    "G",
    "D",
    "E",
    "J",
    "K",
    "N",
    "P",
    "T",
    "junheng demo",
    "↑",
    "↓",
}


@pytest.mark.parametrize("source", messages.catalogues(), ids=lambda path: path.parents[3].name)
def test_the_chinese_is_complete(source: Path) -> None:
    with source.open("rb") as file:
        catalogue = read_po(file, locale="zh_Hans")
    for message in catalogue:
        if message.id:
            assert not message.fuzzy, message.id
            assert all(message.string if isinstance(message.string, tuple) else (message.string,)), message.id


@pytest.mark.parametrize("source", messages.catalogues(), ids=lambda path: path.parents[3].name)
def test_translations_keep_their_places(source: Path) -> None:
    with source.open("rb") as file:
        catalogue = read_po(file, locale="zh_Hans")
    places = re.compile(r"%\(\w+\)s|\{\w+\}")
    for message in catalogue:
        ids = message.id if isinstance(message.id, tuple) else (message.id,)
        strings = message.string if isinstance(message.string, tuple) else (message.string,)
        if message.id:
            assert set(places.findall(ids[-1])) == {place for text in strings for place in places.findall(text)}, message.id


KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}


def marked() -> Iterator[tuple[str, object, str | None]]:
    """File, text and context of everything that code and templates mark."""
    for path in sorted(messages.FOLDER.glob("**/*.py")) + TEMPLATES:
        source = path.read_text(encoding="utf-8")
        code = templatize(source, origin=str(path)) if path.suffix == ".html" else source
        for _line, text, _comments, context in extract("python", BytesIO(code.encode()), KEYWORDS):
            yield path.relative_to(messages.FOLDER).as_posix(), text, context


@pytest.mark.parametrize("source", messages.catalogues(), ids=lambda path: path.parents[3].name)
def test_nothing_marked_is_missing_from_the_catalogue(source: Path) -> None:
    with source.open("rb") as file:
        catalogue = read_po(file, locale="zh_Hans")
    own = source.parents[3]
    others = [other.parents[3] for other in messages.catalogues() if own in other.parents[3].parents]
    missing = [
        text
        for path, text, context in marked()
        if own in (messages.FOLDER / path).parents
        and not any(other in (messages.FOLDER / path).parents for other in others)
        and catalogue.get(text, context) is None
    ]
    assert not missing


class Texts(HTMLParser):
    """What a reader would see or hear of a template."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_data(self, data: str) -> None:
        self.found.append(data.strip())

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.found += [value or "" for name, value in attributes if name in {"title", "alt", "placeholder", "aria-label"}]


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_templates_hold_no_unmarked_text(template: Path) -> None:
    source = template.read_text(encoding="utf-8")
    source = re.sub(r"{% comment %}.*?{% endcomment %}", "", source, flags=re.DOTALL)
    source = re.sub(r"{% blocktranslate.*?{% endblocktranslate %}", "", source, flags=re.DOTALL)
    source = re.sub(r"{%.*?%}|{{.*?}}", "", source, flags=re.DOTALL)
    reader = Texts()
    reader.feed(source)
    unmarked = [text for text in reader.found if re.search(r"[A-Za-z\u4e00-\u9fff]", text) and text not in AS_IT_IS]
    assert not unmarked


def test_compiling_writes_what_is_out_of_date_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "locale" / "zh_Hans" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "Start"\nmsgstr "首页"\n', encoding="utf-8"
    )
    monkeypatch.setattr(messages, "FOLDER", tmp_path)
    assert messages.compile_all() == [folder / "django.mo"]
    assert "首页".encode() in (folder / "django.mo").read_bytes()
    assert messages.compile_all() == []
    assert [path.name for path in folder.iterdir() if path.suffix == ".new"] == []
