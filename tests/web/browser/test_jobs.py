"""The page of a job while the job goes on: it follows by itself, keeps the focus, and says aloud what matters."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from junheng.language import Text
from junheng.web.jobs.models import Job, LogLine, State
from junheng.web.people.models import Assignment
from junheng.web.people.roles import Role

from .accessibility import findings
from .conftest import watched

WORDS = {
    "zh-hans": {"half": "已完成 50%", "cancel": "取消任务", "cancelling": "正在取消", "done": "已完成", "see": "在“监测”中查看"},
    "en": {
        "half": "50% done",
        "cancel": "Cancel this work",
        "cancelling": "being cancelled",
        "done": "done",
        "see": "See it in the Monitor",
    },
}


def writing(n: int) -> Text:
    return Text("正在写入第 {n} 张表", "Writing table {n}").format(n=n)


@pytest.fixture
def reader(browser: Browser, live_server: Any, language: str) -> Iterator[Page]:
    """An administrator of the town."""
    person = Client()
    zhang = get_user_model().objects.create_user("zhang")
    Assignment.objects.create(user=zhang, role=Role.ADMINISTRATOR, region="town")
    person.force_login(zhang)
    context = browser.new_context(base_url=live_server.url)
    context.add_cookies([{"name": "language", "value": language, "url": live_server.url}])
    context.add_cookies([{"name": "sessionid", "value": person.cookies["sessionid"].value, "url": live_server.url}])
    yield from watched(context, live_server.url)
    context.close()


@pytest.fixture
def job(reader: Page) -> Job:
    """Half done."""
    now = timezone.now()
    job = Job.objects.create(
        kind="release",
        arguments={"region": "town"},
        region="town",
        user=get_user_model().objects.get(username="zhang"),
        state=State.RUNNING,
        owner="w",
        attempt=1,
        started_at=now - timedelta(seconds=30),
        lease_until=now + timedelta(hours=1),
        done=10,
        total=20,
        message=writing(10),
    )
    LogLine.objects.create(job=job, attempt=1, sentence=Text("检查完毕：1,200 行，0 条提醒。", "Checked: 1,200 rows, 0 warnings."))
    return job


def change(job: Job, **values: Any) -> None:
    Job.objects.filter(pk=job.pk).update(**values)


def opened(page: Page, address: str) -> None:
    page.goto(address)
    page.wait_for_selector("html[data-ready]")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_whatever_the_state(reader: Page, job: Job, theme: str) -> None:
    reader.emulate_media(color_scheme=theme)
    ends = {"cause": writing(1), "details": "Traceback", "result": {"region": "town", "label": "R1", "hash": "0" * 64, "new": True}}
    for state in State:
        change(job, state=state, ended_at=timezone.now() if state in ("done", "failed", "cancelled") else None, **ends)
        for address in (f"/jobs/{job.pk}/", "/jobs/"):
            opened(reader, address)
            assert findings(reader) == []


def test_no_page_scrolls_sideways_on_a_phone(reader: Page, job: Job) -> None:
    reader.set_viewport_size({"width": 390, "height": 800})
    for address in (f"/jobs/{job.pk}/", "/jobs/"):
        reader.goto(address)
        assert reader.evaluate("document.documentElement.scrollWidth") <= 390


def test_the_page_follows_the_job_to_its_end(reader: Page, job: Job, language: str) -> None:
    words = WORDS[language]
    opened(reader, f"/jobs/{job.pk}/")
    reader.evaluate("window.same = true")
    expect(reader.locator("h1")).to_contain_text(words["half"])
    expect(reader.locator("#live-said")).to_contain_text("50%")
    expect(reader.locator("[data-reload]")).to_be_hidden()
    change(job, done=13, message=writing(13))
    LogLine.objects.create(job=job, attempt=1, sentence=writing(13))
    expect(reader.locator("h1")).to_contain_text("65%")
    expect(reader.locator(".lead")).to_contain_text("13")
    expect(reader.locator("#live-said")).to_contain_text("60%")
    expect(reader.locator("#job-log li")).to_have_count(2)
    result = {"region": "town", "label": "R1", "hash": "0" * 64, "new": True}
    change(job, state=State.DONE, ended_at=timezone.now(), done=20, result=result)
    expect(reader.locator("#live-said")).to_contain_text(words["done"])
    expect(reader.locator("#job-acts a.pri")).to_have_text(words["see"])
    expect(reader.locator("#job-acts button")).to_have_count(0)
    assert words["done"] in reader.title()
    assert reader.evaluate("window.same")
    asked: list[str] = []
    reader.on("request", lambda request: asked.append(request.url))
    reader.wait_for_timeout(2500)
    assert asked == []


def test_the_focus_stays_on_the_button_until_the_button_is_gone(reader: Page, job: Job) -> None:
    opened(reader, f"/jobs/{job.pk}/")
    button = reader.locator("#job-acts button")
    button.focus()
    change(job, done=14, message=writing(14))
    expect(reader.locator("h1")).to_contain_text("70%")
    expect(button).to_be_focused()
    change(job, state=State.CANCELLED, ended_at=timezone.now())
    expect(reader.locator("#job-acts button.pri")).to_be_focused()  # try again


def test_cancelling_by_keyboard(reader: Page, job: Job, language: str) -> None:
    opened(reader, f"/jobs/{job.pk}/")
    reader.get_by_role("button", name=WORDS[language]["cancel"]).focus()
    reader.keyboard.press("Enter")
    expect(reader.locator("h1")).to_contain_text(WORDS[language]["cancelling"])
    job.refresh_from_db()
    assert job.cancel_asked_at is not None


def test_a_site_that_does_not_answer_is_said_and_tried_again(reader: Page, job: Job) -> None:
    opened(reader, f"/jobs/{job.pk}/")
    reader.route(f"**/jobs/{job.pk}/", lambda route: route.fulfill(status=404, body=""))
    expect(reader.locator("#live-lost")).to_be_visible()
    reader.unroute(f"**/jobs/{job.pk}/")
    change(job, done=18, message=writing(18))
    expect(reader.locator("h1")).to_contain_text("90%", timeout=10_000)
    expect(reader.locator("#live-lost")).to_be_hidden()


def test_the_list_follows_too(reader: Page, job: Job) -> None:
    opened(reader, "/jobs/")
    expect(reader.locator("tbody tr")).to_contain_text("50%")
    change(job, done=15)
    expect(reader.locator("tbody tr")).to_contain_text("75%")


def test_without_scripts_a_link_reloads(browser: Browser, reader: Page, job: Job, live_server: Any) -> None:
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False, storage_state=reader.context.storage_state())
    page = context.new_page()
    page.goto(f"/jobs/{job.pk}/")
    change(job, done=15, message=writing(15))
    page.locator("[data-reload]").click()
    expect(page.locator("h1")).to_contain_text("75%")
    page.locator("#job-acts button").click()
    job.refresh_from_db()
    assert job.cancel_asked_at is not None
    context.close()
