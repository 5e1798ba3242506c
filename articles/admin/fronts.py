"""The screen of a front: its places in order, how each story looks there, draft, live, earlier ones."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path, reverse
from django.utils import dateformat, timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import clock
from articles.admin.article_page import import_map, writing_values
from articles.admin.front_form import (
    EditionForm,
    FrontForm,
    form_from,
    form_of,
    furnish,
    is_rearranged,
)
from articles.admin.front_preview import preview_front
from articles.admin.row_numbers import row_number, row_numbers
from articles.fronts import live_edition
from articles.models import Article, Front, FrontEdition
from articles.publishing.editions import (
    DRAFTS_KEPT,
    LIVE_KEPT,
    Overtaken,
    call_off,
    newest_edition,
    placings_of,
    save_front,
)
from articles.publishing.policy import visible_to


@admin.register(Front)
class FrontAdmin(admin.ModelAdmin):
    """Django's list of fronts; the form of one is the newsroom's own page."""

    list_display = ("__str__", "showing")
    list_select_related = ("section",)
    fields = ("section",)
    actions = None

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("<int:pk>/preview/", wrap(self.preview_view), name="articles_front_preview"),
            path("<int:pk>/call-off/", wrap(self.call_off_view), name="articles_front_call_off"),
            *super().get_urls(),
        ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Front]:
        return super().get_queryset(request).order_by("section__position", "section__name")

    @admin.display(description=gettext_lazy("Readers see"))
    def showing(self, front: Front) -> SafeString | str:
        edition = live_edition(front.section, clock.now())
        if edition is None or edition.live_from is None:
            return _("the newest stories")
        since = timezone.localtime(edition.live_from)
        return format_html(
            "{} {}", _("what was arranged on"), dateformat.format(since, _("d M H:i"))
        )

    def response_add(
        self, request: HttpRequest, row: Front, post_url_continue: str | None = None
    ) -> HttpResponse:
        return _to(row)

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        numbers = row_numbers([object_id])
        front = get_object_or_404(Front.objects.select_related("section"), pk__in=numbers)
        if not self.has_view_permission(request, front):
            raise PermissionDenied
        if request.method == "POST":
            if not self.has_change_permission(request, front):
                raise PermissionDenied
            return self._posted(request, front)
        return self._screen(request, front, self._opened(request, front))

    def _opened(self, request: HttpRequest, front: Front) -> FrontForm:
        """The last saved arrangement, or ?version= an earlier one to go on from."""
        newest = newest_edition(front)
        shown = newest
        if asked := row_number(request.GET.get("version", "")):
            shown = get_object_or_404(front.editions, pk=asked)
        return form_of(
            placings_of(shown),
            {
                "base": newest.pk if newest else None,
                "allow_repeats": bool(shown and shown.allow_repeats),
                "at": clock.now(),
            },
        )

    def _posted(self, request: HttpRequest, front: Front) -> HttpResponse:
        form, now = form_from(request.POST), clock.now()
        furnish(form, visible_to(request.user, Article.objects.all()), now)
        if is_rearranged(request.POST) or not form.is_valid():
            form.whole.is_valid()
            return self._screen(request, front, form, furnished=True)
        values = form.whole.cleaned_data
        live_from = None
        if "_live" in request.POST:
            live_from = max(values.get("live_from") or now, now)
        user: Any = request.user
        try:
            save_front(
                front,
                form.placings(),
                by=user,
                base=values.get("base"),
                allow_repeats=values["allow_repeats"],
                live_from=live_from,
            )
        except Overtaken as overtaken:
            form.problems.append(_overtaken_sentence(overtaken.edition))
            form.whole = EditionForm({**request.POST.dict(), "base": overtaken.edition.pk})
            return self._screen(request, front, form, furnished=True)
        messages.success(request, _saved_sentence(live_from, now))
        return _to(front)

    def _screen(
        self, request: HttpRequest, front: Front, form: FrontForm, *, furnished: bool = False
    ) -> HttpResponse:
        now = clock.now()
        if not furnished:
            furnish(form, visible_to(request.user, Article.objects.all()), now)
        showing = live_edition(front.section, now)
        editions = front.editions.select_related("made_by").annotate(places=Count("slots"))
        context = {
            **self.admin_site.each_context(request),
            "title": _("Front: %(name)s") % {"name": front},
            "opts": self.opts,
            "front": front,
            "form": form,
            "showing": showing,
            "editions": list(editions.order_by("-pk")[: LIVE_KEPT + DRAFTS_KEPT]),
            "now": now,
            "may_change": self.has_change_permission(request, front),
            "import_map": import_map(request),
            "writing_values": writing_values(request, None),
        }
        page = render(request, "admin/articles/front/change_form.html", context)
        page.csp = {"frame-src": ["'self'"]}  # type: ignore[attr-defined]
        return page

    def preview_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """POST of the form: the real page as it will be at the time asked for."""
        front = get_object_or_404(Front.objects.select_related("section"), pk=pk)
        if not self.has_change_permission(request, front):
            raise PermissionDenied
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        form, now = form_from(request.POST), clock.now()
        furnish(form, visible_to(request.user, Article.objects.all()), now)
        if not form.is_valid():
            context = {**self.admin_site.each_context(request), "form": form, "is_popup": True}
            return render(request, "admin/articles/front/unreadable.html", context)
        values = form.whole.cleaned_data
        at = values.get("at") or now
        return preview_front(
            request,
            front,
            form.placings(),
            at=at,
            live_from=values.get("live_from") or min(at, now),
            allow_repeats=values["allow_repeats"],
        )

    def call_off_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """POST `edition`: one that waits for its time becomes a draft again."""
        front = get_object_or_404(Front, pk=pk)
        if not self.has_change_permission(request, front):
            raise PermissionDenied
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        edition = get_object_or_404(front.editions, pk=row_number(request.POST.get("edition", "")))
        user: Any = request.user
        if call_off(edition, by=user):
            messages.success(request, _("It will not go live by itself; it is a draft again."))
        else:
            messages.error(request, _("It is live already. Bring an earlier arrangement back."))
        return _to(front)


def _to(front: Front) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("admin:articles_front_change", args=[front.pk]))


def _saved_sentence(live_from: datetime | None, now: datetime) -> str:
    if live_from is None:
        return _("Saved as a draft. Readers see no change.")
    if live_from > now:
        moment = dateformat.format(timezone.localtime(live_from), _("d M H:i T"))
        return _("Goes live by itself at %(moment)s.") % {"moment": moment}
    return _("Live: this is what readers see now.")


def _overtaken_sentence(edition: FrontEdition) -> str:
    return _(
        "%(name)s saved this front at %(moment)s, after you opened it. Your arrangement stands "
        "below and is not saved. Look at theirs under “Earlier arrangements”, or save again to "
        "put yours in its place."
    ) % {
        "name": edition.made_by or _("Somebody"),
        "moment": f"{timezone.localtime(edition.made_at):%H:%M}",
    }
