"""The frame: what every page has, the start page, error pages."""

import pytest
from django.test import Client
from django.test.utils import override_settings
from django.urls import path

from junheng.web.access import PUBLIC, allow
from junheng.web.urls import urlpatterns as real

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["/", "/quick-check/", "/login/", "/keys/", "/nope"])
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_each_page_has_one_heading_landmarks_and_a_way_past_them(client: Client, address: str, language: str) -> None:
    client.cookies["language"] = language
    page = client.get(address).content.decode()
    assert page.count("<h1") == 1
    assert page.count("<main") == page.count("</main>") == 1
    assert page.index('class="skip" href="#main"') < page.index("<header")
    assert page.count("<title>") == 1


def test_without_regions_the_start_page_says_what_to_do_and_has_no_dead_door(client: Client) -> None:
    client.cookies["language"] = "en"
    page = client.get("/").content.decode()
    assert "No region is loaded yet" in page
    assert "junheng demo" in page
    assert "/monitor/" not in page


def test_a_missing_page_says_so_with_a_code(client: Client) -> None:
    response = client.get("/nope")
    assert response.status_code == 404
    assert "没有这个页面" in response.content.decode()
    assert "404-" in response.content.decode()


def test_the_address_of_a_form_loaded_again_says_so_and_still_names_its_method(client: Client) -> None:
    client.cookies["language"] = "en"
    response = client.get("/language/")
    assert (response.status_code, response["Allow"]) == (405, "POST")
    assert "This page was the answer to a form" in response.content.decode()
    assert client.head("/language/").content == b""


@allow(PUBLIC)
def breaks(request: object) -> None:
    raise RuntimeError("on purpose")


urlpatterns = [path("breaks", breaks), *real]
handler500 = "junheng.web.shell.errors.broken"


@override_settings(ROOT_URLCONF=__name__)
def test_a_broken_page_tells_a_code_that_the_log_tells_too(caplog: pytest.LogCaptureFixture) -> None:
    client = Client(raise_request_exception=False)
    response = client.get("/breaks")
    page = response.content.decode()
    assert response.status_code == 500
    assert "on purpose" not in page
    code = page.split("500-")[1][:6]
    assert f"500-{code}" in caplog.text


def test_an_expired_form_says_so() -> None:
    client = Client(enforce_csrf_checks=True)
    assert "表单已过期" in client.post("/login/", {"username": "a"}).content.decode()
