"""Late arrivals: placed by the seed where several classes are as good, never moved, never drawn twice; the check agrees."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from junheng.certificates import Certificate, CertificateError, ListRejected, listing, parse, public_codes, verify
from junheng.draw import DrawError, seed_source
from junheng.engines.classes import RECOMPUTERS, certify_late, follows, late_lists, move, prepare_roster, seal_late, standing

from .rosters import DECLARED, ENTRY, SCORES, entering, formed, scored

LATER = "2026-09-10T18:00:00+08:00"
COLUMNS = ("code", "name", "sex", "origin", "together", "apart", "preset")


def numbers(hall, lottery="55512", at="2026-09-12T10:00:00+08:00"):
    return (
        seed_source("hall", hall, label="现场抽取", at=at),
        seed_source("lottery", lottery, label="排列五 26231 期", at=at.replace("10:00", "10:30")),
    )


SOURCES = numbers("03-11-17-22-30")


def late(previous, people, *, sources=SOURCES, round_name="late", at=LATER):
    lists = late_lists(previous, people)
    return certify_late(previous, lists, seal_late(previous, lists, at=at), sources, round_name=round_name)


def pupils(*rows, columns=COLUMNS):
    return listing(columns, [(*row, *("",) * (len(columns) - len(row))) for row in rows])


def classes_of(certificate):
    found = {}
    for name, text in certificate.private.items():
        people = parse(text)
        del name
        found |= {code: certificate.assigned[public] for public, code in zip(public_codes(people), people.codes, strict=True)}
    return found


def first(wishes=None, count=42):
    return formed(ENTRY, prepare_roster(entering(wishes, count)).people)


def test_late_pupils_get_a_class_and_nobody_moves():
    before = first()
    certificate = late(before, pupils(("L1", "梅一", "F", "镇"), ("L2", "梅二", "M", "乡"), ("L3", "梅三", "M", "市区")))
    assert verify(certificate.to_json(), recomputers=RECOMPUTERS) == ()
    assert verify(certificate.published().to_json(), recomputers=RECOMPUTERS) == ()
    assert Certificate.from_json(certificate.to_json()) == certificate
    assert tuple(follows(certificate, before)) == ()
    now = classes_of(certificate)
    assert now.keys() - classes_of(before).keys() == {"L1", "L2", "L3"}
    assert all(now[code] == number for code, number in classes_of(before).items())
    # 42 in four classes are 11 11 10 10, and 45 are 12 11 11 11.
    assert sorted(certificate.figures["sizes"]) == [11, 11, 11, 12]
    assert sorted(certificate.figures["sizes_before"]) == [10, 10, 11, 11]
    assert certificate.figures["gaps_before"] == before.figures["gaps"]
    assert len(certificate.result["roll"]) == 45
    assert certificate.previous == before.digest


def test_the_worked_example_of_the_note():
    rules = 'method = "classes"\nmode = "entry-grade"\nclasses = 3\nsex = "sex"\n' + DECLARED
    people = listing(("code", "sex"), [(f"P{n:02d}", "FM"[n % 2]) for n in range(29)])
    before = formed(rules, people)
    small = before.figures["sizes"].index(9) + 1
    for hall in range(10, 20):
        sources = numbers(f"{hall}-11")
        certificate = late(before, listing(("code", "sex"), [("L1", "F")]), sources=sources)
        assert classes_of(certificate)["L1"] == small
    # Now all have ten, and the next girl goes where fewest are.
    girls = dict(zip(range(1, 4), next(row for row in certificate.figures["sums"] if row[0] == "sex=F")[1:], strict=True))
    least = {number for number, count in girls.items() if count == min(girls.values())}
    assert len(least) == 2
    found = set()
    for hall in range(20, 40):
        again = late(
            certificate, listing(("code", "sex"), [("L2", "F")]), round_name="later", at="2026-10-10T18:00:00+08:00",
            sources=numbers(f"{hall}-17", str(60000 + hall), at="2026-10-12T10:00:00+08:00"),
        )  # fmt: skip
        found.add(classes_of(again)["L2"])
    assert found == least


def test_equally_good_classes_are_equally_likely():
    rules = 'method = "classes"\nmode = "entry-grade"\nclasses = 4\n' + DECLARED
    before = formed(rules, listing(("code",), [(f"P{n:02d}",) for n in range(16)]))
    lists = late_lists(before, listing(("code",), [("L1",)]))
    seals = seal_late(before, lists, at=LATER)
    drawn = Counter(
        classes_of(certify_late(before, lists, seals, numbers(f"{hall}-41"), round_name="late"))["L1"] for hall in range(10, 90)
    )
    assert set(drawn) == {1, 2, 3, 4}
    assert max(drawn.values()) < 40  # 80 draws, 20 expected, so far off by chance once in millions


def test_a_late_twin_joins_its_sibling_and_one_kept_apart_does_not():
    before = first({0: ("T1", "", ""), 1: ("T1", "", ""), 2: ("", "A1", ""), 3: ("", "A1", "")})
    now = classes_of(
        late(
            before,
            pupils(
                ("L1", "冯零", "F", "镇", "T1"),  # by the label of those who sit there
                ("L2", "冯九", "F", "镇", "P009"),  # by the sibling's own code
                ("L3", "冯甲", "F", "镇", "", "A1"),
                ("L4", "冯乙", "F", "镇", "", "P010"),
                ("L5", "冯丙", "F", "镇", "", "", "2"),
                ("L6", "冯丁", "M", "镇", "N", ""),
                ("L7", "冯戊", "M", "镇", "N", ""),
            ),
        )
    )
    assert now["L1"] == now["P000"] == now["P001"]
    assert now["L2"] == now["P009"]
    assert len({now["L3"], now["P002"], now["P003"]}) == 3
    assert now["L4"] != now["P010"]
    assert now["L5"] == 2
    assert now["L6"] == now["L7"]


def test_no_code_of_who_sits_there_is_published():
    before = first()
    text = late(before, pupils(("L1", "冯九", "F", "镇", "P009"))).published().to_json()
    assert "P009" not in text


def test_namesakes_of_both_lists_are_kept_apart():
    rules = ENTRY.replace('preset = "preset"', 'preset = "preset"\nnamesakes = "namesakes"')
    people = pupils(*((f"P{n:03d}", f"{'梅兰竹菊'[n % 4]}{'甲乙丙丁戊己庚辛壬癸'[n // 4]}", "FM"[n % 2], "镇") for n in range(20)))
    before = formed(rules, prepare_roster(people).people)
    now = classes_of(late(before, pupils(("L1", "梅甲", "F", "镇"), ("L2", "梅甲", "M", "镇"))))
    assert len({now["L1"], now["L2"], now["P000"]}) == 3


def test_what_collides_is_named_by_the_smallest_set():
    before = first(dict.fromkeys(range(4), ("", "A1", "")))
    with pytest.raises(DrawError, match="apart “A1”") as refused:
        late(before, pupils(("L1", "冯甲", "F", "镇", "", "A1"), ("L2", "冯乙", "F", "镇", "", "", "1")))
    assert "preset" not in refused.value.text.en
    number = classes_of(before)["P009"] % 4 + 1
    with pytest.raises(DrawError, match="L1 preset to class") as refused:
        late(before, pupils(("L1", "冯甲", "F", "镇", "P009", "", str(number))))
    assert "together" in refused.value.text.en


def test_at_most_k_of_a_trait_holds_for_late_pupils_too():
    rules = ENTRY.replace("\n[[source]]", '\n[most]\n"origin=乡" = 4\n\n[[source]]', 1)
    before = formed(rules, prepare_roster(entering(pupils=42)).people)
    counts = next(row for row in before.figures["sums"] if row[0] == "origin=乡")[1:]
    left = 4 * 4 - sum(counts)
    rows = [(f"L{n:02d}", "", "F", "乡") for n in range(left)]
    full = late(before, pupils(*rows))
    assert next(row for row in full.figures["sums"] if row[0] == "origin=乡")[1:] == [4, 4, 4, 4]
    with pytest.raises(DrawError, match="origin=乡"):
        late(before, pupils(*rows, ("L99", "", "F", "乡")))


def test_applying_again_buys_nothing():
    before = first()
    with pytest.raises(ListRejected):
        late(before, pupils(("P003", "冯三", "F", "镇")))
    again = late(before, pupils(("L1", "冯甲", "F", "镇")))
    with pytest.raises(ListRejected):  # neither who came late, nor who came first
        late(again, pupils(("L1", "冯甲", "F", "镇")), round_name="later")
    with pytest.raises(ListRejected):
        late(again, pupils(("P003", "冯三", "F", "镇")), round_name="later")


def test_who_has_the_same_name_and_birthday_has_drawn():
    rules = 'method = "classes"\nmode = "entry-grade"\nclasses = 2\nsex = "sex"\n' + DECLARED
    columns = ("code", "name", "sex", "birth", "identity")
    people = listing(columns, [(f"P{n}", f"冯{n}", "FM"[n % 2], f"2019-0{n + 1}-01", f"ID{n}") for n in range(8)])
    before = formed(rules, people)
    for row in (("L1", "冯3", "M", "2019-04-01", ""), ("L1", "别名", "M", "2019-12-01", "ID3")):
        with pytest.raises(ListRejected):
            late(before, listing(columns, [row]))


def test_a_round_needs_numbers_and_a_name_of_its_own():
    before = first()
    people = pupils(("L1", "冯甲", "F", "镇"))
    with pytest.raises(CertificateError, match="has been drawn"):
        late(before, people, round_name="1")
    with pytest.raises(CertificateError, match="known in the earlier round"):
        late(before, people, sources=(before.sources[0], SOURCES[1]), at="2026-08-26T18:00:00+08:00")
    seals = seal_late(before, late_lists(before, people), at=LATER)
    other = late_lists(before, pupils(("L2", "冯乙", "F", "镇")))
    with pytest.raises(CertificateError, match="Use the sealed file"):
        certify_late(before, other, seals, SOURCES, round_name="late")


def test_the_published_certificate_is_not_enough():
    with pytest.raises(CertificateError, match="published one"):
        late_lists(first().published(), pupils(("L1", "冯甲", "F", "镇")))


def test_a_missing_column_is_named():
    with pytest.raises(DrawError, match="origin"):
        late_lists(first(), listing(("code", "sex"), [("L1", "F")]))


def test_further_rounds_follow_moves_and_rounds():
    before = first()
    code = next(code for code, number in classes_of(before).items() if number == 1)
    moved = move(before, [(code, 2)], "法院判决")
    one = late(moved, pupils(("L1", "冯甲", "F", "镇")))
    assert classes_of(one)[code] == 2
    again = move(one, [("L1", classes_of(one)["L1"] % 4 + 1), (code, 3)], "医院证明")
    assert verify(again.published().to_json(), recomputers=RECOMPUTERS) == ()
    assert tuple(follows(again, one)) == ()
    assert again.figures["gaps_before"] == moved.figures["gaps"]
    two = late(
        again, pupils(("M1", "冯乙", "M", "乡")), round_name="later",
        sources=numbers("04-11-19", "70001", at="2026-10-12T10:00:00+08:00"), at="2026-10-10T18:00:00+08:00",
    )  # fmt: skip
    assert verify(two.to_json(), recomputers=RECOMPUTERS) == ()
    assert classes_of(two)[code] == 3
    assert classes_of(two)["L1"] == classes_of(again)["L1"]
    assert len(two.assigned) == 44
    assert standing(two).column("in_class") is not None


def test_scores_draw_high_pupils_to_classes_that_lack_them():
    before = formed(SCORES, scored(40))
    rows = [(f"L{n}", "F", "100" if n < 4 else "40", "99" if n < 4 else "30") for n in range(8)]
    certificate = late(before, listing(("code", "sex", "a", "b"), rows))
    now = classes_of(certificate)
    assert Counter(now[f"L{n}"] for n in range(4)) == Counter(now[f"L{n}"] for n in range(4, 8)) == dict.fromkeys(range(1, 5), 1)


def test_given_sizes_grow_in_their_own_proportion():
    rules = 'method = "classes"\nmode = "entry-grade"\nclasses = 3\nsizes = [20, 10, 10]\n' + DECLARED
    before = formed(rules, listing(("code",), [(f"P{n:02d}",) for n in range(40)]))
    certificate = late(before, listing(("code",), [(f"L{n}",) for n in range(8)]))
    assert certificate.figures["sizes"] == [24, 12, 12]


FORGED = {
    "assigned": lambda c: {"result": {**c.result, "assigned": [[c.result["assigned"][0][0], 2], *c.result["assigned"][1:]]}},
    "gaps_before": lambda c: {"figures": {**c.figures, "gaps_before": c.figures["gaps_before"][1:]}},
    "sizes": lambda c: {"figures": {**c.figures, "sizes": c.figures["sizes"][1:]}},
    "bounds": lambda c: {"proof": {**c.proof, "bounds": []}},
    "blocking": lambda c: {"proof": {**c.proof, "blocking": []}},
    "previous": lambda c: {"previous": ""},
    "roll": lambda c: {"result": {**c.result, "roll": c.result["roll"][1:]}},
}  # fmt: skip


@pytest.mark.parametrize("what", FORGED)
def test_a_changed_late_certificate_is_found(what):
    certificate = late(first(), pupils(("L1", "冯甲", "F", "镇"), ("L2", "冯乙", "M", "镇"))).published()
    forged = replace(certificate, **FORGED[what](certificate))
    assert verify(forged.to_json(), recomputers=RECOMPUTERS)


def test_classes_before_that_are_not_the_earlier_ones_are_found():
    before = first()
    other = move(before, [(next(iter(classes_of(before))), 1 if classes_of(before)["P000"] != 1 else 2)], "法院判决")
    certificate = late(other, pupils(("L1", "冯甲", "F", "镇")))
    assert [finding.where for finding in follows(certificate, before)][:1] == ["previous"]
    assert any(finding.where.endswith("in_class") for finding in follows(certificate, before))


row = st.tuples(
    st.sampled_from("FM"), st.integers(0, 9), st.sampled_from("xy"), st.sampled_from(["", "", "T", "U"]), st.sampled_from(["", "", "", "A"])
)


@settings(max_examples=40, deadline=None)
@given(st.lists(row, min_size=6, max_size=14), st.lists(row, min_size=1, max_size=5), st.integers(2, 3))
def test_algorithm_and_check_agree_whatever_comes_late(early, coming, classes):
    rules = (
        f'method = "classes"\nmode = "score-allowed"\nclasses = {classes}\nsex = "sex"\nscores = ["a"]\ntraits = ["b"]\n'
        'together = "together"\napart = "apart"\nbands = [50]\n' + DECLARED
    )
    columns = ("code", "sex", "a", "b", "together", "apart")

    def roster(letter, rows):
        return listing(columns, [(f"{letter}{n:02d}", sex, str(a), *rest) for n, (sex, a, *rest) in enumerate(rows)])

    try:
        before = formed(rules, roster("P", early))
    except DrawError:
        return
    people = roster("L", coming)
    lone = {
        column: {label for label in "TUA" if [*(people.column(column) or ()), *(roster("P", early).column(column) or ())].count(label) == 1}
        for column in ("together", "apart")
    }
    rows = [[("" if cell in lone.get(column, ()) else cell) for column, cell in each.items()] for each in people.by_code.values()]
    older = {column for column in lone for label in lone[column] if label in (roster("P", early).column(column) or ())}
    if older:
        return  # a label of one pupil alone is refused when the roster is prepared
    try:
        certificate = late(before, listing(tuple(people.by_code["L00"]), rows))  # recomputed by the check, or it raises RuntimeError
    except DrawError as error:
        assert "cannot" in error.text.en  # noqa: PT017
        return
    now = classes_of(certificate)
    for label in "TU":
        assert (
            len(
                {
                    now[code]
                    for each in (roster("P", early), listing(columns, rows))
                    for code, own in each.by_code.items()
                    if own["together"] == label
                }
            )
            <= 1
        )
