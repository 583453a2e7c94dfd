import importlib.util
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
spec = importlib.util.spec_from_file_location("check_locks", ROOT / "script" / "check_locks.py")
check_locks = importlib.util.module_from_spec(spec)
spec.loader.exec_module(check_locks)

HOSTS = {"pypi.org", "files.pythonhosted.org"}


@pytest.mark.parametrize(
    "address",
    [
        "https://mirror.example/simple",
        "http://pypi.org/simple",
        "file:///opt/wheels/a.whl",
        "git+https://github.com/a/b",
        "https://pypi.org.example/x",
    ],
)
def test_a_foreign_address_is_named(address):
    assert check_locks.foreign_addresses(f'source = {{ registry = "{address}" }}', HOSTS) == [address]


def test_public_registries_pass():
    assert check_locks.foreign_addresses('url = "https://files.pythonhosted.org/packages/a.whl"', HOSTS) == []


def test_our_own_lock_files_pass():
    assert check_locks.main() == 0
