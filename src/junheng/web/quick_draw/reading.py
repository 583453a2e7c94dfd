"""The list as it was sent: read by the same reader as everywhere, made ready for its seal, and what was understood of it."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from junheng.certificates import HEADS, CertificateError, Listing, ListRejected, read_listing, read_table, rows_by_code
from junheng.draw import DrawError
from junheng.engines.classes import ClassesError, Multiples, Namesakes, Rules, prepare_roster
from junheng.examples.rosters import FOLDER
from junheng.tables import Group, group_issues
from junheng.web.format import language
from junheng.web.incoming import Refused
from junheng.web.quick_check.upload import Upload
from junheng.web.quick_draw.wanted import Kind

EXAMPLE = FOLDER / "entry-grade-synthetic" / "roster.csv"
EXAMPLE_CLASSES = 6
#: Whatever a page turns into words.
REFUSALS = (Refused, CertificateError, DrawError)
_SHOWN_ROWS = 20


@dataclass(frozen=True, slots=True)
class Read:
    """A list ready for its seal."""

    people: Listing
    namesakes: tuple[Namesakes, ...] = ()
    multiples: tuple[Multiples, ...] = ()
    to_ask: int = 0  # sets of likely twins whose parents nobody has asked


@dataclass(frozen=True, slots=True)
class Problem:
    """Why something was not done, and what to do."""

    wrong: str
    remedy: str = ""
    rows: str = ""  # of the file
    groups: tuple[Group, ...] = ()


def read(upload: Upload, kind: Kind, code_column: str = "") -> Read:
    """The list in a file, by the column that somebody said holds the numbers. The file exists on disk only while it is read.

    Raises
    ------
    ListRejected, ClassesError
        Rows that are wrong, each with its remedy.
    """
    with tempfile.TemporaryDirectory(prefix="junheng-") as folder:
        path = Path(folder) / upload.file_name
        path.write_bytes(upload.content)
        people = read_listing(path, heads=_heads(path, code_column.strip().lower()))
    if not kind.forms_classes:
        return Read(people)
    roster = prepare_roster(people)
    return Read(roster.people, roster.namesakes, roster.multiples, len(roster.to_ask))


def _heads(path: Path, code_column: str) -> Mapping[str, Sequence[str]]:
    if not code_column:
        return HEADS
    if "that one" not in read_table(path, {"that one": (code_column,)})[0]:
        raise Refused(
            _("The list has no column “{column}”.").format(column=code_column), _("Write the head as it stands in the file, or nothing.")
        )
    return {**HEADS, "code": (code_column,)}


def problem_of(error: Exception, upload: Upload | None = None) -> Problem:
    """What a refusal says, with the rows of the file where it names people."""
    if isinstance(error, Refused):
        return Problem(error.wrong, error.remedy)
    if isinstance(error, ListRejected):
        return Problem(error.text(language()), groups=tuple(group_issues(error.issues)))
    if isinstance(error, (CertificateError, DrawError)):
        return Problem(error.text(language()), rows=_rows(error, upload))
    raise error


def _rows(error: Exception, upload: Upload | None) -> str:
    if upload is None or not isinstance(error, ClassesError) or not error.codes:
        return ""
    with tempfile.TemporaryDirectory(prefix="junheng-") as folder:
        path = Path(folder) / upload.file_name
        path.write_bytes(upload.content)
        try:
            found = sorted(set(rows_by_code(path, error.codes).values()))
        except REFUSALS:
            return ""
    shown = [str(row) for row in found[:_SHOWN_ROWS]]
    return ", ".join(shown if len(found) <= _SHOWN_ROWS else [*shown, "…"])


#: What the reader's own names of columns are called.
NAMES = {
    "code": pgettext_lazy("column of a list", "Number"),
    "name": pgettext_lazy("column of a list", "Name"),
    "sex": pgettext_lazy("column of a list", "Sex"),
    "birth": pgettext_lazy("column of a list", "Birthday"),
    "identity": pgettext_lazy("column of a list", "Identity number"),
    "salt": pgettext_lazy("column of a list", "Check code"),
    "together": pgettext_lazy("column of a list", "Together"),
    "apart": pgettext_lazy("column of a list", "Apart"),
    "preset": pgettext_lazy("column of a list", "Given class"),
    "namesakes": pgettext_lazy("column of a list", "Names alike"),
    "class": pgettext_lazy("column of a list", "Class"),
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the list, and what it is taken for."""

    name: str
    shown: str  # as people call it
    first: str  # what it says of the first person, so that a wrong column is seen
    taken_for: str
    public: bool  # whether what it says of each person stands in the certificate
    trait: bool = False  # whether the reader can take it out


def columns_of(people: Listing, rules: Rules | None, proposed: Rules | None) -> list[Column]:
    """Every column; `proposed` are the rules before somebody took traits out."""
    first = people.rows[0]
    return [_column(name, cell, rules, proposed) for name, cell in zip(people.columns, first, strict=True)]


def _column(name: str, first: str, rules: Rules | None, proposed: Rules | None) -> Column:
    shown = str(NAMES.get(name, name))
    fixed = {"code": _("number of the person, published as a salted hash"), "name": _("name, published masked, apart from the rest")}
    if name in fixed:
        return Column(name, shown, first, fixed[name], public=True)
    if rules is None or proposed is None:
        return Column(name, shown, first, _("stays with you"), public=False)
    known = {
        rules.sex: _("sex, shared evenly before all else"),
        rules.together: _("kept together"),
        rules.apart: _("kept apart"),
        rules.preset: _("class that is given"),
        rules.namesakes: _("names that are alike, shared out"),
        **dict.fromkeys(rules.scores, _("score, means and spreads made even")),
    }
    if name and name in known:
        return Column(name, shown, first, known[name], public=True)
    if name in proposed.traits:
        return Column(name, shown, first, _("trait, shared evenly"), public=name in rules.traits, trait=True)
    return Column(name, shown, first, _("stays with you"), public=False)


@cache
def _example_lists() -> frozenset[str]:
    raw = read_listing(EXAMPLE)
    return frozenset((raw.sha256, prepare_roster(raw).people.sha256))


def is_example(people: Listing) -> bool:
    """Whether a list is the example, whose pupils are invented; every page and file has to say so."""
    return people.sha256 in _example_lists()
