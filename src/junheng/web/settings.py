"""Django's settings.

What an installation may change comes from the environment:

===================== ======================================================================= ======================
variable              what it sets                                                            default
===================== ======================================================================= ======================
JUNHENG_HOME          data folder                                                             see `junheng.web.home`
JUNHENG_SECRET_KEY    key that signs sessions                                                 ``secret.key`` in the home
JUNHENG_ALLOWED_HOSTS host names the site answers to, with commas                             this machine only
JUNHENG_HTTPS         ``1`` where a proxy serves the site by HTTPS: cookies travel only there  off
JUNHENG_SECOND_FACTOR ``all``, or roles with commas, that must sign in with a second factor   nobody must
===================== ======================================================================= ======================
"""

from __future__ import annotations

import os

from django.utils.translation import gettext_lazy as _

from junheng.web import home as places
from junheng.web.people.roles import required_roles

HOME = places.home()
SECRET_KEY = os.environ.get("JUNHENG_SECRET_KEY") or places.secret_key(HOME)
DEBUG = False
ALLOWED_HOSTS = [host.strip() for host in os.environ.get("JUNHENG_ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]").split(",") if host.strip()]
HTTPS = os.environ.get("JUNHENG_HTTPS") == "1"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "junheng.web.audit",
    "junheng.web.jobs",
    "junheng.web.returns",
    "junheng.web.tables",
    "junheng.web.shell",
    "junheng.web.quick_check",
    "junheng.web.quick_draw",
    "junheng.web.figure_check",
    "junheng.web.data",
    "junheng.web.admission",
    "junheng.web.admission.hall",
    "junheng.web.admission.public",
    "junheng.web.plans",
    "junheng.web.summaries",
    "junheng.web.monitor",
    "junheng.web.people",  # before allauth, whose pages it replaces
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
]

MIDDLEWARE = [
    "junheng.web.headers.security_headers",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "junheng.web.audit.acting.audit_requests",
    "allauth.account.middleware.AccountMiddleware",
    "junheng.web.access.CheckAccess",
    "junheng.web.people.second_factor.RequireSecondFactor",
    "junheng.web.shell.errors.explain_not_allowed",
]

ROOT_URLCONF = "junheng.web.urls"
WSGI_APPLICATION = "junheng.web.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "junheng.web.shell.context.shell",
            ],
        },
    }
]

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": HOME / "junheng.sqlite3",
        "CONN_MAX_AGE": None,  # opened once a thread: reading all tables and triggers again would take a third of a request
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;",
        },
    }
}
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},  # beyond, a third goes, counts of wrong passwords too; a thousand returns are open at once
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "start"
LOGOUT_REDIRECT_URL = "start"
ACCOUNT_ADAPTER = "junheng.web.people.signing_in.Accounts"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]  # how one signs in; sign-up itself is closed
ACCOUNT_EMAIL_VERIFICATION = "none"  # there is no mail
ACCOUNT_EMAIL_NOTIFICATIONS = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = {"login": None, "login_failed": "5/15m/key"}  # passwords are counted by the adapter, codes by this
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if HTTPS else 0
MFA_ADAPTER = "junheng.web.people.signing_in.SecondFactors"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_TOLERANCE = 1  # half a minute of a wrong clock either way
SECOND_FACTOR = required_roles(os.environ.get("JUNHENG_SECOND_FACTOR", ""))
INVITATION_DAYS = 14

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Simplified Chinese")), ("en", _("English"))]
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LANGUAGE_COOKIE_SAMESITE = "Lax"
LOCALE_PATHS = [os.path.join(os.path.dirname(__file__), "locale")]  # noqa: PTH118, PTH120 (Django wants strings here)
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True  # straight from the package: nothing to collect before the first start
WHITENOISE_AUTOREFRESH = False

SESSION_COOKIE_AGE = 8 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "junheng.web.shell.errors.form_expired"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 30 * 24 * 3600 if HTTPS else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

QUICK_CHECK_LARGEST_FILE = 8 * 1024 * 1024  # bytes; the file travels inside the result page, so that nothing is kept here
FILE_UPLOAD_HANDLERS = ["junheng.web.uploads.OnDisk", "junheng.web.uploads.InMemory"]
DATA_LARGEST_UPLOAD = 200 * 1024 * 1024  # bytes of all files that come together into a draft
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024  # the same file in base64, and the rest of its form

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "loggers": {"django.request": {"handlers": ["console"], "level": "ERROR", "propagate": False}},
}
