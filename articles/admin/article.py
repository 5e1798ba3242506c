"""The story's screens joined: the list of all stories and the form of one."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_naive, make_aware
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.article_form import INLINES, StoryForm, ties_from_formsets
from articles.admin.article_list import StoryList
from articles.models import Article
from articles.publishing.checks import check_story
from articles.publishing.merging import (
    MergedStory,
    base_of,
    current_snapshot,
    merge_story,
    take_values,
)
from articles.publishing.moves import NotPossible, move, possible_moves
from articles.publishing.policy import can
from articles.publishing.saving import StaleVersion, save_story
from articles.publishing.snapshots import Ties, snapshot, ties_from, ties_of


class SaveConflict(Exception):
    """Both changed the same; carries what could be joined and what could not."""

    def __init__(self, merged: MergedStory, current: Article) -> None:
        super().__init__("both changed the same")
        self.merged = merged
        self.current = current


@admin.register(Article)
class ArticleAdmin(StoryList):
    """Django's form around our own saving: one conditional write, one version, ties included."""

    form = StoryForm
    inlines = INLINES
    autocomplete_fields = ("section", "lead_picture")
    change_form_template = "admin/articles/article/change_form.html"
    save_on_top = False
    fieldsets = (
        (None, {"fields": ("headline", "standfirst", "body", "base_version")}),
        (
            gettext_lazy("Lead picture"),
            {"fields": ("lead_picture", "lead_caption", "lead_alt", "lead_decorative")},
        ),
        (
            gettext_lazy("Place and time"),
            {"fields": ("section", "kicker", "kind", "embargo_until")},
        ),
        (gettext_lazy("Byline"), {"fields": ("byline", "dateline")}),
        (
            gettext_lazy("Search and social"),
            {"fields": ("slug", "seo_title", "seo_description", "social_title", "noindex")},
        ),
        (
            gettext_lazy("More"),
            {
                "fields": (
                    "language", "slugline", "urgency", "usage_terms", "web_forbidden",
                    "editor_note", "evergreen", "link_people",
                ),
                "classes": ("collapse",),
            },
        ),
    )  # fmt: skip

    def has_view_permission(self, request: HttpRequest, row: Article | None = None) -> bool:
        return can(request.user, "view", row)

    def has_change_permission(self, request: HttpRequest, row: Article | None = None) -> bool:
        return can(request.user, "edit", row)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return can(request.user, "create")

    def has_delete_permission(self, request: HttpRequest, row: Article | None = None) -> bool:
        return can(request.user, "delete", row)

    def get_readonly_fields(self, request: HttpRequest, row: Article | None = None) -> Any:
        return () if can(request.user, "publish", row) else ("embargo_until",)

    def save_model(self, request: HttpRequest, row: Article, form: Any, change: bool) -> None:  # noqa: FBT001
        """Nothing yet: the row and its ties are written together in save_related."""

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:  # noqa: FBT001
        """One conditional write of the story with everything that the form holds."""
        article: Article = form.instance
        ties = ties_from_formsets(article, formsets)
        base = form.cleaned_data.get("base_version")
        if base is None:
            base = article.version
        try:
            save_story(article, base_version=base, ties=ties, by=request.user, action="save")
        except StaleVersion as stale:
            self._join(request, article, ties, base, stale.current)
        self._move(request, article)

    def _join(
        self, request: HttpRequest, article: Article, ties: Ties, base: int, current: Article
    ) -> None:
        """Somebody saved first: join both, or raise SaveConflict with what cannot be joined."""
        before = base_of(article, base)
        full = ties_of(current)
        for name in ("people", "topics", "credits", "picks"):
            if getattr(ties, name) is not None:
                setattr(full, name, getattr(ties, name))
        theirs = current_snapshot(article)
        merged = merge_story(before or {}, snapshot(article, full), theirs)
        if not merged.is_clean:
            raise SaveConflict(merged, current)
        fresh = Article.objects.get(pk=article.pk)
        take_values(fresh, merged.values)
        save_story(
            fresh, ties=ties_from({"ties": merged.ties}), by=request.user, action="save",
            note=_("joined with version %(number)s") % {"number": current.version},
        )  # fmt: skip
        article.version = fresh.version
        messages.info(
            request,
            _("Somebody saved this story while you wrote. Both changes are kept."),
        )

    def _move(self, request: HttpRequest, article: Article) -> None:
        """The step that the pressed button asks for, if any."""
        name = request.POST.get("_move")
        if not name:
            return
        try:
            move(
                article,
                name,
                by=request.user,
                reason=request.POST.get("reason", ""),
                at=_moment(request.POST.get("go_out_at", "")),
            )
        except NotPossible as fault:
            messages.error(request, str(fault))
            for finding in fault.findings:
                if finding.severity == "block":
                    messages.error(request, finding.message)
        else:
            messages.success(
                request,
                _("The story is now “%(state)s”.") % {"state": article.get_state_display()},
            )

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        context = dict(extra_context or {})
        article = self.get_object(request, object_id) if object_id else None
        if article is not None:
            if not can(request.user, "view", article):
                raise PermissionDenied
            context |= {
                "moves": possible_moves(article, request.user),
                "findings": check_story(article),
                "article": article,
            }
        context["show_delete_link"] = False
        return super().changeform_view(request, object_id, form_url, context)

    def construct_change_message(
        self,
        request: HttpRequest,
        form: Any,
        formsets: Any,
        add: bool = False,  # noqa: FBT001, FBT002
    ) -> list[Any]:
        """Django's own log keeps nothing of a story: versions do."""
        return []

    def log_change(self, request: HttpRequest, row: Any, message: Any) -> Any:
        """Versions are the log."""

    def log_addition(self, request: HttpRequest, row: Any, message: Any) -> Any:
        """Versions are the log."""


def _moment(text: str) -> Any:
    moment = parse_datetime(text) if text else None
    return make_aware(moment) if moment is not None and is_naive(moment) else moment
