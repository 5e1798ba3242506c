"""`/favicon.ico`, which browsers and readers of feeds ask for without having been told of it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

KEPT = "public, max-age=86400"


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """The small icon of the house, by the address that is the same on every site."""
    return HttpResponse(_icon(), content_type="image/x-icon", headers={"Cache-Control": KEPT})


@cache
def _icon() -> bytes:
    found = finders.find("newsroom/icons/favicon.ico")
    return Path(str(found)).read_bytes() if found else b""
