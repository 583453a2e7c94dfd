"""Every view says who may see it; one that says nothing is closed to all."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import URLPattern, URLResolver, get_resolver, path

from junheng import web
from junheng.web.access import SIGNED_IN, allow, declared
from junheng.web.people.roles import Right


def addresses(patterns: list[URLPattern | URLResolver], before: str = "") -> Iterator[tuple[str, object]]:
    for pattern in patterns:
        here = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, here)
        else:
            yield here, pattern.callback


ADDRESSES = dict(addresses(get_resolver().url_patterns))


@pytest.mark.parametrize("address", ADDRESSES)
def test_each_view_declares_who_may_see_it(address: str) -> None:
    assert declared(ADDRESSES[address]) is not None


def test_each_right_that_the_rights_page_names_is_asked_for_by_something() -> None:
    files = (file for file in Path(web.__file__).parent.rglob("*.py") if file.name != "roles.py")
    asked = set(re.findall(r"\bRight\.([A-Z_]+)", "".join(file.read_text(encoding="utf-8") for file in files)))
    assert {right.name for right in Right} <= asked


def forgotten(request: object) -> HttpResponse:
    return HttpResponse("secret")


@allow(SIGNED_IN)
def kept(request: object) -> HttpResponse:
    return HttpResponse("for colleagues")


urlpatterns = [path("forgotten", forgotten), path("kept", kept), *get_resolver("junheng.web.urls").url_patterns]
handler403 = "junheng.web.shell.errors.forbidden"


@override_settings(ROOT_URLCONF=__name__)
@pytest.mark.django_db
def test_a_view_without_declaration_is_closed_to_everyone(client: Client, admin_client: Client) -> None:
    for visitor in (client, admin_client):
        response = visitor.get("/forgotten")
        assert response.status_code == 403
        assert b"secret" not in response.content


@override_settings(ROOT_URLCONF=__name__)
@pytest.mark.django_db
def test_a_stranger_is_sent_to_sign_in_and_comes_back(client: Client, admin_client: Client) -> None:
    response = client.get("/kept?year=2025")
    assert response.status_code == 302
    assert response.url == "/login/?next=/kept%3Fyear%3D2025"
    assert admin_client.get("/kept").content == b"for colleagues"


@override_settings(ROOT_URLCONF=__name__)
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("referer", "back"),
    [("http://testserver/form?step=2", "/form%3Fstep%3D2"), ("https://elsewhere.example/form", "/"), ("", "/")],
)
def test_a_form_whose_session_ended_leads_back_to_its_page(client: Client, referer: str, back: str) -> None:
    assert client.post("/kept", {"reason": "long"}, headers={"referer": referer}).url == f"/login/?next={back}"


@pytest.mark.django_db
def test_a_host_that_is_not_ours_is_told_so(client: Client) -> None:
    assert client.get("/", headers={"host": "elsewhere.example"}).status_code == 400


def test_the_decorator_leaves_the_view_callable() -> None:
    assert kept(RequestFactory().get("/")).content == b"for colleagues"
