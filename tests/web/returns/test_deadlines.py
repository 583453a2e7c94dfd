"""When a return is due: the commission may say otherwise than the form, for all or for one county."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from junheng.web.people.roles import Role
from junheng.web.returns import services
from junheng.web.returns.models import Return

from .filling import GOOD, approved, explain_all, fill

YEARLY = ("town", "balance_yearly", "2026")
LATER = timezone.make_aware(datetime(2030, 1, 15, 18))


def due():
    return dict(Return.objects.filter(form="balance_yearly").order_by("unit").values_list("unit", "due_at"))


def test_one_county_gets_another_date(opened, commission):
    before = due()
    assert services.set_due(commission, *YEARLY, LATER, areas=["01"]) == 3
    assert due() == before | dict.fromkeys(("S1", "S2", "S3"), LATER)
    assert services.set_due(commission, *YEARLY, LATER, areas=["01"]) == 0
    assert services.set_due(commission, *YEARLY, LATER) == len(before) - 3


def test_whoever_has_the_form_open_goes_on(opened, school, commission):
    fill(school, opened, GOOD)
    version = explain_all(school, opened).version
    services.set_due(commission, *YEARLY, LATER)
    assert services.submit(school, opened, version=version).state == "submitted"


def test_a_date_that_has_passed_makes_late(opened, commission):
    opens = timezone.make_aware(datetime.combine(opened.opens_on, datetime.min.time()))
    services.set_due(commission, *YEARLY, opens)
    opened.refresh_from_db()
    assert opened.late is (opens < timezone.now())
    with pytest.raises(services.ReturnError, match="before it opens"):
        services.set_due(commission, *YEARLY, opens - timedelta(days=1))


def test_what_was_released_keeps_its_date(opened, school, county, commission):
    approved(opened, school, county, commission)
    Return.objects.filter(pk=opened.pk).update(state="released")
    before = due()["S1"]
    services.set_due(commission, *YEARLY, LATER)
    assert due()["S1"] == before


def test_only_who_manages_the_whole_region_sets_dates(opened, actor, county):
    for someone in (county, actor(Role.ADMINISTRATOR, area="01"), actor(Role.AUDITOR)):
        with pytest.raises(services.NotAllowed):
            services.set_due(someone, *YEARLY, LATER)


def test_nothing_open_is_said(commission, home):
    with pytest.raises(services.ReturnError, match="no return"):
        services.set_due(commission, *YEARLY, LATER)
