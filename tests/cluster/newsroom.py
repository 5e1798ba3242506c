"""What editors do in the drill: write, publish, correct, withdraw; the same calls as the desk's."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from articles.models import Article, Person, Revision, Section, Topic
from articles.publishing.saving import save_story
from articles.publishing.withdraw import withdraw


def write(headline: str, *, published_at: datetime, **fields: Any) -> Article:
    """A story that is public from `published_at` on, in the first section, about the first person."""
    from articles.body.document import document, paragraph
    from articles.publishing.snapshots import PersonTie, Ties

    article = Article(
        headline=headline,
        standfirst=f"{headline} in short.",
        body=document(paragraph(f"{headline}, word for word."), *fields.pop("blocks", [])),
        section=Section.objects.order_by("pk")[0],
        state="published",
        visibility="public",
        slug="drill",
        slug_edited=True,  # the address stays when the headline changes
        published_at=published_at,
        **fields,
    )
    person, topic = Person.objects.order_by("pk")[0], Topic.objects.order_by("pk")[0]
    save_story(article, ties=Ties(people=[PersonTie(person.pk)], topics=[topic.pk]))
    return article


def retell(article: Article, headline: str) -> None:
    article.headline = headline
    save_story(article, action="correct")


def take_down(article: Article) -> None:
    withdraw(article, reason="The drill asks for it.")


def doors(article: Article) -> dict[str, str]:
    """The public ways on which the story stands, by what they are; a search says its own word again."""
    section = Section.objects.order_by("pk")[0]
    person, topic = Person.objects.order_by("pk")[0], Topic.objects.order_by("pk")[0]
    word = article.headline.split()[0]
    return {
        "page": article.get_absolute_url(),
        "front": "/",
        "section": section.get_absolute_url(),
        "person": person.get_absolute_url(),
        "topic": topic.get_absolute_url(),
        "search": f"/search?q={word}",
        "feed": "/feed.rss",
        "json feed": "/feed.json",
        "api": "/api/stories",
        "api item": f"/api/stories/{article.pk}",
    }


def is_whole(article: Article) -> bool:
    """Whether every version is one row and the newest is the story's own."""
    article.refresh_from_db()
    numbers = list(
        Revision.objects.filter(article=article).order_by("number").values_list("number", flat=True)
    )
    newest = Revision.objects.get(article=article, number=article.version)
    return (
        numbers == list(range(numbers[0], article.version + 1))
        and newest.snapshot["headline"] == article.headline
    )
