"""From files to a release: what comes in, what is wrong, what is let stand, what is frozen."""

import json
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from junheng.releases import latest, releases_of, verify
from junheng.web.data import drafts
from junheng.web.data.checking import checked
from junheng.web.data.models import Draft, State
from junheng.web.jobs.models import Job
from junheng.web.jobs.models import State as JobState

from . import town_files

JUMP = {"changed": {"E5": 60000}}  # S3: 700 m² became 60,000


def text_of(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def files_of(folder):
    return drafts.digests(folder)


def settle(chief, draft, reason="measured again by Li"):
    """Give every warning the same reason."""
    found = checked(draft)
    if not found.open:
        return
    response = chief.post(
        f"/data/town/draft/{draft.pk}/waive/", {"all": "1", "query": "", "total": str(len(found.issues)), "reason": reason}
    )
    assert response.status_code == 302


def freeze(chief, draft, **fields):
    label = f"R{len(releases_of(draft_region(draft))) + 1}"
    form = {"state": drafts.signature(draft.folder), "once": f"once-{draft.pk}", "reason": "the year's figures", "confirm": label}
    return chief.post(f"/data/town/draft/{draft.pk}/freeze/", form | fields)


def draft_region(draft):
    from junheng.web.home import regions_folder

    return regions_folder() / draft.region


def test_a_draft_is_a_copy_and_the_region_stays_as_it_is(folder, sent, made):
    before = files_of(folder)
    draft = sent(made(**JUMP))
    assert files_of(folder) == before
    assert [path for path in files_of(draft.folder) if files_of(draft.folder)[path] != before.get(path)] == ["2025.xlsx"]


def test_next_years_file_is_read_like_this_years(sent, tmp_path):
    path = town_files.workbook(tmp_path / "2026.xlsx", 2025)
    draft = sent(SimpleUploadedFile("2026.xlsx", path.read_bytes()))
    resource = json.loads((draft.folder / "datapackage.json").read_text(encoding="utf-8"))["resources"][-1]
    assert (resource["path"], resource["junheng"]) == ("2026.xlsx", {"mapping": "mapping.toml"})
    assert not checked(draft).errors


def test_a_file_of_our_own_heads_is_that_table(sent):
    classes = "unit,level,grade,period,class_number,pupils\nS1,primary,1,2025,1,50\nS1,primary,1,2025,2,50\n"
    draft = sent(SimpleUploadedFile("班额.csv", classes.encode()))
    resource = json.loads((draft.folder / "datapackage.json").read_text(encoding="utf-8"))["resources"][-1]
    assert resource["junheng"] == {"table": "classes"}
    assert checked(draft).rows["classes"] == 2


def test_the_template_filled_in_is_read(chief, sent, tmp_path):
    import openpyxl

    response = chief.get("/data/town/template.xlsx")
    path = tmp_path / "filled.xlsx"
    path.write_bytes(response.content)
    book = openpyxl.load_workbook(path)
    sheet = next(page for page in book.worksheets if page.title in ("Enrolment by grade", "分年级学生数"))
    sheet.append(["S1", "primary", "2", "2025", 40])
    book.save(path)
    draft = sent(SimpleUploadedFile("filled.xlsx", path.read_bytes()))
    assert checked(draft).rows.get("enrolment") == 13
    assert not checked(draft).open


def test_a_file_with_other_heads_gets_a_mapping_to_confirm(chief, sent, made):
    heads = ("学校标识码", "学校名称", "学段", "学生人数", "体育场馆场地面积（㎡）", "教学辅助用房面积（㎡）")
    draft = sent(made("报表.xlsx", heads=heads))
    assert any(issue.rule == "mapping_unsure" for issue in checked(draft).issues)
    page = chief.get(f"/data/town/draft/{draft.pk}/mapping/报表.xlsx/")
    fields = dict(
        re.findall(
            r'<select class="input" name="(column:[^"]+)"[^>]*>.*?<option value="([^"]*)" selected', page.content.decode(), re.DOTALL
        )
    )
    assert fields
    response = chief.post(
        f"/data/town/draft/{draft.pk}/mapping/报表.xlsx/",
        {**fields, "column:0:4": "measure:sports_area", "period:0": "typed", "period:0:typed": "2023", "level:0": "primary"},
    )
    assert response.status_code == 302
    found = checked(draft)
    assert not any(issue.rule == "mapping_unsure" for issue in found.issues)
    assert found.rows["observations"] == 36


def test_a_period_that_is_none_comes_back_with_what_was_typed(chief, sent, made):
    draft = sent(made("报表.xlsx", heads=("学校标识码", "学校名称", "学段", "学生人数", "体育面积", "教学及辅助用房面积（㎡）")))
    response = chief.post(
        f"/data/town/draft/{draft.pk}/mapping/报表.xlsx/",
        {"column:0:4": "measure:sports_area", "period:0": "typed", "period:0:typed": "soon"},
    )
    assert response.status_code == 422
    body = response.content.decode()
    assert 'value="soon"' in body
    assert '<option value="measure:sports_area" selected>' in body


def test_the_problem_is_shown_at_its_cell(chief, sent, made):
    draft = sent(made(changed={"D5": "one hundred"}))
    page = chief.get(f"/data/town/draft/{draft.pk}/issue/1/").content.decode()
    assert re.search(r'<td class="miss here"[^>]*>one hundred</td>', page)
    assert '<th scope="row" class="row">5</th>' in page
    assert '<th scope="col">D</th>' in page


def test_an_error_keeps_the_draft_from_being_frozen(chief, sent, made):
    draft = sent(made(changed={"D5": "one hundred"}))
    response = freeze(chief, draft)
    assert response.status_code == 422
    assert not Job.objects.exists()
    assert "can be frozen" not in text_of(chief.get(f"/data/town/draft/{draft.pk}/"))


def test_a_reason_is_needed_and_what_was_typed_stays(chief, sent, made):
    draft = sent(made(**JUMP))
    found = checked(draft)
    from junheng.web.data.issue_page import Numbered

    key = Numbered(1, found.open[0]).key
    response = chief.post(f"/data/town/draft/{draft.pk}/waive/", {"key": key, "at": "1", "reason": "ok"})
    assert response.status_code == 422
    assert ">ok</textarea>" in response.content.decode()
    assert chief.post(f"/data/town/draft/{draft.pk}/waive/", {"key": key, "at": "1", "reason": "new playground"}).status_code == 302
    assert len(checked(draft).open) == len(found.open) - 1
    assert "new playground" in (draft.folder / "waivers.toml").read_text(encoding="utf-8")


def test_a_reason_can_be_taken_back(chief, sent, made):
    from junheng.web.data.issue_page import numbered

    draft = sent(made(**JUMP))
    settle(chief, draft)
    assert not checked(draft).open
    picks = [row.key for row in numbered(checked(draft))]
    assert chief.post(f"/data/town/draft/{draft.pk}/unwaive/", {"pick": picks}).status_code == 302
    assert len(checked(draft).open) == len(picks)


def test_freezing_needs_the_label_typed_and_says_why(chief, sent, made):
    draft = sent(made(**JUMP))
    settle(chief, draft)
    response = freeze(chief, draft, confirm="yes")
    assert response.status_code == 422
    assert "the year&#x27;s figures" in response.content.decode()
    assert "Type R2 to confirm" in text_of(response)


def test_a_draft_that_changed_meanwhile_is_not_frozen(chief, sent, made):
    draft = sent(made(**JUMP))
    settle(chief, draft)
    old = drafts.signature(draft.folder)
    sent(made(changed={"E5": 60001}), to=draft)
    response = freeze(chief, draft, state=old)
    assert "has changed since you looked" in text_of(response)


@pytest.mark.django_db(transaction=True)
def test_a_draft_becomes_a_release_and_its_files_the_regions(folder, chief, sent, made):
    draft = sent(made(**JUMP))
    settle(chief, draft)
    first = freeze(chief, draft)
    again = freeze(chief, draft)  # a double click
    job = Job.objects.get()
    assert first["Location"] == again["Location"] == job.get_absolute_url()
    assert "Being frozen" in text_of(chief.get("/data/town/"))
    assert chief.post(f"/data/town/draft/{draft.pk}/act/", {"do": "take_back", "confirm": str(draft.pk)}).status_code == 302
    work(job)
    draft.refresh_from_db()
    release = latest(folder)
    assert (draft.state, draft.release) == (State.FROZEN, f"R2-{release.hash[:8]}")
    assert verify(folder / "releases" / draft.release) == ()
    assert files_of(folder) == files_of(draft.folder)
    page = text_of(chief.get("/data/town/release/R2/"))
    assert "chief name" in page
    assert "measured again by Li" in page
    assert "Every byte is as it was frozen" in page
    assert "draft" in text_of(chief.get(f"/data/town/draft/{draft.pk}/")).lower()


def work(job):
    """Run the job here: how it runs in a process of its own is the jobs' own test."""
    from junheng.web.jobs.registry import kind_of

    job.refresh_from_db()
    result = kind_of(job.kind).run(Told(), **job.arguments)
    Job.objects.filter(pk=job.pk).update(state=JobState.DONE, result=result)


class Told:
    """A progress that nobody reads."""

    kept = None

    def checkpoint(self, state):
        self.kept = state

    def _nothing(self, *_args):
        pass

    set = log = no_return = raise_if_cancelled = _nothing


@pytest.mark.django_db(transaction=True)
def test_an_interrupted_release_goes_on_where_it_was(folder, chief, sent, made, monkeypatch):
    from junheng.web.data import long_work

    draft = sent(made(**JUMP))
    settle(chief, draft)
    freeze(chief, draft)
    monkeypatch.setattr(long_work, "_install", lambda *_args: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        work(Job.objects.get())
    monkeypatch.undo()
    monkeypatch.setenv("JUNHENG_HOME", str(folder.parent.parent))
    work(Job.objects.get())
    assert len(releases_of(folder)) == 2
    assert files_of(folder) == files_of(draft.folder)


def test_two_drafts_do_not_undo_each_other(folder, chief, sent, made):
    from junheng.web.data.long_work import release_draft
    from junheng.web.jobs.progress import JobFailed

    first = sent(made(**JUMP))
    second = sent(made("2024.xlsx", 2024, changed={"E3": 801}))
    for draft in (first, second):
        settle(chief, draft)
    release_draft(Told(), region="town", draft=first.pk, reason="first")
    with pytest.raises(JobFailed):
        release_draft(Told(), region="town", draft=second.pk, reason="second")
    assert chief.post(f"/data/town/draft/{second.pk}/act/", {"do": "catch_up"}).status_code == 302
    settle(chief, second)
    result = release_draft(Told(), region="town", draft=second.pk, reason="second")
    assert result["label"] == "R3"
    merged = latest(folder).tables["observations"]
    values = {(unit, period): value for unit, _l, measure, period, value, *_ in merged.iter_rows() if measure == "sports_area"}
    assert (values["S3", "2025"], values["S1", "2024"]) == (60000.0, 801.0)


def test_what_changed_in_both_is_left_to_people(folder, chief, sent, made):
    draft = sent(made(**JUMP))
    town_files.workbook(folder / "2025.xlsx", 2025, changed={"E3": 802})
    page = text_of(chief.get(f"/data/town/draft/{draft.pk}/"))
    assert "These files were changed in both" in page
    chief.post(f"/data/town/draft/{draft.pk}/act/", {"do": "catch_up"})
    assert drafts.standing(draft, folder).both == ("2025.xlsx",)


def test_a_draft_is_taken_back_without_a_trace_in_the_region(folder, chief, sent, made):
    before = files_of(folder)
    draft = sent(made(**JUMP))
    address = f"/data/town/draft/{draft.pk}/act/"
    assert chief.post(address, {"do": "take_back", "confirm": "0"})["Location"] == f"/data/town/draft/{draft.pk}/"
    assert "The draft was not taken back." in text_of(chief.get(f"/data/town/draft/{draft.pk}/"))
    assert draft.folder.exists()
    assert chief.post(address, {"do": "take_back", "confirm": str(draft.pk)})["Location"] == "/data/town/"
    assert not draft.folder.exists()
    assert files_of(folder) == before
    assert Draft.objects.get().state == State.TAKEN_BACK
    assert "was taken back" in text_of(chief.get(f"/data/town/draft/{draft.pk}/"))


def test_one_file_is_taken_out_again(folder, chief, sent, made):
    draft = sent(made(**JUMP), SimpleUploadedFile("班额.csv", b"unit,level,grade,period,class_number,pupils\nS1,primary,1,2025,1,50\n"))
    for path in ("2025.xlsx", "班额.csv"):
        chief.post(f"/data/town/draft/{draft.pk}/act/", {"do": "remove", "path": path})
    assert files_of(draft.folder).keys() == files_of(folder).keys()
    assert drafts.changed_files(draft) in ((), ("datapackage.json",))


def test_a_file_under_another_name_can_replace_one(chief, sent, made, folder):
    draft = sent(made("2025 (1).xlsx", **JUMP))
    assert any(issue.rule == "key_twice" or "twice" in issue.rule or "duplicate" in issue.rule for issue in checked(draft).issues)
    chief.post(f"/data/town/draft/{draft.pk}/act/", {"do": "replace", "path": "2025 (1).xlsx", "other": "2025.xlsx"})
    assert sorted(drafts.changed_files(draft)) == ["2025.xlsx", "datapackage.json"]
    assert not checked(draft).errors


def test_the_difference_shows_cells_and_figures_before_anything_is_frozen(chief, sent, made):
    draft = sent(made(changed={"E5": 750}))
    page = text_of(chief.get(f"/data/town/draft/{draft.pk}/difference/?table=observations"))
    assert "S3 · primary · sports_area · 2025" in page
    assert "700" in page
    figures = chief.get(f"/data/town/draft/{draft.pk}/difference/?show=figures&format=csv")
    name = figures.headers["Content-Disposition"]
    assert "R1-" in name
    assert "figures" in name
    assert len(figures.content.decode().splitlines()) > 2


def test_the_marked_workbook_is_of_the_drafts_file(chief, sent, made):
    import io

    import openpyxl

    draft = sent(made(changed={"D5": "one hundred"}))
    response = chief.get(f"/data/town/draft/{draft.pk}/marked/2025.xlsx/")
    book = openpyxl.load_workbook(io.BytesIO(response.content))
    assert book["小学"]["D5"].comment is not None


def test_a_large_draft_is_checked_by_a_job(chief, sent, made, monkeypatch):
    from junheng.web.data import checking

    monkeypatch.setattr(checking, "AT_ONCE", 10)
    draft = sent(made(**JUMP))
    assert checked(draft) is None
    page = chief.get(f"/data/town/draft/{draft.pk}/")
    assert "is not checked yet" in text_of(page)
    chief.post(f"/data/town/draft/{draft.pk}/act/", {"do": "check", "once": "x"})
    work(Job.objects.get())
    assert "wait" in text_of(chief.get(f"/data/town/draft/{draft.pk}/"))


def test_an_auditor_sees_and_changes_nothing(auditor, sent, made):
    draft = sent(made(**JUMP))
    for page in ("", "issues/", "issue/1/", "difference/"):
        assert auditor.get(f"/data/town/draft/{draft.pk}/{page}").status_code == 200
    body = auditor.get(f"/data/town/draft/{draft.pk}/").content.decode()
    assert "/act/" not in body
    assert "/freeze/" not in body
    for address in ("act/", "waive/", "freeze/", "add/"):
        assert auditor.post(f"/data/town/draft/{draft.pk}/{address}").status_code == 404
    assert auditor.post("/data/town/upload/", {"files": made()}).status_code == 404
