"""Every example is there, says whether it is synthetic, and can be copied."""

import json
from pathlib import Path

import pytest

from junheng import examples, packs
from junheng.tables import check_region

FOLDER = Path(examples.__file__).parent


@pytest.mark.parametrize("name", examples.EXAMPLES)
def test_an_example_describes_itself(name):
    package = json.loads((FOLDER / name / "datapackage.json").read_text(encoding="utf-8"))
    assert package["name"] == name
    assert package["junheng"]["synthetic"] == examples.EXAMPLES[name].synthetic
    assert package["licenses"]
    assert (FOLDER / name / "PROVENANCE.md").exists()


@pytest.mark.parametrize("name", examples.EXAMPLES)
def test_an_example_is_copied_whole(name, tmp_path):
    examples.copy_example(name, tmp_path / "region")
    package = json.loads((tmp_path / "region" / "datapackage.json").read_text(encoding="utf-8"))
    for resource in package["resources"]:
        assert (tmp_path / "region" / resource["path"]).exists()


def test_a_folder_with_files_is_left_alone(tmp_path):
    (tmp_path / "mine.csv").write_text("mine", encoding="utf-8")
    with pytest.raises(FileExistsError):
        examples.copy_example("california", tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.csv"]


def test_an_unknown_example_names_those_that_exist(tmp_path):
    with pytest.raises(KeyError, match="amsterdam"):
        examples.copy_example("atlantis", tmp_path / "region")


@pytest.mark.parametrize("name", [name for name, example in examples.EXAMPLES.items() if not example.dirty])
def test_a_clean_example_has_no_issue_that_is_not_waived(name):
    package = json.loads((FOLDER / name / "datapackage.json").read_text(encoding="utf-8"))
    report = check_region(FOLDER / name, packs.load(package["junheng"]["pack"]).vocabulary)
    assert report.open_issues == ()
    assert report.region is not None
