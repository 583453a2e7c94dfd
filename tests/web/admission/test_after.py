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
    assert (len(play.draw.own.assigned), play.draw.own.round_name) == (26, "late-1")
    assert verify(play.draw.certificate, recomputers=recomputers()) == ()
    for page in ("", "list/", "checks/", "numbers/", "results/", "names/", "after/"):
        assert play.get(page).status_code == 200


def test_a_third_round_has_a_name_of_its_own(play):
    play.prepared().sealed().drawn()
    for n in (1, 2):
        before = play.draw
        play.post("late/")
        play.draw = Draw.objects.get(previous=before)
        play.post("list/", table=sent(f"报名号,姓名,性别,出生日期,监护人,幼儿园\nC{n:04},许{'一二三'[n]},男,2020-03-0{n},甲,东园\n"))
        play.sealed()
        assert play.post("numbers/", **{"value-hall": f"11-12-{n}", "value-lottery": f"55555{n}"}).status_code == 302
        assert play.draw.own.round_name == f"late-{n}"


def test_teams_of_teachers_go_with_the_classes(play):
    play.prepared().sealed().drawn()
    classes = play.draw
    play.post("teams/")
    play.draw = Draw.objects.get(previous=classes)
    rows = [f"T{n},师{'甲乙丙丁戊己'[n]},{'语文' if n % 2 else '数学'},{5 + n},高级" for n in range(6)]
    teachers = "\n".join(["编号,姓名,岗位,教龄,职称", *rows])
    assert play.post("list/", table=sent(teachers)).status_code == 302
    starter = play.get("rules/").context["text"]
    assert play.post("rules/", do="text", text=starter.replace("classes = 6", "classes = 3")).status_code == 302
    play.sealed()
    assert play.post("numbers/", **{"value-hall": "11-12-13", "value-lottery": "55555"}).status_code == 302
    assert play.draw.own.round_name == "teams"
    assert verify(play.draw.certificate, recomputers=recomputers()) == ()
    assert "Teachers of each class" in text_of(play.get("results/"))
    for page in ("", "list/", "rules/", "checks/", "numbers/", "names/", "after/"):
        assert play.get(page).status_code == 200


def test_a_sample_of_the_units_of_the_release(school, play):
    from .conftest import Play

    play.draw.delete()
    play = Play(school, "sample")
    assert play.post("list/", do="release").status_code == 302
    starter = play.get("rules/").context["text"]
    assert play.post("rules/", do="text", text=starter.replace("pick = 10", "pick = 2")).status_code == 302
    play.sealed()
    assert play.post("numbers/", **{"value-hall": "11-12-13", "value-lottery": "55555"}).status_code == 302
    assert len(play.draw.own.assigned) == 2
    for page in ("", "list/", "rules/", "checks/", "numbers/", "results/", "names/", "after/"):
        assert play.get(page).status_code == 200


def test_nobody_goes_on_from_a_draw_that_another_goes_on_from(play):
    play.prepared().sealed().drawn()
    code, number = somebody(play.draw)
    typed = {"moves": f"{code} {number % 3 + 1}", "reason": "order of a court"}
    play.post("move/", **typed, digest=play.post("move/", **typed).context["typed"]["digest"])
    assert play.post("late/").status_code == 422
    other = {"moves": f"{code} {(number + 1) % 3 + 1}", "reason": "a doctor"}
    shown = play.post("move/", **other)
    assert play.post("move/", **other, digest=shown.context["typed"]["digest"]).status_code == 422
    assert Draw.objects.count() == 2
