"""Small rosters, and the numbers that were drawn."""

import hashlib

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
