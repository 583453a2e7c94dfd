"""The second factor: by setting, by code, by recovery code; and what an administrator can lift."""

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client

from junheng.web.people.roles import Role, required_roles
from junheng.web.people.sealing import unseal

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse battery"


@pytest.fixture
def li(someone):
    return someone("li", Role.COUNTY, "01", password=PASSWORD)


def code_for(secret, offset=0):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + offset))


def signed_in():
    client = Client(headers={"accept-language": "en"})
    assert client.post("/login/", {"login": "li", "password": PASSWORD}).status_code == 302
    return client


def set_up(client):
    """Switch the factor on; the secret."""
    asked = client.get("/account/second-factor/on/")
    assert asked.url.startswith("/account/again/")
    assert client.post(asked.url, {"password": PASSWORD}).url == "/account/second-factor/on/"
    page = client.get("/account/second-factor/on/").content.decode()
    secret = re.search(r'class="key">([A-Z2-7]+)<', page)[1]
    assert 'src="data:image/svg+xml;base64,' in page
    assert client.post("/account/second-factor/on/", {"code": "000000"}).status_code == 200
    assert client.post("/account/second-factor/on/", {"code": code_for(secret, -1)}).url == "/account/second-factor/codes/"
    return secret


def test_password_then_code(li):
    secret = set_up(signed_in())
    client = signed_in()
    assert client.get("/account/").status_code == 302  # the password alone opens nothing
    assert client.post("/login/code/", {"code": "123456"}).status_code == 200
    assert client.get("/account/").status_code == 302
    assert client.post("/login/code/", {"code": code_for(secret)}).status_code == 302
    assert "Second factor: on" in client.get("/account/").content.decode()


def test_a_code_counts_once(li):
    secret = set_up(signed_in())
    code = code_for(secret)
    assert signed_in().post("/login/code/", {"code": code}).status_code == 302
    assert signed_in().post("/login/code/", {"code": code}).status_code == 200


def test_guessing_codes_is_stopped(li):
    secret = set_up(signed_in())
    client = signed_in()
    for _ in range(5):
        client.post("/login/code/", {"code": "000000"})
    assert "Too many failures" in client.post("/login/code/", {"code": code_for(secret)}).content.decode()


def test_the_database_keeps_no_secret_in_clear(li):
    secret = set_up(signed_in())
    kept = {one.type: one.data for one in Authenticator.objects.all()}
    assert secret not in str(kept)
    assert unseal(kept[Authenticator.Type.TOTP]["secret"]) == secret
    assert kept[Authenticator.Type.RECOVERY_CODES]["seed"].startswith("gAAAA")  # a Fernet token


def test_a_lost_site_key_lets_nobody_in_by_a_code(li, settings):
    secret = set_up(signed_in())
    settings.SECRET_KEY = "another key"
    assert signed_in().post("/login/code/", {"code": code_for(secret)}).status_code == 200


def test_a_replaced_site_key_may_stand_beside_the_new_one(li, settings):
    secret = set_up(signed_in())
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another key"
    assert signed_in().post("/login/code/", {"code": code_for(secret)}).status_code == 302


def test_a_recovery_code_counts_once(li):
    client = signed_in()
    set_up(client)
    codes = re.findall(r"<li><code>(\d+)</code>", client.get("/account/second-factor/codes/").content.decode())
    assert len(codes) == 10
    assert client.get("/account/second-factor/codes/file/").content.decode().split() == codes
    assert signed_in().post("/login/code/", {"code": codes[0]}).status_code == 302
    assert signed_in().post("/login/code/", {"code": codes[0]}).status_code == 200
    assert "9 recovery codes left" in client.get("/account/").content.decode()


@pytest.mark.parametrize("setting", ["all", "county", "auditor, county"])
def test_a_role_that_needs_it_does_nothing_before(li, settings, setting):
    settings.SECOND_FACTOR = required_roles(setting)
    client = signed_in()
    for address in ("/", "/monitor/", "/monitor/town/", "/jump/"):
        assert client.get(address).url == "/account/second-factor/on/"
    assert client.get("/people/rights/").status_code == 200
    set_up(client)
    assert client.get("/monitor/town/").status_code == 200
    client.post("/account/second-factor/off/")
    assert Authenticator.objects.filter(type="totp").exists()  # the role needs it


def test_other_roles_need_none(li, settings):
    settings.SECOND_FACTOR = required_roles("administrator")
    assert signed_in().get("/monitor/town/").status_code == 200


def test_it_can_be_switched_off_by_whoever_needs_none(li):
    client = signed_in()
    set_up(client)
    client.post("/account/second-factor/off/")
    assert not Authenticator.objects.exists()


def test_an_administrator_lifts_it_for_a_lost_phone(li, chief, as_person):
    set_up(signed_in())
    assert as_person(chief).post(f"/people/{li.pk}/lift-second-factor/", {"confirm": "li"}).status_code == 302
    assert signed_in().get("/account/").status_code == 200


def test_a_setting_that_names_no_role_is_an_error():
    assert required_roles("") == frozenset()
    with pytest.raises(ValueError, match="headmaster"):
        required_roles("headmaster")


def test_sessions_are_listed_and_ended(li):
    here, elsewhere, third = signed_in(), signed_in(), signed_in()
    page = here.get("/account/").content.decode()
    assert page.count('name="session"') == 2
    here.post("/account/sessions/end/", {"session": re.search(r'name="session" value="(\d+)"', page)[1]})
    assert sum(client.get("/account/").status_code == 200 for client in (here, elsewhere, third)) == 2
    here.post("/account/sessions/end/")
    assert [client.get("/account/").status_code for client in (here, elsewhere, third)] == [200, 302, 302]


def test_nobody_ends_someone_elses_session_by_number(li, someone):
    someone("wang", Role.EXPERT, "01", password=PASSWORD)
    wang = Client()
    wang.post("/login/", {"login": "wang", "password": PASSWORD})
    mine = signed_in()
    from allauth.usersessions.models import UserSession

    wang.post("/account/sessions/end/", {"session": UserSession.objects.get(user=li).pk})
    assert mine.get("/account/").status_code == 200


def test_a_changed_password_ends_the_other_sessions(li):
    here, elsewhere = signed_in(), signed_in()
    new = {"oldpassword": PASSWORD, "password1": "a long enough one", "password2": "a long enough one"}
    assert here.post("/account/password/", new | {"oldpassword": "wrong"}).status_code == 200
    assert here.post("/account/password/", new).url == "/account/"
    assert [client.get("/account/").status_code for client in (here, elsewhere)] == [200, 302]
