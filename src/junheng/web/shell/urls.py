"""Start page, choices, people."""

from django.contrib.auth.views import LoginView, LogoutView
from django.urls import path

from junheng.web.access import PUBLIC, SIGNED_IN, allow
from junheng.web.shell import accounts, views

urlpatterns = [
    path("", views.start, name="start"),
    path("language/", views.choose_language, name="language"),
    path("theme/", views.choose_theme, name="theme"),
    path("keys/", views.keys, name="keys"),
    path("jump/", views.jump_to, name="jump"),
    path(
        "login/",
        allow(PUBLIC)(
            LoginView.as_view(template_name="shell/login.html", authentication_form=accounts.LoginForm, redirect_authenticated_user=True)
        ),
        name="login",
    ),
    path("logout/", allow(SIGNED_IN)(LogoutView.as_view()), name="logout"),
]
