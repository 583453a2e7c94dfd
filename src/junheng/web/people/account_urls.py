"""Signing in and one's own account. The names that begin with ``account_`` and ``mfa_`` are those that allauth asks for."""

from allauth.account import views as accounts
from allauth.mfa.base import views as factors
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from django.urls import path
from django.views.decorators.http import require_POST
from django.views.generic import RedirectView

from junheng.web.access import PUBLIC, SIGNED_IN, allow
from junheng.web.people import account, joining

urlpatterns = [
    path("login/", allow(PUBLIC)(accounts.login), name="account_login"),
    path("login/code/", allow(PUBLIC)(factors.authenticate), name="mfa_authenticate"),
    path("logout/", require_POST(allow(SIGNED_IN)(accounts.logout)), name="account_logout"),
    path("join/", joining.join, name="join"),
    path("join/<str:token>/", joining.take_link, name="join_by_link"),
    path("account/", account.page, name="account"),
    path("account/sessions/end/", account.end_session, name="end_session"),
    path("account/password/", allow(SIGNED_IN)(accounts.password_change), name="account_change_password"),
    path("account/again/", allow(SIGNED_IN)(accounts.reauthenticate), name="account_reauthenticate"),
    path("account/again/code/", allow(SIGNED_IN)(factors.reauthenticate), name="mfa_reauthenticate"),
    path("account/second-factor/", allow(SIGNED_IN)(RedirectView.as_view(pattern_name="account")), name="mfa_index"),
    path("account/second-factor/on/", allow(SIGNED_IN)(totp.activate_totp), name="mfa_activate_totp"),
    path("account/second-factor/off/", allow(SIGNED_IN)(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("account/second-factor/codes/", allow(SIGNED_IN)(codes.view_recovery_codes), name="mfa_view_recovery_codes"),
    path("account/second-factor/codes/new/", allow(SIGNED_IN)(codes.generate_recovery_codes), name="mfa_generate_recovery_codes"),
    path("account/second-factor/codes/file/", allow(SIGNED_IN)(codes.download_recovery_codes), name="mfa_download_recovery_codes"),
]
