"""How often readers follow a related link: a sum for each pair of stories and nothing about anybody."""

from __future__ import annotations

from django.db.models import F

from articles.models import RelatedClick, RelatedPick, RelatedStory


def count_click(article: int, other: int) -> bool:
    """Adds one to the pair's sum; False for two stories that no link ties. Three queries at most.

    Only pairs that are linked are counted, so that a stranger cannot fill the table.
    """
    rows = RelatedClick.objects.filter(article=article, other=other)
    if rows.update(clicks=F("clicks") + 1):
        return True
    if not _is_linked(article, other):
        return False
    RelatedClick.objects.bulk_create(
        [RelatedClick(article_id=article, other_id=other)], ignore_conflicts=True
    )
    return bool(rows.update(clicks=F("clicks") + 1))


def _is_linked(article: int, other: int) -> bool:
    stored = RelatedStory.objects.filter(article=article, other=other)
    picked = RelatedPick.objects.filter(article=article, target=other)
    return stored.exists() or picked.exists()
