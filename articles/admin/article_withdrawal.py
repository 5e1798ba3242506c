"""Taking a story down: one page, one reason, whatever stands in the story's form."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Article, Visibility
from articles.publishing.moves import NotPossible, move
from articles.publishing.policy import can
from articles.publishing.withdraw import addresses_of


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("It stays in the newsroom; readers see one sentence."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class StoryWithdrawal(admin.ModelAdmin):
    """Joins the form: nothing of the form is saved on the way, and none of its faults is in the way."""

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("<int:pk>/withdraw/", wrap(self.withdraw_view), name="articles_article_withdraw"),
            *super().get_urls(),
        ]

    def withdraw_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """GET: what will be gone. POST `reason`: it is gone."""
        article = Article.objects.select_related("section", "source").filter(pk=pk).first()
        if article is None or not can(request.user, "withdraw", article):
            raise PermissionDenied
        if article.visibility == Visibility.WITHDRAWN:
            messages.info(request, _("The story is withdrawn already."))
            return redirect("admin:articles_article_change", pk)
        form = ReasonForm(request.POST or None)
        if form.is_valid() and self._withdraw(request, article, form.cleaned_data["reason"]):
            return redirect("admin:articles_article_change", pk)
        context: dict[str, Any] = {
            **self.admin_site.each_context(request),
            "title": _("Withdraw for good"),
            "subtitle": article.headline,
            "article": article,
            "opts": self.opts,
            "form": form,
            "addresses": addresses_of(article),
        }
        return render(request, "admin/articles/article/withdraw.html", context)

    def _withdraw(self, request: HttpRequest, article: Article, reason: str) -> bool:
        user: Any = request.user
        try:
            move(article, "withdraw", by=user, reason=reason)
        except NotPossible as fault:
            messages.error(request, str(fault))
            return False
        messages.success(
            request, _("The story is withdrawn: its addresses answer that it is gone (410).")
        )
        return True
