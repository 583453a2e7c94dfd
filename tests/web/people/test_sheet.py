"""People from a sheet: issues at rows, all or nobody, invitations as a workbook."""

import io
import re

import pytest
from django.contrib.auth.models import User
from django.test import Client
from openpyxl import Workbook, load_workbook

from junheng.web.people.models import Assignment, Invitation
from junheng.web.people.roles import Role

pytestmark = pytest.mark.django_db
HEAD = ("账号", "姓名", "角色", "地区代码", "学校代码")


def workbook(*rows, head=HEAD, above=()):
    book = Workbook()
    for row in (*above, head, *rows):
        book.active.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    buffer.name = "people.xlsx"
    buffer.seek(0)
    return buffer


def send(client, file, **more):
    return client.post("/people/import/", {"region": "town", "table": file, **more})


def confirm(client, preview):
    fields = dict(re.findall(r'<input type="hidden" name="(region|name|held|confirm)" value="([^"]*)"', preview.content.decode()))
    return client.post("/people/import/", fields)


def issues(response):
    found = re.findall(r'<span class="cell">(.*?)</span><span class="what">(.*?)<span', response.content.decode(), re.DOTALL)
    return [f"{where} | {what}".replace("&quot;", '"') for where, what in found]


def test_a_sheet_is_looked_at_first_and_then_added_whole(as_person, chief):
    client = as_person(chief)
    rows = [(f"s{n}", f"张{n}", "学校填报人", "01", "S1") for n in range(30)]
    preview = send(client, workbook(*rows, ("county", "李", "County officer", "02", None)))
    assert preview.status_code == 200
    assert "31 people can be added" in preview.content.decode()
    assert User.objects.count() == 1
    assert confirm(client, preview).url == "/people/?state=waiting&place=town"
    assert User.objects.count() == 32
    new = User.objects.get(username="s7")
    assert not new.has_usable_password()
    assert new.first_name == "张7"
    assert [(a.role, a.area, a.unit) for a in new.assignments.all()] == [("school", "01", "S1")]


def test_each_thing_wrong_is_told_at_its_row_and_nobody_is_added(as_person, someone, chief):
    someone("taken", Role.EXPERT)
    wrong = send(
        as_person(chief),
        workbook(
            ("ok", "好", "专家", "01", None),
            ("taken", "重", "专家", "01", None),
            ("twice", "一", "专家", "01", None),
            ("twice", "二", "专家", "01", None),
            ("a b!", "符号", "专家", "01", None),
            ("noname", None, "专家", "01", None),
            ("norole", "无", "校长", "01", None),
            ("nounit", "无", "学校填报人", "01", None),
            ("badunit", "无", "学校填报人", "01", "S99"),
            ("moved", "无", "学校填报人", "01", "S4"),
            ("badarea", "无", "区县经办人", "99", None),
        ),
    )
    assert wrong.status_code == 422
    told = issues(wrong)
    assert [re.search(r"row (\d+)", each)[1] for each in told] == ["3", "4", "5", "6", "7", "8", "9", "10", "11", "12"]
    assert "is taken" in told[0]
    assert "more than once" in told[1]
    assert "letters, digits" in told[3]
    assert "姓名" in told[4]
    assert "no role “校长”" in told[5]
    assert "belongs to one unit" in told[6]
    assert "S99" in told[7]
    assert "does not lie in" in told[8]
    assert "There is no area" in told[9]
    assert User.objects.count() == 2
    assert 'name="confirm"' not in wrong.content.decode()


def test_heads_may_be_english_lie_lower_and_carry_numbers(as_person, chief):
    head = ("User name", "Unit code", "Role", "Name", "Area code")
    file = workbook((1001.0, None, "expert", "Li", None), head=head, above=(("People of 2026",), ()))
    assert "1 person can be added" in send(as_person(chief), file).content.decode()


def test_an_administrator_of_a_county_adds_there_only(as_person, east):
    told = issues(
        send(
            as_person(east),
            workbook(("in", "内", "专家", "01", None), ("out", "外", "专家", "02", None), ("all", "全", "管理员", None, None)),
        )
    )
    assert len(told) == 2
    assert "outside the area that you manage" in told[0]
    assert send(as_person(east), workbook(("all", "全", "auditor", None, None))).status_code == 422
    assert as_person(east).post("/people/import/", {"region": "elsewhere", "table": workbook()}).status_code == 404


def test_a_confirmation_is_checked_again(as_person, chief, someone):
    client = as_person(chief)
    preview = send(client, workbook(("li", "李", "专家", "01", None), ("wang", "王", "专家", "01", None)))
    someone("li", Role.EXPERT)
    assert confirm(client, preview).status_code == 422
    assert not User.objects.filter(username="wang").exists()


def test_sending_twice_adds_once(as_person, chief):
    client = as_person(chief)
    preview = send(client, workbook(("li", "李", "专家", "01", None)))
    assert confirm(client, preview).status_code == 302
    assert confirm(client, preview).status_code == 422
    assert User.objects.filter(username="li").count() == 1


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.xlsx", b"PK\x03\x04 broken"),
        ("a.csv", b""),
        ("a.pdf", b"%PDF-1.7"),
        ("a.csv", "学校,人数\n一小,3\n".encode()),
        ("a.csv", b"\xff\xfe\x00"),
    ],
)
def test_what_is_no_sheet_of_people_is_refused_with_a_remedy(as_person, chief, name, content):
    file = io.BytesIO(content)
    file.name = name
    assert send(as_person(chief), file).status_code == 422
    assert send(as_person(chief), "").status_code == 422


def test_the_template_reads_back(as_person, chief):
    client = as_person(chief)
    book = load_workbook(io.BytesIO(client.get("/people/import/town/template.xlsx").content))
    assert book.sheetnames == ["people", "roles", "areas", "units"]
    book["people"].append(("li", "李", "Inspector", "0", None))
    file = io.BytesIO()
    book.save(file)
    file.seek(0)
    file.name = "people.xlsx"
    assert "1 person can be added" in send(client, file).content.decode()


def test_invitations_come_as_a_workbook_without_formulas(as_person, chief, someone):
    client = as_person(chief)
    someone("active", Role.EXPERT, "01")
    file = io.BytesIO("账号,姓名,角色,地区代码\nli,=1+1,专家,01\nwang,王,专家,02\n".encode("gb18030"))
    file.name = "people.csv"
    confirm(client, send(client, file))
    content = client.post("/people/invitations.xlsx", {"all": "1", "query": "place=town/01", "total": "2"}).content
    rows = [[cell.value for cell in row] for row in load_workbook(io.BytesIO(content)).active.iter_rows()]
    assert rows[2][:2] == ["Name", "User name"]
    assert [row[:2] for row in rows[3:]] == [["'=1+1", "li"]]
    link = rows[3][3].removeprefix("http://testserver")
    assert Invitation.objects.count() == 1
    visitor = Client()
    visitor.get(link)
    assert visitor.get("/join/").status_code == 200


def test_invitations_reach_no_further_than_the_own_area(as_person, east):
    far = User.objects.create(username="far", password="!")
    Assignment.objects.create(user=far, role=Role.EXPERT, region="town", area="02")
    assert as_person(east).post("/people/invitations.xlsx", {"pick": far.pk}).status_code == 422
    assert not Invitation.objects.exists()
