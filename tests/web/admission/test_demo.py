"""The demo's two draws: one that everybody can look up, one that waits for its numbers."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from junheng.certificates import verify
from junheng.reports.draws import recomputers
from junheng.web.admission import demo
from junheng.web.admission.models import Draw, State
from junheng.web.people.models import Assignment
from junheng.web.people.roles import Role
from junheng.web.shell.demo import CITY


@pytest.fixture
def officer(db):
    user = User.objects.create_user("demo-school")
    Assignment.objects.create(user=user, role=Role.SCHOOL, region=CITY, area="510104", unit="S1")
    return user


def test_staged_once(officer):
    demo.stage()
    demo.stage()
    published, waiting = Draw.objects.order_by("pk")
    assert (published.state, waiting.state) == (State.PUBLISHED, State.SEALED)
    assert published.synthetic
    assert waiting.synthetic
    assert not published.published.rehearsal
    assert verify(published.certificate, recomputers=recomputers()) == ()
    assert len(published.seals[0].comparison.absent) > 0


def test_the_one_that_waits_can_be_drawn(officer):
    demo.stage()
    waiting = Draw.objects.get(state=State.SEALED)
    client = Client()
    client.force_login(officer)
    numbers = {f"value-{name}": value for name, value in demo.NUMBERS}
    response = client.post(f"/admission/{CITY}/{waiting.key}/numbers/", {"version": waiting.version, **numbers})
    assert response.status_code == 302
    waiting.refresh_from_db()
    assert len(waiting.own.assigned) == 600
