"""The pages: how far a job is, who sees it, who cancels it and tries it again."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from junheng.language import Text
from junheng.web.jobs.models import Job, LogLine, State
from junheng.web.jobs.standing import LINES
from junheng.web.people.models import Assignment
from junheng.web.people.roles import Role

pytestmark = pytest.mark.django_db
DOING = Text("正在写入“{table}”表", "Writing {table}").format(table="units")


@pytest.fixture
def zhang(django_user_model):
    """Submits jobs, as administrator of the town."""
    user = django_user_model.objects.create_user("zhang")
    Assignment.objects.create(user=user, role=Role.ADMINISTRATOR, region="town")
    return user


def signed_in(user, language="en"):
    client = Client()
    client.force_login(user)
    client.cookies["language"] = language
    return client


def made(user, **values):
    return Job.objects.create(**{"kind": "release", "arguments": {"region": "town"}, "region": "town", "user": user} | values)


def running(user, **values):
    now = timezone.now()
    return made(user, **{"state": State.RUNNING, "started_at": now, "lease_until": now, "owner": "w", "attempt": 1} | values)


def page(client, job):
    return client.get(job.get_absolute_url()).content.decode()


def test_a_running_job_says_how_far_it_is_and_how_long_it_takes(zhang):
    started = timezone.now() - timedelta(seconds=60)
    job = running(zhang, done=12, total=20, message=DOING, started_at=started)
    content = page(signed_in(zhang), job)
    assert "<h1>Freeze a release: 60% done</h1>" in content
    assert '<progress class="share near" max="20" value="12"' in content
    assert "12 of 20" in content
    assert "about 40 s left" in content
    assert "Writing units" in content
    assert 'data-module="live"' in content
    content = page(signed_in(zhang, "zh-hans"), job)
    assert "<h1>发布版次：已完成 60%</h1>" in content
    assert "约需 40 秒" in content
    assert "正在写入“units”表" in content


def test_what_an_earlier_attempt_did_does_not_hasten_the_pace(zhang):
    started = timezone.now() - timedelta(seconds=60)
    job = running(zhang, done=12, done_before=10, total=20, message=DOING, started_at=started, attempt=2)
    assert "about 4 min left" in page(signed_in(zhang), job)


def test_without_a_pace_no_time_is_guessed(zhang):
    job = running(zhang, done=0, total=20, message=DOING, started_at=timezone.now() - timedelta(seconds=60))
    assert " left</span>" not in page(signed_in(zhang), job)


def test_what_is_read_aloud_changes_every_ten_percent_only(zhang):
    said = set()
    job = running(zhang, done=0, total=1000, message=DOING)
    for done in range(0, 300, 7):
        Job.objects.filter(pk=job.pk).update(done=done)
        content = page(signed_in(zhang), job)
        said.add(content.partition('id="live-said">')[2].partition("<")[0])
    assert said == {f"Freeze a release: {percent}% done" for percent in (0, 10, 20)}


def test_a_waiting_job_says_what_is_before_it_and_when_no_worker_runs(zhang):
    client, first, second = signed_in(zhang), made(zhang), made(zhang)
    assert "the next to be done" in page(client, first)
    assert "1 job is to be done before it" in page(client, second)
    Job.objects.update(submitted_at=timezone.now() - timedelta(minutes=2))
    assert "worker does not seem to run" in page(client, first)


def test_a_finished_job_leads_to_its_result_and_asks_no_more(zhang):
    result = {"region": "town", "label": "R3", "hash": "7c1e5b90" * 8, "new": True}
    job = running(zhang, state=State.DONE, result=result, ended_at=timezone.now(), done=13, total=13, message=DOING)
    content = page(signed_in(zhang), job)
    assert "Release R3 (7c1e5b90) is frozen." in content
    assert 'href="/monitor/town/?release=R3"' in content
    assert 'data-module="live"' not in content
    assert "Cancel" not in content
    assert "Try again from" not in content


def test_the_details_of_a_failure_are_for_administrators(zhang, django_user_model):
    li = django_user_model.objects.create_user("li")  # once had a role here
    failed = {"state": State.FAILED, "cause": Text("缺文件。", "A file is missing."), "details": "Traceback …", "ended_at": timezone.now()}
    job = running(li, **failed)
    content = page(signed_in(li), job)
    assert "A file is missing." in content
    assert "Traceback" not in content
    assert "Try again from" not in content  # for the right to do what the job does is gone
    assert "Traceback" in page(signed_in(zhang), job)
    assert signed_in(li).post(reverse("jobs:retry", args=(job.pk,))).status_code == 403
    assert signed_in(zhang).post(reverse("jobs:retry", args=(job.pk,))).status_code == 302
    job.refresh_from_db()
    assert job.state == State.QUEUED
    assert signed_in(zhang).post(reverse("jobs:retry", args=(job.pk,))).status_code == 302  # a second click


def test_cancelling_asks_a_running_job_and_removes_a_waiting_one(zhang):
    client, one, two = signed_in(zhang), running(zhang, done=1, total=2, message=DOING), made(zhang)
    for job in (one, two):
        assert "Cancel this work" in page(client, job)
        assert client.post(reverse("jobs:cancel", args=(job.pk,))).url == job.get_absolute_url()
        job.refresh_from_db()
        assert job.cancelled_by == zhang
    assert "being cancelled" in page(client, one)
    assert "Cancel this work" not in page(client, one)
    assert two.state == State.CANCELLED
    assert "zhang cancelled it" in page(client, two)


def test_a_job_that_is_being_completed_cannot_be_cancelled(zhang):
    job = running(zhang, final=True, done=13, total=13, message=DOING)
    assert "can no longer be cancelled" in page(signed_in(zhang), job)
    signed_in(zhang).post(reverse("jobs:cancel", args=(job.pk,)))
    job.refresh_from_db()
    assert job.cancel_asked_at is None


def test_an_auditor_sees_and_changes_nothing(zhang, django_user_model):
    auditor = django_user_model.objects.create_user("auditor")
    Assignment.objects.create(user=auditor, role=Role.AUDITOR, region="town")
    job = made(zhang)
    content = page(signed_in(auditor), job)
    assert "Freeze a release" in content
    assert "Cancel this work" not in content
    for action in ("cancel", "retry"):
        assert signed_in(auditor).post(reverse(f"jobs:{action}", args=(job.pk,))).status_code == 403
    job.refresh_from_db()
    assert job.state == State.QUEUED


@pytest.mark.parametrize(
    ("role", "region", "area"), [(Role.ADMINISTRATOR, "plain", ""), (Role.ADMINISTRATOR, "town", "01"), (Role.PLANNER, "town", "")]
)
def test_others_do_not_learn_that_there_is_such_a_job(zhang, django_user_model, role, region, area):
    other = django_user_model.objects.create_user("other")
    Assignment.objects.create(user=other, role=role, region=region, area=area)
    job, client = made(zhang), signed_in(other)
    assert client.get(job.get_absolute_url()).status_code == 404
    assert client.get("/jobs/999999/").status_code == 404
    for action in ("cancel", "retry"):
        assert client.post(reverse(f"jobs:{action}", args=(job.pk,))).status_code == 404
    assert f"/jobs/{job.pk}/" not in client.get("/jobs/").content.decode()


def test_a_long_log_shows_its_end_and_all_of_it_on_request(zhang):
    job = running(zhang)
    LogLine.objects.bulk_create(
        LogLine(job=job, attempt=1, sentence=Text("第 {n} 步。", "Step {n}.").format(n=n)) for n in range(LINES + 5)
    )
    content = page(signed_in(zhang), job)
    assert "Step 4." not in content
    assert f"Step {LINES + 4}." in content
    assert "Show 5 earlier lines" in content
    assert "Step 4." in signed_in(zhang).get(f"{job.get_absolute_url()}?log=all").content.decode()


def test_what_a_job_says_is_text_and_not_markup(zhang):
    job = running(zhang, message=Text("<b>", "<script>alert(1)</script>"), done=1, total=2)
    assert "<script>alert" not in page(signed_in(zhang), job)


def test_a_kind_that_no_app_states_any_more_still_has_its_page(zhang):
    job = made(zhang, kind="gone", state=State.DONE, result={"a": 1}, ended_at=timezone.now())
    assert "gone: done" in page(signed_in(zhang), job)


@pytest.fixture
def many(zhang, django_user_model):
    li = django_user_model.objects.create_user("li")
    for n in range(60):
        made(zhang if n % 2 else li, state=State.FAILED if n % 3 == 0 else State.DONE, result={}, ended_at=timezone.now())
    made(li, region="elsewhere")


def listed(client, query):
    content = client.get(f"/jobs/?{query}").content.decode()
    return content, content.count('<th scope="row">')


def test_the_list_is_paged_filtered_and_searched_by_the_address(zhang, many):
    client = signed_in(zhang)
    content, rows = listed(client, "")
    assert rows == 50
    assert "1–50 of 60" in content
    content, rows = listed(client, "state=failed&page=9")  # the last page where there are not so many
    assert rows == 20
    content, rows = listed(client, "state=done&page=2&size=25")
    assert "26–40 of 40" in content
    assert "?state=done&amp;page=1&amp;size=25" in content
    assert listed(client, "whose=mine")[1] == 30
    assert listed(client, "q=zhang")[1] == 30
    assert "of 60" in listed(client, "q=Freeze")[0]
    assert listed(client, f"q={Job.objects.filter(region='town').first().pk}")[1] >= 1
    content, rows = listed(client, "q=nothing+of+the+kind")
    assert rows == 0
    assert "Nothing fits these filters" in content
    assert listed(client, "sort=who")[0].index(">li<") < listed(client, "sort=-who")[0].index(">li<")


def test_the_list_leaves_as_a_file_with_the_columns_chosen(zhang, many):
    client = signed_in(zhang)
    Job.objects.filter(state=State.FAILED).update(cause=Text("缺文件。", "A file is missing."))
    response = client.get("/jobs/?state=failed&column=cause&format=csv")
    head, *lines = response.content.decode("utf-8-sig").splitlines()
    assert head == "Work,Cause"
    assert len(lines) == 20
    assert all(line.endswith("A file is missing.") for line in lines)


def test_an_empty_list_says_what_will_stand_there(zhang):
    assert "There is no long work yet" in listed(signed_in(zhang), "")[0]


@pytest.mark.parametrize("query", ["page=x", "state=nonsense", "kind=%00", "q=%00", "q=99999999999999999999999", "q=%F0%9F%90%BC", "q=²"])
def test_odd_addresses_are_answered(zhang, many, query):
    assert signed_in(zhang).get(f"/jobs/?{query}").status_code == 200


def test_the_list_asks_the_database_as_often_for_many_jobs_as_for_few(zhang, many, django_assert_max_num_queries):
    client = signed_in(zhang)
    client.get("/jobs/")
    with django_assert_max_num_queries(9):
        client.get("/jobs/")
