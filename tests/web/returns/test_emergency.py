"""A daily return of counties goes into a release, one unit for each county, and the daily brief is written from it."""

import pytest

from junheng.packs import load, report_templates
from junheng.releases import latest
from junheng.reports import FigureId, trace
from junheng.reports.summary import read_template, write_summary
from junheng.web.people.roles import Role
from junheng.web.returns import services
from junheng.web.returns.long_work import release_returns
from junheng.web.returns.models import Return

from .filling import explain_all, fill
from .test_release import Telling

SCHOOLS = ("affected", "checked", "closed", "reopened", "area_a", "area_b", "area_c", "area_d")
PEOPLE = ("killed", "injured", "moved", "back", "sent", "tents")
DAYS = {"2026-11-01": {"01": (5, 4), "02": (2, 2)}, "2026-11-02": {"01": (7, 3), "02": (2, 1)}}  # affected and closed so far


@pytest.fixture
def days(commission, actor, home):
    """Two days of an earthquake, released one after the other; the folder of the region."""
    for day, counties in DAYS.items():
        services.open_returns(commission, "town", "emergency_daily", day)
        for area, (affected, closed) in counties.items():
            clerk = actor(Role.COUNTY, area=area, name=f"clerk-{area}")
            values = {f"schools/{row}/{column}": "1" for row in ("today", "total") for column in SCHOOLS}
            values |= {f"people/{row}/{column}": "0" for row in ("today", "total") for column in PEOPLE}
            values |= {"schools/total/affected": str(affected), "schools/total/closed": str(closed), "measures/brief/taken": "已停用"}
            ret = Return.objects.get(form="emergency_daily", area=area, period=day)
            fill(clerk, ret, values)
            silent = [services.Change("measures", "brief", name, "", 0, nothing=True) for name in ("situation", "needed")]
            services.save_cells(clerk, ret, silent)
            explain_all(clerk, ret)
            services.submit(clerk, ret)
            services.approve(commission, ret)
        job = services.release(commission, "town", "emergency_daily", day, "快报")
        release_returns(Telling(), **job.arguments)
    return home / "regions" / "town"


def test_a_county_stands_in_the_release_as_a_unit_with_what_it_said_so_far(days):
    release, pack = latest(days), load("education_cn/hq2017")
    found = trace(release, pack, FigureId.read("total:0:all:schools_affected:2026-11-02"))
    assert found.value == 7 + 2
    assert {(part.name, part.value) for part in found.parts} == {("东县教育局", 7.0), ("西县教育局", 2.0)}
    assert set(found.rows["file"]) == {"returns/emergency_daily/01/2026-11-02", "returns/emergency_daily/02/2026-11-02"}
    assert set(found.rows["column"]) == {"affected"}


def test_the_brief_says_what_is_so_far_and_what_changed_since_the_day_before(days):
    release, pack = latest(days), load("education_cn/hq2017")
    brief = write_summary(read_template(report_templates(pack.name)["emergency-brief"]), release, pack)
    assert brief.period == "2026-11-02"
    assert "受影响学校9所（增加2所）" in brief.text
    assert "停课学校4所（减少2所）" in brief.text


def test_the_yearly_figures_stay_as_they_were(days):
    release, pack = latest(days), load("education_cn/hq2017")
    yearly = trace(release, pack, FigureId.read("count:0:primary:all:2025"))
    assert yearly.value == 7


def test_the_next_day_is_compared_with_what_was_released(days, commission):
    services.open_returns(commission, "town", "emergency_daily", "2026-11-03")
    ret = Return.objects.get(area="01", period="2026-11-03")
    assert services.describe(ret)["context"]["last"]["schools/total/affected"] == "7"
