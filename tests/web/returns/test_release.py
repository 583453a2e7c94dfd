"""From approved returns to a release: reproducible, traceable to the cell, untouched by later drafts."""

import hashlib

import polars as pl
import pytest

from junheng.releases import latest, releases_of, verify
from junheng.web.jobs.progress import JobFailed
from junheng.web.people.roles import Role
from junheng.web.returns import services
from junheng.web.returns.long_work import release_returns
from junheng.web.returns.models import Cell, Return, State

from .filling import GOOD, approved, change, fill


class Telling:
    """A progress that nobody watches."""

    kept = None

    def __init__(self):
        self.logged = []

    def set(self, done, total, message):
        pass

    def log(self, sentence):
        self.logged.append(sentence)

    def no_return(self):
        pass


@pytest.fixture
def folder(home):
    return home / "regions" / "town"


@pytest.fixture
def run(commission):
    """Release what is approved; the job's result."""

    def go(form="balance_yearly", period="2026", reason="年报"):
        job = services.release(commission, "town", form, period, reason)
        return release_returns(Telling(), **job.arguments)

    return go


def published(folder):
    """Hash of every file that was released."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted((folder / "releases").rglob("*"))
        if path.is_file()
    }


def test_a_release_has_the_returns_and_all_that_was_there(opened, school, county, commission, folder, run):
    before = latest(folder)
    approved(opened, school, county, commission)
    result = run()
    frozen = latest(folder)
    assert verify(releases_of(folder)[-1].path) == ()
    assert (result["label"], result["hash"], frozen.reason) == (frozen.label, frozen.hash, "年报")
    new = frozen.tables["observations"].filter(period="2026")
    assert dict(new.select("measure", "value").iter_rows()) == {
        address.split("/")[2]: float(value) for address, value in GOOD.items() if address.startswith("resources/")
    }
    assert frozen.tables["enrolment"].filter(period="2026")["pupils"].to_list() == [17] * 6
    for name in ("observations", "enrolment"):
        assert frozen.tables[name].filter(pl.col("period") < "2026").equals(before.tables[name])
    opened.refresh_from_db()
    assert (opened.state, opened.release_label, opened.release_hash) == (State.RELEASED, frozen.label, frozen.hash)


def test_a_figure_leads_to_its_cell(opened, school, county, commission, folder, run):
    approved(opened, school, county, commission)
    run()
    row = latest(folder).tables["observations"].filter(period="2026", measure="sports_area").row(0, named=True)
    assert (row["_file"], row["_sheet"], row["_row"], row["_column"]) == ("returns/balance_yearly/S1/2026", "resources", 1, "sports_area")
    ret = Return.objects.get(unit="S1")
    assert ret.path == row["_file"]
    assert Cell.objects.get(ret=ret, table=row["_sheet"], row="primary", column=row["_column"]).value == "800"
    assert "returns/balance_yearly/S1/2026" in {source.path for source in latest(folder).sources}


def test_a_job_that_runs_again_finds_its_release(opened, school, county, commission, folder):
    approved(opened, school, county, commission)
    job = services.release(commission, "town", "balance_yearly", "2026", "年报", once_key="click")
    first = release_returns(Telling(), **job.arguments)
    Return.objects.update(state=State.COMMISSION_APPROVED, release_hash="")  # killed before the returns learnt of it
    assert release_returns(Telling(), **job.arguments) == first
    assert release_returns(Telling(), **job.arguments) == first
    assert len(releases_of(folder)) == 2
    assert services.release(commission, "town", "balance_yearly", "2026", "年报", once_key="click") == job


def test_the_same_answers_give_the_same_bytes(opened, school, county, commission, folder, run, tmp_path, monkeypatch):
    from ..monitor import town

    approved(opened, school, county, commission)
    first = run()
    town.load(tmp_path / "again" / "regions" / "town", town.region())
    monkeypatch.setenv("JUNHENG_HOME", str(tmp_path / "again"))
    Return.objects.filter(pk=opened.pk).update(state=State.COMMISSION_APPROVED)
    assert run()["hash"] == first["hash"]


def test_a_correction_moves_no_published_byte_and_is_a_release_of_its_own(opened, school, county, commission, folder, run):
    approved(opened, school, county, commission)
    first = run()
    frozen = published(folder)
    again = services.correct(school, opened, "漏报一块场地")
    services.reopen(school, again, ["resources/primary/sports_area"])
    saved = services.save_cells(school, again, [change("resources/primary/sports_area", "900", 1)])
    assert list(saved.cells) == ["resources/primary/sports_area"]
    assert published(folder) == frozen
    services.submit(school, again)
    services.approve(county, again)
    assert set(Cell.objects.filter(ret=again).exclude(column="sports_area").values_list("state", flat=True)) == {"commission_approved"}
    services.approve(commission, again)
    second = run(reason="订正")
    assert second["hash"] != first["hash"]
    assert {name: digest for name, digest in published(folder).items() if name in frozen and not name.endswith(".lock")} == {
        name: digest for name, digest in frozen.items() if not name.endswith(".lock")
    }
    row = latest(folder).tables["observations"].filter(period="2026", measure="sports_area").row(0, named=True)
    assert (row["value"], row["_file"]) == (900, "returns/balance_yearly/S1/2026/2")
    assert [s.path for s in latest(folder).sources if s.path.startswith("returns/")] == ["returns/balance_yearly/S1/2026/2"]


def test_only_what_is_released_is_corrected(opened, school):
    with pytest.raises(services.WrongState):
        services.correct(school, opened, "漏报一块场地")


def test_what_is_not_approved_stays_out(opened, school, commission, folder):
    fill(school, opened, GOOD)
    with pytest.raises(services.ReturnError, match="No return is approved"):
        services.release(commission, "town", "balance_yearly", "2026", "年报")


def test_only_who_may_release_the_whole_region_does(opened, actor):
    with pytest.raises(services.NotAllowed):
        services.release(actor(Role.COUNTY, area="01"), "town", "balance_yearly", "2026", "年报")
    with pytest.raises(services.NotAllowed):
        services.release(actor(Role.ADMINISTRATOR, area="01"), "town", "balance_yearly", "2026", "年报")


def test_a_return_that_went_back_stops_the_job(opened, school, county, commission, folder):
    approved(opened, school, county, commission)
    job = services.release(commission, "town", "balance_yearly", "2026", "年报")
    services.send_back(commission, opened, {"resources/primary/books": "请核实"})
    with pytest.raises(JobFailed):
        release_returns(Telling(), **job.arguments)
    assert len(releases_of(folder)) == 1
