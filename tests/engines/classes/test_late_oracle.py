"""Late placement against every possible one, on inputs small enough to try them all."""

from fractions import Fraction
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from junheng.certificates import listing
from junheng.draw import DrawError
from junheng.engines.classes import certify_late, late_lists, seal_late

from .rosters import DECLARED, formed
from .test_late import LATER, SOURCES, classes_of

COLUMNS = ("code", "sex", "origin", "together", "apart", "preset")
RULES = (
    'method = "classes"\nmode = "entry-grade"\nclasses = {classes}\nsex = "sex"\ntraits = ["origin"]\n'
    'together = "together"\napart = "apart"\npreset = "preset"\n[most]\n"origin=x" = {most}\n' + DECLARED
)


def keeps(rows, sits, late, classes, most):
    """Whether classes keep every rule that a late pupil is in; those of the others were kept before."""
    for column in ("together", "apart"):
        labels = {row[column] for row in rows.values()} - {""}
        for label in labels:
            members = [code for code, row in rows.items() if row[column] == label]
            there = [sits[code] for code in members]
            if not set(members) & late:
                continue
            if column == "together" and len(set(there)) > 1:
                return False
            if column == "apart" and len(set(there)) < len(there):
                return False
    if any(rows[code]["preset"] and int(rows[code]["preset"]) != sits[code] for code in late):
        return False
    having = [code for code, row in rows.items() if row["origin"] == "x"]
    for number in range(1, classes + 1):
        if len([code for code in having if sits[code] == number]) > most and any(sits[code] == number for code in late & set(having)):
            return False
    return True


person = st.tuples(
    st.sampled_from("FM"), st.sampled_from("xyz"), st.sampled_from(["", "", "T", "U"]), st.sampled_from(["", "", "A"]),
    st.sampled_from(["", "", "", "1", "2"]),
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(person, min_size=4, max_size=9), st.lists(person, min_size=1, max_size=4), st.integers(2, 3), st.integers(1, 4))
def test_late_pupils_are_refused_only_where_no_placement_keeps_the_rules(early, coming, classes, most):
    everybody = [f"P{n}" for n in range(len(early))] + [f"L{n}" for n in range(len(coming))]
    rows = {code: dict(zip(COLUMNS[1:], one, strict=True)) for code, one in zip(everybody, [*early, *coming], strict=True)}
    for column in ("together", "apart"):  # a label of one alone is a typing error, and refused before
        for label in "TUA":
            members = [code for code, row in rows.items() if row[column] == label]
            if len(members) == 1:
                rows[members[0]][column] = ""
    people = [listing(COLUMNS, [(code, *rows[code].values()) for code in everybody if code[0] == letter]) for letter in "PL"]
    try:
        before = formed(RULES.format(classes=classes, most=most), people[0])
    except DrawError:
        return
    late = {code for code in everybody if code[0] == "L"}
    sits = classes_of(before)
    possible = [
        found
        for numbers in product(range(1, classes + 1), repeat=len(late))
        if keeps(rows, found := sits | dict(zip(sorted(late), numbers, strict=True)), late, classes, most)
    ]
    try:
        lists = late_lists(before, people[1])
        certificate = certify_late(before, lists, seal_late(before, lists, at=LATER), SOURCES, round_name="late")
    except DrawError as error:
        assert "cannot" in error.text.en  # noqa: PT017
        assert not possible
        return
    assert classes_of(certificate) in possible


@settings(max_examples=40, deadline=None)
@given(st.integers(6, 14), st.lists(st.tuples(st.sampled_from("FM"), st.sampled_from("xy")), min_size=1, max_size=5), st.integers(2, 3))
def test_without_wishes_sizes_are_those_that_no_placement_betters(early, coming, classes):
    rules = f'method = "classes"\nmode = "entry-grade"\nclasses = {classes}\nsex = "sex"\ntraits = ["origin"]\n' + DECLARED
    columns = ("code", "sex", "origin")
    before = formed(rules, listing(columns, [(f"P{n:02d}", "FM"[n % 2], "xy"[n % 3 == 0]) for n in range(early)]))
    lists = late_lists(before, listing(columns, [(f"L{n}", *one) for n, one in enumerate(coming)]))
    certificate = certify_late(before, lists, seal_late(before, lists, at=LATER), SOURCES, round_name="late")
    sizes = certificate.figures["sizes"]
    assert max(sizes) - min(sizes) <= 1
    start = before.figures["sizes"]

    def widest(numbers):
        ended = [size + numbers.count(number) for number, size in enumerate(start, start=1)]
        return max(ended) - min(ended)

    assert max(sizes) - min(sizes) == min(widest(numbers) for numbers in product(range(1, classes + 1), repeat=len(coming)))


@settings(max_examples=40, deadline=None)
@given(st.integers(8, 16), st.sampled_from("FM"), st.sampled_from("xyz"), st.integers(2, 4))
def test_one_late_pupil_takes_the_class_that_is_best_of_all(early, sex, origin, classes):
    rules = f'method = "classes"\nmode = "entry-grade"\nclasses = {classes}\nsex = "sex"\ntraits = ["origin"]\n' + DECLARED
    columns = ("code", "sex", "origin")
    people = listing(columns, [(f"P{n:02d}", "FM"[n * 7 % 5 % 2], "xyz"[n % 3]) for n in range(early)])
    before = formed(rules, people)
    sits = classes_of(before)
    lists = late_lists(before, listing(columns, [("L0", sex, origin)]))
    number = classes_of(certify_late(before, lists, seal_late(before, lists, at=LATER), SOURCES, round_name="late"))["L0"]

    def need(one):
        members = [people.by_code[code] for code, own in sits.items() if own == one]
        alike = [len([row for row in members if row[column] == value]) for column, value in (("sex", sex), ("origin", origin))]
        return Fraction(len(members)), *alike

    assert need(number) == min(map(need, range(1, classes + 1)))
