"""The admin site: Django's own, named after the newsroom, with the desk as its index."""

from __future__ import annotations

from collections.abc import Iterable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.auth.models import Group, User
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import BadRequest
from django.db import DataError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect

from articles.publishing.origin import working_from
from newsroom.deleting import Deleting
from newsroom.desk_order import in_order
from newsroom.invitations import accept
from newsroom.second_factor_pages import second_factor, second_step
from newsroom.sessions import own_sessions, password_again
from newsroom.sign_in import tell_of_sign_in
from newsroom.telling import Told

LEFT_OUT = {"taggit", "otp_totp", "otp_static"}
"""taggit's tags are not ours and its page to merge them asks nobody's role; otp's show secrets."""


class Choices(AutocompleteJsonView):
    """Django's choices with what tells namesakes apart beside the name."""

    def serialize_result(self, row: Any, to_field_name: str) -> dict[str, str]:
        told = {"beside": row.told_apart} if hasattr(row, "told_apart") else {}
        return {**super().serialize_result(row, to_field_name), **told}


class DeskSite(admin.AdminSite):
    index_title = _("The desk")
    index_template = "admin/desk.html"
    site_url = "/"
    enable_nav_sidebar = True

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        """With the version that the foot of each screen tells."""
        return {**super().each_context(request), "version": settings.VERSION}

    def autocomplete_view(self, request: HttpRequest) -> HttpResponseBase:  # type: ignore[override]
        return Choices.as_view(admin_site=self)(request)

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:  # noqa: FBT001, FBT002
        """Every screen, with the asker's address known to whatever it writes down."""
        inner = super().admin_view(view, cacheable)

        @wraps(inner)
        def placed(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            with working_from(request.META.get("REMOTE_ADDR", "")):
                try:
                    return inner(request, *args, **kwargs)
                except (OverflowError, DataError) as fault:
                    # A number that no row can have, in Django's own lists and fields.
                    if request.method == "GET":
                        raise Http404 from fault
                    if isinstance(fault, OverflowError):
                        raise BadRequest from fault
                    raise

        return placed

    def open_view(self, view: Any) -> Any:
        """A page for who is not signed in, or half: never cached, and it asks by itself."""

        @wraps(view)
        def placed(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            with working_from(request.META.get("REMOTE_ADDR", "")):
                return view(request, *args, **kwargs)

        return never_cache(csrf_protect(placed))

    def login(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Django's own; who came in, and who was refused at which account, is written down."""
        answer = super().login(request, extra_context)
        if request.method == "POST":
            with working_from(request.META.get("REMOTE_ADDR", "")):
                tell_of_sign_in(request)
        return answer

    def register(self, models: Any, *args: Any, **options: Any) -> None:  # type: ignore[override]
        """Not what other packages bring along; accounts and roles on screens of our own; each tells the audit log."""
        given = models if isinstance(models, Iterable) else [models]
        wanted = [model for model in given if model._meta.app_label not in LEFT_OUT]
        if {User, Group} & {*wanted}:
            from newsroom.accounts import AccountAdmin
            from newsroom.role_admin import RoleAdmin

            args, options["admin_class"] = (), AccountAdmin if User in wanted else RoleAdmin
        own = options.pop("admin_class", None) or (args[0] if args else None) or admin.ModelAdmin
        told = type(own.__name__, (Told, Deleting, own), {"__module__": own.__module__})
        super().register(wanted, told, **options)

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """One app as Django lists it; all together in the order of the desk."""
        apps = super().get_app_list(request, app_label)
        return apps if app_label else in_order(apps, reverse("admin:index"))

    def get_urls(self) -> list[URLPattern | URLResolver]:
        """Django's own, but none leads whoever has an account to the address of any row."""
        return [
            path(
                "r/<int:content_type_id>/<int:object_id>/",
                self.admin_view(self.row_view),
                name="view_on_site",
            ),
            path("sessions/", self.admin_view(own_sessions), name="sessions"),
            path("password/", self.admin_view(password_again), name="password_again"),
            path("second-step/", self.open_view(second_step), name="second_step"),
            path("second-factor/", self.open_view(second_factor), name="second_factor"),
            path("invitation/", self.open_view(accept), name="invitation"),
            *(each for each in super().get_urls() if getattr(each, "name", "") != "view_on_site"),
        ]

    def row_view(
        self, request: HttpRequest, content_type_id: int, object_id: int
    ) -> HttpResponseRedirect:
        """To the page of a row that the asker may see in the admin; else there is none."""
        kind = get_object_or_404(ContentType, pk=content_type_id)
        screen = self._registry.get(kind.model_class())  # type: ignore[arg-type]
        row = screen.get_object(request, str(object_id)) if screen else None
        if screen is None or row is None or not screen.has_view_permission(request, row):
            raise Http404
        if not hasattr(row, "get_absolute_url"):
            raise Http404
        return HttpResponseRedirect(row.get_absolute_url())

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
