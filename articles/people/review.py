"""The review queue: names that imports found and were not sure of, and what an editor says of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Count, Exists, Max, OuterRef, QuerySet, Subquery, Window
from django.db.models.functions import Coalesce, RowNumber
from django.utils import timezone

from articles.models import (
    AliasKind,
    Article,
    ArticleQuerySet,
    CandidateSighting,
    CandidateState,
    MentionOrigin,
    NameCandidate,
    Person,
    PersonAlias,
    PersonMention,
)
from articles.people.fold import row_key
from articles.people.namesakes import unsaved
from articles.people.recognise import KEEP
from articles.people.suggest import Found
from articles.people.verdicts import Refused, judge

if TYPE_CHECKING:
    from django.contrib.auth.models import User


def leave_for_review(sightings: Iterable[tuple[Article, Sequence[Found]]]) -> None:
    """Puts full names that nobody is sure of into the queue, those of namesakes, too.

    Four statements for any number.
    """
    seen = [
        (article, each)
        for article, found in sightings
        for each in found
        if each.is_full and not each.is_sure and each.score >= KEEP
    ]
    if not seen:
        return
    names = {each.key: each for _article, each in seen}
    NameCandidate.objects.bulk_create(
        (NameCandidate(name_key=key, name=each.name[:100]) for key, each in names.items()),
        ignore_conflicts=True,
        batch_size=500,
    )
    rows = {row.name_key: row for row in NameCandidate.objects.filter(name_key__in=names)}
    CandidateSighting.objects.bulk_create(
        (
            CandidateSighting(
                candidate=rows[each.key],
                article=article,
                score=each.score,
                role=each.role,
                evidence=each.evidence,
            )
            for article, each in seen
            if rows[each.key].state == CandidateState.WAITING
        ),
        ignore_conflicts=True,
        batch_size=500,
    )
    _count(names)


def _count(keys: Iterable[str]) -> None:
    """Sets how often these names were seen; one statement."""
    seen = CandidateSighting.objects.filter(candidate=OuterRef("pk")).order_by().values("candidate")
    NameCandidate.objects.filter(name_key__in=list(keys)).update(
        story_count=Coalesce(Subquery(seen.annotate(n=Count("pk")).values("n")), 0),
        best_score=Coalesce(Subquery(seen.annotate(n=Max("score")).values("n")), 0.0),
    )


def waiting(stories: ArticleQuerySet | None = None) -> QuerySet[NameCandidate]:
    """The names that wait, those of most stories first; with `stories` those that one of them holds."""
    rows = NameCandidate.objects.filter(state=CandidateState.WAITING)
    if stories is not None:
        held = CandidateSighting.objects.filter(candidate=OuterRef("pk"))
        rows = rows.filter(Exists(held.filter(article__in=stories.order_by().values("pk"))))
    return rows.order_by("-story_count", "-best_score", "pk")


def accept(
    candidate: NameCandidate, *, same_as: Person | None = None, by: User | None = None
) -> tuple[Person, list[int]]:
    """Tags every story that the name was seen in, as somebody new or as `same_as`.

    Answers with the person and the stories touched; a fixed number of statements. The caller lets
    the public pages follow (articles.publishing.people).
    """
    with transaction.atomic():
        person = same_as or unsaved(candidate.name, is_confirmed=True)
        if same_as is None:
            person.save()
        candidate.decided_at = timezone.now() if same_as else person.created_at
        candidate.state, candidate.person = CandidateState.ACCEPTED, person
        candidate.decided_by = by
        candidate.save(update_fields=["state", "person", "decided_at", "decided_by"])
        if same_as:
            _keep_alias(same_as, candidate.name)
        judge([candidate.name], confirmed=1)
        return person, _tag(candidate, person)


def refuse(candidate: NameCandidate, *, by: User | None = None) -> None:
    """The name is nobody: it is not proposed again."""
    with transaction.atomic():
        candidate.state, candidate.person = CandidateState.REFUSED, None
        candidate.decided_at, candidate.decided_by = timezone.now(), by
        candidate.save(update_fields=["state", "person", "decided_at", "decided_by"])
        judge([candidate.name], refused=1)


def take_back(candidate: NameCandidate) -> list[int]:
    """The name waits again; tags made by the decision go. Answers with the stories touched."""
    with transaction.atomic():
        person, was = candidate.person, candidate.state
        touched: list[int] = []
        if was == CandidateState.ACCEPTED and person is not None:
            ties = PersonMention.objects.filter(
                tag=person,
                origin=MentionOrigin.FOUND,
                content_object__in=candidate.sightings.values("article"),
            )
            touched = list(ties.values_list("content_object", flat=True))
            ties.delete()
            judge([candidate.name], confirmed=-1)
            if person.created_at == candidate.decided_at and not person.mentions.exists():
                person.delete()
            else:
                for alias in person.aliases.filter(name_key=row_key(candidate.name)):
                    alias.delete()
        elif was == CandidateState.REFUSED:
            judge([candidate.name], refused=-1)
        candidate.state, candidate.person, candidate.decided_at = CandidateState.WAITING, None, None
        candidate.save(update_fields=["state", "person", "decided_at"])
    return touched


def _keep_alias(person: Person, name: str) -> None:
    key = row_key(name)
    if key != person.name_key and not person.aliases.filter(name_key=key).exists():
        PersonAlias.objects.create(person=person, name=name, kind=AliasKind.ALIAS)


def _tag(candidate: NameCandidate, person: Person) -> list[int]:
    sightings = list(candidate.sightings.all())
    stories = [seen.article_id for seen in sightings]
    refused = Refused(stories)
    tagged = set(
        PersonMention.objects.filter(tag=person, content_object__in=stories).values_list(
            "content_object", flat=True
        )
    )
    ties = PersonMention.objects.filter(content_object__in=stories).order_by()
    places = dict(ties.values_list("content_object").annotate(Max("position")))
    moments = {
        story.pk: story.public_from
        for story in Article.objects.filter(pk__in=stories).only(
            "visibility", "published_at", "embargo_until"
        )
    }
    found = Found(candidate.name, 0.0, "", {}, person=person.pk)
    wanted = [
        seen
        for seen in sightings
        if seen.article_id not in tagged and not refused.covers(seen.article_id, found)
    ]
    PersonMention.objects.bulk_create(
        (
            PersonMention(
                content_object_id=seen.article_id,
                tag=person,
                role=seen.role,
                origin=MentionOrigin.FOUND,
                score=seen.score,
                evidence=seen.evidence,
                position=places.get(seen.article_id, 0) + 1,
                story_published_at=moments[seen.article_id],
            )
            for seen in wanted
        ),
        ignore_conflicts=True,
        batch_size=500,
    )
    return [seen.article_id for seen in wanted]


def seen_in(
    candidates: Iterable[NameCandidate],
    *,
    stories: ArticleQuerySet | None = None,
    most: int = 3,
) -> dict[int, list[CandidateSighting]]:
    """The best sightings of each name with their stories' headlines; one query, `most` rows a name.

    With `stories`, those in these alone.
    """
    shown: defaultdict[int, list[CandidateSighting]] = defaultdict(list)
    place = Window(RowNumber(), partition_by="candidate", order_by=["-score", "pk"])
    seen = CandidateSighting.objects.filter(candidate__in=[each.pk for each in candidates])
    if stories is not None:
        seen = seen.filter(article__in=stories.order_by().values("pk"))
    rows = (
        seen.alias(place=place)
        .filter(place__lte=most)
        .select_related("article")
        .only("candidate_id", "score", "role", "evidence", "article__headline", "article__state")
        .order_by("candidate", "-score", "pk")
    )
    for row in rows:
        shown[row.candidate_id].append(row)
    return dict(shown)
