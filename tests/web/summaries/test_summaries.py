"""From a template to a final summary: figures traced, hand-typed ones counted, doubts said, a newer release named."""

import html
import os
import re

import pytest
from django.contrib.auth.models import User
from django.test import Client

from junheng.packs import load
from junheng.releases import freeze
from junheng.tables import read_region
from junheng.web.people.models import Assignment
from junheng.web.people.roles import Role
from junheng.web.plans.models import Item, Plan, Target
from junheng.web.summaries.models import Summary

from ..data import town_files
from ..monitor.town import SPORTS

PACK = "education_cn/hq2017"
HEAD = '+++\ntitle = "{region}总结"\n+++\n'


@pytest.fixture
def town(tmp_path, monkeypatch, db):
    monkeypatch.setenv("JUNHENG_HOME", os.fspath(tmp_path))
    found = town_files.write(tmp_path / "regions" / "town")
    freeze(read_region(found, load(PACK).vocabulary), found, reason="the first")
    return found


@pytest.fixture
def planner(town):
    user = User.objects.create_user("planner")
    Assignment.objects.create(user=user, role=Role.PLANNER, region="town")
    client = Client(headers={"accept-language": "en"})
    client.force_login(user)
    return client


@pytest.fixture
def summary(planner):
    assert planner.post("/summaries/town/new/", {"template": "balance-report", "release": "R1"}).status_code == 302
    return Summary.objects.get()


def save(planner, summary, text, **more):
    summary.refresh_from_db()
    return planner.post(f"{summary.get_absolute_url()}save/", {"version": summary.version, "template": text, **more})


def close(planner, summary, **more):
    summary.refresh_from_db()
    return planner.post(f"{summary.get_absolute_url()}final/", {"version": summary.version, **more})


def test_a_template_is_written_out_with_links_to_traces(planner, summary):
    page = planner.get(summary.get_absolute_url()).content.decode()
    assert re.search(r"with its trace</span> \d{2,}<", page)
    assert "/monitor/town/trace/comprehensive:" in page


def test_what_is_typed_by_hand_is_counted_and_has_to_be_looked_at(planner, summary):
    save(planner, summary, HEAD + "新建学校3所。\n")
    page = planner.get(summary.get_absolute_url()).content.decode()
    assert "by hand, untraced</span> 1<" in page
    assert '<span class="fig typed" tabindex="0" title="Typed by hand: it has no trace.">3所</span>' in page
    assert close(planner, summary).status_code == 422
    close(planner, summary, reason="counted by the building office")
    summary.refresh_from_db()
    assert (summary.final_at is not None, summary.reason) == (True, "counted by the building office")


def test_a_typed_figure_with_its_source_needs_no_reason(planner, summary):
    save(planner, summary, HEAD + "新建学校{typed 3所|基建处台账}。\n")
    page = planner.get(summary.get_absolute_url()).content.decode()
    assert "by hand, with a source</span> 1<" in page
    assert "by hand, untraced</span> 0<" in page
    assert close(planner, summary).status_code == 302


def test_the_outline_counts_figures_and_doubts_below_each_heading(planner, summary):
    save(
        planner,
        summary,
        HEAD + "# 一、甲\n{count all all bare}所、{count all all bare}所\n# 二、乙\n招生500人，其中男生260人，女生260人。\n",
    )
    page = planner.get(summary.get_absolute_url()).content.decode()
    outline = re.findall(r"<span>(.、.)</span>(<span class=\"mark\")?.*?<span class=\"n\">(\d+)<", page)
    assert [(title, bool(doubt), figures) for title, doubt, figures in outline] == [("一、甲", False, "2"), ("二、乙", True, "0")]


def test_the_live_paper_is_only_what_changes(planner, summary):
    answer = save(planner, summary, HEAD + "好{count all all bare}。\n", preview="live")
    assert (answer.status_code, b"<html" in answer.content, b'id="shown"' in answer.content) == (200, False, True)
    assert save(planner, summary, HEAD + "{nonsense}\n", preview="live").status_code == 422


def test_figures_are_picked_by_words_with_their_values(planner, summary):
    address = f"{summary.get_absolute_url()}pick/"
    page = planner.get(address, {"q": "primary sports_area cv"}).content.decode()
    assert 'data-insert="{cv primary sports_area}"' in page
    assert "{growth mean primary sports_area}" in planner.get(address, {"q": "primary sports mean", "as": "growth"}).content.decode()
    assert "No figure fits" in planner.get(address, {"q": "unicorns"}).content.decode()


def test_a_summary_of_one_area_and_an_earlier_period(planner):
    planner.post("/summaries/town/new/", {"template": "balance-report", "release": "R1", "area": "02", "period": "2025"})
    assert Summary.objects.get().area == "02"
    assert planner.post("/summaries/town/new/", {"template": "balance-report", "release": "R9"}).status_code == 422


def test_a_double_click_begins_one_summary(planner):
    for _click in range(2):
        planner.post("/summaries/town/new/", {"template": "balance-report", "release": "R1"})
    assert Summary.objects.count() == 1


def test_a_draft_is_discarded_for_a_reason_and_a_final_one_is_not(planner, summary):
    address = f"{summary.get_absolute_url()}discard/"
    assert planner.post(address, {"why": " "}).status_code == 422
    assert close(planner, summary, reason="as the office wants it").status_code == 302
    assert planner.post(address, {"why": "begun by mistake"}).status_code == 422
    close(planner, summary, reopen="1")
    assert planner.post(address, {"why": "begun by mistake"}).status_code == 302
    assert not Summary.objects.exists()


def test_the_list_is_sorted_filtered_and_taken_away(planner, summary):
    assert summary.title in planner.get("/summaries/?state=draft").content.decode()
    assert summary.title not in planner.get("/summaries/?state=final").content.decode().split("<tbody")[-1]
    assert planner.get("/summaries/?format=xlsx")["Content-Type"].endswith("sheet")


def test_doubts_of_the_checker_stand_on_the_page(planner, summary):
    save(planner, summary, HEAD + "招生500人，其中男生260人，女生260人。\n")
    page = planner.get(summary.get_absolute_url()).content.decode()
    assert "doubtful</span> 1<" in page
    assert 'class="fig doubt"' in page


def test_a_wrong_field_is_refused_by_line_and_the_text_stays(planner, summary):
    answer = save(planner, summary, HEAD + "{cv primary nothing}\n")
    assert answer.status_code == 422
    assert "Line 4" in answer.content.decode()
    assert "{cv primary nothing}" in answer.content.decode()
    summary.refresh_from_db()
    assert "nothing" not in summary.template


def test_a_preview_is_not_saved(planner, summary):
    assert "not saved" in save(planner, summary, HEAD + "好。\n", preview="1").content.decode()
    summary.refresh_from_db()
    assert "好。" not in summary.template


def test_an_older_page_does_not_overwrite_and_a_final_one_is_closed(planner, summary):
    assert save(planner, summary, HEAD + "甲。\n").status_code == 302
    assert planner.post(f"{summary.get_absolute_url()}save/", {"version": "1", "template": HEAD + "乙。\n"}).status_code == 422
    close(planner, summary)
    assert save(planner, summary, HEAD + "丙。\n").status_code == 422
    summary.refresh_from_db()
    assert "甲。" in summary.template


def test_closing_twice_is_closing_once_and_never_closes_what_nobody_saw(planner, summary):
    save(planner, summary, HEAD + "甲。\n")
    assert planner.post(f"{summary.get_absolute_url()}final/", {"version": "1"}).status_code == 422
    for _click in range(2):
        assert close(planner, summary).status_code == 302
    summary.refresh_from_db()
    assert summary.final_at is not None
    close(planner, summary, reopen="1")
    summary.refresh_from_db()
    assert (summary.final_at, "甲。" in summary.template) == (None, True)


@pytest.mark.parametrize("kind", ["docx", "pdf", "html", "json"])
def test_every_file_is_the_same_twice(planner, summary, kind):
    one, other = (planner.get(f"{summary.get_absolute_url()}summary.{kind}") for _time in range(2))
    assert one.status_code == 200
    assert one.content == other.content


def test_a_newer_release_says_which_figures_would_move(planner, summary, town):
    town_files.workbook(town / "2025.xlsx", 2025, changed={"E5": round(SPORTS[town_files.SCHOOLS[2]][2] * 1.05)})
    freeze(read_region(town, load(PACK).vocabulary), town, reason="corrected")
    page = planner.get(summary.get_absolute_url()).content.decode()
    assert "Release R2 is newer, and writes" in page


def test_a_figure_is_held_against_itself_where_the_newer_release_writes_others_before_it():
    from junheng.reports.figure import FigureId
    from junheng.reports.summary import Figure, Paragraph
    from junheng.reports.summary import Summary as Document
    from junheng.web.summaries.written import _by_figures

    one, other = (FigureId("cv", area, "primary", "sports_area", "2025") for area in ("A", "B"))
    old = Document("", "", "", "2025", "", "", False, (Paragraph((Figure("0.3", (one,)), Figure("0.3", (one,)))),))
    new = Document("", "", "", "2025", "", "", False, (Paragraph((Figure("0.9", (other,)), Figure("0.3", (one,)), Figure("0.3", (one,)))),))
    assert _by_figures(old).items() <= _by_figures(new).items()


def test_a_goal_of_the_regions_plan_is_picked_with_what_the_front_matter_needs(planner, summary):
    plan = Plan.objects.create(region="town", title="年度“计划”\n", begins="2025-01-01", due="2025-12-31")
    item = Item.objects.create(plan=plan, place=7, number="7", title="扩充学位", text="扩充学位")
    for figure, confirmed in (("total:0:primary:pupils", True), ("total:0:primary:books", True), ("total:0:primary:pupils", None)):
        Target.objects.create(item=item, value=1000, comparison=">=", words="在校生达到1000人", confirmed=confirmed, figure=figure)
    target = Target.objects.first()
    page = html.unescape(planner.get(f"{summary.get_absolute_url()}pick/", {"q": "1000"}).content.decode())
    assert f"{{goal item7_{target.pk}}}" in page
    assert f'[goal.item7_{target.pk}]\nfigure = "total primary pupils @0"\nat_least = 1000\n' in page
    front = re.search(r'data-front="(\[goal.*?)" hidden', page, re.DOTALL)[1]
    save(planner, summary, f'+++\ntitle = "题"\n{front}+++\n完成{{completion item7_{target.pk}}}。\n')
    shown = planner.get(summary.get_absolute_url()).content.decode()
    assert re.search(r">90\.0%</a>", shown), "900 pupils of 1000"
