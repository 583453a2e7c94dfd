"""The demo's one user, administrator of every loaded region."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import get_user_model
from django.utils.crypto import salted_hmac

from junheng.web.home import loaded_regions
from junheng.web.people.models import Assignment
from junheng.web.people.roles import Role

DEMO_USER = "demo"


def create_demo_user() -> tuple[str, str]:
    """Make the demo's one user and let it administer what is loaded; name and password to print.

    The password follows from the home's secret key: the same at every start, so that a session outlives a restart, and
    another one in every home, so that no demo on a network opens to a password that the source tells.
    """
    password = salted_hmac("junheng.web.shell.demo", DEMO_USER, secret=settings.SECRET_KEY).hexdigest()[:12]
    user, _created = get_user_model().objects.get_or_create(username=DEMO_USER)
    if not user.check_password(password):
        user.set_password(password)
        user.save()
    for region in loaded_regions():
        Assignment.objects.get_or_create(user=user, role=Role.ADMINISTRATOR, region=region.name, area="", unit="")
    return DEMO_USER, password
