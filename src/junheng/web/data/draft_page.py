"""One draft: its files, what is wrong, what it would change, and the way to a release."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from junheng.tables import Group, MappingError, read_mapping
from junheng.web.data import drafts, placing
from junheng.web.data.checking import Checked
from junheng.web.data.models import Deed, Draft, Step
from junheng.web.data.placing import Reading, Way
from junheng.web.regions import LoadedRegion


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file that was sent into the draft."""

    reading: Reading
    bytes: int
    said: str  # how it is read, in words
    unsure: int  # columns to confirm
    mapping_url: str
    marked_url: str
    replaceable: tuple[str, ...]  # files that it may be meant to replace
    guess: str  # the likeliest of these


@dataclass(frozen=True, slots=True)
class GroupRow:
    """Problems of one cause, and where to look at the first."""

    group: Group
    url: str


@dataclass(frozen=True, slots=True)
class DraftPage:
    """Everything on the page."""

    draft: Draft
    files: tuple[FileRow, ...]
    checked: Checked | None
    groups: tuple[GroupRow, ...]
    standing: drafts.Standing
    steps: tuple[tuple[str, Step], ...]

    @property
    def unsure(self) -> int:
        """Columns that somebody has to confirm, in all files."""
        return sum(file.unsure for file in self.files)

    @property
    def ready(self) -> bool:
        """Whether it can become a release."""
        return self.checked is not None and not self.checked.open and not self.standing.behind and self.draft.open


def draft_page(loaded: LoadedRegion, draft: Draft, checked: Checked | None) -> DraftPage:
    """Put the page together."""
    base = drafts.base_of(draft)
    sent = [path for path in drafts.changed_files(draft) if holds_data(path)]
    listed = {str(resource.get("path")) for resource in placing.resources(draft.folder)}
    issued = {issue.place.file for issue in checked.open if issue.place.row is not None} if checked else set()
    files = tuple(
        _file(draft, reading, base=sorted(set(base) & listed - set(sent)), marked=reading.path in issued)
        for reading in placing.readings(draft.folder, sent, base)
    )
    groups: list[GroupRow] = []
    at = 0
    for group in checked.groups if checked else ():
        groups.append(GroupRow(group, reverse("data:issue", args=(draft.region, draft.pk, at + 1))))
        at += len(group.issues)
    words = deed_words()
    steps = tuple((words[Deed(step.deed)], step) for step in draft.steps.select_related("user"))
    return DraftPage(draft, files, checked, tuple(groups), drafts.standing(draft, loaded.folder), steps)


def holds_data(path: str) -> bool:
    """Whether a file holds data; descriptor, waivers and mappings follow from what people do here."""
    return path not in ("datapackage.json", "waivers.toml") and not path.endswith((".toml", ".md", ".new"))


def _file(draft: Draft, reading: Reading, *, base: list[str], marked: bool) -> FileRow:
    own = {"region": draft.region, "number": draft.pk, "path": reading.path}
    new = reading.way not in (Way.REPLACES, Way.TEMPLATE)
    kind = reading.path.rpartition(".")[2].lower()
    others = tuple(path for path in base if new and path.rpartition(".")[2].lower() == kind)
    return FileRow(
        reading,
        (draft.folder / reading.path).stat().st_size,
        said(reading),
        _unsure(draft, reading),
        reverse("data:mapping", kwargs=own) if reading.mapping else "",
        reverse("data:marked", kwargs=own) if marked else "",
        others,
        max(others, key=lambda other: _alike(other, reading.path), default=""),
    )


def _alike(other: str, path: str) -> float:
    return SequenceMatcher(None, other, path).ratio()


def _unsure(draft: Draft, reading: Reading) -> int:
    if not reading.mapping:
        return 0
    try:
        return len(read_mapping(draft.folder / reading.mapping).unsure)
    except MappingError:
        return 0


def said(reading: Reading) -> str:
    """How a file is read, in a sentence."""
    if reading.way is Way.REPLACES:
        return _("Replaces the file of that name, and is read as it was")
    if reading.way is Way.LIKE:
        return _("New; read like {file}, by {mapping}").format(file=reading.shared[0], mapping=reading.mapping)
    if reading.way is Way.TABLE:
        return _("New; its heads are those of the table {table}").format(table=reading.table)
    if reading.way is Way.TEMPLATE:
        return _("New; the template of this site, filled in")
    if reading.way is Way.PROPOSED:
        return _("New; read by a mapping of its own, proposed from its heads")
    return _("Not read yet")


def deed_words() -> dict[Deed, str]:
    """What was done, in words."""
    return {
        Deed.UPLOADED: pgettext("draft", "File sent"),
        Deed.REMOVED: pgettext("draft", "File taken out"),
        Deed.CONFIRMED: pgettext("draft", "Columns confirmed"),
        Deed.WAIVED: pgettext("draft", "Reason given"),
        Deed.UNWAIVED: pgettext("draft", "Reason taken back"),
        Deed.CARRIED: pgettext("draft", "Brought up to date with the region"),
        Deed.SUBMITTED: pgettext("draft", "Freezing begun"),
        Deed.FROZEN: pgettext("draft", "Frozen"),
        Deed.TAKEN_BACK: pgettext("draft", "Taken back"),
    }
