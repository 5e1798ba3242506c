"""The change of a live story that waits: what it is, showing it at once, throwing it away."""

from __future__ import annotations

from datetime import datetime

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _

from articles import clock
from articles.models import Article
from articles.publishing import pending
from articles.publishing.clock import until
from articles.publishing.comparing import compare
from articles.publishing.policy import can
from articles.publishing.saving import StaleVersion
from articles.publishing.snapshots import snapshot, ties_of


class StoryWaiting(admin.ModelAdmin):
    """Joins the form; only who may publish decides on what waits."""

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("<int:pk>/waiting/", wrap(self.waiting_view), name="articles_article_waiting"),
            *super().get_urls(),
        ]

    def waiting_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        article = Article.objects.select_related("section").filter(pk=pk).first()
        if article is None or not can(request.user, "view", article):
            raise PermissionDenied
        may_publish = can(request.user, "publish", article)
        if request.method == "POST":
            if not may_publish:
                raise PermissionDenied
            self._decide(request, article)
            return redirect("admin:articles_article_change", pk)
        if article.pending is None:
            raise Http404
        now = snapshot(article, ties_of(article))
        broken = pending.would_break(article)
        context = {
            **self.admin_site.each_context(request),
            "title": _("The change that waits"),
            "subtitle": article.headline,
            "article": article,
            "opts": self.opts,
            "may_publish": may_publish,
            "waiting_until": waiting_until(article),
            "broken": broken,
            "kept_back": pending.is_kept_back(article),
            "put_off_by": pending.put_off_by(article),
            "comparison": compare(
                now, {**now, **pending.as_snapshot(article)}, reader=request.user
            ),
        }
        return render(request, "admin/articles/article/waiting.html", context)

    def _decide(self, request: HttpRequest, article: Article) -> None:
        base = request.POST.get("base_version", "")
        if article.pending is None or base != str(article.version):
            messages.error(request, _("Somebody saved the story meanwhile. Look at it again."))
        elif request.POST.get("do") == "show":
            if pending.apply(article, clock.now(), at_once=True):
                messages.success(request, _("Readers see the change now."))
                return
            article.refresh_from_db()
            for fault in pending.would_break(article):
                said = _("The change is not shown: %(fault)s") % {"fault": fault.message}
                messages.error(request, said)
        elif request.POST.get("do") == "drop":
            try:
                pending.drop(article, by=request.user, base_version=int(base))  # type: ignore[arg-type]
            except StaleVersion:
                messages.error(request, _("Somebody saved the story meanwhile. Look at it again."))
            else:
                messages.success(request, _("The change that waited is gone from the plan."))


def kept_back(article: Article | None) -> bool:
    """Whether a change was due and would have broken the story."""
    return article is not None and pending.is_kept_back(article)


def waiting_until(article: Article | None, now: datetime | None = None) -> str:
    """When the waiting change shows, in words; empty if none waits."""
    due = pending.due_at(article) if article is not None else None
    return until(due, now) if due else ""
