"""A cell gets an earlier value back from its history, by someone who may fill it in."""

import pytest
from django.test import Client

from junheng.web.audit.history import history
from junheng.web.audit.words import Words
from junheng.web.people.roles import Role
from junheng.web.returns import services
from junheng.web.returns.models import Cell, Return

from .filling import GOOD, change, explain_all, fill

BOOKS = "resources/primary/books"


@pytest.fixture
def cell(opened, school):
    fill(school, opened, GOOD)
    services.save_cells(school, opened, [change(BOOKS, "9000", 1)])
    return Cell.objects.get(column="books")


def restore(actor, cell, *, reason="typed wrongly"):
    client = Client(headers={"accept-language": "en"})
    client.force_login(actor.user)
    earlier = history(Cell, cell.pk)[1]
    return client.post(f"/audit/{earlier.seq}/restore/", {"reason": reason, "next": "/jobs/"})


def test_the_earlier_value_is_a_new_write_by_whoever_asked_for_it(cell, school):
    assert restore(school, cell).status_code == 302
    cell.refresh_from_db()
    assert (cell.value, cell.version, cell.changed_by) == ("2000", 3, school.user)
    newest = history(Cell, cell.pk)[0]
    assert (newest.actor, newest.region, newest.circumstances["reason"]) == (f"user:{school.user.pk}", "town", "typed wrongly")


def test_a_closed_return_stays_as_it_is(cell, opened, school):
    services.save_cells(school, opened, [change(BOOKS, "2001", 2)])
    explain_all(school, opened)
    services.submit(school, opened)
    answer = restore(school, cell)
    assert answer.status_code == 422
    assert "submitted and closed" in answer.content.decode()
    cell.refresh_from_db()
    assert cell.value == "2001"


@pytest.mark.parametrize(("role", "where"), [(Role.SCHOOL, {"unit": "S2"}), (Role.AUDITOR, {})])
def test_nobody_else_is_offered_it(cell, actor, role, where):
    assert restore(actor(role, **where), cell).status_code == 404


def test_the_log_tells_cells_and_returns_by_the_names_that_people_know(cell, opened, django_assert_max_num_queries):
    some = [history(table, pk)[0] for table, pk in ((Cell, cell.pk), (Return, opened.pk))]
    with django_assert_max_num_queries(2):  # people, and returns of cells
        words = Words(some)
    said = [words.which(entry) for entry in some]
    assert said[0].zh == "填报格“S1 小学 · 2026—2027 · 教师、校舍和设备 · 小学 · 图书册数”"
    assert said[0].en.startswith("cell of a return “S1 小学 · 2026—2027 · ")
    assert said[1].zh.startswith("填报表“S1 小学 · ")
    assert "：值由“2000”改为“9000”，" in words.sentence(some[0]).zh
