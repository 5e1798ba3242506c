"""Carrying out a transition: who may, what must hold, what the row says afterwards."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from articles import clock
from articles.models import Article, Revision, Visibility
from articles.publishing.checks import Finding, check_story, is_blocked
from articles.publishing.policy import can
from articles.publishing.previewing import end_links
from articles.publishing.saving import save_story
from articles.publishing.standing import Standing
from articles.publishing.states import BY_NAME, Transition, transitions_from
from articles.publishing.withdraw import reinstate, withdraw

if TYPE_CHECKING:
    from django.contrib.auth.models import User


PLAIN = frozenset({"publish", "schedule"})
"""Arrows that are one save of the story and nothing else."""


class NotPossible(Exception):
    """Why a story cannot be moved; a sentence for the editor, and the findings if checks failed."""

    def __init__(self, message: str, findings: list[Finding] | None = None) -> None:
        super().__init__(message)
        self.findings = findings or []


def possible_moves(article: Article, user: User) -> list[Transition]:
    """The arrows that this user may take from here, in the table's order."""
    return [
        transition
        for transition in transitions_from(article.state)
        if can(user, transition.action, article)
    ]


def move(
    article: Article,
    name: str,
    *,
    by: User,
    reason: str = "",
    at: datetime | None = None,
    now: datetime | None = None,
    base_version: int | None = None,
    standing: Standing | None = None,
) -> Revision | None:
    """Moves a saved story along the arrow `name` and makes a version of it.

    `at` is the time of a scheduled publication. Raises NotPossible with a sentence if the arrow
    does not start here, the user may not, a reason or a time lacks, or a blocking check fails.
    `standing`, what the caller read under the lock, is for arrows of PLAIN alone.
    """
    now = now or clock.now()
    transition = BY_NAME.get(name)
    if transition is None or article.state not in transition.sources:
        raise NotPossible(
            _("A story that is “%(state)s” cannot take this step.")
            % {"state": article.get_state_display()}
        )
    if not can(by, transition.action, article):
        raise NotPossible(_("Your role may not take this step with this story."))
    if transition.needs_reason and not reason.strip():
        raise NotPossible(_("This step needs a reason."))
    if transition.needs_checks:
        goes_out = at if transition.needs_time else now
        findings = check_story(article, now=now, goes_out=goes_out, standing=standing)
        if is_blocked(findings):
            raise NotPossible(
                _("Some things must be right before readers may see the story."), findings
            )
    if transition.name == "withdraw":
        withdraw(article, reason=reason, by=by)
        return article.revisions.first()
    if transition.name == "reinstate":
        reinstate(article)
    _set_times(article, transition, at=at, now=now)
    if transition.visibility is not None:
        end_links(article)
    article.state = transition.target
    if transition.visibility is not None:
        article.visibility = transition.visibility
    article.state_reason = reason.strip()[:300]
    return save_story(
        article, base_version=base_version, by=by, action=name, note=reason, standing=standing
    )


def _set_times(
    article: Article, transition: Transition, *, at: datetime | None, now: datetime
) -> None:
    """published_at is the first time that readers could see the story; it never moves back later."""
    if transition.needs_time:
        if at is None:
            raise NotPossible(_("Say when the story shall go out."))
        if at <= now:
            raise NotPossible(_("The time to go out has passed already."))
        article.published_at = at
    elif transition.name == "publish":
        was_public = article.published_at is not None and article.published_at <= now
        if not was_public:
            article.published_at = now
        article.hold_reasons = []
    elif transition.name in {"reinstate", "unschedule"}:
        article.withdrawn_at = None
        if transition.name == "unschedule":
            article.published_at = None
    if transition.visibility == Visibility.HIDDEN and transition.name == "reinstate":
        article.state_reason = ""
