"""The site's settings with kinds of job that only tests have; few apps, so that processes start quickly."""

from junheng.web.settings import *  # noqa: F403

INSTALLED_APPS = ["django.contrib.auth", "django.contrib.contenttypes", "junheng.web.people", "junheng.web.jobs", "long_jobs"]
ROOT_URLCONF = "long_jobs"
MIDDLEWARE = []
