"""Small rosters, and the numbers that were drawn."""

import csv
import hashlib
import io
from importlib.resources import files

from junheng.certificates import listing
from junheng.draw import seed_source
from junheng.engines.classes import certify, seal_roster

AT = "2026-08-25T18:00:00+08:00"
SOURCES = (
    seed_source("hall", "07-19-23-31-02", label="现场抽取", at="2026-08-28T10:00:00+08:00"),
    seed_source("lottery", "40771", label="排列五 26231 期", at="2026-08-28T10:30:00+08:00"),
)
DECLARED = '\n[[source]]\nname = "hall"\nlabel = "现场抽取"\n\n[[source]]\nname = "lottery"\nlabel = "排列五 26231 期"\n'
SCORES = 'method = "classes"\nmode = "score-allowed"\nclasses = 4\nsex = "sex"\nscores = ["a", "b"]\n' + DECLARED
ENTRY = (
    'method = "classes"\nmode = "entry-grade"\nclasses = 4\nsex = "sex"\ntraits = ["origin"]\n'
    'together = "together"\napart = "apart"\npreset = "preset"\n' + DECLARED
)


def scored(pupils=41):
    """Pupils with two scores, one in half marks; from a hash, so that they are no simple series."""
    bits = [hashlib.sha256(b"pupil %d" % n).digest() for n in range(pupils)]
    rows = [(f"P{n:03d}", "FM"[n % 2], str((80 + one[0] % 121) / 2), str(30 + one[1] % 70)) for n, one in enumerate(bits)]
    return listing(("code", "sex", "a", "b"), rows)


def entering(wishes=None, pupils=42):
    """An entry grade; `wishes` are together, apart and preset by number of the pupil."""
    given = wishes or {}
    rows = [
        (f"P{n:03d}", f"冯{n}", "FM"[n % 3 == 0], ("市区", "镇", "乡")[n * 7 % 11 % 3], *given.get(n, ("", "", ""))) for n in range(pupils)
    ]
    return listing(("code", "name", "sex", "origin", "together", "apart", "preset"), rows)


def formed(rules, people, **changes):
    return certify(rules, people, (seal_roster(rules, people, at=AT),), SOURCES, **changes)


def six_hundred():
    """The example roster of six hundred with three scores."""
    text = (files("junheng.examples") / "rosters" / "score-allowed-synthetic" / "roster.csv").read_text(encoding="utf-8")
    head, *rows = csv.reader(io.StringIO(text))
    return listing(("code", *head[1:]), rows)


#: Every kind of rule at once; `sizes` is a line or nothing.
FULL = (
    'method = "classes"\nmode = "score-allowed"\nclasses = {classes}\nsex = "sex"\ntraits = ["o"]\nscores = ["a", "b"]\n'
    'together = "t"\napart = "s"\npreset = "p"\nnamesakes = "n"\n{sizes}bands = [20, 80]\n\n[most]\n"h=是" = 2\n"o=x" = 7\n' + DECLARED
)
COLUMNS = ("code", "sex", "o", "a", "b", "t", "s", "p", "n", "h")


def everything():
    """The digest of a certificate under every kind of rule."""
    rows = [
        (f"P{n:02d}", "FM"[n % 2], "xyz"[n * 5 % 7 % 3], n * n % 21, n * 3 % 10, "T" * (n in (1, 9)), "A" * (n in (2, 5)), "",
         "n1" * (n < 6), "是" * (n % 13 == 4))
        for n in range(38)
    ]  # fmt: skip
    people = listing(COLUMNS, [tuple(map(str, row)) for row in rows])
    return formed(FULL.format(classes=4, sizes="sizes = [8, 10, 10, 10]\n"), people).digest
