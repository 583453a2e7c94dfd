"""Every page of every region in both languages: it answers, it is closed to strangers, it helps who is lost."""

import dataclasses
import html
import re
from html.parser import HTMLParser

import pytest
from django.test import Client
from django.urls import get_resolver, reverse

from junheng.web.access import declared
from junheng.web.monitor import urls
from junheng.web.people.models import Assignment
from junheng.web.people.roles import Right, Role

from . import town
from .conftest import EXAMPLES, LANGUAGES, page, text_of

REGIONS = ("town", "plain", *EXAMPLES)
PLACES = {
    "town": ("02", "sports_area", "S5", "primary", "2025"),
    "plain": ("02", "sports_area", "S5", "primary", "2025"),
    "california": ("06107", "computers", "75440", "elementary", "1998"),
    "amsterdam": ("K", "distance", "19CH", "elementary", "2022"),
    "science-synthetic": ("990101", "external_share", "Y001", "all", "2025"),
    "chengdu-synthetic": ("510185", "sports_area", None, "primary", "2025"),
}


def addresses(region):
    area, indicator, unit, level, period = PLACES[region]
    yield page("region", region)
    yield page("area", region, area)
    yield page("indicator", region, indicator)
    yield page("indicator", region, indicator, area=area)
    yield page("map", region)
    yield page("needs", region)
    yield page("units", region)
    kind = "overall" if region == "science-synthetic" else "cv"  # whose units nobody compares
    yield page("trace", region, f"{kind}:{area}:{level}:{indicator}:{period}")
    if unit:
        yield page("unit", region, unit)


class Marks(HTMLParser):
    """What a strict policy would refuse, and the outline of the page."""

    def __init__(self):
        super().__init__()
        self.refused, self.h1, self.ids = [], 0, []

    def handle_starttag(self, tag, attributes):
        names = dict(attributes)
        self.h1 += tag == "h1"
        self.refused += [name for name in names if name == "style" or name.startswith("on")]
        if tag == "style" or (tag == "script" and "src" not in names):
            self.refused.append(tag)
        if "id" in names:
            self.ids.append(names["id"])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("region", REGIONS)
def test_every_page_answers_without_inline_style_or_script(visitor, region, language):
    for address in addresses(region):
        response = visitor(address, language)
        assert response.status_code == 200, address
        marks = Marks()
        marks.feed(response.content.decode())
        assert marks.refused == [], address
        assert marks.h1 == 1, address
        assert len(marks.ids) == len(set(marks.ids)), address


@pytest.mark.parametrize("region", REGIONS)
def test_a_page_is_of_one_language(visitor, region):
    for address in addresses(region):
        english = text_of(visitor(address, "en"))
        for word in ("未达标", "区县", "学年", "底线"):  # a rule's article is quoted as it stands
            assert word not in english, (address, word)
        chinese = text_of(visitor(address, "zh-hans"))
        for word in ("coefficient", "Not met", "units", "pupils", "floor"):
            assert word not in chinese.replace("computers", ""), (address, word)


def test_the_start_page_lists_the_regions_and_says_which_are_synthetic(visitor):
    said = text_of(visitor(page("start")))
    assert "The town" in said
    assert "synthetic data" in said


@pytest.mark.parametrize("name", [pattern.name for pattern in urls.urlpatterns])
def test_strangers_are_sent_to_the_login(home, db, name):
    arguments = {"start": [], "region": ["town"], "map": ["town"], "needs": ["town"], "units": ["town"]}.get(name, ["town", "x"])
    address = reverse(f"monitor:{name}", args=arguments)
    response = Client().get(address)
    assert response.status_code == 302
    assert response.url.startswith(reverse("account_login"))


def test_every_view_declares_who_may_see_it():
    assert {declared(pattern.callback) for pattern in urls.urlpatterns if pattern.name != "start"} == {Right.SEE_FIGURES}
    assert get_resolver().reverse_dict  # the addresses are those of the site


@pytest.mark.parametrize("name", [pattern.name for pattern in urls.urlpatterns if pattern.name != "units"])  # it gives the picked ones
def test_pages_change_nothing_and_answer_to_get_only(visitor, person, name):
    client = Client()
    client.force_login(person)
    Assignment.objects.create(user=person, role=Role.PLANNER, region="town")
    arguments = {"start": [], "region": ["town"], "map": ["town"], "needs": ["town"]}.get(name, ["town", "x"])
    assert client.post(reverse(f"monitor:{name}", args=arguments)).status_code == 405


@pytest.mark.parametrize(
    ("address", "what_there_is"),
    [
        (page("region", "nowhere"), "no such page"),
        (page("region", "town", release="R9"), "R1, R2"),
        (page("region", "town", period="2031"), "2024, 2025"),
        (page("region", "town", level="senior"), "primary"),
        (page("region", "town", area="99"), "01, 02"),
        (page("region", "town", pack="nothing"), "generic"),
        (page("region", "town", pack="../../etc/passwd"), "generic"),
        (page("area", "town", "99"), "东县"),
        (page("area", "town", "0"), "东县"),
        (page("indicator", "town", "nothing"), "Sports"),
        (page("unit", "town", "S99"), "list of units"),
        (page("trace", "town", "cv:01:primary:nothing:2025"), "no indicator"),
        (page("trace", "town", "nonsense"), "cv:510104"),
    ],
)
def test_what_does_not_exist_is_404_with_what_does(visitor, address, what_there_is):
    response = visitor(address)
    assert response.status_code == 404
    assert what_there_is in text_of(response)


def test_without_a_role_the_page_says_whom_to_ask(home, person):
    client = Client(headers={"accept-language": "en"})
    client.force_login(person)
    said = text_of(client.get(page("start")))
    assert "You have no role in a region yet" in said
    assert "The town" not in said
    assert client.get(page("region", "town")).status_code == 404


def test_without_a_region_the_page_says_what_to_do(visitor, monkeypatch, tmp_path):
    monkeypatch.setenv("JUNHENG_HOME", str(tmp_path))
    assert "junheng demo" in text_of(visitor(page("start")))
    assert visitor(page("region", "town")).status_code == 404


def test_without_a_release_the_page_names_the_command(visitor, monkeypatch, tmp_path):
    folder = tmp_path / "regions" / "new"
    folder.mkdir(parents=True)
    (folder / "datapackage.json").write_text("{}", encoding="utf-8")
    monkeypatch.setenv("JUNHENG_HOME", str(tmp_path))
    response = visitor(page("region", "new"))
    assert response.status_code == 200
    assert "junheng release new" in text_of(response)
    assert "No release yet" in text_of(visitor(page("start")))


def test_a_pack_that_finds_nothing_to_compare_says_so(visitor):
    assert "Nothing in this release can be compared" in text_of(visitor(page("region", "california", pack="education_cn")))


def test_names_from_the_files_are_text_and_nothing_else(visitor):
    for address in (*addresses("town"), page("unit", "town", "S3"), page("trace", "town", "value:S3:primary:sports_area:2025")):
        assert town.NAMES["S3"] not in visitor(address).content.decode(), address
    assert html.escape(town.NAMES["S3"]) in visitor(page("unit", "town", "S3")).content.decode()


@pytest.mark.parametrize("attack", ['"><script>alert(1)</script>', "'onmouseover=alert(1)"])
def test_parameters_are_text_and_nothing_else(visitor, attack):
    for name in ("q", "sort", "page", "strip", "to-sports_area", "show", "area", "release"):
        for address in (page("units", "town"), page("unit", "town", "S5"), page("map", "town"), page("region", "town")):
            body = visitor(f"{address}?{name}={attack}").content.decode()
            assert attack not in body
            marks = Marks()
            marks.feed(body)
            assert marks.refused == []


def test_what_was_chosen_is_in_every_link_of_the_workspace(visitor):
    body = visitor(page("region", "town", period="2024", release="R1")).content.decode()
    links = [
        link for link in re.findall(r'href="(/monitor/town/[^"]*)"', body) if "/area/" in link or "/indicator/" in link or "/unit/" in link
    ]
    assert links
    assert all("period=2024" in link and "release=R1" in link for link in links)


def test_a_region_without_outlines_shows_the_list(visitor):
    assert "no outlines" in text_of(visitor(page("map", "plain")))
    assert "西县" in text_of(visitor(page("map", "plain")))
    assert 'class="map"' not in visitor(page("region", "plain")).content.decode()


def test_the_synthetic_strip_is_on_synthetic_pages_only(visitor):
    assert 'class="synth"' in visitor(page("region", "town")).content.decode()
    assert 'class="synth"' not in visitor(page("region", "plain")).content.decode()


def test_a_damaged_release_closes_its_own_region_only(visitor, monkeypatch, tmp_path):
    town.load(tmp_path / "regions" / "good", town.region(name="good"))
    bad = town.load(tmp_path / "regions" / "bad", town.region(name="bad"))
    (file,) = bad.glob("releases/R1-*/units.parquet")
    file.write_bytes(file.read_bytes() + b" ")
    monkeypatch.setenv("JUNHENG_HOME", str(tmp_path))
    assert "changed after it was frozen" in text_of(visitor(page("region", "bad")))
    (manifest,) = bad.glob("releases/R1-*/manifest.json")
    manifest.write_bytes(manifest.read_bytes() + b" ")
    assert "changed after it was frozen" in text_of(visitor(page("region", "bad")))
    assert visitor(page("start")).status_code == 200
    assert visitor(page("region", "good")).status_code == 200


def test_folders_and_codes_may_hold_any_letter(visitor, monkeypatch, tmp_path):
    odd = town.region(name="odd")
    renamed = {"S5": "S/5 #?%", "S1": "一小"}
    tables = {
        name: frame.with_columns(frame["unit"].replace(renamed)) if "unit" in frame.columns and name != "measures" else frame
        for name, frame in odd.tables.items()
    }
    town.load(tmp_path / "regions" / "东部 区", dataclasses.replace(odd, tables=tables))
    monkeypatch.setenv("JUNHENG_HOME", str(tmp_path))
    assert visitor(page("region", "东部 区")).status_code == 200
    body = visitor(page("units", "东部 区", sort="name")).content.decode()
    links = [html.unescape(link) for link in re.findall(r'href="([^"]+/unit/[^"]+)"', body)]
    assert len(links) == 6
    assert all(visitor(link).status_code == 200 for link in links)
    traces = re.findall(r'class="fig" href="([^"]+value:[^"]+)"', visitor(links[0]).content.decode())
    assert all(visitor(html.unescape(link)).status_code == 200 for link in traces)
