"""From a dirty list to a verified certificate, by the forms that the pages give; what is refused, and that nothing is kept."""

import io
import logging
import re
import zipfile
from html.parser import HTMLParser

import pytest
import xlsxwriter
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from junheng.certificates import Certificate, open_sealed, verify
from junheng.reports.draws import recomputers
from junheng.web.quick_draw import views
from junheng.web.quick_draw.drawing import now
from junheng.web.quick_draw.reading import EXAMPLE

pytestmark = pytest.mark.django_db

PUPILS = "学号,姓名,性别,户籍\n" + "".join(
    f"B{n:07},冯{'甲乙丙丁戊己庚辛壬癸子丑'[n % 12]}{'天地玄黄'[n % 4]},{'男女'[n % 2]},{'本区外区'[n % 2 * 2 :][:2]}\n" for n in range(24)
)


class Form(HTMLParser):
    """What the page's form would send."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.inside, self.values = False, {}
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        named = dict(attributes)
        if tag == "form":
            self.inside = named.get("id") == "again"
        elif self.inside and tag == "input" and "name" in named and named["name"] != "csrfmiddlewaretoken":
            if named.get("type") == "checkbox":
                if "checked" in named:
                    self.values.setdefault(named["name"], []).append(named["value"])
            else:
                self.values[named["name"]] = named.get("value") or ""


def post(client, page=None, **fields):
    values = Form(page.content.decode()).values if page is not None else {}
    return client.post("/quick-draw/", values | fields)


def file(text, name="新生.csv"):
    content = io.BytesIO(text.encode() if isinstance(text, str) else text)
    content.name = name
    return content


@pytest.fixture
def english(client):
    client.cookies["language"] = "en"
    return client


@pytest.fixture
def later(monkeypatch):
    """Seals are of an hour ago, so that no test waits for the next second."""
    times = iter(["2026-08-20T09:00:00+08:00", "2026-08-20T18:00:00+08:00", "2026-08-20T19:00:00+08:00"])
    monkeypatch.setattr("junheng.web.quick_draw.drawing.now", lambda: next(times))


def looked(client, text=PUPILS, **fields):
    return post(client, table=file(text), **{"kind": "entry", "number": "2", "step": "look"} | fields)


def archive_of(response):
    return zipfile.ZipFile(io.BytesIO(response.content))


def test_from_a_list_to_a_verified_certificate(english, later, tmp_path):
    page = looked(english)
    assert page.status_code == 200
    assert "24 pupils for 2 classes" in page.content.decode()
    sealed = post(english, page, title="S1 2026", step="seal")
    assert "2026-08-20" in sealed.content.decode()
    kept = post(english, sealed, step="keep")
    archive_of(kept).extractall(tmp_path)
    assert open_sealed(tmp_path).seals[0].list_rows == 24
    again = post(english, sealed=file(kept.content, "sealed.zip"), step="back")  # another day
    result = post(english, again, step="draw", **{"value-hall": "07 19 23", "value-lottery": "４０７"})
    assert "24 pupils in 2 classes" in result.content.decode()
    assert "rehearsal" not in result.content.decode()
    files = archive_of(post(english, result, step="files"))
    named = set(re.findall(r"<code>([\w-]+\.\w+)</code>", result.content.decode()))
    assert named < set(files.namelist())
    assert {"certificate.json", "published.json", "classes.csv", "notice.html", "witness.html", "slips-list.csv", "verify.html"} <= set(
        files.namelist()
    )
    text = files.read("published.json").decode()
    assert verify(text, recomputers=recomputers()) == ()
    certificate = Certificate.from_json(text)
    assert not certificate.rehearsal
    assert {source.name: source.value for source in certificate.sources} == {"hall": "07-19-23", "lottery": "407"}
    assert "冯甲天" not in text + result.content.decode()
    assert "冯甲天" in files.read("classes.csv").decode("utf-8-sig")


def test_a_rehearsal_says_so_everywhere(english):
    page = post(english, looked(english), step="rehearse")
    assert "nothing is sealed" in page.content.decode()
    result = post(english, page, step="draw", **{"value-hall": "1-2", "value-lottery": "9"})
    assert "This is a rehearsal" in result.content.decode()
    response = post(english, result, step="files")
    assert "rehearsal" in response["Content-Disposition"]
    assert "rehearsal" in archive_of(response).read("notice.html").decode().lower()


@pytest.mark.parametrize(("kind", "number", "got"), [("lottery", "", "24 drawn"), ("sample", "5", "5 drawn")])
def test_orders_and_samples(english, later, kind, number, got):
    page = looked(english, kind=kind, number=number)
    sealed = post(english, page, step="seal")
    result = post(english, sealed, step="draw", **{"value-hall": "1-2", "value-lottery": "9"})
    assert got in result.content.decode()


def test_the_example_is_marked_from_the_first_page_to_the_archive(english, later):
    page = english.post("/quick-draw/", {"example": "1"})
    assert "268 pupils for 6 classes" in page.content.decode()
    sealed = post(english, page, step="seal")
    result = post(english, sealed, step="draw", **{"value-hall": "1-2", "value-lottery": "9"})
    for each in (page, sealed, result):
        assert 'class="synth"' in each.content.decode()
    assert "synthetic" in post(english, result, step="files")["Content-Disposition"]
    assert english.get("/quick-draw/example.csv").content == EXAMPLE.read_bytes()


REFUSED = {
    "scores in an entry grade": (PUPILS.replace("户籍", "数学成绩"), {}, "数学成绩"),
    "a code twice": (PUPILS.replace("B0000001", "B0000000"), {}, "B0000000"),
    "a pupil without a sex, by row": (PUPILS.replace("子玄,男", "子玄,"), {}, "Rows of the file"),
    "no number of classes": (PUPILS, {"number": "two"}, "“two” is not how many"),
    "more drawn than there are": (PUPILS, {"kind": "sample", "number": "25"}, "25 are to be drawn"),
    "nobody": ("学号,姓名\n", {}, "row"),
    "one source": (PUPILS, {"looked": "1", "label-hall": "balls"}, "Fewer than two sources"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_refused_says_what_to_do(english, case):
    text, fields, said = REFUSED[case]
    page = looked(english, text, **fields)
    assert page.status_code == 422
    assert said in page.content.decode()


def test_a_refused_seal_keeps_what_was_typed(english):
    page = post(english, looked(english), step="seal", title="S1 2026", **{"label-lottery": "", "fallback-hall": "draw again"})
    assert page.status_code == 422
    assert 'value="S1 2026"' in page.content.decode()
    assert 'value="draw again"' in page.content.decode()
    assert post(english, page, step="seal", **{"label-lottery": "lottery"}).status_code == 200


def test_a_trait_can_be_taken_out(english):
    page = looked(english)
    assert Form(page.content.decode()).values["trait"] == ["户籍"]
    without = post(english, page, step="seal", trait=[])
    assert "traits" not in without.content.decode()


def test_missing_and_wrong_numbers_keep_the_others(english, later):
    sealed = post(english, looked(english), step="seal")
    missing = post(english, sealed, step="draw", **{"value-hall": "07"})
    assert missing.status_code == 422
    assert "The number is missing" in missing.content.decode()
    assert 'value="07"' in missing.content.decode()
    wrong = post(english, missing, step="draw", **{"value-lottery": "☃"})
    assert wrong.status_code == 422
    assert "U+2603" in wrong.content.decode()


@pytest.mark.parametrize("name", ["list.csv", "rules.toml", "seals.json"])
def test_a_changed_sealed_file_is_refused(english, name):
    kept = archive_of(post(english, post(english, looked(english), step="seal"), step="keep"))
    changed = io.BytesIO()
    with zipfile.ZipFile(changed, "w") as archive:
        for part in kept.namelist():
            content = kept.read(part)
            archive.writestr(part, content.replace(b"2", b"3") if part == name else content)
    page = english.post("/quick-draw/", {"sealed": file(changed.getvalue(), "sealed.zip"), "step": "back"})
    assert page.status_code == 422
    assert "sealed" in page.content.decode()


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no archive", b"%PDF"])
def test_something_else_is_no_sealed_file(english, content):
    page = english.post("/quick-draw/", {"sealed": file(content, "a.zip"), "step": "back"})
    assert page.status_code == 422


def test_a_forged_result_is_not_handed_out(english):
    for held in ("", "eJwDAAAAAAE=", "no base64"):
        assert english.post("/quick-draw/", {"drawn": held, "step": "files"}).status_code == 422


def test_a_number_from_before_the_seal_is_refused(english, monkeypatch):
    times = iter(["2026-08-20T09:00:00+08:00", "2026-08-20T08:00:00+08:00"])
    monkeypatch.setattr("junheng.web.quick_draw.drawing.now", lambda: next(times))
    sealed = post(english, looked(english), step="seal")
    page = post(english, sealed, step="draw", **{"value-hall": "07", "value-lottery": "9"})
    assert page.status_code == 422
    assert "Seal first" in page.content.decode()


def test_nothing_is_kept_and_nothing_is_logged(english, later, caplog):
    caplog.set_level(logging.DEBUG)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        sealed = post(english, looked(english), step="seal")
        post(english, sealed, step="draw", **{"value-hall": "07", "value-lottery": "9"})
    # How often an address tried is counted for ten minutes, under a keyed hash of it.
    assert not [query for query in queries if re.match('(?:INSERT INTO|UPDATE) (?!"cache")', query["sql"])]
    assert "冯" not in caplog.text
    assert "B0000001" not in caplog.text


def test_the_language_changes_without_a_new_seal(english):
    sealed = post(english, looked(english), step="seal")
    chinese = post(english, sealed, language="zh-hans")
    digest = re.search(r'<code class="hash">([0-9a-f ]{79})</code></dd>\s*<dt>The numbers', sealed.content.decode())[1]
    assert digest in chinese.content.decode()
    assert "已封存" in chinese.content.decode()


def test_forms_need_their_token():
    assert Client(enforce_csrf_checks=True).post("/quick-draw/", {"example": "1"}).status_code == 403


def test_the_time_of_a_seal_has_an_offset():
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00", now())


def test_a_workbook_as_offices_write_it(english):
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet("名单")
        sheet.merge_range(0, 0, 0, 4, "2026 年一年级新生名单")
        sheet.write_row(1, 0, ["序号", "姓 名", "性别", "学籍号", "幼儿园"])
        for n in range(12):
            sheet.write_row(
                2 + n, 0, [n + 1, f"冯{'甲乙丙丁戊己庚辛壬癸子丑'[n]}", "男女"[n % 2], f"G99000020{n:02}", "东西"[n % 2] + "园"]
            )
    page = looked(english, content.getvalue())
    assert page.status_code == 200
    assert "12 pupils for 2 classes" in page.content.decode()
    assert Form(page.content.decode()).values["trait"] == ["幼儿园"]
    assert '<td class="p2">1</td>' in page.content.decode()  # the running number was taken
    again = post(english, page, code_column="学籍号")
    assert '<td class="p2">G9900002000</td>' in again.content.decode()
    sealed = post(english, again, step="seal")
    files = archive_of(post(english, sealed, step="keep"))
    assert files.read("list.csv").decode().splitlines()[1].startswith("G9900002000,")
    nowhere = post(english, page, code_column="准考证号")
    assert nowhere.status_code == 422
    assert "no column “准考证号”" in nowhere.content.decode()
    assert "12 pupils for 2 classes" in nowhere.content.decode()


def test_too_many_steps_from_one_address_are_refused(client, monkeypatch):
    monkeypatch.setattr(views, "TRIES", 1)
    assert [client.post("/quick-draw/", {"example": "1"}).status_code for _ in range(2)] == [200, 429]
