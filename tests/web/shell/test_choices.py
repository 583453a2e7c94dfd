"""Language and theme: chosen by cookie, kept by the server, the page stays."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_chinese_comes_first_and_the_browser_may_ask_for_english(client: Client) -> None:
    assert '<html lang="zh-CN"' in client.get("/").content.decode()
    assert '<html lang="zh-CN"' in client.get("/", headers={"accept-language": "zh-TW"}).content.decode()
    assert '<html lang="en"' in client.get("/", headers={"accept-language": "en-GB,en;q=0.8"}).content.decode()


def test_the_choice_outweighs_the_browser_and_the_page_stays(client: Client) -> None:
    response = client.post("/language/", {"language": "en", "next": "/quick-check/?a=1"})
    assert response.url == "/quick-check/?a=1"
    page = client.get("/quick-check/", headers={"accept-language": "zh-CN"}).content.decode()
    assert '<html lang="en"' in page
    assert "中文" in page


@pytest.mark.parametrize("address", ["/language/", "/theme/"])
def test_a_choice_never_leads_to_another_site(client: Client, address: str) -> None:
    for elsewhere in ("https://example.org/", "//example.org", "javascript:alert(1)"):
        assert client.post(address, {"language": "en", "theme": "dark", "next": elsewhere}).url == "/"


def test_the_server_writes_the_theme_into_the_page(client: Client) -> None:
    assert 'data-theme="system"' in client.get("/").content.decode()
    client.post("/theme/", {"theme": "dark", "next": "/"})
    assert 'data-theme="dark"' in client.get("/").content.decode()
    client.cookies["theme"] = '"><script>'
    assert 'data-theme="system"' in client.get("/").content.decode()


@pytest.mark.parametrize(("address", "form"), [("/language/", {"language": "fr"}), ("/theme/", {"theme": "pink"}), ("/theme/", {})])
def test_what_is_not_offered_is_refused(client: Client, address: str, form: dict[str, str]) -> None:
    assert client.post(address, form).status_code == 400


def test_choices_are_made_by_post(client: Client) -> None:
    assert client.get("/language/").status_code == client.get("/theme/").status_code == 405
    assert Client(enforce_csrf_checks=True).post("/theme/", {"theme": "dark"}).status_code == 403
