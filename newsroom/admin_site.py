"""The admin site: Django's own, named after the newsroom, with the desk as its index."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.publishing.origin import working_from


class DeskSite(admin.AdminSite):
    index_title = _("The desk")
    index_template = "admin/desk.html"
    site_url = "/"
    enable_nav_sidebar = True

    def admin_view(self, view: Callable[..., Any], cacheable: bool = False) -> Callable[..., Any]:  # noqa: FBT001, FBT002
        """Every screen, with the asker's address known to whatever it writes down."""
        inner = super().admin_view(view, cacheable)

        @wraps(inner)
        def placed(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            with working_from(request.META.get("REMOTE_ADDR", "")):
                return inner(request, *args, **kwargs)

        return placed

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
