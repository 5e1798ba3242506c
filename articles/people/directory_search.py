"""People by any word of any name: for autocomplete and for whoever asks which person is meant."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Case, Count, IntegerField, Max, Q, QuerySet, Value, When
from django.utils import timezone

from articles.models import Person, PersonMention, PersonWord
from articles.people.fold import fold_name

LONGEST = 100
MOST_WORDS = 6


def begins(field: str, words: str) -> Q:
    """That a folded column begins so, in the form that each database answers from its index."""
    if connection.vendor == "postgresql":
        return Q(**{f"{field}__startswith": words})
    return Q(**{f"{field}__gte": words, f"{field}__lt": f"{words}\U0010ffff"})


def named(people: QuerySet[Person], asked: str) -> QuerySet[Person]:
    """Those whose names hold every word asked for, the last one as a beginning; best first.

    Accents, case and order do not count, aliases and former names do. Nothing asked: `people`.
    """
    key = fold_name(asked)[:LONGEST]
    words = key.split()[:MOST_WORDS]
    if not words:
        return people
    for word in words[:-1]:
        people = people.filter(pk__in=PersonWord.objects.filter(word=word).values("person"))
    last = PersonWord.objects.filter(begins("word", words[-1]))
    people = people.filter(pk__in=last.values("person"))
    fit = Case(
        When(name_key=key, then=Value(0)),
        When(begins("name_key", key), then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    return people.order_by(fit, "name_key", "qualifier", "pk")


def described(people: Iterable[Person]) -> list[dict[str, Any]]:
    """What an editor needs to tell them apart, as JSON: two queries for any number.

    {id, name, label, qualifier, role, birth_year, stories, last_story: {headline, at} or null,
    is_confirmed}. The last story is one that readers see: whoever may ask this may not see all.
    """
    people = list(people)
    ties = PersonMention.objects.filter(tag__in=[person.pk for person in people]).order_by()
    counted = {
        row["tag"]: (row["stories"], row["newest"])
        for row in ties.values("tag").annotate(
            stories=Count("pk"),
            newest=Max("story_published_at", filter=Q(story_published_at__lte=timezone.now())),
        )
    }
    newest = Q(pk__in=[])
    for pk, (_stories, moment) in counted.items():
        if moment is not None:
            newest |= Q(tag=pk, story_published_at=moment)
    last: dict[int, tuple[str, datetime]] = {}
    if newest:
        rows = PersonMention.objects.filter(newest).order_by("pk")
        for pk, headline, moment in rows.values_list(
            "tag", "content_object__headline", "story_published_at"
        ):
            last[pk] = (headline, moment)
    return [
        {
            "id": person.pk,
            "name": person.name,
            "label": str(person),
            "qualifier": person.qualifier,
            "role": person.role,
            "birth_year": person.birth_year,
            "stories": counted.get(person.pk, (0, None))[0],
            "last_story": (
                {"headline": last[person.pk][0], "at": last[person.pk][1].date().isoformat()}
                if person.pk in last
                else None
            ),
            "is_confirmed": person.is_confirmed,
        }
        for person in people
    ]
