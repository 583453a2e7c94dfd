"""A planner writes the summary: begin from the template, change its words, see it beside, take the Word file; wide and narrow."""

import io
import os
from pathlib import Path

import docx
import pytest
from django.contrib.auth.models import User
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from junheng.packs import load
from junheng.releases import freeze
from junheng.tables import read_region
from junheng.web.people.models import Assignment
from junheng.web.people.roles import Role

from ..data import town_files
from .accessibility import findings
from .conftest import watched


@pytest.fixture
def planner(browser: Browser, live_server, language, tmp_path, monkeypatch, transactional_db):
    monkeypatch.setenv("JUNHENG_HOME", os.fspath(tmp_path))
    found = town_files.write(tmp_path / "regions" / "town")
    freeze(read_region(found, load("education_cn/hq2017").vocabulary), found, reason="the first")
    user = User.objects.create_user("planner")
    Assignment.objects.create(user=user, role=Role.PLANNER, region="town")
    client = Client()
    client.force_login(user)
    context = browser.new_context(base_url=live_server.url, accept_downloads=True)
    session = client.cookies["sessionid"].value
    context.add_cookies(
        [{"name": name, "value": value, "url": live_server.url} for name, value in (("language", language), ("sessionid", session))]
    )
    yield from watched(context, live_server.url)
    context.close()


def test_from_template_to_word_file(planner: Page, width: int) -> None:
    planner.set_viewport_size({"width": width, "height": 900})
    for address in ("/summaries/", "/summaries/town/new/"):
        planner.goto(address)
        assert findings(planner) == []
        assert planner.evaluate("document.documentElement.scrollWidth <= innerWidth")
    planner.locator("form.form .btn.pri").click()
    expect(planner.locator(".official .fig").first).to_be_visible()
    assert findings(planner) == []
    assert planner.evaluate("document.documentElement.scrollWidth <= innerWidth")
    planner.fill("#template", planner.input_value("#template") + "\n本年新建学校3所。\n")
    planner.locator(".editor .btn.pri").click()
    expect(planner.locator(".official")).to_contain_text("本年新建学校3所")
    with planner.expect_download() as download:
        planner.locator(".head .acts a").first.click()
    file = docx.Document(io.BytesIO(Path(download.value.path()).read_bytes()))
    assert any("本年新建学校3所" in paragraph.text for paragraph in file.paragraphs)
