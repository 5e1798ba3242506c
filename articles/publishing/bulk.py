"""One change to many stories: each by the same door as a single one, each that fails with its reason."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from articles.models import Article, Person, Section
from articles.publishing.moves import NotPossible, move
from articles.publishing.policy import can
from articles.publishing.saving import StaleVersion, save_story
from articles.publishing.snapshots import PersonTie, ties_of

if TYPE_CHECKING:
    from django.contrib.auth.models import User

MOST = 200
"""Stories of one bulk change; more are done in several."""

Step = Callable[[Article], bool]
"""Changes one story; False if there was nothing to change. Raises NotPossible."""


@dataclass(slots=True)
class Outcome:
    """How many were changed, how many were so already, and which could not be."""

    done: int = 0
    same: int = 0
    failed: list[tuple[str, str]] = field(default_factory=list)
    """(headline, a sentence)"""


def to_each(stories: Iterable[Article], step: Step) -> Outcome:
    """Takes the step with every story, each in a transaction of its own."""
    outcome = Outcome()
    for article in stories:
        try:
            with transaction.atomic():
                changed = step(article)
        except NotPossible as fault:
            reasons = [str(each.message) for each in fault.findings if each.severity == "block"]
            outcome.failed.append((article.headline, " ".join([str(fault), *reasons])))
        except StaleVersion:
            outcome.failed.append((article.headline, _("Somebody saved it meanwhile.")))
        else:
            outcome.done += changed
            outcome.same += not changed
    return outcome


def _edits(article: Article, by: User) -> None:
    if not can(by, "edit", article):
        raise NotPossible(_("Your role may not change this story."))


def assign_section(section: Section, by: User) -> Step:
    def step(article: Article) -> bool:
        _edits(article, by)
        if article.section_id == section.pk:
            return False
        article.section = section
        save_story(article, by=by, note=f"section: {section.name}")
        return True

    return step


def add_person(person: Person, by: User) -> Step:
    def step(article: Article) -> bool:
        _edits(article, by)
        ties = ties_of(article)
        people = ties.people or []
        if any(tie.person == person.pk for tie in people):
            return False
        ties = replace(ties, people=[*people, PersonTie(person.pk)])
        save_story(article, ties=ties, by=by, note=f"person: {person.name}")
        return True

    return step


def remove_person(person: Person, by: User) -> Step:
    def step(article: Article) -> bool:
        _edits(article, by)
        ties = ties_of(article)
        kept = [tie for tie in ties.people or [] if tie.person != person.pk]
        if len(kept) == len(ties.people or []):
            return False
        save_story(article, ties=replace(ties, people=kept), by=by, note=f"not: {person.name}")
        return True

    return step


def set_noindex(*, hidden: bool, by: User) -> Step:
    def step(article: Article) -> bool:
        _edits(article, by)
        if article.noindex is hidden:
            return False
        article.noindex = hidden
        save_story(article, by=by, note="noindex" if hidden else "index")
        return True

    return step


def take_step(name: str, by: User, *, reason: str = "", at: datetime | None = None) -> Step:
    def step(article: Article) -> bool:
        move(article, name, by=by, reason=reason, at=at)
        return True

    return step
