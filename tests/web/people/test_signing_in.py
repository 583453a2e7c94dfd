"""Signing in and out, the pause after repeated failures, the demo's user."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from junheng.web.people.models import FailedLogin
from junheng.web.people.signing_in import FAILURES_PER_ADDRESS, FAILURES_PER_NAME, FAILURES_PER_NAME_ANYWHERE, PAUSE, locked_until, unlock
from junheng.web.shell.demo import create_demo_people

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse battery"


@pytest.fixture(autouse=True)
def li(django_user_model: type) -> object:
    return django_user_model.objects.create_user("li", password=PASSWORD)


def sign_in(client: Client, password: str, username: str = "li", **extra: str) -> int:
    return client.post("/login/", {"login": username, "password": password}, **extra).status_code


def test_right_password_opens_and_sign_out_by_post_closes(client: Client) -> None:
    assert sign_in(client, PASSWORD) == 302
    assert "sessionid" in client.cookies
    assert client.get("/jump/").status_code == 200
    assert client.get("/logout/").status_code == 405
    assert client.post("/logout/").url == "/"
    assert client.get("/jump/").status_code == 302


def test_a_wrong_password_is_said_without_telling_which_part_was_wrong(client: Client) -> None:
    pages = [client.post("/login/", {"login": name, "password": "x"}).content.decode() for name in ("li", "nobody")]
    assert all("用户名或密码不对" in page for page in pages)
    assert all(page.count('role="alert"') == 1 for page in pages)


def test_after_repeated_failures_even_the_right_password_waits(client: Client) -> None:
    for _ in range(FAILURES_PER_NAME):
        assert sign_in(client, "wrong") == 200
    assert sign_in(client, PASSWORD) == 200
    assert "密码输错次数过多" in client.post("/login/", {"login": "li", "password": PASSWORD}).content.decode()
    FailedLogin.objects.update(at=timezone.now() - PAUSE - timedelta(seconds=1))
    assert sign_in(client, PASSWORD) == 302


def test_someone_elses_failures_do_not_lock_a_colleague_out(client: Client, django_user_model: type) -> None:
    django_user_model.objects.create_user("wang", password=PASSWORD)
    for _ in range(FAILURES_PER_NAME):
        sign_in(client, "wrong", REMOTE_ADDR="10.0.0.9")
    assert sign_in(client, PASSWORD, REMOTE_ADDR="10.0.0.1") == 302
    assert sign_in(Client(), PASSWORD, "wang", REMOTE_ADDR="10.0.0.9") == 302


def test_an_address_that_tries_many_names_waits(client: Client) -> None:
    for attempt in range(FAILURES_PER_ADDRESS):
        sign_in(client, "wrong", f"name{attempt}")
    assert sign_in(client, PASSWORD) == 200


def test_a_success_forgets_the_failures_before_it(client: Client) -> None:
    for _ in range(FAILURES_PER_NAME - 1):
        sign_in(client, "wrong")
    assert sign_in(client, PASSWORD) == 302
    assert not FailedLogin.objects.exists()


def test_the_demo_user_has_one_password_a_home(client: Client, settings: object) -> None:
    logins = create_demo_people()
    assert create_demo_people() == logins
    assert sign_in(client, logins[0].password, logins[0].user) == 302
    settings.SECRET_KEY = "another home"
    assert create_demo_people()[0].password != logins[0].password


def test_a_session_outlives_a_restart_of_the_demo(client: Client) -> None:
    login = create_demo_people()[0]
    sign_in(client, login.password, login.user)
    create_demo_people()
    assert client.get("/jump/").status_code == 200


def test_sign_in_returns_to_the_page_that_asked_but_not_to_another_site(client: Client) -> None:
    form = {"login": "li", "password": PASSWORD}
    assert client.post("/login/", form | {"next": "/keys/"}).url == "/keys/"
    assert Client().post("/login/", form | {"next": "https://example.org/"}).url == "/"


def test_a_name_tried_from_many_addresses_waits_everywhere(client: Client) -> None:
    for attempt in range(FAILURES_PER_NAME_ANYWHERE):
        sign_in(client, "wrong", REMOTE_ADDR=f"10.0.1.{attempt}")
    assert sign_in(client, PASSWORD, REMOTE_ADDR="10.0.9.9") == 200


def test_the_pause_can_be_seen_and_lifted(client: Client) -> None:
    assert locked_until("li") is None
    for _ in range(FAILURES_PER_NAME):
        sign_in(client, "wrong")
    assert timezone.now() < locked_until("li") <= timezone.now() + PAUSE
    unlock("li")
    assert locked_until("li") is None
    assert sign_in(client, PASSWORD) == 302


def test_a_failure_keeps_no_name(client: Client) -> None:
    sign_in(client, "x", "my password typed into the wrong field")
    assert "typed" not in FailedLogin.objects.get().who


def test_nobody_signs_up(client: Client) -> None:
    for address in ("/signup/", "/accounts/signup/", "/login/signup/"):
        assert client.get(address).status_code == 404


def test_the_deactivated_cannot_sign_in_and_their_sessions_end(client: Client, li: object) -> None:
    sign_in(client, PASSWORD)
    li.is_active = False
    li.save()
    assert client.get("/account/").status_code == 302
    assert sign_in(Client(), PASSWORD) == 200
