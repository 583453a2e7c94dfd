"""One text as someone sent it: a file, or words pasted into the page; it travels inside the result page and is kept nowhere else."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from pathlib import PurePath

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

from junheng.reports.check import Checked, check
from junheng.reports.check.readers import Unreadable
from junheng.reports.check.readers.reading import read_bytes
from junheng.web.format import language, number
from junheng.web.incoming import Refused, safe_name
from junheng.web.quick_check.upload import held, unpacked
from junheng.web.uploads import too_large

#: Characters that are checked while somebody waits; the command line takes any number.
LARGEST_TEXT = 1_000_000
EXAMPLE = files("junheng.examples").joinpath("summary-synthetic.txt")


@dataclass(frozen=True, slots=True)
class Upload:
    """A report, a summary, a few sentences."""

    name: str
    content: bytes

    @property
    def held(self) -> str:
        """The content as text for a form field."""
        return held(self.content)

    @property
    def is_word(self) -> bool:
        """Whether it can be given back with comments."""
        return PurePath(self.name).suffix.lower() == ".docx"

    @property
    def is_example(self) -> bool:
        """Whether it is the example, whose figures are invented."""
        return self.content == EXAMPLE.read_bytes()


def from_request(request: HttpRequest) -> Upload:
    """What a form brought: a fresh file, one held in the page, or pasted words.

    Raises
    ------
    Refused
        Nothing came, or too much.
    """
    if "document" in too_large(request):
        raise Refused(
            _("The file is larger than {limit} MB.").format(limit=number(settings.QUICK_CHECK_LARGEST_FILE / 2**20)),
            _("Leave out pictures, or send one chapter at a time."),
        )
    if "example" in request.POST:
        return Upload(_("Example (synthetic).txt"), EXAMPLE.read_bytes())
    fresh = request.FILES.get("document")
    if fresh is not None:
        return Upload(safe_name(fresh.name or ""), fresh.read())
    if request.POST.get("held"):
        return Upload(safe_name(request.POST.get("name", "")), unpacked(request.POST["held"]))
    pasted = request.POST.get("text", "").replace("\r\n", "\n")
    if pasted.strip():
        return Upload(_("Pasted text.txt"), pasted.encode())
    raise Refused(_("There is nothing to check yet."), _("Choose a Word, PDF or text file, or paste the text into the field."))


def checked(upload: Upload) -> Checked:
    """The upload with its figures and findings.

    Raises
    ------
    Refused
        It cannot be read, or is too long to be checked while somebody waits.
    """
    try:
        document = read_bytes(upload.name, upload.content)
    except Unreadable as unreadable:
        raise Refused(unreadable.text(language()), "") from unreadable
    if len(document.text) > LARGEST_TEXT:
        raise Refused(
            _("The text has more than {n} characters.").format(n=number(LARGEST_TEXT)),
            _("Leave out pictures, or send one chapter at a time."),
        )
    return check(document)
