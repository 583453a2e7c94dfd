"""The summaries, a new one from a template, its end, its files."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from junheng.language import Language
from junheng.packs import PackError, load, report_templates
from junheng.releases import ReleaseError
from junheng.reports.summary import (
    TemplateError,
    Values,
    entries,
    pdf_file,
    read_template,
    title_of,
    trace_json,
    web_page,
    word_file,
)
from junheng.web import regions
from junheng.web.access import allow, scope_of
from junheng.web.audit.acting import because
from junheng.web.format import language
from junheng.web.people.roles import Right
from junheng.web.regions import LoadedRegion
from junheng.web.shell.notes import note
from junheng.web.shell.shown import Shown
from junheng.web.summaries import changing
from junheng.web.summaries.editor import changed_since, editor, summary_of, whole
from junheng.web.summaries.listed import listing
from junheng.web.summaries.models import Summary
from junheng.web.summaries.paper import paper
from junheng.web.summaries.written import Moves, Written, opened, written
from junheng.web.tables.download import TYPES, listing_as_file

_KINDS = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "html": "text/html",
    "json": "application/json",
}


@never_cache
@require_GET
@allow(Right.WRITE_REPORTS)
def summaries(request: HttpRequest) -> HttpResponse:
    """All summaries of the regions that the reader holds."""
    scope = scope_of(request)
    mine = [loaded for loaded in regions.loaded_regions() if scope.whole(Right.WRITE_REPORTS, loaded.name) and loaded.releases]
    found = list(Summary.objects.visible_to(scope).select_related("created_by"))
    listed = listing(request, found)
    if request.GET.get("format") in TYPES:
        return listing_as_file(listed, request.GET["format"], "summaries")
    return render(request, "summaries/list.html", {"listing": listed, "mine": mine, "crumbs": [{"name": _("Reports")}]})


@never_cache
@require_http_methods(["GET", "POST"])
@allow(Right.WRITE_REPORTS)
def new(request: HttpRequest, region: str) -> HttpResponse:
    """Begin a summary from a template of the region's pack, over one of its releases, of an area and a period."""
    loaded = regions.region(region)
    if loaded is None or not loaded.releases or not scope_of(request).whole(Right.WRITE_REPORTS, region):
        raise Http404
    typed = request.POST if request.method == "POST" else {"release": loaded.releases[-1].label}
    wrong: dict[str, str] = {}
    templates = _templates(loaded)
    if request.method == "POST":
        draft = _draft(loaded, typed, templates, wrong)
        if draft is not None:
            return redirect(changing.begin(request.user, **draft))
    newest = loaded.releases[-1]
    values = opened(region, newest.label, newest.hash)
    areas = values.release.tables["areas"]
    context = {
        "loaded": loaded,
        "typed": typed,
        "releases": list(reversed(loaded.releases)),
        "templates": [(name, _named(text, values)) for name, text in templates.items()],
        "areas": areas.select("area", "name").rows(),
        "periods": list(reversed(values.totals.periods)),
        "newest": values.newest,
        "wrong": wrong,
        "crumbs": [{"name": _("Reports"), "url": reverse("summaries:list")}, {"name": _("New summary")}],
        "shown": Shown(loaded.title, newest.description.synthetic),
    }
    return render(request, "summaries/new.html", context, status=422 if wrong else 200)


def _templates(loaded: LoadedRegion) -> Mapping[str, str]:
    """Those of the pack of the newest release."""
    try:
        return report_templates(load(loaded.releases[-1].description.pack or "").name)
    except PackError:
        return {}


def _named(text: str, values: Values) -> str:
    """A template's title as it would be; as it is written where the release has no such period."""
    template = read_template(text)
    try:
        return title_of(template, values)
    except TemplateError:
        return re.sub(r"\{[^}]*\}", "…", template.title)


def _draft(loaded: LoadedRegion, typed: Any, templates: Mapping[str, str], wrong: dict[str, str]) -> dict[str, Any] | None:
    """The fields of a new summary; None where something is wrong, which is said by field."""
    text = templates.get(typed.get("template", ""))
    manifest = loaded.manifest(typed.get("release", ""))
    if text is None:
        wrong["template"] = _("Choose a template from the list.")
    if manifest is None:
        wrong["release"] = _("Choose a release from the list.")
    if text is None or manifest is None:
        return None
    fields = {"region": loaded.name, "template": text, "release": manifest.label, "release_hash": manifest.hash}
    fields |= {"area": typed.get("area", "")[:100], "period": typed.get("period", "")[:20]}
    try:
        document = written(Summary(**fields)).document
    except (TemplateError, ReleaseError) as error:
        wrong["template"] = error.text(language())
        return None
    return {**fields, "period": document.period, "title": document.title[:300]}


@require_POST
@allow(Right.WRITE_REPORTS)
def final(request: HttpRequest, region: str, number: int) -> HttpResponse:
    """Close a summary in which nothing is doubtful or untraced, or of which somebody says why it stays; or open it again."""
    found = summary_of(request, region, number)
    if "reopen" in request.POST:
        changing.reopen(found)
        return redirect(found)
    try:
        made = written(found)
    except (TemplateError, ReleaseError) as error:
        return editor(request, found, wrong=error.text(language()))
    shown = paper(made, region=region, release=found.release, moves=Moves().after)
    reason = request.POST.get("reason", "").strip()[:500]
    if (shown.doubts or shown.typed) and not reason:
        return editor(request, found, wrong=_("Figures are doubtful or typed by hand. Mend them, or say why they stay."), field="reason")
    try:
        changing.make_final(found, version=whole(request.POST.get("version")), when=timezone.now(), reason=reason)
    except changing.Changed:
        return editor(request, found, wrong=changed_since())
    note(request, _("The summary is final."))
    return redirect(found)


@require_POST
@allow(Right.WRITE_REPORTS)
def discard(request: HttpRequest, region: str, number: int) -> HttpResponse:
    """Take a draft away, for a reason that the log keeps."""
    found = summary_of(request, region, number)
    reason = request.POST.get("why", "").strip()[:500]
    if not reason:
        return editor(request, found, wrong=_("Say why the draft is discarded."), field="why")
    try:
        with because(reason):
            changing.discard(found)
    except changing.Changed:
        return editor(request, found, wrong=changed_since())
    note(request, _("“{title}” was discarded.").format(title=found.title))
    return redirect("summaries:list")


@never_cache
@require_GET
@allow(Right.WRITE_REPORTS)
def file(request: HttpRequest, region: str, number: int, kind: str) -> HttpResponse:
    """The summary as Word file, PDF, web page, or its traces."""
    found = summary_of(request, region, number)
    if kind not in _KINDS:
        raise Http404
    try:
        made = written(found)
    except (TemplateError, ReleaseError) as error:
        return editor(request, found, wrong=error.text(language()))
    name = f"{made.document.title}.{kind}"
    return HttpResponse(
        _content(made, kind, read_template(found.template).language),
        content_type=_KINDS[kind],
        headers={"Content-Disposition": content_disposition_header(as_attachment=True, filename=name)},
    )


def _content(made: Written, kind: str, lang: Language) -> bytes:
    if kind == "docx":
        return word_file(made.document, language=lang)
    if kind == "pdf":
        return pdf_file(made.document, language=lang)
    found = entries(made.document, made.release, made.pack)
    return web_page(made.document, found, language=lang) if kind == "html" else trace_json(made.document, found, language=lang)
