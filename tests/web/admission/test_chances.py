"""Chances on the page of the checks: counted by a job, once for each state of the draw, and taken away as files."""

import io

import openpyxl
import pytest

from junheng.engines.classes import chances as counting
from junheng.web.admission.chances_job import count_chances
from junheng.web.jobs.models import Job
from junheng.web.jobs.progress import JobFailed

from .test_flow import text_of


class Silent:
    """A job's progress that nobody watches."""

    def set(self, done, total, message):
        assert 0 < done <= total


@pytest.fixture
def few(monkeypatch):
    monkeypatch.setattr(counting, "DEFAULT_SEEDS", counting.LEAST_SEEDS)


def test_chances_are_counted_by_a_job_and_shown(play, few):
    play.prepared()
    assert "Count the chances" in text_of(play.get("checks/"))
    assert play.get("chances.json").status_code == 404
    for _ in range(2):  # a double click
        assert play.post("chances/").status_code == 302
    job = Job.objects.get(kind="chances")
    assert count_chances(Silent(), **job.arguments) == {"region": "town", "draw": play.draw.key, "seeds": 100}
    play.draw.refresh_from_db()
    shown = text_of(play.get("checks/"))
    assert "100 seeds follow from the published base" in shown
    assert "Count again" in shown
    assert play.get("chances.json").json()["seeds"] == 100
    book = openpyxl.load_workbook(io.BytesIO(play.get("chances.xlsx").content))
    codes = {row[0] for row in book["pupils"].iter_rows(values_only=True)}
    own = [line.split(",")[0] for line in play.draw.lists["list"].splitlines()[1:]]
    assert set(own) <= codes
    assert not any(code in play.get("chances.json").content.decode() for code in own)


def test_a_sealed_draw_is_counted_from_its_seal(play, few):
    play.prepared().sealed()
    play.post("chances/")
    count_chances(Silent(), **Job.objects.get(kind="chances").arguments)
    play.draw.refresh_from_db()
    assert play.draw.chances["base"] == play.draw.chances["seal"] == play.draw.seals[-1].digest


def test_what_was_changed_meanwhile_is_not_overwritten(play, few):
    play.prepared()
    play.post("chances/")
    arguments = Job.objects.get(kind="chances").arguments
    play.sealed()
    with pytest.raises(JobFailed):
        count_chances(Silent(), **arguments)
