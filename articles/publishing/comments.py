"""Comments beside a story: made, resolved, opened again; they move no version and no reader's page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from articles.models import Article, Comment

if TYPE_CHECKING:
    from django.contrib.auth.models import User

LONGEST = 2000
MOST = 200
"""Comments shown with a story, the newest."""


def comments_of(article: Article) -> list[Comment]:
    """The open ones first, each group in the order in which they were made; one query."""
    newest = Comment.objects.filter(article=article).order_by("-pk")[:MOST]
    return sorted(newest, key=lambda one: (one.resolved_at is not None, one.pk))


def add_comment(
    article: Article, text: str, *, by: User, quote: str = "", block_id: str = ""
) -> Comment | None:
    """A new one; None if it says nothing."""
    text = text.strip()[:LONGEST]
    if not text:
        return None
    return Comment.objects.create(
        article=article,
        text=text,
        quote=" ".join(quote.split())[:300],
        block_id=block_id[:40],
        made_by=by,
        maker=by.get_short_name() or by.get_username(),
    )


def resolve(article: Article, key: int, *, by: User, is_open: bool = False) -> bool:
    """Marks one as resolved, or opens it again; False if the story has none of that number."""
    values = {
        "resolved_at": None if is_open else timezone.now(),
        "resolver": "" if is_open else by.get_short_name() or by.get_username(),
    }
    return bool(Comment.objects.filter(article=article, pk=key).update(**values))
