"""Every example is there, says whether it is synthetic, and can be copied."""

import json
from pathlib import Path

import pytest

from junheng import examples, packs
from junheng.releases import draft
from junheng.tables import check_region, describe

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
    copied = {path.relative_to(tmp_path / "region"): path.read_bytes() for path in (tmp_path / "region").rglob("*") if path.is_file()}
    wanted = {path.relative_to(FOLDER / name): path.read_bytes() for path in (FOLDER / name).rglob("*") if path.is_file()}
    assert copied == {path: content for path, content in wanted.items() if path.parts[0] != "releases"}


def test_a_folder_with_files_is_left_alone(tmp_path):
    (tmp_path / "mine.csv").write_text("mine", encoding="utf-8")
    with pytest.raises(FileExistsError):
        examples.copy_example("california", tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.csv"]


def test_an_unknown_example_names_those_that_exist(tmp_path):
    with pytest.raises(KeyError, match="amsterdam"):
        examples.copy_example("atlantis", tmp_path / "region")


CLEAN = {
    "science-synthetic": "7e2a51d62ab1ed0a03ff28b715fd1083efa18e61e24ea341acb3364547db5b8a",
    "california": "51c600c04cb9d8bb558093ba2f6f527c6d70ae0750b3c057b0420115a8d64b16",
    "amsterdam": "540b169e975c8f662a02c43b4f3c823d29af76030140cde69122fbeed68b09d3",
    "chengdu-synthetic": "248b81f360b8ad2443841949086ebf524fdda1376a326d0c6d946b4adf89f917",
}


def test_every_clean_example_has_a_fingerprint():
    assert set(CLEAN) == {name for name, example in examples.EXAMPLES.items() if not example.dirty}


@pytest.mark.parametrize("name", CLEAN)
def test_a_clean_example_is_read_without_an_open_issue_and_is_the_same_release_everywhere(name):
    report = check_region(FOLDER / name, packs.load(describe(FOLDER / name).pack).vocabulary)
    assert report.open_issues == ()
    assert report.region is not None
    assert draft(report.region).hash == CLEAN[name]
