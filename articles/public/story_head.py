"""The head of a story: one canonical address, indexing by its source's terms, share cards."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse

from articles.body.document import pictures as figures_in
from articles.body.words import excerpt
from articles.models import Article, Indexing
from articles.public.head import OEMBED_TYPE, Alternate, Head, absolute, feed_links
from articles.public.locales import open_graph_locale
from articles.public.story import author_names, modified_at
from articles.public.structured_data import (
    WIDE_ENOUGH,
    breadcrumbs,
    iso,
    news_article,
    script_text,
)
from articles.publishing.cards import card_of
from media.cards import HEIGHT as CARD_HEIGHT
from media.cards import WIDTH as CARD_WIDTH
from media.models import Picture
from media.renditions import Spec, address, rendition_size, widths

DESCRIPTION = 160
SHARE_SHAPE = "40:21"
FALLBACK_SHARE = ("newsroom/share.png", 1200, 630)


def story_head(article: Article, pictures: Sequence[Picture]) -> Head:
    """`pictures` are those in the body."""
    own = absolute(article.get_absolute_url())
    canonical = canonical_address(article)
    description = description_of(article)
    steps = [(settings.SITE_NAME, "/")]
    shown = card_picture(article, pictures)
    alternates = feed_links("/", settings.SITE_NAME)
    if article.section:
        steps.append((article.section.name, article.section.get_absolute_url()))
        alternates += feed_links(article.section.get_absolute_url(), article.section.name)
    steps.append((article.headline, article.get_absolute_url()))
    oembed = f"{absolute(reverse('oembed'))}?{urlencode({'url': own})}"
    return Head(
        title=article.seo_title or article.headline,
        description=article.seo_description or description,
        canonical=canonical,
        robots=robots(article),
        alternates=(*alternates, Alternate(OEMBED_TYPE, article.headline, oembed)),
        open_graph=open_graph(article, own, description, shown),
        card=card(article, description, shown),
        structured_data=(
            script_text(news_article(article, own, description, pictures)),
            script_text(breadcrumbs(*steps)),
        ),
    )


def canonical_address(article: Article) -> str:
    """Our own, unless the source asked that search engines go to its copy."""
    source = article.source
    if source and source.indexing == Indexing.CANONICAL and not source.is_own:
        return article.source_url or absolute(article.get_absolute_url())
    return absolute(article.get_absolute_url())


def robots(article: Article) -> str:
    source = article.source
    if article.noindex:
        return "noindex, max-image-preview:large"
    if source and not source.is_own and source.indexing == Indexing.NOINDEX:
        return "noindex, max-image-preview:large"
    return "max-image-preview:large"


def description_of(article: Article) -> str:
    """The standfirst whole, else the story's beginning."""
    return article.standfirst or excerpt(article.body, DESCRIPTION)


Shown = tuple[Picture | None, str]
"""A picture, and its alternative text at the place where it stands."""


def card_picture(article: Article, pictures: Sequence[Picture]) -> Shown:
    """The lead picture, else the first that is here of those in the text, which are `pictures`."""
    if article.lead_picture is not None:
        return article.lead_picture, article.lead_alt
    there = {picture.pk: picture for picture in pictures if not picture.missing}
    first = next((figure for figure in figures_in(article.body) if figure.picture in there), None)
    return (there[first.picture or 0], first.alt) if first else (None, "")


def share_picture(article: Article, shown: Shown) -> tuple[str, int, int, str]:
    """Address, width, height and alt of the picture for cards, where the story shows `shown`.

    The story's own where it is wide enough; else one drawn of its headline and its picture; a
    headline in a script that our fonts do not write has its small picture, or the house's.
    """
    picture, alt = shown
    usable = picture if picture is not None and not picture.missing else None
    width = widths(usable.width, usable.height, SHARE_SHAPE)[-1] if usable else 0
    card = card_of(article)
    if width < WIDE_ENOUGH and card.can_be_drawn:
        path = reverse("share", args=[article.pk, card.digest])
        return absolute(path), CARD_WIDTH, CARD_HEIGHT, article.headline
    if usable is None:
        name, across, down = FALLBACK_SHARE
        return absolute(static(name)), across, down, settings.SITE_NAME
    spec = Spec(width, SHARE_SHAPE, "jpg")
    across, down = rendition_size(usable.width, usable.height, spec)
    return absolute(address(usable.token, spec)), across, down, alt or usable.alt


def open_graph(
    article: Article, own: str, description: str, shown: Shown
) -> tuple[tuple[str, str], ...]:
    url, width, height, alt = share_picture(article, shown)
    people = author_names(article)
    modified = modified_at(article)
    facts = [
        ("og:type", "article"),
        ("og:site_name", settings.SITE_NAME),
        ("og:title", article.social_title or article.headline),
        ("og:description", description),
        ("og:url", own),
        ("og:locale", open_graph_locale(article.language)),
        ("og:image", url),
        ("og:image:width", str(width)),
        ("og:image:height", str(height)),
        ("og:image:alt", alt),
        ("article:published_time", iso(article.published_at)),
        ("article:modified_time", iso(modified)),
        ("article:section", article.section.name if article.section else ""),
        *(("article:tag", tie.topic.name) for tie in article.topic_ties.all()),
        *(("article:author", name) for name in people),
    ]
    return tuple((name, value) for name, value in facts if value)


def card(article: Article, description: str, shown: Shown) -> tuple[tuple[str, str], ...]:
    url, _width, _height, alt = share_picture(article, shown)
    facts = [
        ("twitter:card", "summary_large_image"),
        ("twitter:title", article.social_title or article.headline),
        ("twitter:description", description),
        ("twitter:image", url),
        ("twitter:image:alt", alt),
    ]
    return tuple((name, value) for name, value in facts if value)
