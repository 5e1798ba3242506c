"""Comments in the rail of a story's form: written, resolved and opened again without saving the story."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import URLPattern, path
from django.utils.translation import gettext as _

from articles.admin.row_numbers import row_number
from articles.models import Article
from articles.publishing.comments import add_comment, comments_of, resolve
from articles.publishing.policy import can


class StoryComments(admin.ModelAdmin):
    """Joins the form; without a script its buttons answer in a tab of their own."""

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("<int:pk>/comments/", wrap(self.comments_view), name="articles_article_comments"),
            *super().get_urls(),
        ]

    def comments_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """POST `comment_text` (with `quote`, `block`), or `resolve` or `reopen` with a number.

        Scripts get {html}: the list as it stands now.
        """
        article = Article.objects.defer("body").select_related("section").filter(pk=pk).first()
        if article is None or not can(request.user, "comment", article):
            raise PermissionDenied
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        fault = self._change(request, article)
        if request.headers.get("Accept") == "application/json":
            context = {"comments": comments_of(article), "article": article}
            page = render_to_string("admin/articles/article/_comments.html", context, request)
            return JsonResponse({"html": page, "sentence": fault}, status=400 if fault else 200)
        if fault:
            messages.error(request, fault)
        return redirect("admin:articles_article_change", pk)

    def _change(self, request: HttpRequest, article: Article) -> str:
        """Does what was asked; a sentence if it could not be done."""
        user: Any = request.user
        posted = request.POST
        for name in ("resolve", "reopen"):
            if key := row_number(posted.get(name, "")):
                done = resolve(article, key, by=user, is_open=name == "reopen")
                return "" if done else _("This comment is gone.")
        made = add_comment(
            article,
            posted.get("comment_text", ""),
            by=user,
            quote=posted.get("quote", ""),
            block_id=posted.get("block", ""),
        )
        return "" if made else _("Write the comment first.")

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        article: Article | None = (extra_context or {}).get("article")
        around: dict[str, Any] = {}
        if article is not None and can(request.user, "comment", article):
            around = {"may_comment": True}
        return super().changeform_view(
            request, object_id, form_url, {**(extra_context or {}), **around}
        )
