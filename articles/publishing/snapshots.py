"""A story as plain JSON: its fields and ties; what a version stores and a restore reads."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.dateparse import parse_datetime

from articles.models import Article, ArticleContributor, ArticleTopic, PersonMention, RelatedPick

FIELDS = (
    "headline", "headline_proposed", "kicker", "standfirst", "slug", "slug_edited", "slugline",
    "body", "byline", "dateline", "language", "kind", "section_id", "state", "visibility",
    "published_at", "updated_at", "corrected_at", "embargo_until", "withdrawn_at", "state_reason",
    "hold_reasons", "source_id", "source_key", "source_url", "source_version", "source_digest",
    "imported_version", "usage_terms", "web_forbidden", "editor_note", "urgency",
    "lead_picture_id", "lead_caption", "lead_alt", "lead_decorative", "lead_credit",
    "lead_source_url", "seo_title", "seo_description", "social_title", "noindex", "evergreen",
    "link_people", "word_count", "pending",
)  # fmt: skip
"""Every column that a save writes; with NOT_SAVED they are the model's columns, as a test asks."""

NOT_SAVED = (
    "id", "version", "created_at", "saved_at", "created_by_id", "import_run_id", "given_digest",
)  # fmt: skip
"""Columns that belong to the row and not to a version; an import writes the last two by itself."""


@dataclass(slots=True)
class PersonTie:
    person: int
    role: str = "mentioned"
    origin: str = "editor"
    score: float | None = None
    evidence: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class CreditTie:
    contributor: int
    role: str = ""


@dataclass(slots=True)
class PickTie:
    target: int | None = None
    url: str = ""
    headline: str = ""
    teaser: str = ""
    source_id: str = ""
    origin: str = "editor"


@dataclass(slots=True)
class Ties:
    """What a story is tied to, each list in the editor's order; None leaves that list as it is."""

    people: list[PersonTie] | None = None
    topics: list[int] | None = None
    credits: list[CreditTie] | None = None
    picks: list[PickTie] | None = None


@dataclass(slots=True)
class Names:
    """People and topics by number, as far as anybody read them."""

    people: dict[int, str] = field(default_factory=dict)
    topics: dict[int, str] = field(default_factory=dict)


def ties_of(article: Article) -> Ties:
    """The ties as they stand in the database; four queries."""
    return ties_and_names(article)[0]


def ties_and_names(article: Article) -> tuple[Ties, Names]:
    """The same, and the names of people and topics."""
    mentions = PersonMention.objects.filter(content_object=article).values_list(
        "tag_id", "role", "origin", "score", "evidence", "tag__name"
    )
    people: list[PersonTie] = []
    names = Names()
    for person, role, came, score, evidence, name in mentions:
        people.append(PersonTie(person, role, came, score, evidence))
        names.people[person] = name
    topics = ArticleTopic.objects.filter(article=article).order_by("position", "pk")
    names.topics = dict(topics.values_list("topic_id", "topic__name"))
    ties = Ties(
        people=people,
        topics=[*names.topics],
        credits=[
            CreditTie(tie.contributor_id, tie.role)
            for tie in ArticleContributor.objects.filter(article=article)
        ],
        picks=[
            PickTie(
                pick.target_id, pick.url, pick.headline, pick.teaser, pick.source_id, pick.origin
            )
            for pick in RelatedPick.objects.filter(article=article)
        ],
    )
    return ties, names


def snapshot(article: Article, ties: Ties) -> dict[str, Any]:
    """The whole story as JSON: {field: value, "ties": {people, topics, credits, picks}}."""
    fields = {name: _plain(getattr(article, name)) for name in FIELDS}
    fields["ties"] = {
        "people": [[tie.person, tie.role] for tie in ties.people or []],
        "topics": list(ties.topics or []),
        "credits": [[tie.contributor, tie.role] for tie in ties.credits or []],
        "picks": [
            [tie.target, tie.url, tie.headline, tie.teaser, tie.source_id, tie.origin]
            for tie in ties.picks or []
        ],
    }
    return fields


def ties_from(stored: dict[str, Any]) -> Ties:
    """The ties that a snapshot holds."""
    ties = stored.get("ties", {})
    return Ties(
        people=[PersonTie(person, role) for person, role in ties.get("people", [])],
        topics=list(ties.get("topics", [])),
        credits=[CreditTie(contributor, role) for contributor, role in ties.get("credits", [])],
        picks=[PickTie(*values) for values in ties.get("picks", [])],
    )


def fields_from(stored: dict[str, Any]) -> dict[str, Any]:
    """The columns that a snapshot holds, as the model wants them; unknown names are left out."""
    values = {name: stored[name] for name in FIELDS if name in stored}
    for name in TIMES & values.keys():
        if isinstance(values[name], str):
            values[name] = parse_datetime(values[name])
    return values


TIMES = frozenset({"published_at", "updated_at", "corrected_at", "embargo_until", "withdrawn_at"})


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value
