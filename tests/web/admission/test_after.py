"""After the draw: moves by hand and late pupils, each with a certificate of its own."""

from junheng.certificates import people, verify
from junheng.reports.draws import recomputers
from junheng.web.admission.models import Draw, State

from .conftest import sent
from .test_flow import text_of


def somebody(draw):
    own = draw.own
    code, number = next(iter(own.assigned.items()))
    return people(own)[code][0], number


def test_a_move_is_shown_first_and_made_by_what_was_shown(play):
    play.prepared().sealed().drawn()
    code, number = somebody(play.draw)
    typed = {"moves": f"{code} {number % 3 + 1}", "reason": "order of a court"}
    page = play.post("move/", **typed)
    assert page.status_code == 200
    assert "What the move does to the balance" in text_of(page)
    assert Draw.objects.count() == 1
    digest = page.context["typed"]["digest"]
    for _click in range(2):
        assert play.post("move/", **typed, digest=digest).status_code == 302
    first, second = Draw.objects.order_by("pk")
    assert (second.previous, second.state, second.own.reason) == (first, State.DRAWN, "order of a court")
    assert second.own.previous == first.own.digest
    assert verify(second.certificate, recomputers=recomputers()) == ()


def test_a_move_that_cannot_be(play):
    play.prepared().sealed().drawn()
    code, number = somebody(play.draw)
    for typed in (
        {"moves": f"{code} 9", "reason": "order of a court"},
        {"moves": f"{code} {number}", "reason": "order of a court"},
        {"moves": "nobody", "reason": "order of a court"},
        {"moves": f"{code} {number % 3 + 1}", "reason": ""},
    ):
        response = play.post("move/", **typed)
        assert response.status_code == 422
        assert typed["moves"] in response.content.decode()
    assert Draw.objects.count() == 1


def test_late_pupils_come_into_the_classes_as_they_stand(play):
    play.prepared().sealed().drawn()
    first = play.draw
    play.post("late/")
    play.draw = Draw.objects.get(previous=first)
    late = "报名号,姓名,性别,出生日期,监护人,幼儿园\nC0001,许一,男,2020-03-03,甲,东园\nC0002,许二,女,2020-04-04,乙,西园\n"
    assert play.post("list/", table=sent(late)).status_code == 302
    assert "Nothing keeps it from the seal" in text_of(play.get("checks/"))
    play.sealed()
    assert play.post("numbers/", **{"value-hall": "11-12-13", "value-lottery": "55555"}).status_code == 302
    assert len(play.draw.own.assigned) == 26
    assert verify(play.draw.certificate, recomputers=recomputers()) == ()
    for page in ("", "list/", "checks/", "numbers/", "results/", "names/", "after/"):
        assert play.get(page).status_code == 200
