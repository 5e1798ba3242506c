"""Breaking news: written by one hand, confirmed with the words on the page before one's eyes, ended."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import clock
from articles.admin.moments import FORMAT, MomentField
from articles.models import Banner
from articles.publishing import breaking


def _moment(label: Any) -> forms.DateTimeField:
    return MomentField(label=label, input_formats=[FORMAT])


class BannerForm(forms.ModelForm):
    """The line, its story and how long it stands."""

    starts_at = _moment(gettext_lazy("From"))
    ends_at = _moment(gettext_lazy("Until"))

    class Meta:
        model = Banner
        fields = ("text", "article", "starts_at", "ends_at")
        labels: ClassVar = {"article": gettext_lazy("story")}

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        begins, ends = values.get("starts_at"), values.get("ends_at")
        if begins and ends and ends <= begins:
            self.add_error("ends_at", ValidationError(_("It must end after it begins.")))
        elif begins and ends and ends - begins > breaking.LONGEST:
            hours = breaking.LONGEST.total_seconds() // 3600
            sentence = _("News is breaking for %(hours)d hours at most.") % {"hours": hours}
            self.add_error("ends_at", ValidationError(sentence))
        return values


@admin.register(Banner)
class BannerAdmin(admin.ModelAdmin):
    form = BannerForm
    list_display = ("text", "standing", "starts_at", "ends_at", "confirmed_by")
    list_select_related = ("article", "confirmed_by")
    autocomplete_fields = ("article",)
    list_per_page = 50
    show_full_result_count = False
    actions = None

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("<int:pk>/confirm/", wrap(self.confirm_view), name="articles_banner_confirm"),
            *super().get_urls(),
        ]

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        now = timezone.localtime().replace(second=0, microsecond=0)
        given = super().get_changeform_initial_data(request)
        return {"starts_at": now, "ends_at": now + breaking.LASTS, **given}

    @admin.display(description=gettext_lazy("State"))
    def standing(self, banner: Banner) -> SafeString:
        look, words = _standing(banner, clock.now())
        return format_html(
            '<a href="{}"><span class="state state-{}">{}</span></a>',
            reverse("admin:articles_banner_confirm", args=[banner.pk]),
            look,
            words,
        )

    def save_model(
        self,
        request: HttpRequest,
        obj: Banner,
        form: Any,
        change: bool,  # noqa: FBT001 - Django's own signature
    ) -> None:
        """Words that somebody confirmed are not the words that now stand there."""
        if not change or form.changed_data:
            breaking.change(obj)

    def delete_model(self, request: HttpRequest, obj: Banner) -> None:
        user: Any = request.user
        breaking.end(obj, by=user)
        super().delete_model(request, obj)

    def response_add(
        self, request: HttpRequest, obj: Banner, post_url_continue: str | None = None
    ) -> HttpResponse:
        return _to_confirm(obj)

    def response_change(self, request: HttpRequest, obj: Banner) -> HttpResponse:
        return _to_confirm(obj)

    def confirm_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The banner as readers will see it; POST `do`: confirm it, or end it."""
        banner = get_object_or_404(Banner.objects.select_related("article__section"), pk=pk)
        user: Any = request.user
        if not self.has_view_permission(request, banner):
            raise PermissionDenied
        may_confirm = breaking.may_confirm(user) and self.has_change_permission(request, banner)
        if request.method == "POST":
            if not may_confirm:
                raise PermissionDenied
            return self._done(request, banner, user)
        now = clock.now()
        look, words = _standing(banner, now)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Breaking news"),
            "opts": self.opts,
            "banner": banner,
            "line": {"text": banner.text, "url": ""},
            "look": look,
            "words": words,
            "hides": banner.article is not None and not banner.article.is_published(now),
            "is_over": banner.ends_at <= now,
            "may_confirm": may_confirm,
        }
        return render(request, "admin/articles/banner/confirm.html", context)

    def _done(self, request: HttpRequest, banner: Banner, user: Any) -> HttpResponse:
        if request.POST.get("do") == "end":
            breaking.end(banner, by=user)
            messages.success(request, _("It is taken down."))
        elif request.POST.get("sure") != "on":
            messages.error(request, _("Tick that the words are right; then confirm."))
            return _to_confirm(banner)
        elif banner.ends_at <= clock.now():
            messages.error(request, _("Its time is over; give it a new one first."))
        else:
            breaking.confirm(banner, by=user)
            messages.success(request, _("Confirmed: it stands above every page in its time."))
        return HttpResponseRedirect(reverse("admin:articles_banner_changelist"))


def _standing(banner: Banner, now: datetime) -> tuple[str, str]:
    """Look and words of where it stands."""
    if banner.ends_at <= now:
        return "draft", _("Over")
    if banner.confirmed_by_id is None:
        return "in_review", _("Waits for confirmation")
    if banner.starts_at > now:
        return "scheduled", _("Confirmed")
    return "published", _("Readers see it")


def _to_confirm(banner: Banner) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("admin:articles_banner_confirm", args=[banner.pk]))
