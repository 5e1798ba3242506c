"""What happens when the story's form is saved: one conditional write, then the step asked for."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext as _

from articles.admin.article_conflict import choices_of
from articles.admin.article_ties import ties_from_formsets
from articles.models import Article
from articles.publishing.clock import UnclearTime, moment_of, until
from articles.publishing.joining import save_or_join
from articles.publishing.moves import NotPossible, move


class StorySaving(admin.ModelAdmin):
    """Joins the form with publishing: Django writes nothing of a story by itself."""

    def save_model(self, request: HttpRequest, row: Article, form: Any, change: bool) -> None:  # noqa: FBT001
        """Nothing yet: the row and its ties are written together in save_related."""

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:  # noqa: FBT001
        """One conditional write of the story with everything that the form holds."""
        article: Article = form.instance
        base = form.cleaned_data.get("base_version")
        saved = save_or_join(
            article,
            base_version=article.version if base is None else base,
            ties=ties_from_formsets(article, formsets),
            by=request.user,
            choices=choices_of(request.POST),
        )
        if saved.is_joined:
            messages.info(
                request, _("Somebody saved this story while you wrote. Both changes are kept.")
            )
        self.take_step(request, article)

    def take_step(self, request: HttpRequest, article: Article) -> None:
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
                at=moment_of(
                    request.POST.get("go_out_at", ""), fold=request.POST.get("go_out_fold", "")
                ),
            )
        except UnclearTime as fault:
            messages.error(request, str(fault))
        except NotPossible as fault:
            messages.error(request, str(fault))
            for finding in fault.findings:
                if finding.severity == "block":
                    messages.error(request, finding.message)
        else:
            messages.success(request, outcome(article))


def outcome(article: Article) -> str:
    """What has become of the story, and where to go next."""
    if article.is_published():
        return format_html(
            _("The story is live: <a href='{}'>{}</a>. Next: look at it as readers do."),
            article.get_absolute_url(),
            article.get_absolute_url(),
        )
    due: datetime | None = article.public_from
    if due is not None:
        return _("The story goes out %(when)s.") % {"when": until(due)}
    return _("The story is now “%(state)s”.") % {"state": article.get_state_display()}
