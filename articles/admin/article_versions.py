"""The versions of a story: the list, two of them word by word, restoring one, giving one a name."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.article_live import SaidForm, is_seen
from articles.admin.row_numbers import row_number, row_numbers
from articles.models import Article, Revision
from articles.publishing.checks import Finding
from articles.publishing.comparing import compare
from articles.publishing.policy import can
from articles.publishing.saving import STAYS, StaleVersion, restore
from articles.publishing.unbroken import broken_by

SHOWN = 200
"""Versions on one page of the list."""

ACTIONS = {
    "start": gettext_lazy("begun"),
    "save": gettext_lazy("saved"),
    "import": gettext_lazy("imported"),
    "publish": gettext_lazy("published"),
    "schedule": gettext_lazy("scheduled"),
    "unschedule": gettext_lazy("taken off the schedule"),
    "submit": gettext_lazy("sent to review"),
    "send_back": gettext_lazy("sent back"),
    "hold": gettext_lazy("held"),
    "release": gettext_lazy("released as draft"),
    "unpublish": gettext_lazy("taken offline"),
    "withdraw": gettext_lazy("withdrawn"),
    "reinstate": gettext_lazy("reinstated"),
    "archive": gettext_lazy("archived"),
    "reopen": gettext_lazy("reopened"),
    "restore": gettext_lazy("restored"),
    "undo": gettext_lazy("freed from what an account did"),
    "tidy": gettext_lazy("tidied up"),
    "update": gettext_lazy("updated"),
    "correct": gettext_lazy("corrected"),
    "pending": gettext_lazy("changed, to show later"),
    "keep_back": gettext_lazy("kept a change back that was due"),
    "drop_pending": gettext_lazy("threw a change away that waited"),
    "caption": gettext_lazy("caption or credit corrected"),
    "join": gettext_lazy("imported, with what was changed here"),
}


class StoryVersions(admin.ModelAdmin):
    """Takes the place of Django's history: every save and step of a story is a version."""

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        start = "<int:pk>/history/"
        return [
            path(f"{start}compare/", wrap(self.compare_view), name="articles_article_compare"),
            path(f"{start}restore/", wrap(self.restore_view), name="articles_article_restore"),
            path(f"{start}name/", wrap(self.name_view), name="articles_article_name_version"),
            *super().get_urls(),
        ]

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Every version, newest first; without their texts, so that any number is one query."""
        article = _story(request, row_number(object_id), "view")
        before = row_number(request.GET.get("before", ""))
        versions = (
            Revision.objects.filter(article=article).select_related("made_by").defer("snapshot")
        )
        if before:
            versions = versions.filter(number__lt=before)
        rows = list(versions[: SHOWN + 1])
        for row in rows:
            row.did = ACTIONS.get(row.action, row.action)  # type: ignore[attr-defined]
        context = {
            **self.admin_site.each_context(request),
            **(extra_context or {}),
            "title": _("Versions"),
            "subtitle": article.headline,
            "article": article,
            "opts": self.opts,
            "versions": rows[:SHOWN],
            "older": rows[SHOWN - 1].number if len(rows) > SHOWN else None,
            "newest": rows[0].number if rows else 0,
            "second": rows[1].number if len(rows) > 1 else 0,
            "may_edit": can(request.user, "edit", article),
        }
        return render(request, "admin/articles/article/versions.html", context)

    def compare_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """?old=3&new=7; an older one is always shown as the old."""
        article = _story(request, pk, "view")
        numbers = sorted(row_numbers(request.GET.get(name, "") for name in ("old", "new")))
        if len(numbers) < 2:
            raise Http404
        rows = {
            row.number: row
            for row in Revision.objects.select_related("made_by").filter(
                article=article, number__in=numbers
            )
        }
        if any(number not in rows for number in numbers):
            raise Http404
        old, new = (rows[number] for number in numbers)
        for row in (old, new):
            row.did = ACTIONS.get(row.action, row.action)  # type: ignore[attr-defined]
        context = {
            **self.admin_site.each_context(request),
            "title": _("Version %(old)s and version %(new)s")
            % {"old": old.number, "new": new.number},
            "subtitle": article.headline,
            "article": article,
            "opts": self.opts,
            "old": old,
            "new": new,
            "comparison": compare(old.snapshot, new.snapshot, reader=request.user),
            "may_edit": can(request.user, "edit", article),
        }
        return render(request, "admin/articles/article/compare.html", context)

    def restore_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """POST `number` and `base_version`: the words of that version as a new one.

        Of a story that readers see it asks first what they are told of it.
        """
        article = _story(request, pk, "edit")
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        revision = _version(article, request)
        base = request.POST.get("base_version", "")
        said = None
        if is_seen(article):
            sent = request.POST if "said" in request.POST else None
            said = SaidForm.for_user(request.user, article, sent)
            if not said.is_valid():
                return self._ask_what_is_said(request, article, revision, said)
        broken: list[Finding] = []
        try:
            with transaction.atomic():
                stands = Article.objects.get(pk=pk)
                made = restore(
                    revision,
                    by=request.user,  # type: ignore[arg-type]
                    base_version=row_number(base) if base else -1,
                    told=said.told() if said else None,
                )
                broken = broken_by(stands, revision.article)
                transaction.set_rollback(bool(broken))
        except StaleVersion:
            messages.error(
                request, _("Somebody saved the story meanwhile. Look at the newest version first.")
            )
        else:
            for fault in broken:
                words = {"number": revision.number, "fault": fault.message}
                messages.error(request, _("Version %(number)s is not restored: %(fault)s") % words)
            if broken:
                return redirect("admin:articles_article_history", pk)
            messages.success(
                request,
                _("Version %(new)s has the words of version %(old)s.")
                % {"new": made.number, "old": revision.number},
            )
        return redirect("admin:articles_article_history", pk)

    def _ask_what_is_said(
        self, request: HttpRequest, article: Article, revision: Revision, said: SaidForm
    ) -> HttpResponse:
        """What would change for readers, and the question of what they are told."""
        newest = Revision.objects.filter(article=article, number=article.version).first()
        context = {
            **self.admin_site.each_context(request),
            "title": _("Restore version %(number)s") % {"number": revision.number},
            "subtitle": article.headline,
            "article": article,
            "opts": self.opts,
            "revision": revision,
            "base_version": request.POST.get("base_version", ""),
            "form": said,
            "comparison": None,
        }
        if newest:
            stays = {name: now for name, now in newest.snapshot.items() if name in STAYS}
            restored = {**revision.snapshot, **stays}
            context["comparison"] = compare(newest.snapshot, restored, reader=request.user)
        return render(request, "admin/articles/article/restore.html", context)

    def name_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """POST `number` and `name`: what the newsroom calls this version; empty takes it away."""
        article = _story(request, pk, "edit")
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        revision = _version(article, request)
        revision.name = " ".join(request.POST.get("name", "").split())[:80]
        revision.save(update_fields=["name"])
        messages.success(
            request, _("Version %(number)s has its name.") % {"number": revision.number}
        )
        return redirect("admin:articles_article_history", pk)


def _story(request: HttpRequest, pk: int, action: str) -> Article:
    """The story without its body; refused alike whether it is not there or not the asker's."""
    article = Article.objects.defer("body").select_related("section").filter(pk=pk).first()
    if article is None or not can(request.user, action, article):
        raise PermissionDenied
    return article


def _version(article: Article, request: HttpRequest) -> Revision:
    number = row_number(request.POST.get("number", ""))
    return get_object_or_404(
        Revision.objects.select_related("article"), article=article, number=number
    )
