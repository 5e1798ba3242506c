"""The story's screens joined: the list of all stories and the form of one."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy

from articles.admin.article_actions import StoryActions
from articles.admin.article_comments import StoryComments
from articles.admin.article_conflict import ConflictPage
from articles.admin.article_drafts import StoryDrafts
from articles.admin.article_form import StoryForm
from articles.admin.article_list import StoryList
from articles.admin.article_live import StoryAsking
from articles.admin.article_page import (
    findings_of,
    import_map,
    may_write,
    pictures_of,
    with_ties,
    writing_values,
)
from articles.admin.article_preview import StoryPreview
from articles.admin.article_saving import StorySaving
from articles.admin.article_ties import INLINES
from articles.admin.article_versions import StoryVersions
from articles.admin.article_waiting import StoryWaiting
from articles.admin.article_withdrawal import StoryWithdrawal
from articles.admin.article_writing import StoryWriting
from articles.admin.related_panel import StoryRelated
from articles.models import Article
from articles.publishing.comments import comments_of
from articles.publishing.moves import possible_moves
from articles.publishing.policy import can


@admin.register(Article)
class ArticleAdmin(
    ConflictPage,
    StorySaving,
    StoryAsking,
    StoryDrafts,
    StoryComments,
    StoryPreview,
    StoryWaiting,
    StoryWithdrawal,
    StoryVersions,
    StoryRelated,
    StoryWriting,
    StoryActions,
    StoryList,
):
    """Django's form around our own saving: one conditional write, one version, ties included."""

    form = StoryForm
    inlines = INLINES
    change_form_template = "admin/articles/article/form.html"
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

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> Article | None:
        """The story with its ties, loaded once for a request however often it is asked for."""
        loaded: dict[str, Article | None] = request.__dict__.setdefault("loaded_stories", {})
        if object_id not in loaded:
            key = int(object_id) if object_id.isdecimal() and len(object_id) < 19 else 0
            loaded[object_id] = with_ties(self.get_queryset(request), key)
        return loaded[object_id]

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
            user: Any = request.user
            if not can(user, "view", article):
                raise PermissionDenied
            context |= {
                "moves": possible_moves(article, user),
                "comments": comments_of(article),
                "article": article,
            }
            context["findings"] = SimpleLazyObject(
                lambda: findings_of(article, comments=context["comments"])
            )
        context |= {"show_delete_link": False, "is_nav_sidebar_enabled": False}
        return super().changeform_view(request, object_id, form_url, context)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """The page around the form: scripts with their words, and the ties by name."""
        article = context.get("article")
        context |= {
            "may_write": may_write(request, article),
            "placed": pictures_of(article),
            "import_map": import_map(request),
            "writing_values": writing_values(request, article),
            "ties": {each.formset.prefix: each for each in context["inline_admin_formsets"]},
        }
        return super().render_change_form(request, context, *args, **kwargs)

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
