"""The unsaved form as readers would see it, in each size and place; and links to show one version."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.article_ties import ties_from_formsets
from articles.models import Article, State
from articles.public.head import Head
from articles.public.preview import unpublished_page
from articles.public.story_head import story_head
from articles.publishing.cards import card_of
from articles.publishing.policy import can
from articles.publishing.previewing import make_link, with_ties
from articles.publishing.snapshots import Ties
from media.cards import make_card
from media.locks import BusyError
from media.processing import UnmadeRenditionError

VIEWS = (
    ("desktop", gettext_lazy("Desktop")),
    ("phone", gettext_lazy("Phone")),
    ("dark", gettext_lazy("Dark")),
    ("search", gettext_lazy("Search result")),
    ("social", gettext_lazy("Social card")),
)


class StoryPreview(admin.ModelAdmin):
    """Joins the form: its fields are posted here, nothing is saved."""

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("preview/", wrap(self.preview_view), name="articles_article_new_preview"),
            path("<int:pk>/preview/", wrap(self.preview_view), name="articles_article_preview"),
            path("<int:pk>/share/", wrap(self.share_view), name="articles_article_share"),
            *super().get_urls(),
        ]

    def preview_view(self, request: HttpRequest, pk: int = 0) -> HttpResponse:
        """POST of the form: the frame around the page, or with `view=page` the page itself."""
        article = Article.objects.select_related("section", "source").filter(pk=pk).first()
        may = can(request.user, "edit" if pk else "create", article)
        if not may or (pk and article is None):
            raise PermissionDenied
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        story, errors = self._typed(request, article)
        view = request.POST.get("view", "desktop")
        if view in {"page", "page-dark"} and story is not None:
            page = unpublished_page(request, story, framed=True)
            if view == "page-dark":
                sheet = f'<link rel="stylesheet" href="{static("articles/preview-dark.css")}">'
                page.content = page.content.replace(b"</head>", sheet.encode() + b"</head>", 1)
            return page
        carried = [
            (name, value)
            for name, values in request.POST.lists()
            if name not in {"csrfmiddlewaretoken", "view", "_move", "_continue"}
            for value in values
        ]
        context = {
            **self.admin_site.each_context(request),
            "title": _("Preview"),
            "subtitle": request.POST.get("headline", ""),
            "is_popup": True,
            "opts": self.opts,
            "views": VIEWS,
            "view": view,
            "carried": carried,
            "errors": errors,
            "head": (head := story_head(story, []) if story else None),
        }
        if view in {"page", "page-dark"}:  # a form that cannot be read says so in the frame
            answer = render(request, "admin/articles/article/preview_faults.html", context)
            answer.csp = {"frame-ancestors": ["'self'"]}  # type: ignore[attr-defined]
            return answer
        if view == "social" and story is not None and head is not None:
            context["shared"] = shared_as(story, head)
        answer = render(request, "admin/articles/article/preview.html", context)
        answer.csp = {"frame-src": ["'self'"], "img-src": ["'self'", "data:"]}  # type: ignore[attr-defined]
        return answer

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """The form may frame our own pages: the preview beside it."""
        answer = super().changeform_view(request, object_id, form_url, extra_context)
        answer.csp = {"frame-src": ["'self'"]}  # type: ignore[attr-defined]
        return answer

    def _typed(
        self, request: HttpRequest, article: Article | None
    ) -> tuple[Article | None, list[str]]:
        """The story as the form has it, unsaved; or what keeps the form from being read."""
        form: Any = self.get_form(request, article, change=article is not None)(
            request.POST, instance=article
        )
        form.is_kept = False
        for name in ("change", "change_text", "show_at"):
            form.fields.pop(name, None)
        if not form.is_valid():
            return None, [
                f"{name}: {' '.join(map(str, faults))}" for name, faults in form.errors.items()
            ]
        story: Article = form.instance
        formsets, _inlines = self._create_formsets(  # type: ignore[attr-defined]
            request, story, change=article is not None
        )
        ties = Ties()
        if all(formset.is_valid() for formset in formsets):
            ties = ties_from_formsets(story, formsets)
        if article is None:
            story.pk = 0
        story.slug = story.slug or "preview"
        return with_ties(story, ties, timezone.now()), []

    def share_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """POST: a new link to the story as it is saved now; the page that shows it is the only copy."""
        article = Article.objects.select_related("section").filter(pk=pk).first()
        if article is None or not can(request.user, "edit", article):
            raise PermissionDenied
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        now = timezone.now()
        is_withdrawn = article.state == State.WITHDRAWN
        closed = is_withdrawn or article.is_published(now)
        token = "" if closed else make_link(article, by=request.user, now=now)  # type: ignore[arg-type]
        link = f"{settings.SITE_URL}{reverse('preview', args=[token])}" if token else ""
        context = {
            **self.admin_site.each_context(request),
            "title": _("A link to show this version"),
            "subtitle": article.headline,
            "article": article,
            "opts": self.opts,
            "link": link,
            "is_withdrawn": is_withdrawn,
        }
        return render(request, "admin/articles/article/share.html", context)


def shared_as(story: Article, head: Head) -> dict[str, str]:
    """What a card of the story says elsewhere. A drawn picture has no address before its story is
    public, so it comes with the page; one that cannot be drawn now is left out.
    """
    graph = dict(head.open_graph)
    image, card = urlsplit(graph["og:image"]).path, card_of(story)
    if image == reverse("share", args=[story.pk, card.digest]):
        try:
            drawn = make_card(replace(card, key="preview")).read_bytes()
        except (UnmadeRenditionError, BusyError, FileNotFoundError):
            drawn = b""
        image = f"data:image/jpeg;base64,{b64encode(drawn).decode()}" if drawn else ""
    return {
        "image": image, "alt": graph.get("og:image:alt", ""), "title": graph["og:title"],
        "description": graph.get("og:description", ""),
    }  # fmt: skip
