"""Every response, whatever it is, forbids requests to other sites and inline code."""

import re

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["/", "/quick-check/", "/login/", "/nope", "/keys/", "/static/shell/css/tokens.css"])
def test_the_policy_is_on_every_response(client: Client, address: str) -> None:
    headers = client.get(address).headers
    policy = dict(part.split(" ", 1) for part in headers["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == policy["script-src"] == policy["style-src"] == "'self'"
    assert policy["frame-ancestors"] == policy["object-src"] == policy["base-uri"] == "'none'"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("address", ["/", "/quick-check/", "/login/", "/nope", "/keys/"])
def test_pages_hold_no_inline_code_and_no_foreign_address(client: Client, address: str) -> None:
    page = client.get(address).content.decode()
    assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:", page)
    assert not re.search(r"<script(?![^>]*\ssrc=)", page)
    assert not re.search(r"""(?:src|href|action)=["']?(?:https?:)?//""", page)


def test_the_session_cookie_is_out_of_reach_of_scripts_and_other_sites(client: Client, django_user_model: type) -> None:
    django_user_model.objects.create_user("li", password="a long enough one")
    client.post("/login/", {"login": "li", "password": "a long enough one"})
    cookie = client.cookies["sessionid"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
