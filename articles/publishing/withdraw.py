"""Taking a story down: the tombstone first, then the row; nothing revives it but an editor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from articles.models import Article, Placement, State, Tombstone, Visibility
from articles.publishing.saving import save_story

if TYPE_CHECKING:
    from django.contrib.auth.models import User


def withdraw(article: Article, *, reason: str, by: User | None = None) -> Tombstone:
    """Takes the story from readers at once; `reason` is required and stays in the newsroom."""
    reason = reason.strip()
    if not reason:
        raise ValueError("A withdrawal needs a reason.")
    with transaction.atomic():
        stone, _made = Tombstone.objects.update_or_create(
            article_pk=article.pk,
            defaults={
                "source_code": article.source.code if article.source else "",
                "source_id": article.source_key,
                "digest": article.source_digest,
                "paths": addresses_of(article),
                "picture_hashes": sorted(
                    set(
                        Placement.objects.filter(
                            article=article, picture__sha256__isnull=False
                        ).values_list("picture__sha256", flat=True)
                    )
                ),
                "reason": reason[:300],
                "made_by": by.get_username() if by else "",
            },
        )
        article.state = State.WITHDRAWN
        article.visibility = Visibility.WITHDRAWN
        article.withdrawn_at = timezone.now()
        article.state_reason = reason[:300]
        save_story(article, by=by, action="withdraw", note=reason)
    return stone


def addresses_of(article: Article) -> list[str]:
    """The story's path and all former ones."""
    former = article.former_addresses.values_list("path", flat=True)
    return [article.get_absolute_url(), *former]


def entombed(source_code: str, keys: set[str]) -> set[str]:
    """Those of a source's ids that were withdrawn here."""
    return set(
        Tombstone.objects.filter(source_code=source_code, source_id__in=keys).values_list(
            "source_id", flat=True
        )
    )
