"""Taking a story down: the tombstone first, then the row; nothing revives it but an editor."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.db import transaction

from articles import clock
from articles.models import Article, Placement, State, Tombstone, Visibility
from articles.publishing import tombstones
from articles.publishing.pictures import public_pictures
from articles.publishing.previewing import end_links
from articles.publishing.saving import save_story
from media.cards import remove_cards
from media.models import Picture
from media.processing import remove_renditions

if TYPE_CHECKING:
    from django.contrib.auth.models import User


def withdraw(article: Article, *, reason: str, by: User | None = None) -> Tombstone:
    """Takes the story from readers at once; `reason` is required and stays in the newsroom.

    With it go its preview links, a change that waited, and the public copies of pictures that
    no other public story shows. The file copy of the tombstone is there before readers notice.
    Nobody's save comes before: it waits or is joined. Unsaved changes of `article` are dropped.
    """
    reason = reason.strip()
    if not reason:
        raise ValueError("A withdrawal needs a reason.")
    with transaction.atomic():
        list(
            Article.objects.select_for_update(of=("self",), no_key=True)
            .filter(pk=article.pk)
            .only("pk")
        )
        article.refresh_from_db()
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
        article.withdrawn_at = clock.now()
        article.state_reason = reason[:300]
        article.pending = None
        save_story(article, by=by, action="withdraw", note=reason)
        end_links(article)
        hidden = pictures_only_in(article)
        tombstones.note(stone)
        transaction.on_commit(partial(_take_copies_away, hidden))
        transaction.on_commit(partial(remove_cards, str(article.pk)))
    return stone


def reinstate(article: Article) -> None:
    """Takes the tombstone away; the story itself becomes a draft by its own step."""
    Tombstone.objects.filter(article_pk=article.pk).delete()
    tombstones.lift(article.pk)


def pictures_only_in(article: Article) -> list[int]:
    """Pictures of a story that is no longer public and that nothing else public shows."""
    shown = set(
        Placement.objects.filter(article=article, picture__isnull=False).values_list(
            "picture_id", flat=True
        )
    )
    wanted = {key for key in shown if key is not None}
    return sorted(wanted - public_pictures(wanted, clock.now()))


def _take_copies_away(keys: list[int]) -> None:
    """The public copies of the pictures; a reader's request cannot make them again."""
    for picture in Picture.objects.filter(pk__in=keys):
        remove_renditions(picture)


def addresses_of(article: Article) -> list[str]:
    """The story's path and all former ones."""
    former = article.former_addresses.values_list("path", flat=True)
    return [article.get_absolute_url(), *former]
