"""The palette finds by name, code, pinyin and its initials."""

from collections.abc import Iterator

import pytest
from django.test import Client

from junheng.language import Text
from junheng.web.shell import jump
from junheng.web.shell.jump import Entry

ENTRIES = [
    Entry("学校", "青禾路小学", "/s/1", code="3151042217", detail="郫都区"),
    Entry("学校", "禾青小学", "/s/2", code="3151042218"),
    Entry("指标", "生均体育运动场馆面积", "/i/1"),
    Entry("District", "Sunol Glen", "/s/3", code="75119"),
]


@pytest.fixture(autouse=True)
def sources(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(jump, "_sources", [(0, lambda request: ENTRIES)])
    monkeypatch.setattr(jump, "_searches", [])
    return


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("青禾", "/s/1"),
        ("qhl", "/s/1"),
        ("QHLXX", "/s/1"),
        ("qinghelu", "/s/1"),
        ("heqing", "/s/2"),
        ("3151042218", "/s/2"),
        ("tiyu", "/i/1"),
        ("sunol", "/s/3"),
        ("glen", "/s/3"),
        ("7511", "/s/3"),
    ],
)
def test_each_way_to_type_a_name_finds_it(typed: str, first: str) -> None:
    assert jump.find(None, typed)[0].url == first


def test_exact_before_leading_before_inside() -> None:
    assert [entry.url for entry in jump.find(None, "禾青小学")] == ["/s/2"]
    assert [entry.url for entry in jump.find(None, "xx")] == ["/s/1", "/s/2"]
    assert jump.find(None, "zzz") == []


def test_several_words_may_stand_in_name_code_and_detail() -> None:
    assert [entry.url for entry in jump.find(None, "郫都 小学")] == ["/s/1"]
    assert [entry.url for entry in jump.find(None, "pdq qhl")] == ["/s/1"]
    assert jump.find(None, "郫都 指标") == []


def test_a_name_in_both_languages_is_found_by_either(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jump, "_sources", [(0, lambda request: [Entry("Page", Text("添加人员", "Add a person"), "/p/")])])
    for typed in ("添加", "tjry", "add a", "person"):
        assert [entry.url for entry in jump.find(None, typed)] == ["/p/"], typed


def test_a_search_is_asked_only_where_something_was_typed(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    monkeypatch.setattr(jump, "_searches", [lambda request, words: asked.append(words) or [Entry("Return", "年报", "/r/")]])
    assert "/r/" not in [entry.url for entry in jump.find(None, " ")]
    assert [entry.url for entry in jump.find(None, "年 报")] == ["/r/"]
    assert asked == [["年", "报"]]


def test_nothing_typed_offers_the_first(monkeypatch: pytest.MonkeyPatch) -> None:
    assert [entry.url for entry in jump.find(None, " ")] == [entry.url for entry in ENTRIES]
    monkeypatch.setattr(jump, "SHOWN", 2)
    assert len(jump.find(None, "")) == 2


@pytest.mark.django_db
def test_the_palette_answers_only_those_who_signed_in(client: Client, admin_client: Client) -> None:
    assert client.get("/jump/?q=qhl").status_code == 302
    answer = admin_client.get("/jump/?q=qhl").json()
    assert answer == {"entries": [{"kind": "学校", "name": "青禾路小学", "code": "3151042217", "detail": "郫都区", "url": "/s/1"}]}
