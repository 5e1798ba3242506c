"""What happens when the story's form is saved: one conditional write, then the step asked for."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from articles import clock
from articles.admin.article_conflict import choices_of
from articles.admin.article_context import PUT_OFF, STANDING
from articles.admin.article_drafts import forms_of, note_arrival
from articles.admin.article_ties import ties_from_formsets
from articles.models import Article
from articles.publishing.changing import Change, mark, note_correction
from articles.publishing.clock import until
from articles.publishing.drafts import forget_drafts
from articles.publishing.joining import save_or_join
from articles.publishing.moves import PLAIN, NotPossible, move
from articles.publishing.pending import put_off
from articles.publishing.saving import settle
from articles.publishing.snapshots import Ties
from articles.publishing.standing import Standing

FEED_LENGTH = 30
"""Stories of one page of the feed (articles.public.feeds.PER_FEED; a test holds them equal)."""


class StorySaving(admin.ModelAdmin):
    """Joins the form with publishing: Django writes nothing of a story by itself."""

    def save_model(self, request: HttpRequest, row: Article, form: Any, change: bool) -> None:  # noqa: FBT001
        """Nothing yet: the row and its ties are written together in save_related."""

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:  # noqa: FBT001
        """One conditional write of the story with everything that the form holds.

        A change of a live story is told as what it is, or put off until its time.
        """
        article: Article = form.instance
        given = form.cleaned_data.get("base_version")
        base = article.version if given is None else given
        ties = ties_from_formsets(article, formsets)
        by: Any = request.user
        now = clock.now()
        told = form.told() if hasattr(form, "told") else Change()
        later = getattr(form, "shows_later", None)
        standing: Standing | None = getattr(request, STANDING, None)
        forget_drafts(article if change else None, by, forms_of(request))
        if later is not None:
            self.put_off(request, article, ties, base, later, told)
            return
        saved = save_or_join(
            article,
            base_version=base,
            ties=ties,
            by=by,
            choices=choices_of(request.POST),
            action=told.action,
            mark=lambda row: mark(row, told, now),
            standing=standing,
        )
        if saved.is_joined:
            standing = None
        elif standing is not None and request.POST.get("_move") not in PLAIN:
            settle(article, standing)
            standing = None
        note_arrival(request, None if change else article)
        note_correction(article, told, before_version=saved.before_version, by=by, now=now)
        if saved.is_joined:
            messages.info(
                request, _("Somebody saved this story while you wrote. Both changes are kept.")
            )
        self.take_step(request, article, form, standing)
        if standing is not None:
            settle(article, standing)

    def put_off(
        self,
        request: HttpRequest,
        article: Article,
        ties: Ties,
        base: int,
        due: datetime,
        told: Change,
    ) -> None:
        """Nothing that readers see changes now, whoever saved meanwhile."""
        by: Any = request.user
        replaced = put_off(article, ties=ties, base_version=base, due=due, by=by, change=told)
        note_arrival(request)
        setattr(request, PUT_OFF, True)
        messages.success(request, _("Readers see the change %(when)s.") % {"when": until(due)})
        if replaced:
            messages.warning(
                request,
                _("It took the place of the change by %(who)s that waited; the versions keep it.")
                % {"who": replaced},
            )

    def take_step(
        self, request: HttpRequest, article: Article, form: Any, standing: Standing | None
    ) -> None:
        """The step that the pressed button asks for, if any."""
        name = request.POST.get("_move")
        if not name:
            return
        time = article.published_at
        try:
            move(
                article,
                name,
                by=request.user,  # type: ignore[arg-type]
                reason=request.POST.get("reason", ""),
                at=getattr(form, "go_out", None),
                standing=standing,
            )
        except NotPossible as fault:
            messages.error(request, str(fault))
            for finding in fault.findings:
                if finding.severity == "block":
                    messages.error(request, finding.message)
        else:
            messages.success(request, outcome(article, is_newest=article.published_at != time))


def _in_feed(article: Article, *, is_newest: bool) -> str:
    """Whether a reader of the feed sees it now: among the newest of all, as what went out just now is."""
    newest = Article.objects.published().newest_first().values_list("pk", flat=True)[:FEED_LENGTH]
    if is_newest or article.pk in set(newest):
        return format_html(_("It is in <a href='{}'>the feed</a>."), reverse("feed", args=["rss"]))
    return _("It is older than what the feed holds.")


def _next(article: Article) -> str:
    if not article.picks.exists():
        return _("Next: pick what readers may read on.")
    return _("Next: look at it as readers do.")


def outcome(article: Article, *, is_newest: bool) -> str:
    """What has become of the story, and where to go next; `is_newest`: its time is this moment."""
    if article.is_published():
        page = format_html(
            _("The story is live: <a href='{}'>{}</a>."),
            article.get_absolute_url(),
            article.get_absolute_url(),
        )
        return format_html("{} {} {}", page, _in_feed(article, is_newest=is_newest), _next(article))
    due: datetime | None = article.public_from
    if due is not None:
        return _("The story goes out %(when)s.") % {"when": until(due)}
    return _("The story is now “%(state)s”.") % {"state": article.get_state_display()}
