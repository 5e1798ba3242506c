"""What somebody has typed and not saved; it never touches the story."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from articles.body.document import InvalidBody, empty, validate
from articles.models import Article, ArticleQuerySet, Draft
from articles.publishing.comparing import Comparison, compare
from articles.publishing.merging import base_of
from articles.publishing.snapshots import TIMES, snapshot, ties_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.contrib.auth.models import AnonymousUser, User


MOST_OFFERED = 3
"""Drafts of a story that its form offers at once; the next ones once these are decided on."""
MOST_KEPT = 20
"""Of one story and editor: forms that were left and never decided on."""


def keep_draft(
    article: Article | None,
    user: User,
    *,
    base_version: int,
    form: dict[str, Any],
    form_key: str = "",
) -> datetime:
    """Keeps an unsaved form; the time under which it is kept.

    Each form that somebody has open has its own: two tabs or two machines never write over each
    other's words.
    """
    now = timezone.now()
    with transaction.atomic():
        mine = Draft.objects.filter(article=article, user=user, form_key=form_key)
        known = None if article else mine.first()
        if known is not None and known.of_deleted:  # the page of that story is open still
            form = {**form, OF_DELETED: known.of_deleted}
        values = {"base_version": base_version, "form": form}
        if mine.update(**values, saved_at=now):
            return now
        try:
            with transaction.atomic():
                Draft.objects.create(article=article, user=user, form_key=form_key, **values)
        except IntegrityError:  # the same form, sent twice at one moment
            mine.update(**values, saved_at=now)
        former = Draft.objects.filter(article=article, user=user).order_by("-saved_at", "-pk")
        Draft.objects.filter(pk__in=list(former.values_list("pk", flat=True)[MOST_KEPT:])).delete()
    return now


def drafts_of(article: Article | None, user: User) -> list[Draft]:
    """What this editor left unsaved of the story, the newest first."""
    mine = Draft.objects.filter(article=article, user=user)
    return list(mine.order_by("-saved_at", "-pk")[:MOST_OFFERED])


def forget_drafts(article: Article | None, user: User, form_keys: Iterable[str]) -> None:
    """After the form of that key was saved, with those that it went on from, or by the editor's word."""
    Draft.objects.filter(article=article, user=user, form_key__in=set(form_keys)).delete()


def outlive(stories: ArticleQuerySet) -> None:
    """Before these stories are deleted: what somebody typed into one is kept as text of a new story."""
    for draft in Draft.objects.filter(article__in=stories).select_related("article", "user"):
        if _says_more(draft):
            form = {**draft.form, OF_DELETED: draft.article.headline if draft.article else ""}
            mine = Draft.objects.filter(pk=draft.pk)
            mine.update(article=None, base_version=0, form=form)


def _says_more(draft: Draft) -> bool:
    """Whether the text differs from the version that it began with, as far as that can be told."""
    base, form = draft.base_version, draft.form
    try:
        return bool(difference(draft.article, base_version=base, form=form, reader=draft.user))
    except InvalidBody:
        return True


OF_DELETED = "of_deleted"
"""Key of a kept form: the headline of the story that was deleted under it."""

NUMBERS = {"section": "section_id", "lead_picture": "lead_picture_id"}
"""Fields of the form that hold the number of a row -> the column of that number."""

NOT_TOLD = TIMES | {"change", "go_out_at", "go_out_fold", "show_at"}
"""Fields that are no words: times in the form have no zone, and answers about the step."""

TIES = {
    "people": ("mentions", ("tag", "role")),
    "topics": ("topic_ties", ("topic",)),
    "credits": ("credits", ("contributor", "role")),
    "picks": ("picks", ("target", "url", "headline", "teaser")),
}
"""List of a snapshot -> its rows in the form, and what tells of each."""


def difference(
    article: Article | None,
    *,
    base_version: int,
    form: dict[str, Any],
    reader: User | AnonymousUser,
) -> Comparison | None:
    """What an unsaved form changed of the version that it began with; None if it changed nothing.

    Raises InvalidBody if its text is no document.
    """
    stored: dict[str, Any] = {"body": empty()}
    if article is not None:
        kept = None if base_version == article.version else base_of(article, base_version)
        stored = kept or snapshot(article, ties_of(article))
    typed = _typed(form.get("fields", {}), stored)
    ties = {**stored.get("ties", {}), **_ties_typed(form.get("ties", {}), stored.get("ties", {}))}
    wanted = {**stored, **typed, "body": validate(form.get("body") or empty()), "ties": ties}
    found = compare(stored, wanted, reader=reader)
    return found if found.fields or not found.same_body else None


def _typed(fields: Any, stored: dict[str, Any]) -> dict[str, Any]:
    """The columns that can be told apart from what is stored; times in the form have no zone."""
    found: dict[str, Any] = {}
    given: dict[str, Any] = fields if isinstance(fields, dict) else {}
    for name, value in given.items():
        if name in NOT_TOLD or (name == "slug" and not value):
            continue  # an empty slug follows the headline
        column = NUMBERS.get(name, name)
        before = stored.get(column, "")
        if name in NUMBERS and isinstance(value, str):
            found[column] = int(value) if value.isdecimal() and len(value) < 19 else None
        elif isinstance(value, bool) or isinstance(before, bool):
            if type(value) is type(before):
                found[name] = value
        elif isinstance(value, str) and isinstance(before, str):
            found[name] = value.replace("\r\n", "\n")
    return found


def _ties_typed(rows: Any, stored: dict[str, Any]) -> dict[str, list[Any]]:
    """The lists of the form as a snapshot has them; a list that names the same stays as it was."""
    found: dict[str, list[Any]] = {}
    for name, (prefix, parts) in TIES.items():
        given = rows.get(prefix) if isinstance(rows, dict) else None
        if not isinstance(given, list):
            continue
        named = [[row.get(part) for part in parts] for row in given if isinstance(row, dict)]
        typed = [row for each in named if any(row := _tie(each))]
        if name != "picks":
            typed = [row for row in typed if row[0] is not None]
        before = [each if isinstance(each, list) else [each] for each in stored.get(name, [])]
        if typed != [_tie(each[: len(parts)]) for each in before]:
            found[name] = [row[0] for row in typed] if name == "topics" else typed
    return found


def _tie(values: list[Any]) -> list[Any]:
    """A row of a list: the number of what it names or None, then words."""
    key, *words = values
    digits = str(key or "")
    number = int(digits) if digits.isdecimal() and len(digits) < 19 else None
    return [number, *("" if word is None else str(word) for word in words)]
