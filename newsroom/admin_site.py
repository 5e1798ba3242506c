"""The admin site: Django's own, named after the newsroom, with the desk as its index."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class DeskSite(admin.AdminSite):
    index_title = _("The desk")
    index_template = "admin/desk.html"
    site_url = "/"
    enable_nav_sidebar = True

    @property
    def site_header(self) -> str:  # type: ignore[override]
        return str(settings.SITE_NAME)

    @property
    def site_title(self) -> str:  # type: ignore[override]
        return str(settings.SITE_NAME)

    def index(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse:
        """The desk of whoever signed in."""
        from articles.admin.desk import desk_of

        desk = desk_of(request.user)
        return super().index(
            request, {**(extra_context or {}), "desk": desk, "now": timezone.now()}
        )
