"""A story as the one JSON object that exports write and a planned import prints; README documents it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings

from articles.body.document import pictures
from articles.body.words import plain_text
from articles.models import Article
from media.models import Picture

FIELDS = (
    "id", "source", "source_id", "source_url", "version", "headline", "headline_proposed",
    "kicker", "standfirst", "slug", "url", "section", "byline", "contributors", "dateline",
    "language", "state", "kind", "published_at", "updated_at", "corrected_at", "embargo_until",
    "urgency", "topics", "people", "body", "body_text", "pictures", "related", "corrections",
    "editor_note", "usage_terms", "missing", "cleaning", "takedown",
)  # fmt: skip
"""The keys of the object, in order; other programs read them: only ever add."""


@dataclass(slots=True)
class Parts:
    """What belongs to a story and does not stand in its row; plain values."""

    contributors: list[dict[str, str]] = field(default_factory=list)
    topics: list[str] = field(default_factory=list)
    people: list[dict[str, Any]] = field(default_factory=list)
    """{name, role, aliases_seen}"""
    related: list[dict[str, Any]] = field(default_factory=list)
    """{headline, teaser, url, article}"""
    corrections: list[dict[str, Any]] = field(default_factory=list)
    pictures: Mapping[int, Picture] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)
    cleaning: list[dict[str, Any]] = field(default_factory=list)


def story_facts(article: Article, parts: Parts) -> dict[str, Any]:
    """The object; every key of FIELDS, empty where there is nothing to say. Makes no query."""
    facts = {
        "id": article.pk,
        "source": article.source.code if article.source else "",
        "source_id": article.source_key,
        "source_url": article.source_url,
        "version": article.source_version,
        "headline": article.headline,
        "headline_proposed": article.headline_proposed,
        "kicker": article.kicker,
        "standfirst": article.standfirst,
        "slug": article.slug,
        "url": settings.SITE_URL + article.get_absolute_url() if article.pk else "",
        "section": article.section.name if article.section else "",
        "byline": article.byline,
        "contributors": parts.contributors,
        "dateline": article.dateline,
        "language": article.language,
        "state": article.state,
        "kind": article.kind,
        "published_at": _time(article.published_at),
        "updated_at": _time(article.updated_at),
        "corrected_at": _time(article.corrected_at),
        "embargo_until": _time(article.embargo_until),
        "urgency": article.urgency,
        "topics": parts.topics,
        "people": parts.people,
        "body": article.body,
        "body_text": plain_text(article.body),
        "pictures": picture_facts(article, parts.pictures),
        "related": parts.related,
        "corrections": parts.corrections,
        "editor_note": article.editor_note,
        "usage_terms": article.usage_terms,
        "missing": parts.missing,
        "cleaning": parts.cleaning,
        "takedown": takedown(article),
    }
    assert tuple(facts) == FIELDS
    return facts


def takedown(article: Article) -> dict[str, Any] | None:
    """When and why the story was withdrawn; None if it was not."""
    if article.withdrawn_at is None:
        return None
    return {"at": _time(article.withdrawn_at), "reason": article.state_reason}


def picture_facts(article: Article, known: Mapping[int, Picture]) -> list[dict[str, Any]]:
    """The lead, then the figures in reading order; `wanted` where the file has not come yet."""
    found = []
    if article.lead_picture_id or article.lead_caption or article.lead_source_url:
        found.append(
            _picture(
                known.get(article.lead_picture_id or 0),
                role="lead",
                caption=article.lead_caption,
                alt=article.lead_alt,
                credit=article.lead_credit,
                source_url=article.lead_source_url,
            )
        )
    found += [
        _picture(
            known.get(figure.picture or 0),
            role="body",
            caption=figure.caption,
            alt=figure.alt,
            credit=figure.credit,
            source_url=figure.source_url,
        )
        for figure in pictures(article.body)
    ]
    return found


def _picture(
    picture: Picture | None, *, role: str, caption: str, alt: str, credit: str, source_url: str
) -> dict[str, Any]:
    if picture is None:
        return {
            "caption": caption, "alt": alt, "credit": credit, "file": "", "width": None,
            "height": None, "role": role, "wanted": True, "source_url": source_url,
        }  # fmt: skip
    return {
        "caption": caption or picture.caption,
        "alt": alt or picture.alt,
        "credit": picture.credit_line,
        "file": picture.file.name or "",
        "width": picture.width,
        "height": picture.height,
        "role": role,
        "wanted": False,
        "source_url": picture.source_url,
    }


def _time(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
