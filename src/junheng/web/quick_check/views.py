"""The form and its answers."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from junheng.web.access import PUBLIC, allow


@allow(PUBLIC)
def start(request: HttpRequest) -> HttpResponse:
    """The form."""
    return render(request, "quick_check/start.html")
