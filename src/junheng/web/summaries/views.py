"""The summaries, a new one from a template, its editor, its files."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from junheng.language import Language
from junheng.packs import PackError, load, report_templates
from junheng.releases import ReleaseError
from junheng.reports.summary import Heading, Table, TemplateError, entries, pdf_file, read_template, trace_json, web_page, word_file
from junheng.web import regions
from junheng.web.access import allow, scope_of
from junheng.web.format import language
from junheng.web.people.roles import Right
from junheng.web.shell.notes import note
from junheng.web.shell.shown import Shown
from junheng.web.summaries import changing
from junheng.web.summaries.models import Summary
from junheng.web.summaries.written import Written, moved, written

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
    context = {"summaries": Summary.objects.visible_to(scope), "mine": mine, "crumbs": [{"name": _("Reports")}]}
    return render(request, "summaries/list.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
@allow(Right.WRITE_REPORTS)
def new(request: HttpRequest, region: str) -> HttpResponse:
    """Begin a summary from a template of the region's pack, over its newest release."""
    loaded = regions.region(region)
    if loaded is None or not loaded.releases or not scope_of(request).whole(Right.WRITE_REPORTS, region):
        raise Http404
    newest = loaded.releases[-1]
    try:
        templates = report_templates(load(newest.description.pack or "").name)
    except PackError:
        templates = {}
    wrong = {}
    if request.method == "POST":
        text = templates.get(request.POST.get("template", ""))
        if text is None:
            wrong["template"] = _("Choose a template from the list.")
        else:
            draft = Summary(region=region, template=text, release=newest.label, release_hash=newest.hash)
            try:
                made = written(draft)
            except (TemplateError, ReleaseError) as error:
                wrong["template"] = error.text(language())
            else:
                period = made.document.period
                fields = {
                    "template": text,
                    "release": newest.label,
                    "release_hash": newest.hash,
                    "period": period,
                    "title": made.document.title[:300],
                }
                return redirect(changing.begin(request.user, region=region, **fields))
    named = [(name, read_template(text).title) for name, text in templates.items()]
    crumbs = [{"name": _("Reports"), "url": reverse("summaries:list")}, {"name": _("New summary")}]
    context = {"loaded": loaded, "newest": newest, "templates": named, "wrong": wrong, "crumbs": crumbs}
    return render(request, "summaries/new.html", context, status=422 if wrong else 200)


@never_cache
@require_GET
@allow(Right.WRITE_REPORTS)
def summary(request: HttpRequest, region: str, number: int) -> HttpResponse:
    """The editor: template beside what it becomes."""
    return _page(request, _found(request, region, number))


@never_cache
@require_POST
@allow(Right.WRITE_REPORTS)
def save(request: HttpRequest, region: str, number: int) -> HttpResponse:
    """Save the template, or only show what it would become."""
    found = _found(request, region, number)
    text = request.POST.get("template", "").replace("\r\n", "\n")
    try:
        made = written(found, text)
    except (TemplateError, ReleaseError) as error:
        return _page(request, found, text=text, wrong=error.text(language()))
    if "preview" in request.POST:
        return _page(request, found, text=text)
    try:
        changing.change(found, version=_whole(request.POST.get("version")), template=text, title=made.document.title[:300])
    except changing.Changed:
        return _page(request, found, text=text, wrong=_changed())
    note(request, _("Saved."))
    return redirect(found)


@require_POST
@allow(Right.WRITE_REPORTS)
def final(request: HttpRequest, region: str, number: int) -> HttpResponse:
    """Close a summary in which nothing is doubtful or untraced, or open it again."""
    found = _found(request, region, number)
    if "reopen" in request.POST:
        changing.reopen(found)
        return redirect(found)
    try:
        made = written(found)
    except (TemplateError, ReleaseError) as error:
        return _page(request, found, wrong=error.text(language()))
    if (made.doubts or made.typed) and not request.POST.get("sure"):
        return _page(
            request, found, wrong=_("Figures are doubtful or typed by hand. Look at them, tick that you have, and close it again.")
        )
    try:
        changing.make_final(found, version=_whole(request.POST.get("version")), when=timezone.now())
    except changing.Changed:
        return _page(request, found, wrong=_changed())
    note(request, _("The summary is final."))
    return redirect(found)


@never_cache
@require_GET
@allow(Right.WRITE_REPORTS)
def file(request: HttpRequest, region: str, number: int, kind: str) -> HttpResponse:
    """The summary as Word file, PDF, web page, or its traces."""
    found = _found(request, region, number)
    if kind not in _KINDS:
        raise Http404
    try:
        made = written(found)
    except (TemplateError, ReleaseError) as error:
        return _page(request, found, wrong=error.text(language()))
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


def _found(request: HttpRequest, region: str, number: int) -> Summary:
    return get_object_or_404(Summary.objects.visible_to(scope_of(request)), region=region, pk=number)


def _page(request: HttpRequest, found: Summary, *, text: str | None = None, wrong: str = "") -> HttpResponse:
    made: Written | None = None
    newer, moves = "", []
    try:
        made = written(found, text)
        newer, moves = moved(found, made, text)
    except (TemplateError, ReleaseError) as error:
        wrong = wrong or error.text(language())
    crumbs = [{"name": _("Reports"), "url": reverse("summaries:list")}, {"name": found.title}]
    loaded = regions.region(found.region)
    context = {
        "summary": found,
        "text": found.template if text is None else text,
        "unsaved": text is not None and text != found.template,
        "wrong": wrong,
        "made": made,
        "blocks": [_block(block) for block in made.document.blocks] if made else [],
        "newer": newer,
        "moves": moves[:100],
        "moved": len(moves),
        "crumbs": crumbs,
        "shown": Shown(loaded.title if loaded else found.region, bool(made and made.document.synthetic)),
    }
    return render(request, "summaries/summary.html", context, status=422 if wrong else 200)


def _block(block: Any) -> dict[str, Any]:
    """A block as the template writes it: its kind, and spans of text with the figure behind each."""
    if isinstance(block, Table):
        return {
            "kind": "table",
            "title": block.title,
            "head": block.head,
            "rows": [[_spans((cell,)) for cell in row] for row in block.rows],
        }
    return {"kind": f"h{block.level}" if isinstance(block, Heading) else "p", "spans": _spans(block.spans)}


def _spans(spans: Any) -> list[tuple[str, str]]:
    return [(span, "") if isinstance(span, str) else (span.text, str(span.made_from[0])) for span in spans]


def _whole(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 18 else 0


def _changed() -> str:
    return _("Somebody else has changed the summary, or made it final. Your text is still here.")
