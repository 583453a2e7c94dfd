"""The rules of a draw: a form that writes the rule file, and the file itself."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from junheng.certificates import Listing
from junheng.engines.classes import prepare_roster
from junheng.engines.classes.heads import WISHES
from junheng.language import Text
from junheng.web.access import allow
from junheng.web.admission.changing import DrawRefused, change
from junheng.web.admission.finding import draw_of, frame, may_manage
from junheng.web.admission.models import Deed, Draw, Kind, State
from junheng.web.admission.preparing import raw_lists
from junheng.web.admission.roster_views import version_of
from junheng.web.admission.rules_form import COLUMNS, Form, checked_text, form_of, has_form, starter, text_of, typed_form
from junheng.web.admission.sending import REFUSALS, Problems, problems_of
from junheng.web.admission.standing import standing
from junheng.web.incoming import Refused
from junheng.web.people.roles import Right
from junheng.web.shell.notes import note
from junheng.web.tables.download import as_file, file_name

#: Columns that say who somebody is; nobody is balanced by them.
_WHO = frozenset({"code", "name", "birth", "identity", "salt", "distinct", "reason"})
_KEPT = Text("补录沿用首轮封存的规则。", "A late round keeps the rules of the first one.")
_LARGEST = 64 * 1024  # bytes of a rule file


@never_cache
@require_http_methods(["GET", "POST"])
@allow(Right.SEE_DRAWS)
def rules(request: HttpRequest, region: str, key: str) -> HttpResponse:
    """How it is drawn."""
    draw = draw_of(request, region, key, Right.MANAGE_DRAWS if request.method == "POST" else Right.SEE_DRAWS)
    people = _people(draw)
    if request.method == "GET":
        try:
            return _page(request, draw, people, form_of(draw, people))
        except REFUSALS as error:  # a list that cannot be read as a roster
            return _page(request, draw, people, Form({"title": draw.title}), problems_of(error))
    form = typed_form(request.POST)
    try:
        text = _sent_text(request, draw) if request.POST.get("do") == "text" else text_of(draw, form)
        if draw.late:
            raise DrawRefused(_KEPT)
        change(
            draw,
            request.user,
            Deed.RULES,
            version=version_of(request),
            states=(State.DRAFT,),
            about=_("{n} lines").format(n=text.count("\n")),
            rules=text,
            chances=None,
        )
    except REFUSALS as error:
        return _page(request, draw, people, form, problems_of(error), request.POST.get("text", ""))
    note(request, _("The rules are kept. Look at them as text below: this file is what is sealed."))
    return redirect("admission:rules", region, key)


def _people(draw: Draw) -> Listing | None:
    lists = raw_lists(draw)
    first = next(iter(lists.values()), None)
    if first is None or draw.kind != Kind.CLASSES:
        return first
    try:
        return prepare_roster(first).people
    except REFUSALS:
        return first


def _sent_text(request: HttpRequest, draw: Draw) -> str:
    file = request.FILES.get("file")
    if file is None:
        return checked_text(draw, request.POST.get("text", ""))
    content = file.read(_LARGEST + 1)
    try:
        if len(content) > _LARGEST:
            raise ValueError
        return checked_text(draw, content.decode("utf-8-sig"))
    except ValueError as error:
        if isinstance(error, REFUSALS):
            raise
        raise Refused(
            _("This is no rule file."), _("A rule file is a text (TOML, UTF-8) of at most 64 KB; save it so and send it again.")
        ) from error


def _page(
    request: HttpRequest, draw: Draw, people: Listing | None, form: Form, wrong: Problems | None = None, text: str = ""
) -> HttpResponse:
    columns = [column for column in people.columns if column not in _WHO] if people is not None else []
    named = list(dict.fromkeys([*columns, *form.traits, *form.scores]))
    context = {
        "stands": standing(draw),
        "form": form,
        "has_form": has_form(draw),
        "of_classes": draw.kind == Kind.CLASSES,
        "columns": named,
        "spread": [column for column in named if column not in (*WISHES, "sex")],
        "pickable": [(column, form.values.get(column, "")) for column in COLUMNS],
        "text": text or draw.rules or starter(draw),
        "wrong": wrong,
        "may_change": may_manage(request, draw) and draw.state == State.DRAFT and not draw.late,
    }
    return render(request, "admission/rules.html", context | frame(draw, {"name": _("Rules")}), status=422 if wrong else 200)


@never_cache
@require_GET
@allow(Right.SEE_DRAWS)
def rule_file(request: HttpRequest, region: str, key: str) -> HttpResponse:
    """The rule file as it is sealed."""
    draw = draw_of(request, region, key)
    return as_file(draw.rules.encode(), "application/toml; charset=utf-8", file_name("toml", "rules", draw.key[:6]))
