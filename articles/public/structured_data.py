"""JSON-LD of the public pages (schema.org): what is unknown is left out, never invented."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone

from articles.body.document import pictures as figures_in
from articles.body.words import word_count
from articles.ingest.agencies import AGENCIES
from articles.models import Article, Kind, Person
from articles.public.head import ScriptText, absolute
from articles.public.story import about, author_names, modified_at, writers
from media.models import Picture
from media.renditions import Spec, address, rendition_size, widths

Node = dict[str, Any]
"""A JSON object, hence Any."""

TYPES = {
    Kind.OPINION: "OpinionNewsArticle",
    Kind.ANALYSIS: "AnalysisNewsArticle",
    Kind.REVIEW: "ReviewNewsArticle",
    Kind.EXPLAINER: "BackgroundNewsArticle",
}
PAGES = (
    "ethicsPolicy", "publishingPrinciples", "masthead", "ownershipFundingInfo",
    "verificationFactCheckingPolicy", "unnamedSourcesPolicy", "diversityPolicy", "missionCoveragePrioritiesPolicy",
)  # fmt: skip
"""What schema.org's NewsMediaOrganization may name beside its corrections."""
SHAPES = ("16:9", "4:3", "1:1")
WIDE_ENOUGH = 1200
ESCAPES = str.maketrans(
    {"<": "\\u003C", ">": "\\u003E", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
)


def script_text(node: Node) -> ScriptText:
    """JSON that cannot end the script element it stands in."""
    return ScriptText(json.dumps(node, ensure_ascii=False).translate(ESCAPES))


def news_article(
    article: Article, canonical: str, description: str, pictures: Iterable[Picture]
) -> Node:
    """One NewsArticle or subtype; `pictures` are those in the body."""
    return _known(
        {
            "@context": "https://schema.org",
            "@type": TYPES.get(Kind(article.kind), "NewsArticle"),
            "@id": absolute(article.get_absolute_url()) + "#story",
            "headline": article.headline,
            "description": description,
            "mainEntityOfPage": canonical,
            "url": canonical,
            "image": [*_lead(article), *_figures(article, pictures)],
            "datePublished": iso(article.published_at),
            "dateModified": iso(modified_at(article)),
            "author": authors(article),
            "publisher": publisher(),
            "articleSection": article.section.name if article.section else "",
            "keywords": [tie.topic.name for tie in article.topic_ties.all()],
            "inLanguage": article.language or settings.LANGUAGE_CODE,
            "isAccessibleForFree": True,
            "wordCount": article.word_count or word_count(article.body),
            **_people(article),
            "correction": _corrections(article),
        }
    )


def _lead(article: Article) -> list[Node]:
    lead = article.lead_picture
    if lead is None or lead.missing:
        return []
    return [_crop(lead, shape, article.lead_caption) for shape in SHAPES]


def _figures(article: Article, pictures: Iterable[Picture]) -> Iterator[Node]:
    """Each picture of the body once, in reading order, with the caption of the place where it stands."""
    there = {picture.pk: picture for picture in pictures if not picture.missing}
    captions: dict[int, str] = {}
    for figure in figures_in(article.body):
        if figure.picture in there:
            captions.setdefault(figure.picture, figure.caption)
    return (_crop(there[key], "", caption) for key, caption in captions.items())


def _people(article: Article) -> Node:
    """Each person of the chips once: whom it is about, and whom it mentions."""
    people, subjects = [each.tag for each in article.mentions.all()], about(article)
    return {
        "about": [person_node(person) for person in subjects],
        "mentions": [person_node(person) for person in people if person not in subjects],
    }


def _corrections(article: Article) -> list[Node]:
    return [
        {
            "@type": "CorrectionComment",
            "text": each.text,
            "datePublished": iso(each.published_at),
        }
        for each in article.corrections.all()
    ]


def authors(article: Article) -> list[Node]:
    """Names only, with the author's page; a story without byline is its source's or ours."""
    known = [
        {
            "@type": "Organization" if each.is_agency else "Person",
            "name": each.name,
            "url": absolute(each.get_absolute_url()),
        }
        for each in writers(article)
    ]
    if known:
        return known
    names = author_names(article)
    houses = _houses(article, beside=len(names) > 1)
    if names:
        return [
            {"@type": "Organization" if name.casefold() in houses else "Person", "name": name}
            for name in names
        ]
    if article.source and article.source.is_credited:
        return [{"@type": "Organization", "name": article.source.name}]
    return [{"@type": "Organization", "name": settings.SITE_NAME, "url": settings.SITE_URL}]


def _houses(article: Article, *, beside: bool) -> frozenset[str]:
    """Names in a byline that are nobody's; the source's only `beside` another, for a source may be its one writer."""
    house = article.source.name if article.source and beside else settings.SITE_NAME
    return AGENCIES | {settings.SITE_NAME.casefold(), house.casefold()}


def publisher() -> Node:
    """The paper; a policy is named only where its page exists."""
    named: dict[str, str] = settings.PUBLISHER_PAGES
    pages = {name: address for name, address in named.items() if name in PAGES and address}
    return {
        "@type": "NewsMediaOrganization",
        "name": settings.SITE_NAME,
        "url": settings.SITE_URL,
        "logo": {
            "@type": "ImageObject",
            "url": absolute(static("newsroom/icons/icon-512.png")),
            "width": 512,
            "height": 512,
        },
        "correctionsPolicy": absolute(reverse("corrections")),
        **{name: pages[name] for name in PAGES if name in pages},
        **({"sameAs": list(settings.PUBLISHER_PROFILES)} if settings.PUBLISHER_PROFILES else {}),
    }


def person_node(person: Person) -> Node:
    url = absolute(person.get_absolute_url())
    return {"@type": "Person", "@id": url, "name": person.name, "url": url}


def breadcrumbs(*steps: tuple[str, str]) -> Node:
    """A BreadcrumbList; each step is a name and a path of ours."""
    return {
        "@context": "https://schema.org",
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": n, "name": name, "item": absolute(path)}
            for n, (name, path) in enumerate(steps, start=1)
        ],
    }


def profile(
    name: str,
    path: str,
    *,
    is_agency: bool = False,
    portrait: Picture | None = None,
    **facts: str | list[str],
) -> Node:
    """A ProfilePage about a person or an agency; empty facts are left out."""
    kind = "Organization" if is_agency else "Person"
    url = absolute(path)
    image = _crop(portrait, "1:1", "") if portrait and not portrait.missing else None
    return {
        "@context": "https://schema.org",
        "@type": "ProfilePage",
        "url": url,
        "mainEntity": _known(
            {"@type": kind, "@id": url, "name": name, "url": url, "image": image, **facts}
        ),
    }


def _crop(picture: Picture, shape: str, caption: str) -> Node:
    existing = widths(picture.width, picture.height, shape)
    width = next((each for each in existing if each >= WIDE_ENOUGH), existing[-1])
    spec = Spec(width, shape, "jpg")
    across, down = rendition_size(picture.width, picture.height, spec)
    url = absolute(address(picture.token, spec))
    return _known(
        {
            "@type": "ImageObject",
            "url": url,
            "contentUrl": url,
            "width": across,
            "height": down,
            "caption": caption.strip() or picture.caption.strip(),
            "creditText": picture.credit_line,
            "creator": {"@type": "Person", "name": picture.creator} if picture.creator else None,
            "copyrightNotice": picture.copyright_notice,
            "license": picture.licence_url,
            "acquireLicensePage": picture.acquire_url,
        }
    )


def _known(node: Node) -> Node:
    return {name: value for name, value in node.items() if value not in (None, "", [])}


def iso(moment: Any) -> str:
    """A moment to the second with the offset of the site's zone; empty for none."""
    return timezone.localtime(moment).replace(microsecond=0).isoformat() if moment else ""
