"""Rows for tests: functions with sensible defaults and keyword overrides."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import count
from typing import Any

from django.contrib.auth.models import User
from django.utils import timezone

from articles.body.document import paragraph
from articles.models import (
    Article,
    ArticleContributor,
    ArticleTopic,
    Contributor,
    Front,
    Person,
    PersonMention,
    Section,
    Source,
    State,
    Topic,
    Visibility,
)
from tests.media.drawing import make_picture as make_picture

number = count(1)


def make_section(**fields: Any) -> Section:
    n = next(number)
    return Section.objects.create(**{"name": f"Section {n}", "slug": f"section-{n}", **fields})


def make_source(**fields: Any) -> Source:
    n = next(number)
    return Source.objects.create(**{"code": f"wire{n}.example", "name": f"Wire {n}", **fields})


def make_person(name: str = "", **fields: Any) -> Person:
    return Person.objects.create(name=name or f"Ada Lovelace{next(number)}", **fields)


def make_topic(name: str = "", **fields: Any) -> Topic:
    n = next(number)
    return Topic.objects.create(**{"name": name or f"Topic {n}", "slug": f"topic-{n}", **fields})


def make_contributor(name: str = "", **fields: Any) -> Contributor:
    n = next(number)
    return Contributor.objects.create(
        **{"name": name or f"Nelly Writer{n}", "slug": f"writer-{n}", **fields}
    )


def make_document(*texts: str) -> dict[str, Any]:
    return {"type": "doc", "content": [paragraph(text) for text in texts]}


STATES: dict[str, dict[str, Any]] = {
    "draft": {"state": State.DRAFT, "visibility": Visibility.HIDDEN},
    "in_progress": {"state": State.IN_PROGRESS, "visibility": Visibility.HIDDEN},
    "in_review": {"state": State.IN_REVIEW, "visibility": Visibility.HIDDEN},
    "archived": {"state": State.ARCHIVED, "visibility": Visibility.HIDDEN},
    "held": {"state": State.HELD, "visibility": Visibility.HIDDEN},
    "scheduled": {
        "state": State.SCHEDULED,
        "visibility": Visibility.PUBLIC,
        "published_at": timedelta(hours=2),
    },
    "embargoed": {
        "state": State.PUBLISHED,
        "visibility": Visibility.PUBLIC,
        "published_at": timedelta(hours=-1),
        "embargo_until": timedelta(hours=2),
    },
    "published": {
        "state": State.PUBLISHED,
        "visibility": Visibility.PUBLIC,
        "published_at": timedelta(hours=-1),
    },
    "withdrawn": {
        "state": State.WITHDRAWN,
        "visibility": Visibility.WITHDRAWN,
        "published_at": timedelta(hours=-1),
        "withdrawn_at": timedelta(minutes=-5),
    },
}


def make_article(state: str = "published", **fields: Any) -> Article:
    """A story in a state of STATES; `people`, `topics`, `contributors` take rows to tie to it."""
    n = next(number)
    people = fields.pop("people", [])
    topics = fields.pop("topics", [])
    contributors = fields.pop("contributors", [])
    now: datetime = fields.pop("now", None) or timezone.now()
    values: dict[str, Any] = {
        "headline": f"Council votes for new tram line {n}",
        "standfirst": "The line will join the harbor to the hill.",
        "body": make_document("The council voted on Monday.", "Work begins in the spring."),
        **{
            key: now + value if isinstance(value, timedelta) else value
            for key, value in STATES[state].items()
        },
        **fields,
    }
    if "section" not in values:
        values["section"] = make_section()
    article = Article.objects.create(**values)
    shown = article.public_from
    for position, person in enumerate(people):
        PersonMention.objects.create(
            content_object=article, tag=person, position=position, story_published_at=shown
        )
    for position, topic in enumerate(topics):
        ArticleTopic.objects.create(
            article=article, topic=topic, position=position, story_published_at=shown
        )
    for position, contributor in enumerate(contributors):
        ArticleContributor.objects.create(
            article=article, contributor=contributor, position=position, story_published_at=shown
        )
    return article


def make_user(username: str = "", **fields: Any) -> User:
    return User.objects.create_user(
        username=username or f"editor{next(number)}", password="a long password", **fields
    )


def home_front() -> Front:
    front, _made = Front.objects.get_or_create(section=None)
    return front
