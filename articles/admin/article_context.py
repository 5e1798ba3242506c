"""What every answer of a story's form needs to know: the story, its comments, its steps, its findings."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from articles.admin.article_page import findings_of, with_ties
from articles.admin.row_numbers import row_number
from articles.models import Article
from articles.publishing.comments import comments_of
from articles.publishing.moves import possible_moves
from articles.publishing.policy import can, with_rights

HOLDS = "holds_story"
"""Attribute of a request that keeps its story from other writers until it ends."""
STANDING = "standing_story"
"""Attribute with the story as it was read under that lock."""
PUT_OFF = "put_off_change"
"""Attribute of a request that saved nothing yet: its change waits, and was told of."""


class StoryContext(admin.ModelAdmin):
    """Joins the form, inside the transaction that holds the story while it is saved."""

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> Article | None:
        """The story with its ties, loaded once for a request however often it is asked for."""
        loaded: dict[str, Article | None] = request.__dict__.setdefault("loaded_stories", {})
        if object_id not in loaded:
            rows = with_rights(request.user, self.get_queryset(request))
            if hasattr(request, HOLDS):
                rows = rows.select_for_update(of=("self",), no_key=True)
            loaded[object_id] = with_ties(rows, row_number(object_id))
        return loaded[object_id]

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
            # Lazily: a form that was saved is not drawn.
            context |= {
                "moves": SimpleLazyObject(lambda: possible_moves(article, user)),
                "comments": SimpleLazyObject(lambda: comments_of(article)),
                "article": article,
            }
            context["findings"] = SimpleLazyObject(
                lambda: findings_of(article, comments=context["comments"])
            )
        context |= {"show_delete_link": False, "is_nav_sidebar_enabled": False}
        return super().changeform_view(request, object_id, form_url, context)
