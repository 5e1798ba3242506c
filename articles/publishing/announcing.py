"""What hubs and search engines are to be told, noted in the transaction that changed it."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings

from articles import clock
from articles.models import Announcement, Article
from articles.publishing.placing import listed_at

SHARED = ["path", "section_path", "was_seen", "due_at", "tries"]


def is_on() -> bool:
    """Whether anybody is to be told; off unless the operator names a hub or a key."""
    return bool(settings.WEBSUB_HUB or settings.INDEXNOW_KEY)


def note(articles: Sequence[Article], *, was_seen: bool) -> None:
    """One statement, none while it is off; a story that is due later is told of then."""
    if not is_on():
        return
    now = clock.now()
    rows = []
    for article in articles:
        moment = listed_at(article)
        if moment is not None or was_seen:
            section = article.section.get_absolute_url() if article.section else ""
            rows.append(
                Announcement(
                    story=article.pk,
                    path=article.get_absolute_url(),
                    section_path=section,
                    was_seen=was_seen,
                    due_at=max(moment or now, now),
                )
            )
    Announcement.objects.bulk_create(
        rows,
        batch_size=500,
        update_conflicts=True,
        unique_fields=["story"],
        update_fields=SHARED,
    )
