"""What serves an item: found on this site, or named; removed, and brought back."""

import pytest

from junheng.web.plans.models import Item, Link


@pytest.fixture
def item(plan):
    return Item.objects.get(place=1)


def send(planner, item, **form):
    return planner.post(f"{item.get_absolute_url()}link/", form)


def test_an_address_and_a_number(planner, item):
    for _click in range(2):
        send(planner, item, label="批复", reference="成教〔2026〕3号")
    send(planner, item, label="招标公告", reference="https://example.org/1")
    assert [(link.label, link.url) for link in item.links.all()] == [("批复", ""), ("招标公告", "https://example.org/1")]
    page = planner.get(item.get_absolute_url()).content.decode()
    assert 'href="https://example.org/1"' in page
    assert "成教〔2026〕3号" in page


def test_something_of_this_site_is_found_by_its_name(planner, item):
    page = planner.get(f"{item.get_absolute_url()}?find=加强督导").content.decode()
    assert 'name="reference" value="/plans/town/' in page


@pytest.mark.parametrize(
    "reference", ["", "javascript:alert(1)", " JavaScript:alert(1)", "java\tscript:alert(1)", "//elsewhere.org", "data:text/html,x"]
)
def test_what_would_run_or_lead_astray_is_refused(planner, item, reference):
    assert send(planner, item, label="x", reference=reference).status_code == 422
    assert Link.objects.count() == 0


def test_removing_says_so_and_can_be_undone(planner, item):
    send(planner, item, label="批复", reference="1号")
    page = planner.post(f"{item.get_absolute_url()}link/", {"remove": item.links.get().pk}, follow=True).content.decode()
    assert Link.objects.count() == 0
    assert "Undo" in page
    send(planner, item, label="批复", reference="1号")
    assert Link.objects.count() == 1


def test_a_county_adds_none(county, item):
    assert send(county, item, label="x", reference="y").status_code in (403, 404)
