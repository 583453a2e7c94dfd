"""A town with one release, people who may do different things with its draws, and rosters as browsers send them."""

import os

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from junheng.packs import load
from junheng.releases import freeze
from junheng.tables import read_region
from junheng.web.admission.models import Draw
from junheng.web.people.models import Assignment
from junheng.web.people.roles import Role

from ..data import town_files

HEAD = "报名号,姓名,性别,出生日期,监护人,幼儿园\n"


def roster_text(pupils=24):
    """A roster of an entry grade: two likely twins, everyone else told apart."""
    rows = []
    for n in range(pupils - 2):
        name = f"{'赵钱孙李周吴郑王'[n % 8]}{'甲乙丙丁戊己庚辛壬癸'[n % 10]}{'子丑寅卯辰巳'[n % 6]}"
        rows.append(f"B{n:04},{name},{'男' if n % 2 else '女'},2020-0{1 + n % 9}-{10 + n},家长{n},{'东' if n % 3 else '西'}园")
    rows += [f"B90{n},冯天{name},女,2020-05-05,冯大山,东园" for n, name in enumerate(("睿", "智"))]
    return HEAD + "\n".join(rows) + "\n"


@pytest.fixture
def town(tmp_path, monkeypatch, db):
    """The town in a home of its own, with one release."""
    monkeypatch.setenv("JUNHENG_HOME", os.fspath(tmp_path))
    found = town_files.write(tmp_path / "regions" / "town")
    freeze(read_region(found, load("education_cn/hq2017").vocabulary), found, reason="the first")
    return found


def person(name, role, area="", unit=""):
    user = User.objects.create_user(name)
    Assignment.objects.create(user=user, role=role, region="town", area=area, unit=unit)
    client = Client(headers={"accept-language": "en"})
    client.force_login(user)
    return client


@pytest.fixture
def school(town):
    """The officer of the school S1."""
    return person("school", Role.SCHOOL, "01", "S1")


@pytest.fixture
def auditor(town):
    """Someone who sees everything and changes nothing."""
    return person("auditor", Role.AUDITOR)


def sent(text, name="roster.csv", encoding="utf-8"):
    return SimpleUploadedFile(name, text.encode(encoding))


class Play:
    """A draw as one person plays it through the pages."""

    def __init__(self, client, kind="classes"):
        self.client = client
        response = client.post("/admission/town/new/", {"title": "S1 Grade 1, 2026", "kind": kind, "place": "01/S1"})
        assert response.status_code == 302, response.content.decode()
        self.draw = Draw.objects.get()

    def at(self, page=""):
        return f"/admission/town/{self.draw.key}/{page}"

    def get(self, page="", **query):
        return self.client.get(self.at(page), query)

    def post(self, page, **fields):
        self.draw.refresh_from_db()
        response = self.client.post(self.at(page), {"version": self.draw.version, **fields})
        self.draw.refresh_from_db()
        return response

    def prepared(self, **changes):
        """Everything before the seal."""
        assert self.post("list/", table=sent(roster_text(), encoding="gbk")).status_code == 302
        assert self.post("rules/", **(rules() | changes)).status_code == 302
        return self

    def sealed(self):
        assert self.post("seal/").status_code == 302
        return self

    def drawn(self):
        assert self.post("numbers/", **NUMBERS).status_code == 302
        return self


NUMBERS = {"value-hall": "０７、１９ 23，31 02", "value-lottery": "40771"}


def rules(**changes):
    sources = {"source-1-name": "hall", "source-1-label": "balls", "source-2-name": "lottery", "source-2-fallback": "the next issue"}
    return {"do": "form", "mode": "entry-grade", "classes": "3", "sex": "sex", "traits": ["幼儿园"], **sources} | changes


@pytest.fixture
def play(school, monkeypatch):
    """A draw of classes at S1; its clock goes on by a minute at every look, so that no test waits."""
    from datetime import timedelta

    from django.utils import timezone

    from junheng.web.admission import preparing, sealing

    ticks = iter(range(1, 10_000))

    def now():
        return (timezone.localtime() + timedelta(minutes=next(ticks))).isoformat(timespec="seconds")

    monkeypatch.setattr(preparing, "now", now)
    monkeypatch.setattr(sealing, "now", now)
    return Play(school)
