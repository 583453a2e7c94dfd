"""The form, what was understood, the sealed sheet, the result; one address, nothing kept: everything travels inside the page."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import replace

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from junheng.certificates import Certificate, CertificateError, Listing, Sealed, parse, verify
from junheng.draw import joined_text
from junheng.engines.classes import KIND_TEXT, parse_rules
from junheng.language import Text
from junheng.reports.draws import LIST, forms_classes, recomputers
from junheng.web.access import PUBLIC, allow
from junheng.web.format import number
from junheng.web.incoming import Refused, safe_name
from junheng.web.quick_check.upload import Upload, from_request, held, unpacked
from junheng.web.quick_draw import drawing, sealed_file
from junheng.web.quick_draw.form import form_context
from junheng.web.quick_draw.reading import (
    EXAMPLE,
    EXAMPLE_CLASSES,
    REFUSALS,
    Problem,
    columns_of,
    is_example,
    problem_of,
    read,
)
from junheng.web.quick_draw.wanted import KIND_NAMES, SOURCES, Kind, Wanted, class_rules, rules_text, wanted_of
from junheng.web.shell.errors import too_many
from junheng.web.shell.languages import answered
from junheng.web.shell.shown import Shown
from junheng.web.tries import too_often
from junheng.web.uploads import too_large

#: Of more sets of twins or namesakes than these, the rest are counted.
_SHOWN = 20
_LARGEST_HELD = 40 * 1024 * 1024
#: Steps from one address in ten minutes; a draw takes half a dozen, and a whole office may stand behind one address.
TRIES = 240


@never_cache
@require_http_methods(["GET", "POST"])
@allow(PUBLIC)
def start(request: HttpRequest) -> HttpResponse:
    """The form; after a POST whatever comes next."""
    if request.method == "GET":
        return render(request, "quick_draw/start.html", form_context())
    return answered(request, _answered)


@require_GET
@allow(PUBLIC)
def example(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 (a view is given its request)
    """The example list, whose pupils are invented."""
    return _saved(EXAMPLE.read_bytes(), "text/csv; charset=utf-8", _("pupils (synthetic data)") + ".csv")


def _answered(request: HttpRequest) -> HttpResponse:
    if too_often(request, "quick-draw", TRIES):
        return too_many(request)
    # A button says what to do; the language's button has the page shown once more.
    step = _STEPS.get(request.POST.get("step") or request.POST.get("here") or "look", _looked)
    return step(request)


def _refused(request: HttpRequest, problem: Problem) -> HttpResponse:
    return render(request, "quick_draw/start.html", form_context(wanted_of(request.POST)) | {"problem": problem}, status=422)


def _upload(request: HttpRequest) -> Upload:
    if "table" in too_large(request):
        raise Refused(
            _("The file is larger than {limit} MB.").format(limit=number(settings.QUICK_CHECK_LARGEST_FILE / 2**20)),
            _("Send the list alone, without pictures and other sheets."),
        )
    return Upload(EXAMPLE.name, EXAMPLE.read_bytes()) if "example" in request.POST else from_request(request)


def _code_column(request: HttpRequest) -> str:
    return request.POST.get("code_column", "").strip()[:100]


def _looked(request: HttpRequest, refusal: Problem | None = None, *, by: str | None = None) -> HttpResponse:
    """What was understood; `by` is the column of the number, where it is not the one that was typed."""
    wanted = wanted_of(request.POST)
    if "example" in request.POST:
        title = _("Classes of the first grade (synthetic data)")
        wanted = Wanted(Kind.ENTRY, str(EXAMPLE_CLASSES), title, None, wanted.sources)
    upload, column = None, _code_column(request) if by is None else by
    try:
        upload = _upload(request)
        found = read(upload, wanted.kind, column)
        count = wanted.count
        untouched = replace(wanted, traits=None)
        proposed = class_rules(untouched, found.people) if wanted.kind.forms_classes else None
    except REFUSALS as error:
        if upload is not None and column:  # the list is still there: back to how it was read before
            return _looked(request, problem_of(error, upload), by="")
        return _refused(request, problem_of(error, upload))
    rules, problem = "", refusal
    try:
        rules = rules_text(wanted, found.people)
        drawing.sealed(found.people, rules, at="")
    except REFUSALS as error:
        problem = problem or problem_of(error, upload)
    chosen = class_rules(wanted, found.people) if proposed is not None else None
    sources = {one.name: one for one in wanted.sources}
    context = form_context(wanted) | {
        "upload": upload,
        "read": found,
        "code_column": _code_column(request),
        "count": count,
        "kind_name": KIND_NAMES[wanted.kind],
        "columns": columns_of(found.people, chosen, proposed),
        "rules": rules,
        "problem": problem,
        "sources": [(name, sources.get(name)) for name in SOURCES],
        "namesakes": [(one.names, KIND_TEXT[one.kind]) for one in found.namesakes[:_SHOWN]],
        "multiples": found.multiples[:_SHOWN],
        "more_namesakes": max(0, len(found.namesakes) - _SHOWN),
        "more_multiples": max(0, len(found.multiples) - _SHOWN),
        "shown": _shown(found.people),
    }
    return render(request, "quick_draw/understood.html", context, status=422 if problem else 200)


def _sealing(request: HttpRequest, *, at: str) -> Sealed | HttpResponse:
    """What the form asks for, sealed; or the page that says why not."""
    wanted, upload = wanted_of(request.POST), None
    try:
        upload = _upload(request)
        found = read(upload, wanted.kind, _code_column(request))
        return drawing.sealed(found.people, rules_text(wanted, found.people), at=at)
    except REFUSALS as error:
        return _looked(request, problem_of(error, upload)) if upload is not None else _refused(request, problem_of(error))


def _seal(request: HttpRequest) -> HttpResponse:
    done = _sealing(request, at=drawing.now())
    return done if isinstance(done, HttpResponse) else _seal_page(request, done)


def _rehearse(request: HttpRequest) -> HttpResponse:
    """A draw from a list that nobody sealed; every paper of it says so."""
    done = _sealing(request, at="")
    return done if isinstance(done, HttpResponse) else _seal_page(request, done)


def _seal_page(request: HttpRequest, sealed: Sealed, problem: Problem | None = None) -> HttpResponse:
    context = {
        "sealed": sealed,
        "seal": sealed.seals[-1],
        "rehearsal": not sealed.seals[-1].at,
        "held": held(sealed_file.packed(sealed)),
        "typed": drawing.typed_values(sealed.rules, request.POST),
        "title": _title(sealed.rules),
        "classes": parse_rules(sealed.rules).classes if forms_classes(sealed.rules) else 0,
        "problem": problem,
        "shown": _shown(sealed.people[LIST]),
    }
    return render(request, "quick_draw/sealed.html", context, status=422 if problem else 200)


def _opened(request: HttpRequest) -> Sealed:
    if "sealed" in too_large(request):
        raise Refused(_("This is not a sealed file."), _("Choose the file that the page of the seal gave you; its name ends in .zip."))
    fresh = request.FILES.get("sealed")
    if fresh is not None:
        return sealed_file.unpacked(fresh.read())
    if not request.POST.get("sealed"):
        raise Refused(_("No sealed file was chosen."), _("Choose the file that the page of the seal gave you; its name ends in .zip."))
    return sealed_file.unpacked(unpacked(request.POST["sealed"], _LARGEST_HELD))


def _back(request: HttpRequest) -> HttpResponse:
    """The sealed sheet again: from the file that was downloaded, or from the page."""
    try:
        return _seal_page(request, _opened(request))
    except REFUSALS as error:
        return render(request, "quick_draw/start.html", form_context() | {"sealed_problem": problem_of(error)}, status=422)


def _keep(request: HttpRequest) -> HttpResponse:
    """The sealed file, to bring back with the numbers."""
    try:
        sealed = _opened(request)
    except REFUSALS as error:
        return _refused(request, problem_of(error))
    name = _("{title} sealed").format(title=_title(sealed.rules) or _("draw"))
    return _saved(sealed_file.packed(sealed), "application/zip", f"{_marked(name, sealed.people[LIST])}.zip")


def _draw(request: HttpRequest) -> HttpResponse:
    try:
        sealed = _opened(request)
    except REFUSALS as error:
        return _refused(request, problem_of(error))
    try:
        certificate = drawing.drawn(sealed, drawing.typed_values(sealed.rules, request.POST))
    except REFUSALS as error:
        return _seal_page(request, sealed, problem_of(error))
    return _result_page(request, certificate)


def _result_page(request: HttpRequest, certificate: Certificate) -> HttpResponse:
    context = {
        "certificate": certificate,
        "outcome": drawing.outcome(certificate),
        "files": drawing.contents(certificate),
        "line": joined_text(certificate.sources, round_name=certificate.round_name),
        "held": held(certificate.to_json().encode()),
        "shown": _shown(_people(certificate)),
    }
    return render(request, "quick_draw/result.html", context)


def _certificate(request: HttpRequest) -> Certificate:
    """The certificate that the page holds, if it is still true."""
    try:
        text = unpacked(request.POST.get("drawn", ""), _LARGEST_HELD).decode()
        certificate = Certificate.from_json(text)
    except (CertificateError, UnicodeDecodeError):
        certificate = None
    if certificate is None or not certificate.private or verify(text, recomputers=recomputers()):
        raise Refused(_("The page lost the draw."), _("Choose the sealed file and type the numbers again: the result is the same."))
    return certificate


def _shown_again(request: HttpRequest) -> HttpResponse:
    try:
        return _result_page(request, _certificate(request))
    except REFUSALS as error:
        return _refused(request, problem_of(error))


def _files(request: HttpRequest) -> HttpResponse:
    """Certificate, notice, witness sheet, slips and verifier."""
    try:
        certificate = _certificate(request)
    except REFUSALS as error:
        return _refused(request, problem_of(error))
    name = _("{title} rehearsal") if certificate.rehearsal else _("{title} result")
    named = _marked(name.format(title=certificate.title or _("draw")), _people(certificate))
    return _saved(drawing.handed_out(certificate), "application/zip", f"{named}.zip")


def _shown(people: Listing) -> Shown:
    return Shown(Text("", ""), is_example(people))


def _people(certificate: Certificate) -> Listing:
    return parse(certificate.private[LIST])


def _title(rules: str) -> str:
    return str(tomllib.loads(rules).get("title", ""))


def _marked(name: str, people: Listing) -> str:
    return _("{name} (synthetic data)").format(name=name) if is_example(people) else name


def _saved(content: bytes, content_type: str, name: str) -> HttpResponse:
    header = content_disposition_header(as_attachment=True, filename=safe_name(name))
    return HttpResponse(content, content_type=content_type, headers={"Content-Disposition": header})


_STEPS: dict[str, Callable[[HttpRequest], HttpResponse]] = {
    "look": _looked,
    "seal": _seal,
    "rehearse": _rehearse,
    "back": _back,
    "keep": _keep,
    "draw": _draw,
    "drawn": _shown_again,
    "files": _files,
}
