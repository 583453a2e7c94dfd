"""The draw hall on a projector, a phone and paper: keys, replay, numbers as they are typed, and no script at all."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from junheng.certificates import read_listing, seals_text
from junheng.draw import typed_sources
from junheng.examples.rosters import FOLDER
from junheng.packs import load
from junheng.releases import freeze
from junheng.reports.draws import Drawing, Sealing, engine_of
from junheng.tables import read_region
from junheng.web.admission.models import Draw, State
from junheng.web.people.models import Assignment
from junheng.web.people.roles import Role

from ..admission.staged import DRAWN_AT, SEALED_AT, made, staged
from ..data import town_files
from .accessibility import findings
from .conftest import watched


@pytest.fixture
def officer(
    browser: Browser, live_server: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str, request: pytest.FixtureRequest
) -> Iterator[Page]:
    """The officer of the school S1; `indirect` False is a browser without scripts."""
    monkeypatch.setenv("JUNHENG_HOME", os.fspath(tmp_path))
    found = town_files.write(tmp_path / "regions" / "town")
    freeze(read_region(found, load("education_cn/hq2017").vocabulary), found, reason="首次发布")
    client = Client()
    user = get_user_model().objects.create_user("school")
    Assignment.objects.create(user=user, role=Role.SCHOOL, region="town", area="01", unit="S1")
    client.force_login(user)
    context = browser.new_context(
        base_url=live_server.url, viewport={"width": 1920, "height": 1080}, java_script_enabled=getattr(request, "param", True)
    )
    cookies = {"language": language, "sessionid": client.cookies["sessionid"].value}
    context.add_cookies([{"name": name, "value": value, "url": live_server.url} for name, value in cookies.items()])
    yield from watched(context, live_server.url)
    context.close()


def grade() -> Draw:
    """The shipped entry grade of 268, drawn."""
    folder = FOLDER / "entry-grade-synthetic"
    rules = (folder / "rules.toml").read_text(encoding="utf-8")
    engine = engine_of(rules)
    people = engine.prepared({"list": read_listing(folder / "roster.csv")})
    sealed = engine.seal(rules, people, Sealing(SEALED_AT))
    sources = typed_sources(engine.sources(rules), [("hall", "07-19-23-31-02"), ("lottery", "407")], at=DRAWN_AT)
    certificate = engine.certify(Drawing(rules, people, sealed, sources))
    return staged(
        "drawn", certificate=certificate.to_json(), seals_text=seals_text(sealed), rules=rules, title=certificate.title, synthetic=True
    )


def visible_classes(page: Page) -> list[str]:
    return [each.get_attribute("data-screen") or "" for each in page.locator("[data-screen]").all() if each.is_visible()]


def later(page: Page) -> int:
    return page.locator(".later").count()


@pytest.mark.parametrize("language", ["en"])
def test_keys_turn_classes_and_replay_from_the_certificate(officer: Page) -> None:
    officer.goto(f"/admission/town/{grade().key}/hall/")
    assert visible_classes(officer) == ["1"]
    assert later(officer) == 0
    officer.keyboard.press("ArrowRight")
    assert visible_classes(officer) == ["2"]
    officer.keyboard.press("ArrowLeft")
    officer.keyboard.press("ArrowLeft")
    assert visible_classes(officer) == ["6"]
    officer.get_by_role("button", name="Class 3").click()
    assert visible_classes(officer) == ["3"]
    before = officer.locator("main").inner_text()
    officer.keyboard.press("r")
    assert visible_classes(officer) == []
    expect(officer.locator(".rail [aria-current]")).to_have_text("Seal")
    expect(officer.locator("#seed")).not_to_be_visible()
    for shown in ("#seed", "#solve", "#certify", "#verify", "#explain"):
        officer.keyboard.press("PageDown")
        expect(officer.locator(shown)).to_be_visible()
    expect(officer.get_by_role("button", name="Next step")).to_be_disabled()
    officer.keyboard.press("PageUp")
    assert later(officer) == 1
    officer.get_by_role("link", name="Explain").click()
    officer.get_by_role("button", name="Class 3").click()
    assert officer.locator("main").inner_text() == before


@pytest.mark.parametrize("language", ["zh-hans"])
def test_numbers_become_balls_as_they_are_typed(officer: Page) -> None:
    draw = staged("sealed")
    officer.goto(f"/admission/town/{draw.key}/hall/")
    officer.locator("#value-hall").fill("０７、１９ 23，31 02")
    expect(officer.locator("[data-balls] >> nth=0").locator("li")).to_have_text(["07", "19", "23", "31", "02"])
    officer.locator("#value-hall").press("r")  # a letter typed is a letter
    expect(officer.locator("#value-hall")).to_have_value("０７、１９ 23，31 02r")
    officer.locator("#value-hall").fill("07 19 23")
    officer.locator("#value-lottery").fill("40771")
    officer.locator("[data-form] button").dblclick()
    expect(officer.locator(".rail [aria-current]")).to_have_text("种子")
    assert officer.locator("#seed .balls").first.locator("li").all_inner_texts() == ["07", "19", "23"]
    draw.refresh_from_db()
    assert draw.state == State.DRAWN


@pytest.mark.parametrize("language", ["en"])
def test_the_screen_on_the_wall_goes_on_by_itself(officer: Page) -> None:
    draw = staged("sealed")
    Assignment.objects.update(role=Role.AUDITOR, area="", unit="")
    officer.goto(f"/admission/town/{draw.key}/hall/")
    expect(officer.get_by_role("status")).to_contain_text("awaited")
    Draw.objects.filter(pk=draw.pk).update(certificate=made()[2].to_json(), state=State.DRAWN, drawn_at=DRAWN_AT)
    expect(officer.locator(".rail [aria-current]")).to_have_text("Seed", timeout=10_000)


@pytest.mark.parametrize("language", ["zh-hans"])
@pytest.mark.parametrize("officer", [False], indirect=True)
def test_without_scripts_everything_is_on_the_page(officer: Page) -> None:
    officer.goto(f"/admission/town/{grade().key}/hall/")
    assert visible_classes(officer) == ["1", "2", "3", "4", "5", "6"]
    expect(officer.locator("#explain")).to_be_visible()
    expect(officer.locator("[data-do=replay]")).not_to_be_visible()


@pytest.mark.parametrize(("across", "down"), [(1280, 720), (1920, 1080), (3840, 2160)])
def test_one_screen_holds_it(officer: Page, across: int, down: int) -> None:
    officer.set_viewport_size({"width": across, "height": down})
    officer.goto(f"/admission/town/{grade().key}/hall/")
    assert officer.evaluate("document.documentElement.scrollHeight <= innerHeight + 1")
    assert officer.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_it_is_clean_in_both_themes_and_sizes(officer: Page) -> None:
    for size in ((1920, 1080), (390, 844)):
        officer.set_viewport_size({"width": size[0], "height": size[1]})
        for scheme in ("light", "dark"):
            officer.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            for draw in (staged("draft"), staged("sealed"), grade()):
                officer.goto(f"/admission/town/{draw.key}/hall/")
                assert findings(officer, colours=scheme == "dark") == [], f"{draw.state}, {size}, {scheme}"
                assert officer.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{draw.state}, {size}"
