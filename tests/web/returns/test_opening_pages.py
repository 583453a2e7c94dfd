"""Forms as pages, and opening them for a period."""

import pytest

from junheng.web.returns.models import Return

from .test_board import signed_in

__all__ = ["signed_in"]
OPEN = "/returns/board/town/open/"


def test_every_form_of_the_pack_is_a_page(commission, signed_in):
    client = signed_in(commission)
    listed = client.get("/returns/forms/").content.decode()
    for form in ("balance_yearly", "class_sizes", "emergency_daily", "kindergartens"):
        assert f"/returns/forms/town/{form}/" in listed
        assert client.get(f"/returns/forms/town/{form}/").status_code == 200
    assert client.get("/returns/forms/town/nothing/").status_code == 404


def test_a_form_tells_tables_columns_checks_and_source(commission, signed_in):
    page = signed_in(commission, "zh-hans").get("/returns/forms/town/balance_yearly/").content.decode()
    for words in ("分年级在校生", "骨干教师不能多于专任教师", "teachers_backbone &lt;= teachers", "教督〔2017〕6号", "全校共用", "18:00"):
        assert words in page
    daily = signed_in(commission).get("/returns/forms/town/emergency_daily/").content.decode()
    assert "computed: area_a + area_b + area_c + area_d" in daily
    assert "The row “So far” goes into the release" in daily
    assert "goes into no release" in daily, "words about the situation are kept, and no figures"


def test_who_will_get_one_is_seen_before_and_counted(commission, signed_in):
    client = signed_in(commission)
    page = client.get(f"{OPEN}?form=balance_yearly&period=2026")
    found = page.context["preview"]
    assert (found.new, found.present, found.areas, found.last) == (7, 0, (("东县", 3), ("西县", 4)), "2025")
    answer = client.post(OPEN, {"form": "balance_yearly", "period": "2026", "count": "7"})
    assert answer.headers["Location"] == "/returns/board/town/?form=balance_yearly&period=2026"
    assert Return.objects.count() == 7
    assert client.post(OPEN, {"form": "balance_yearly", "period": "2026", "count": "7"}).status_code == 302  # a second click
    assert Return.objects.count() == 7


def test_a_count_that_is_no_longer_right_opens_nothing(commission, signed_in):
    page = signed_in(commission).post(OPEN, {"form": "balance_yearly", "period": "2026", "count": "5"})
    assert page.status_code == 422
    assert "has changed" in page.content.decode()
    assert not Return.objects.exists()


def test_a_period_of_another_kind_is_refused_and_stays_typed(commission, signed_in):
    page = signed_in(commission).get(f"{OPEN}?form=balance_yearly&period=2026-09")
    assert page.status_code == 422
    assert 'value="2026-09"' in page.content.decode()


def test_without_a_period_the_one_that_has_begun_is_proposed(commission, signed_in):
    page = signed_in(commission).get(f"{OPEN}?form=emergency_daily")
    assert page.context["period"].count("-") == 2
    assert page.context["preview"].new == 2


def test_only_who_manages_the_whole_region_opens(actor, county, signed_in):
    from junheng.web.people.roles import Role

    for someone in (county, actor(Role.ADMINISTRATOR, area="01"), actor(Role.AUDITOR)):
        assert signed_in(someone).get(OPEN).status_code == 404


DUE = "/returns/board/town/due/?form=balance_yearly&period=2026"


def test_the_commission_sets_another_date_for_one_county(opened, commission, county, signed_in):
    client = signed_in(commission)
    assert 'value="2026-10-15T18:00"' in client.get(DUE).content.decode()
    assert client.post(DUE, {"due": "2030-01-15T18:00", "area": "01"}).status_code == 302
    assert "3 returns have a new date." in client.get("/returns/board/town/").content.decode()
    assert Return.objects.filter(due_at__year=2030).count() == 3
    for wrong in ("", "soon", "1999-01-01T08:00"):
        page = client.post(DUE, {"due": wrong, "area": ""})
        assert page.status_code == 422
    assert Return.objects.filter(due_at__year=2030).count() == 3
    assert signed_in(county).get(DUE).status_code == 404


@pytest.fixture(autouse=True)
def _loaded(home):
    """The town."""
