"""Submitting: once for one key, refused where the job could never run."""

import pytest
from django.db import transaction

from junheng.language import Text
from junheng.web.jobs.models import Job
from junheng.web.jobs.registry import job as declare
from junheng.web.jobs.registry import kind_of, kinds
from junheng.web.jobs.services import submit

pytestmark = pytest.mark.django_db


def test_one_key_is_one_job(django_user_model):
    zhang = django_user_model.objects.create_user("zhang")
    first = submit("release", {"region": "town"}, zhang, "town", once_key="k1")
    again = submit("release", {"region": "town"}, zhang, "town", once_key="k1")
    other = submit("release", {"region": "town"}, zhang, "town", once_key="k2")
    assert first == again != other
    assert {submit("release", {"region": "town"}, zhang, "town").pk for _ in range(3)} | {first.pk, other.pk} == set(
        Job.objects.values_list("pk", flat=True)
    )


def test_a_second_click_inside_a_transaction_breaks_nothing():
    with transaction.atomic():
        first = submit("release", {"region": "town"}, None, "town", once_key="k")
        assert submit("release", {"region": "town"}, None, "town", once_key="k") == first
        assert Job.objects.count() == 1


@pytest.mark.parametrize(
    ("kind", "arguments", "error"),
    [
        ("nothing", {}, LookupError),
        ("release", {}, TypeError),
        ("release", {"region": "town", "colour": "red"}, TypeError),
        ("release", {"region": object()}, TypeError),
    ],
)
def test_what_could_never_run_is_refused(kind, arguments, error):
    with pytest.raises(error):
        submit(kind, arguments, None, "town")
    assert not Job.objects.exists()


def test_the_apps_state_their_kinds():
    assert kind_of("release") in kinds()
    with pytest.raises(ValueError, match="two kinds"):
        declare("release", name=Text("重名", "Twice"))(lambda _progress: {})
