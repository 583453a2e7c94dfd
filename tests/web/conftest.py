"""A home of its own for the site under test, before Django reads its settings."""

import os
import tempfile
from collections.abc import Iterator

import django
import pytest

os.environ["JUNHENG_HOME"] = tempfile.mkdtemp(prefix="junheng-test-")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "junheng.web.settings")
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright's loop runs in the thread of the tests

django.setup()

from django.conf import settings as site  # noqa: E402 (needs the environment above)
from django.utils import translation  # noqa: E402 (needs the settings)

# A file, since Django hands one connection to all threads of a database in memory: a browser's requests would share it with the
# test, and the audit log's functions, which SQLite calls, then wait for a thread that waits for them.
site.DATABASES["default"].setdefault("TEST", {})["NAME"] = os.path.join(os.environ["JUNHENG_HOME"], "test.sqlite3")  # noqa: PTH118 (a string)


@pytest.fixture(autouse=True)
def quick_passwords(settings: object) -> None:
    """Hashing that is slow on purpose would be most of the tests' time."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def own_language() -> Iterator[None]:
    """A page that was asked for in English leaves the thread in English."""
    yield
    translation.deactivate()
