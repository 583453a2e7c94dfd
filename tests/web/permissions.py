"""Who gets which answer from every view of the site, by role and place: one row a view.

`test_permissions.py` visits every view as every role in four places (`Place`), as someone without a role and as someone who
has not signed in. A view without a row fails it, and so does a row without a view.

To add a view, add a row under its name as `reverse` knows it. The town (`tests/web/monitor/town.py`) has counties 01
(units S1, S2, S3) and 02 (S4, S5, S6); what a page shows should lie in county 01, and for units be S1. Where the page needs
an object, `address` is a function that makes it and gives the address; the database is rolled back after each visit.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum

from junheng.web.people.roles import Role

ADMINISTRATOR, PLANNER, COUNTY, SCHOOL, EXPERT, INSPECTOR, AUDITOR = Role
EVERYONE = frozenset(Role)


class Place(Enum):
    """Where a visitor's role holds: (region, area, unit). A school's officer always has one unit, S1 or S4."""

    WHOLE = ("town", "", "")
    INSIDE = ("town", "01", "")
    OUTSIDE = ("town", "02", "")
    ELSEWHERE = ("plain", "", "")


class Reach(Enum):
    """In which places a role opens a page."""

    ANYWHERE = frozenset(Place)
    REGION = frozenset({Place.WHOLE, Place.INSIDE, Place.OUTSIDE})
    AREA = frozenset({Place.WHOLE, Place.INSIDE})
    WHOLE = frozenset({Place.WHOLE})


@dataclass(frozen=True)
class Row:
    """What a view answers: `yes` to `roles` within `reach`, `no` to everyone else who is signed in."""

    roles: frozenset[Role] = EVERYONE
    reach: Reach = Reach.AREA
    args: tuple[object, ...] = ()  # of the address
    address: Callable[[], str] | None = None  # instead of `args`, where the page needs an object
    form: Mapping[str, object] | None = None  # posted; without it the page is fetched
    yes: int = 200
    no: int = 404
    unlike: Mapping[tuple[Role, Place], int] = field(default_factory=dict)  # single answers that differ
    roleless: int | None = None  # to someone signed in without any role; `no` by default
    stranger: int = 302  # to someone who has not signed in: to the sign-in page
    public: bool = False  # open to all, for the table in the docs


def public(*, form: Mapping[str, object] | None = None, yes: int = 200, args: tuple[object, ...] = ()) -> Row:
    """Open to all."""
    return Row(reach=Reach.ANYWHERE, form=form, args=args, yes=yes, roleless=yes, stranger=yes, public=True)


def signed_in(
    *, form: Mapping[str, object] | None = None, yes: int = 200, args: tuple[object, ...] = (), address: Callable[[], str] | None = None
) -> Row:
    """Open to whoever is signed in."""
    return Row(reach=Reach.ANYWHERE, form=form, args=args, address=address, yes=yes, roleless=yes)


def of_a_job(*roles: Role, action: str = "") -> Row:
    """A page of long work that someone else submitted in the town; auditors see it and change nothing."""

    def address() -> str:
        from junheng.web.jobs.models import Job, State

        job = Job.objects.create(kind="release", arguments={"region": "town"}, region="town", state=State.FAILED)
        return f"/jobs/{job.pk}/{action}/" if action else f"/jobs/{job.pk}/"

    if not action:
        return Row(frozenset(roles), Reach.WHOLE, address=address)
    return Row(frozenset(roles), Reach.WHOLE, address=address, form={}, yes=302, unlike={(AUDITOR, Place.WHOLE): 403})


def of_a_person(*roles: Role, action: str = "", form: Mapping[str, object] | None = None, yes: int = 302) -> Row:
    """A page about a county's officer of county 01; roles without any right to people are told so, others see nobody outside."""

    def address() -> str:
        from django.contrib.auth.models import User

        from junheng.web.people.models import Assignment

        officer = User.objects.create_user("officer", password="never typed")
        Assignment.objects.create(user=officer, role=COUNTY, region="town", area="01")
        return f"/people/{officer.pk}/{action}/" if action else f"/people/{officer.pk}/"

    outside = {(role, place): 404 for role in roles for place in set(Place) - Reach.AREA.value}
    return Row(frozenset(roles), Reach.AREA, address=address, form=form, yes=yes, no=403, unlike=outside)


SEE_DATA = frozenset({ADMINISTRATOR, PLANNER, EXPERT, AUDITOR})


SEE_PLANS = frozenset({ADMINISTRATOR, PLANNER, COUNTY, INSPECTOR, AUDITOR})
MANAGE_PLANS = frozenset({ADMINISTRATOR, PLANNER})


def of_a_plan(page: str = "", form: Mapping[str, object] | None = None, *, yes: int = 302) -> Row:
    """A page of a plan of the town: seen in all of it, changed by whoever holds the whole."""

    def address() -> str:
        from datetime import date

        from junheng.reports.check import Document
        from junheng.reports.plan import read_plan
        from junheng.web.plans.changing import begin

        items = read_plan(Document("一、做好。\n")).items
        plan = begin(None, region="town", title="计划", begins=date(2026, 1, 1), due=date(2026, 12, 31), items=items)
        return f"{plan.get_absolute_url()}{page}"

    if form is None:
        return Row(SEE_PLANS, Reach.REGION, address=address)
    return Row(MANAGE_PLANS, Reach.WHOLE, address=address, form=form, yes=yes)


SUMMARY = '+++\ntitle = "总结"\n+++\n做好。\n'


def of_a_summary(page: str = "", form: Mapping[str, object] | None = None, *, yes: int = 200) -> Row:
    """A summary of the town, for whoever writes reports of all of it."""

    def address() -> str:
        from junheng.releases import releases_of
        from junheng.web.home import regions_folder
        from junheng.web.summaries.changing import begin

        newest = releases_of(regions_folder() / "town")[-1]
        made = begin(None, region="town", template=SUMMARY, release=newest.label, release_hash=newest.hash, period="", title="总结")
        return f"{made.get_absolute_url()}{page}"

    return Row(MANAGE_PLANS, Reach.WHOLE, address=address, form=form, yes=yes)


def of_a_draft(page: str = "", *, roles: frozenset[Role] = SEE_DATA, form: Mapping[str, object] | None = None, yes: int = 200) -> Row:
    """A page of a draft in the town: files are not cut along areas, so it is for whoever holds the whole region."""

    def address() -> str:
        import shutil

        from junheng.web.data import drafts
        from junheng.web.home import regions_folder

        from .data import town_files

        draft = drafts.begin(regions_folder() / "town", None)
        shutil.rmtree(draft.folder)
        town_files.write(draft.folder)
        town_files.workbook(draft.folder / "2025.xlsx", 2025, changed={"E5": 60000})
        return f"/data/town/draft/{draft.pk}/{page}"

    return Row(roles, Reach.WHOLE, address=address, form=form, yes=yes)


def of_the_log(page: str = "", *, form: Mapping[str, object] | None = None, yes: int = 200) -> Row:
    """A page of the audit log, which is read as a whole: another region's is there too, without this one's entries."""
    there = {(role, Place.ELSEWHERE): yes for role in (ADMINISTRATOR, AUDITOR)}
    return Row(frozenset({ADMINISTRATOR, AUDITOR}), Reach.WHOLE, address=lambda: f"/audit/{page}", form=form, yes=yes, no=403, unlike=there)


def head_of_today() -> str:
    """The day's notice: that a visitor was made is an entry of today."""
    from django.utils import timezone

    return f"/audit/heads/{timezone.localdate()}/"


def of_an_entry(page: str = "") -> Row:
    """A page of an entry about the town."""

    def address() -> str:
        from junheng.web.audit.models import Entry
        from junheng.web.jobs.models import Job

        job = Job.objects.create(kind="release", arguments={}, region="town")
        return f"/audit/{Entry.objects.get(table='jobs_job', key=job.pk).pk}/{page}"

    if page == "restore/":  # for whom the app that owns the row lets; nobody restores jobs
        return signed_in(address=address, yes=404)
    elsewhere = {(role, Place.ELSEWHERE): 404 for role in (ADMINISTRATOR, AUDITOR)}
    return Row(frozenset({ADMINISTRATOR, AUDITOR}), Reach.WHOLE, address=address, no=403, unlike=elsewhere)


SEE_DRAWS = frozenset({ADMINISTRATOR, COUNTY, SCHOOL, AUDITOR})
MANAGE_DRAWS = frozenset({ADMINISTRATOR, COUNTY, SCHOOL})


def of_a_draw(
    page: str = "",
    *,
    roles: frozenset[Role] = SEE_DRAWS,
    form: Mapping[str, object] | None = None,
    yes: int = 200,
    state: str = "draft",
    **fields: object,
) -> Row:
    """A page of a draw of classes at S1, which has these fields too."""

    def address() -> str:
        from .admission.staged import staged

        return f"/admission/town/{staged(state, **fields).key}/{page}"

    return Row(roles, Reach.AREA, address=address, form=form, yes=yes)


def of_a_public_draw(page: str = "", *, form: Mapping[str, object] | None = None, yes: int = 200) -> Row:
    """A page of a published draw, open to all."""

    def address() -> str:
        from .admission.staged import staged

        return f"/draws/{staged('published').key}/{page}"

    return Row(reach=Reach.ANYWHERE, address=address, form=form, yes=yes, roleless=yes, stranger=yes, public=True)


def of_an_objection() -> Row:
    """The answer to an objection to a draw at S1."""

    def address() -> str:
        from .admission.staged import staged

        draw = staged("published")
        return f"/admission/town/{draw.key}/objections/{draw.objections.create(public_code='0', text='why').pk}/"

    return Row(MANAGE_DRAWS, Reach.AREA, address=address, form={}, yes=422)


SEE_RETURNS = frozenset(Role) - {EXPERT}
FILL_RETURNS = frozenset({COUNTY, SCHOOL})
APPROVERS = frozenset({ADMINISTRATOR, COUNTY})


def of_a_return(page: str = "", *, roles: frozenset[Role], form: Mapping[str, object] | None = None, yes: int = 200) -> Row:
    """A page of the return of S1; a school's officer has S1 or S4. Whoever may never do it is told so, others see no such return."""

    def address() -> str:
        from junheng.web.returns import services
        from junheng.web.returns.models import Return

        services.open_returns(services.Actor.at_machine(), "town", "balance_yearly", "2026")
        return f"/returns/{Return.objects.get(unit='S1', period='2026').pk}/{page}"

    outside = {(role, place): 404 for role in roles for place in set(Place) - Reach.AREA.value}
    return Row(roles, Reach.AREA, address=address, form=form, yes=yes, no=403, unlike=outside)


def of_a_round(page: str, *, roles: frozenset[Role], reach: Reach = Reach.REGION, form: Mapping[str, object] | None = None) -> Row:
    """A page about returns that are open in the town."""

    def address() -> str:
        from junheng.web.returns import services

        services.open_returns(services.Actor.at_machine(), "town", "balance_yearly", "2026")
        return f"/returns/board/town/{page}"

    return Row(roles, reach, address=address, form=form)


def figures(*args: object) -> Row:
    """A page of the Monitor: whoever has any role in a region reads all of it."""
    return Row(reach=Reach.REGION, args=("town", *args))


ROWS: dict[str, Row] = {
    # The shell
    "start": public(),
    "language": public(form={"language": "en"}, yes=302),
    "theme": public(form={"theme": "dark"}, yes=302),
    "keys": public(),
    "jump": signed_in(),
    # Signing in and one's own account
    "account_login": Row(
        reach=Reach.ANYWHERE, yes=302, roleless=302, stranger=200, public=True
    ),  # whoever is signed in goes on to the start page
    "account_logout": signed_in(form={}, yes=302),
    "account_change_password": signed_in(),
    "account_reauthenticate": signed_in(),
    "account": signed_in(),
    "end_session": signed_in(form={}, yes=302),
    "join": public(yes=410),
    "join_by_link": public(args=("used",), yes=302),
    "mfa_authenticate": public(yes=302),  # to the sign-in page, where no password was given before
    "mfa_reauthenticate": signed_in(yes=302),
    "mfa_index": signed_in(yes=302),
    "mfa_activate_totp": signed_in(yes=302),  # asks for the password first
    "mfa_deactivate_totp": signed_in(yes=404),
    "mfa_view_recovery_codes": signed_in(yes=404),
    "mfa_generate_recovery_codes": signed_in(yes=302),
    "mfa_download_recovery_codes": signed_in(yes=404),
    # People
    "people:rights": signed_in(),
    "people:list": Row(frozenset({ADMINISTRATOR, AUDITOR}), Reach.ANYWHERE, no=403),
    "people:search": Row(frozenset({ADMINISTRATOR, AUDITOR}), Reach.ANYWHERE, form={"q": "li"}, yes=302, no=403),
    "people:add": Row(frozenset({ADMINISTRATOR}), Reach.ANYWHERE, no=403),
    "people:import": Row(frozenset({ADMINISTRATOR}), Reach.ANYWHERE, no=403),
    "people:template": Row(frozenset({ADMINISTRATOR}), Reach.REGION, args=("town",)),
    "people:invitations": Row(frozenset({ADMINISTRATOR}), Reach.ANYWHERE, form={}, yes=422, no=403),  # nobody was picked
    "people:deactivate_several": Row(frozenset({ADMINISTRATOR}), Reach.ANYWHERE, form={}, yes=422, no=403),
    "people:activate_several": Row(frozenset({ADMINISTRATOR}), Reach.ANYWHERE, form={}, yes=302, no=403),
    "people:person": of_a_person(ADMINISTRATOR, AUDITOR, yes=200),
    "people:rename": of_a_person(ADMINISTRATOR, action="name", form={"name": "李"}),
    "people:give": of_a_person(ADMINISTRATOR, action="roles/give", form={"role": "inspector", "place": "town/01"}),
    "people:take": of_a_person(ADMINISTRATOR, action="roles/take", form={"role": "0"}, yes=404),  # there is no role of that number
    "people:invite": of_a_person(ADMINISTRATOR, action="invite", form={"confirm": "officer"}, yes=200),
    "people:end_session": of_a_person(ADMINISTRATOR, action="sessions/end", form={}),
    "people:act": of_a_person(ADMINISTRATOR, action="deactivate", form={}),
    # Plans
    "plans:list": Row(SEE_PLANS, Reach.ANYWHERE, no=403),
    "plans:new": Row(MANAGE_PLANS, Reach.WHOLE, args=("town",)),
    "plans:board": of_a_plan(),
    "plans:timeline": of_a_plan("timeline/"),
    "plans:calendar": of_a_plan("calendar.ics"),
    "plans:reminders": of_a_plan("reminders/"),
    "plans:districts": of_a_plan("districts/"),
    "plans:withdraw": of_a_plan("withdraw/", {"reason": "误建"}),
    "plans:restore": of_a_plan("restore/", {}),
    "plans:item": of_a_plan("1/"),
    "plans:details": of_a_plan("1/details/", {"version": "1", "lead": "基教处"}),
    "plans:target": of_a_plan("1/target/", {"target": "1"}, yes=404),  # there is no target of that number
    "plans:report": of_a_plan("1/report/", {"day": "2026-01-05", "value": "5", "words": "做了"}),
    "plans:step": of_a_plan("1/step/", {"day": "2026-01-05", "title": "开工"}),
    "plans:link": of_a_plan("1/link/", {"label": "批复", "reference": "1号"}),
    # Reports
    "summaries:list": Row(MANAGE_PLANS, Reach.ANYWHERE, no=403),
    "summaries:new": Row(MANAGE_PLANS, Reach.WHOLE, args=("town",)),
    "summaries:summary": of_a_summary(),
    "summaries:save": of_a_summary("save/", {"version": "1", "template": SUMMARY}, yes=302),
    "summaries:final": of_a_summary("final/", {"version": "1"}, yes=302),
    "summaries:pick": of_a_summary("pick/"),
    "summaries:discard": of_a_summary("discard/", {"why": "by mistake"}, yes=302),
    "summaries:file": of_a_summary("summary.docx"),
    # Quick check
    "quick_check:start": public(),
    "quick_check:example": public(),
    "quick_draw:start": public(),
    "quick_draw:example": public(),
    # Figure check
    "figure_check:start": public(),
    # Data
    "data:start": signed_in(),
    "data:region": Row(SEE_DATA, Reach.REGION, args=("town",)),
    "data:template": Row(SEE_DATA, Reach.REGION, args=("town",)),
    "data:release": Row(SEE_DATA, Reach.REGION, args=("town", "R1")),
    "data:manifest": Row(SEE_DATA, Reach.REGION, args=("town", "R1")),
    "data:difference": Row(SEE_DATA, Reach.REGION, address=lambda: "/data/town/difference/?from=R1&to=R1"),
    "data:upload": Row(frozenset({ADMINISTRATOR}), Reach.WHOLE, args=("town",)),
    "data:draft": of_a_draft(),
    "data:add": of_a_draft("add/", roles=frozenset({ADMINISTRATOR}), form={}, yes=302),
    "data:act": of_a_draft("act/", roles=frozenset({ADMINISTRATOR}), form={"do": "take_back"}, yes=302),
    "data:mapping": of_a_draft("mapping/2025.xlsx/"),
    "data:issues": of_a_draft("issues/"),
    "data:issue": of_a_draft("issue/1/"),
    "data:marked": of_a_draft("marked/2025.xlsx/"),
    "data:draft_difference": of_a_draft("difference/"),
    "data:waive": of_a_draft("waive/", roles=frozenset({ADMINISTRATOR}), form={}, yes=422),  # the form comes back: no reason is given
    "data:unwaive": of_a_draft("unwaive/", roles=frozenset({ADMINISTRATOR}), form={}, yes=422),
    "data:freeze": of_a_draft("freeze/", roles=frozenset({ADMINISTRATOR}), form={}, yes=422),
    # Admission
    "admission:list": Row(SEE_DRAWS, Reach.ANYWHERE, no=403),
    "admission:new": Row(MANAGE_DRAWS, Reach.REGION, args=("town",)),
    "admission:draw": of_a_draw(),
    "admission:roster": of_a_draw("list/"),
    "admission:columns": of_a_draw("columns/", roles=MANAGE_DRAWS, form={}, yes=422),  # of an older page
    "admission:register": of_a_draw("register/", roles=MANAGE_DRAWS, form={}, yes=422),
    "admission:rules": of_a_draw("rules/"),
    "admission:rule_file": of_a_draw("rules.toml"),
    "admission:checks": of_a_draw("checks/"),
    "admission:reasons": of_a_draw("reasons/", roles=MANAGE_DRAWS, form={}, yes=422),
    "admission:twins": of_a_draw("twins/", roles=MANAGE_DRAWS, form={}, yes=422),
    "admission:rehearsal": of_a_draw("rehearsal/", roles=MANAGE_DRAWS, form={}),
    "admission:chances": of_a_draw("chances/", roles=MANAGE_DRAWS, form={}, yes=302),
    "admission:chances_file": of_a_draw("chances.json", chances={"seeds": 100}),
    "admission:seal": of_a_draw("seal/", roles=MANAGE_DRAWS, form={}, yes=422),
    "admission:reopen": of_a_draw("reopen/", roles=MANAGE_DRAWS, form={}, yes=422),
    "admission:seals": of_a_draw("seals.json", state="sealed"),
    "admission:sheet": of_a_draw("seal-sheet/", state="sealed"),
    "admission:numbers": of_a_draw("numbers/", state="sealed"),
    "admission:results": of_a_draw("results/", state="drawn"),
    "admission:names": of_a_draw("names/", state="drawn"),
    "admission:verify": of_a_draw("verify/", form={}, state="drawn"),
    "admission:file": of_a_draw("files/published.json", state="drawn"),
    "admission:publish": of_a_draw("publish/", roles=MANAGE_DRAWS, form={}, yes=422, state="drawn"),
    "admission:after": of_a_draw("after/", state="drawn"),
    "admission:late": of_a_draw("late/", roles=MANAGE_DRAWS, form={}, yes=302, state="drawn"),
    "admission:teams": of_a_draw("teams/", roles=MANAGE_DRAWS, form={}, yes=302, state="drawn"),
    "admission:move": of_a_draw("move/", roles=MANAGE_DRAWS, form={}, yes=422, state="drawn"),
    "admission:drift": of_a_draw("drift/", roles=MANAGE_DRAWS, form={}, yes=422, state="drawn"),
    "admission:withdraw": of_a_draw("withdraw/", roles=MANAGE_DRAWS, form={}, yes=422, state="sealed"),
    "admission:erase": of_a_draw("erase/", roles=MANAGE_DRAWS, form={}, yes=422, state="drawn"),
    "hall:hall": of_a_draw("hall/", state="sealed"),
    "hall:notice": of_a_draw("notice/", state="drawn"),
    "hall:notice_file": of_a_draw("notice.pdf", state="drawn"),
    "hall:witness": of_a_draw("witness/", state="drawn"),
    "hall:witness_file": of_a_draw("witness.pdf", state="drawn"),
    "hall:slips": of_a_draw("slips.pdf", state="drawn"),
    "objections:list": of_a_draw("objections/", state="published"),
    "objections:time": of_a_draw("objections/time/", roles=MANAGE_DRAWS, form={}, yes=422, state="published"),
    "objections:answer": of_an_objection(),
    "draws:list": public(),
    "draws:verifier": public(),
    "draws:receipt": public(),
    "draws:draw": of_a_public_draw(),
    "draws:seals": of_a_public_draw("seals.json"),
    "draws:rules": of_a_public_draw("rules.toml"),
    "draws:certificate": of_a_public_draw("certificate.json"),
    "draws:notice": of_a_public_draw("notice.pdf"),
    "draws:mine": of_a_public_draw("mine/"),
    "draws:objection": of_a_public_draw("objection/"),
    # Returns
    "returns:list": Row(SEE_RETURNS, Reach.ANYWHERE, no=403),
    "returns:entry": of_a_return(roles=SEE_RETURNS),
    "returns:data": of_a_return("data/", roles=SEE_RETURNS),
    "returns:template": of_a_return("template.xlsx", roles=SEE_RETURNS),
    "returns:upload": of_a_return("upload/", roles=FILL_RETURNS),
    "returns:withdraw": of_a_return("withdraw/", roles=FILL_RETURNS, form={}, yes=302),
    "returns:cells": of_a_return("cells/", roles=FILL_RETURNS, form={}, yes=400),  # these take JSON: what they do with it is in returns/
    "returns:rows": of_a_return("rows/", roles=FILL_RETURNS, form={}, yes=400),
    "returns:say": of_a_return("say/", roles=FILL_RETURNS, form={}, yes=400),
    "returns:nothing": of_a_return("nothing/", roles=FILL_RETURNS, form={}, yes=400),
    "returns:reopen": of_a_return("reopen/", roles=FILL_RETURNS, form={}, yes=400),
    "returns:submit": of_a_return("submit/", roles=FILL_RETURNS, form={}, yes=400),
    "returns:now": of_a_return("now/", roles=SEE_RETURNS, form={}, yes=400),
    "returns:worker": public(),
    "returns:review": of_a_return("review/", roles=SEE_RETURNS),
    "returns:decide": of_a_return("decide/", roles=APPROVERS, form={"do": "back"}, yes=422),  # no cell is ticked
    "returns:correct": of_a_return("correct/", roles=FILL_RETURNS, form={"reason": "少报"}, yes=422),  # only what is released is corrected
    "returns:waiting": Row(APPROVERS, Reach.ANYWHERE, no=403),
    "returns:approve_many": Row(APPROVERS, Reach.ANYWHERE, form={}, no=403),
    "returns:take_back": Row(APPROVERS, Reach.ANYWHERE, form={}, yes=302, no=403),
    "returns:board_start": Row(SEE_RETURNS, Reach.ANYWHERE, yes=302, no=403),  # to the only region's
    "returns:board": of_a_round("", roles=SEE_RETURNS),
    "returns:open": of_a_round("open/", roles=frozenset({ADMINISTRATOR}), reach=Reach.WHOLE),
    "returns:set_due": of_a_round("due/?form=balance_yearly&period=2026", roles=frozenset({ADMINISTRATOR}), reach=Reach.WHOLE),
    "returns:remind": of_a_round("remind/?form=balance_yearly&period=2026", roles=APPROVERS),
    "returns:reminders": of_a_round("reminders/", roles=SEE_RETURNS),
    "returns:publish": of_a_round("release/balance_yearly/2026/", roles=frozenset({ADMINISTRATOR}), reach=Reach.WHOLE),
    "returns:forms": Row(SEE_RETURNS, Reach.ANYWHERE, no=403),
    "returns:form": Row(SEE_RETURNS, Reach.REGION, args=("town", "balance_yearly")),
    # Saved views
    "tables:save_view": signed_in(form={"page": "/monitor/", "query": "", "name": "mine"}, yes=302),
    "tables:forget_view": Row(reach=Reach.ANYWHERE, args=(1,), form={}, yes=404),  # only one's own can be forgotten
    # Audit log
    "audit:search": of_the_log(),
    "audit:person": of_the_log("person/", form={"q": "nobody of this name"}, yes=422),
    "audit:heads": of_the_log("heads/"),
    "audit:head": replace(of_the_log(), address=head_of_today),
    "audit:entry": of_an_entry(),
    "audit:text": of_an_entry("text/"),
    "audit:restore": of_an_entry("restore/"),
    # Long work
    "jobs:list": signed_in(),
    "jobs:job": of_a_job(ADMINISTRATOR, AUDITOR),
    "jobs:cancel": of_a_job(ADMINISTRATOR, action="cancel"),
    "jobs:retry": of_a_job(ADMINISTRATOR, action="retry"),
    # Monitor
    "monitor:start": signed_in(),
    "monitor:region": figures(),
    "monitor:area": figures("01"),
    "monitor:indicator": figures("sports_area"),
    "monitor:map": figures(),
    "monitor:needs": figures(),
    "monitor:trace": figures("cv:01:primary:sports_area:2025"),
    "monitor:unit": figures("S1"),
    "monitor:units": figures(),
}
