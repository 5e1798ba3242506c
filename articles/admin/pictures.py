"""A picture where stories use it: the ledger of its captions, corrections for many, what lacks live."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from articles.admin.deletion import in_the_way
from articles.admin.row_numbers import row_numbers
from articles.models import Article, Placement
from articles.publishing.captions import (
    LOOKED_AT,
    PROBLEMS,
    Pushed,
    live_problems,
    push_caption,
    push_credit,
    uses_of,
)
from articles.publishing.picture_words import may_word, what_readers_would_lack
from media.admin.forms import PictureForm
from media.admin.library import library_page
from media.admin.picture import PictureAdmin
from media.models import Picture
from media.words import credit_line

A_PAGE = 50

PROBLEM_WORDS = {
    "alt": gettext_noop("Without alt text"),
    "credit": gettext_noop("Without credit"),
    "picture": gettext_noop("Picture wanted or file missing"),
    "file name": gettext_noop("File name as caption"),
}

admin.site.unregister(Picture)


class CorrectionForm(forms.Form):
    """The words that a correction sends to stories, and the stories."""

    caption = forms.CharField(max_length=2000, required=False)
    creator = forms.CharField(max_length=300, required=False)
    credit = forms.CharField(max_length=300, required=False)
    is_own = forms.BooleanField(required=False)

    def stories(self) -> list[int]:
        posted: Any = self.data
        return row_numbers(posted.getlist("story"))


class UsedPictureForm(PictureForm):
    """A picture's words; those that readers of a story need are not taken away."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.instance.pk and {"creator", "credit"} & set(self.changed_data):
            before, after = (
                credit_line(words.get("creator") or "", words.get("credit") or "")
                for words in (self.initial, cleaned)
            )
            if fault := what_readers_would_lack(self.instance, before, after):
                self.add_error("credit", fault)
        return cleaned


@admin.register(Picture)
class UsedPictureAdmin(PictureAdmin):
    """The picture's page with every story that shows it."""

    form = UsedPictureForm
    change_form_template = "admin/articles/picture/change_form.html"
    change_list_template = "admin/articles/picture/change_list.html"

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("problems/", wrap(self.problems_view), name="media_picture_problems"),
            path("<int:key>/correct/", wrap(self.correct_view), name="media_picture_correct"),
            *super().get_urls(),
        ]

    def has_change_permission(self, request: HttpRequest, obj: Picture | None = None) -> bool:
        """Also who brought the picture, as long as `may_word` lets them."""
        return super().has_change_permission(request, obj) or (
            obj is not None and may_word(request.user, obj)
        )

    def library_view(self, request: HttpRequest) -> HttpResponse:
        """As media's, and ?look=unused: pictures that stand in no story."""
        if request.GET.get("look") != "unused":
            return super().library_view(request)
        if not self.has_view_permission(request):
            raise PermissionDenied
        used = Placement.objects.filter(picture__isnull=False).values("picture")
        unused = Picture.objects.exclude(pk__in=used)
        asked = request.GET
        return JsonResponse(
            library_page(unused, query=asked.get("q", ""), page=asked.get("page", "1"))
        )

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        picture = context.get("original")
        if isinstance(picture, Picture):
            user: Any = request.user
            uses = uses_of(picture, user)
            context |= {
                "uses": uses,
                "stories_using": len({use.placement.article_id for use in uses}),
                "drifted": sum(use.has_drifted for use in uses),
                "may_correct": self.has_change_permission(request, picture),
            }
        return super().render_change_form(request, context, *args, **kwargs)

    def places_of(self, request: HttpRequest, picture: Picture) -> dict[str, Any]:
        return {"stories_using": picture.placements.values("article").distinct().count()}

    def correct_view(self, request: HttpRequest, key: int) -> HttpResponse:
        """Sends a caption or a credit to the chosen stories, each saved as a version of its own."""
        picture = get_object_or_404(Picture, pk=key)
        if not self.has_change_permission(request, picture):
            raise PermissionDenied
        form = CorrectionForm(request.POST)
        if request.method == "POST" and form.is_valid():
            self._report(request, self._push(request, picture, form))
        return HttpResponseRedirect(reverse("admin:media_picture_change", args=[key]) + "#uses")

    def _push(self, request: HttpRequest, picture: Picture, form: CorrectionForm) -> Pushed:
        words = form.cleaned_data
        user: Any = request.user
        if request.POST.get("what") == "credit":
            after = credit_line(words["creator"], words["credit"])
            if fault := what_readers_would_lack(picture, picture.credit_line, after):
                return Pushed(failed=[fault])
            return push_credit(
                picture,
                creator=words["creator"],
                credit=words["credit"],
                stories=form.stories(),
                by=user,
            )
        return push_caption(
            picture,
            caption=words["caption"].strip(),
            stories=form.stories(),
            by=user,
            is_own=words["is_own"],
        )

    def _report(self, request: HttpRequest, pushed: Pushed) -> None:
        told = ngettext("%(count)s story is saved.", "%(count)s stories are saved.", pushed.saved)
        messages.success(request, told % {"count": pushed.saved})
        for sentence in pushed.failed:
            messages.error(request, sentence)

    def problems_view(self, request: HttpRequest) -> HttpResponse:
        """Live stories whose pictures lack something, one list for each lack."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        kind = request.GET.get("kind", PROBLEMS[0])
        if kind not in PROBLEMS:
            kind = PROBLEMS[0]
        page = Paginator(live_problems(kind), A_PAGE).get_page(request.GET.get("page"))
        context = {
            **self.admin_site.each_context(request),
            "title": _("What live pictures lack"),
            "opts": self.opts,
            "kinds": [(each, _(PROBLEM_WORDS[each])) for each in PROBLEMS],
            "kind": kind,
            "looked_at": LOOKED_AT,
            "page": page,
        }
        return render(request, "admin/articles/picture/problems.html", context)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Names the stories that keep a picture from being deleted."""
        deleted, counts, needed, protected = super().get_deleted_objects(objs, request)
        keys = [picture.pk for picture in objs]
        shown = Placement.objects.filter(picture__in=keys).order_by().values("article")
        led = Article.objects.filter(lead_picture__in=keys).order_by().values("pk")
        stories = in_the_way(Article.objects.filter(pk__in=shown.union(led)), request.user)
        return deleted, counts, needed, stories or protected
