"""The whole site with the points at which a process kills itself."""

from junheng.web.settings import *  # noqa: F403
from junheng.web.settings import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "long_jobs", "deadly_returns"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
