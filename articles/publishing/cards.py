"""The share picture of a story: what stands on it, and that it goes with the story."""

from __future__ import annotations

from django.conf import settings

from articles.models import Article
from media.cards import Card


def card_of(article: Article) -> Card:
    """`article` comes with its section and lead picture."""
    return Card(
        key=str(article.pk),
        headline=article.headline,
        label=article.kicker or (article.section.name if article.section else ""),
        name=settings.SITE_NAME,
        picture=article.lead_picture,
    )
