"""What came from npm is what was copied, in the version that the lock file pins."""

import hashlib
import json
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SUMS = sorted([*ROOT.glob("tests/web/browser/vendor/*/*/SHA256SUMS"), *ROOT.glob("src/junheng/web/static/vendor/*/*/SHA256SUMS")])


@pytest.mark.parametrize("sums", SUMS, ids=lambda path: path.parent.parent.name)
def test_vendored_files_are_unchanged_and_pinned(sums: Path) -> None:
    listed = dict(reversed(line.split("  ")) for line in sums.read_text(encoding="utf-8").splitlines())
    assert {path.name for path in sums.parent.iterdir()} == {*listed, "SHA256SUMS"}
    assert any(name.startswith("LICENSE") for name in listed)
    for name, digest in listed.items():
        assert hashlib.sha256((sums.parent / name).read_bytes()).hexdigest() == digest
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))
    assert lock["packages"][f"node_modules/{sums.parent.parent.name}"]["version"] == sums.parent.name
