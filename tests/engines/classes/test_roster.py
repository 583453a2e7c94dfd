"""What is refused of a roster before anything is worked out."""

import os
import subprocess
import sys

import pytest

from junheng.certificates import listing
from junheng.engines.classes import ClassesError, prepare_roster


def roster(**columns):
    return listing(("code", *columns), [(f"{n}", *(cells[n] for cells in columns.values())) for n in range(4)])


@pytest.mark.parametrize(
    ("columns", "codes", "said"),
    [
        ({"sex": ["男", "", "女", ""]}, ("1", "3"), "2 pupils have no sex"),
        ({"together": ["T1", "T1", "T2", ""]}, ("2",), "“T2” in the column “together” is that of 2 alone"),
        ({"分开": ["A", "Ａ", "", ""]}, ("0",), "“A” in the column “分开”"),
        ({"同班": ["是", "是", "", ""]}, ("0", "1"), "which does not tell who belongs to whom"),
    ],
)
def test_what_cannot_be_meant_is_refused_by_the_pupils(columns, codes, said):
    with pytest.raises(ClassesError, match=said) as refused:
        prepare_roster(roster(**columns))
    assert refused.value.codes == codes


def test_a_roster_without_sexes_is_no_error():
    assert prepare_roster(roster(sex=["", "", "", ""])).multiples == ()


def test_another_process_gives_the_same_roster():
    script = (
        "from pathlib import Path; from junheng.certificates import read_listing; from junheng.engines.classes import prepare_roster; "
        "from junheng.examples.rosters import FOLDER; "
        "print(prepare_roster(read_listing(FOLDER / 'entry-grade-synthetic' / 'roster.csv')).people.sha256)"
    )
    found = set()
    for seed in ("0", "7"):
        environment = os.environ | {"PYTHONHASHSEED": seed, "LC_ALL": "C"}
        found.add(subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True).stdout)
    assert len(found) == 1
